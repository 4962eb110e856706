"""The public record of a release: the bytes whose SHA-256 stands beside it, the same for whoever asks for them."""

import datetime as dt
import hashlib
import json
from typing import Any

from mediso.desks.models import Desk
from reports.drawings.json import HIDDEN, json_data
from reports.figures.figure import Figure
from reports.figures.labels import Label
from reports.models import Release
from reports.publication.contents import Contents, Public

Data = dict[str, Any]


def released_data(desk: Desk, contents: Contents) -> Data:
    """What is kept of a release: names in both languages, and no number that is hidden."""
    cases = HIDDEN if contents.cases is None else contents.cases
    return {
        "desk": {"code": desk.code, "name": desk.name_ja, "name_en": desk.name_en},
        "cases": cases,
        "figures": [_figure(one, cases) for one in contents.figures],
    }


def record_bytes(release: Release) -> bytes:
    """One line of JSON in UTF-8, names sorted, without spaces. It names nobody."""
    record = {
        "from": release.first_day.isoformat(),
        "until": release.last_day.isoformat(),
        "edition": release.edition,
        "reason": release.reason,
        "released_at": release.released_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "threshold": release.threshold,
        "licence": release.licence,
        "contact": release.contact,
        **release.data,
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal_of(release: Release) -> str:
    return hashlib.sha256(record_bytes(release)).hexdigest()


def _figure(public: Public, cases: Any) -> Data:
    title = Label.words(public.kind.title)
    english = _english(public.shown, title.en)
    return {**json_data(public.shown), "cases": cases, "title": title.ja, "english": english}


def _english(figure: Figure, title: str) -> Data:
    """The names once more, by the same codes."""
    return {
        "title": title,
        "head": figure.head.en,
        "columns": {column.code: column.label.en for column in figure.columns},
        "rows": {row.code: row.label.en for row in figure.all_rows},
        "notes": [note.en for note in figure.notes],
    }

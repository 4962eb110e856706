"""A release as a Data Package (https://datapackage.org): which files it has, what is in them, under which licence."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from mediso.common.formats import written_date
from reports.drawings.csv import csv_text
from reports.drawings.open.dictionary import items_of
from reports.drawings.words import HIDDEN
from reports.figures.figure import Figure
from reports.licences import TERMS, Licence
from reports.models import Release

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"


def package_json(release: Release, figures: Sequence[tuple[str, Figure]], homepage: str) -> str:
    """`figures` with their titles. Paths of the files are those beside the descriptor."""
    with override("ja"):
        data = _package(release, figures, homepage)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _package(release: Release, figures: Sequence[tuple[str, Figure]], homepage: str) -> Mapping[str, Any]:
    desk = release.data["desk"]
    period = {"first": written_date(release.first_day), "last": written_date(release.last_day)}
    licence = Licence(release.licence)
    return {
        "$schema": SCHEMA,
        "name": f"{desk['code']}_{release.period_code}".lower(),
        "title": _("Consultations of %(desk)s, %(first)s to %(last)s") % (period | {"desk": desk["name"]}),
        "description": _("%(mark)s stands for a number that is hidden so that nobody can tell who asked.")
        % {"mark": HIDDEN},
        "homepage": homepage,
        "version": f"{release.edition}.0.0",
        "created": release.released_at.isoformat(timespec="seconds"),
        "contributors": [{"title": desk["name"], "roles": ["publisher"]}],
        "contact": release.contact,
        "licenses": [
            {"name": licence.value, "path": TERMS[licence.value].links["ja"], "title": str(licence.label)},
        ],
        "resources": [_resource(title, figure) for title, figure in figures],
    }


def _resource(title: str, figure: Figure) -> Mapping[str, Any]:
    content = csv_text(figure).encode()
    return {
        "name": figure.name,
        "type": "table",
        "title": title,
        "path": f"{figure.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [
                {"name": item.column, "type": item.type, "description": item.meaning}
                for item in items_of([(title, figure)])
            ],
            "missingValues": ["", HIDDEN],
        },
    }

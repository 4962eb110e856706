"""Who changed what of an entry, from what to what: the words of a `SupporterChange`, made when it is shown."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediso.common.fiscal import FiscalYear
from mediso.common.formats import written_date
from mediso.desks.enums import Modality
from mediso.desks.models import ProductType, Topic
from supporters.enums import Employment, InterestKind, Language, LeaveKind, Region, UndertakingKind, Weekday
from supporters.models import Supporter, SupporterChange

NOTHING = "–"

Names = Mapping[str, Mapping[int, str]]
Words = Callable[[Any, Names], str]


@dataclass(frozen=True, slots=True)
class Difference:
    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    change: SupporterChange
    differences: Sequence[Difference]


def changes_of(supporter: Supporter) -> QuerySet[SupporterChange]:
    """The newest first."""
    return supporter.changes.select_related("actor", "seen_by", "supporter").order_by("-at", "-pk")


def waiting_changes() -> QuerySet[SupporterChange]:
    """What supporters changed of themselves and no staff member has looked at yet."""
    return SupporterChange.objects.filter(seen_at=None, actor__isnull=False)


def waiting_at(desk_ids: Iterable[int]) -> QuerySet[SupporterChange]:
    """Of the rosters of these desks, the oldest first."""
    waiting = waiting_changes().filter(supporter__desk__in=desk_ids).select_related("actor", "supporter")
    return waiting.order_by("at", "pk")


def shown_changes(changes: Iterable[SupporterChange]) -> list[ShownChange]:
    """In the reader's language; two queries for all of them, which are of one desk."""
    listed = list(changes)
    desks = {change.supporter.desk_id for change in listed}
    names = {
        "topics": {row.pk: str(row) for row in Topic.objects.filter(desk__in=desks)},
        "product_types": {row.pk: str(row) for row in ProductType.objects.filter(desk__in=desks)},
    }
    return [ShownChange(change, _differences(change, names)) for change in listed]


def _differences(change: SupporterChange, names: Names) -> list[Difference]:
    before, after = change.before, change.after
    return [
        Difference(label, _said(words, before.get(name), names), _said(words, after.get(name), names))
        for name, (label, words) in SHOWN.items()
        if name in before or name in after
    ]


def _said(words: Words, value: Any, names: Names) -> str:
    return NOTHING if value in (None, "", []) else words(value, names)


def _text(value: Any, _names: Names) -> str:
    return str(value)


def _day(value: Any, _names: Names) -> str:
    return written_date(dt.date.fromisoformat(value))


def _yes(value: Any, _names: Names) -> str:
    return _("Yes") if value else _("No")


def _choice(choices: Any) -> Words:
    return lambda value, _names: str(_labels(choices).get(value, value))


def _choices(choices: Any) -> Words:
    return lambda value, _names: _(", ").join(str(_labels(choices).get(one, one)) for one in value)


def _labels(choices: Any) -> dict[Any, Any]:
    return dict(choices.choices)


def _named(table: str) -> Words:
    return lambda value, names: _(", ").join(names[table].get(one, str(one)) for one in value)


def _rows(words: Words) -> Words:
    """A line each."""
    return lambda value, names: "\n".join(words(row, names) for row in value)


def _level(row: Any, names: Names) -> str:
    return f"{names['topics'].get(row['topic'], row['topic'])} {row['level']}"


def _span(first: str | None, last: str | None) -> str:
    days = [written_date(dt.date.fromisoformat(day)) if day else "" for day in (first, last)]
    return f"{days[0]} – {days[1]}".strip()


def _leave(row: Any, _names: Names) -> str:
    words = f"{LeaveKind(row['kind']).label}: {_span(row['first_day'], row['last_day'])}"
    return f"{words} ({row['note']})" if row["note"] else words


def _hours(row: Any, _names: Names) -> str:
    return f"{Weekday(row['weekday']).label} {row['begins'][:5]}–{row['ends'][:5]}"


def _interest(row: Any, _names: Names) -> str:
    told = [row["organisation_name"], row["corporate_number"], str(InterestKind(row["kind"]).label)]
    told += [_span(row["valid_from"], row["valid_until"]), row["note"]]
    return _(", ").join(one for one in told if one)


def _undertaking(row: Any, _names: Names) -> str:
    return f"{FiscalYear(row['fiscal_year'])} {UndertakingKind(row['kind']).label}"


def _photo(value: Any, _names: Names) -> str:
    return f"{value['name']} ({value['sha256'][:8]})"


# What a change may be of, in the order in which it is shown.
SHOWN: Mapping[str, tuple[str | Promise, Words]] = {
    "name": (gettext_lazy("name"), _text),
    "employment": (gettext_lazy("employment"), _choice(Employment)),
    "term_start": (gettext_lazy("term begins"), _day),
    "term_end": (gettext_lazy("term ends"), _day),
    "honorarium_per_hour": (gettext_lazy("honorarium an hour (yen)"), _text),
    "affiliation_kind": (gettext_lazy("kind of affiliation"), _text),
    "affiliation": (gettext_lazy("affiliation"), _text),
    "languages": (gettext_lazy("languages"), _choices(Language)),
    "career": (gettext_lazy("career"), _text),
    "profile": (gettext_lazy("public profile"), _text),
    "profile_agreed": (gettext_lazy("founders may read the profile"), _yes),
    "expertise": (gettext_lazy("expertise"), _rows(_level)),
    "product_types": (gettext_lazy("product types"), _named("product_types")),
    "modalities": (gettext_lazy("modalities"), _choices(Modality)),
    "regions": (gettext_lazy("regions of regulation"), _choices(Region)),
    "max_open_cases": (gettext_lazy("most open cases at a time"), _text),
    "hours_per_month": (gettext_lazy("hours a month"), _text),
    "proposals_per_week": (gettext_lazy("most proposals a week"), _text),
    "leave": (gettext_lazy("leave and pauses"), _rows(_leave)),
    "hours": (gettext_lazy("possible hours"), _rows(_hours)),
    "interests": (gettext_lazy("declared interests"), _rows(_interest)),
    "undertakings": (gettext_lazy("undertakings"), _rows(_undertaking)),
    "photo": (gettext_lazy("photo"), _photo),
    "photo_agreed": (gettext_lazy("founders may see the photo"), _yes),
}

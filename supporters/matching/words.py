"""The sentences of an answer, live or restored: the one place where matching speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext

from mediso.common.fiscal import FiscalYear
from supporters.matching.answers import Exclusion, Part, Values
from supporters.matching.codes import PartCode, RuleCode
from supporters.matching.sentences import EXCLUSIONS, INSTEAD, PART_NAMES, PARTS, SIDES
from supporters.matching.weights import THOUSANDTHS

NO_LEVEL = "–"


@dataclass(frozen=True, slots=True)
class Labels:
    """Names, in the reader's language, of what an answer holds as ids and codes; what is missing is shown as it is."""

    topics: Mapping[int, str]
    interest_kinds: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    modalities: Mapping[str, str] = field(default_factory=dict)
    leave_kinds: Mapping[str, str] = field(default_factory=dict)
    undertakings: Mapping[str, str] = field(default_factory=dict)


def exclusion_sentence(exclusion: Exclusion, labels: Labels) -> str:
    return _said(exclusion.code, EXCLUSIONS[exclusion.code], exclusion.values, labels)


def part_name(part: Part) -> str:
    return str(PART_NAMES[part.code])


def part_sentence(part: Part, labels: Labels) -> str:
    return _said(part.code, PARTS[part.code], part.values, labels)


def points_text(points: int) -> str:
    """Thousandths of a point as points with one decimal, half rounded up."""
    tenths = (points * 20 + THOUSANDTHS) // (2 * THOUSANDTHS)
    return number_format(f"{tenths // 10}.{tenths % 10}")


def _said(code: RuleCode | PartCode, usual: Promise, values: Values, labels: Labels) -> str:
    sentence = next((other for holds, other in INSTEAD.get(code, ()) if holds(values)), usual)
    return str(sentence) % _readable(values, labels)


def _readable(values: Values, labels: Labels) -> dict[str, str]:
    return {key: READERS[key](value, labels) if key in READERS else str(value) for key, value in values.items()}


def _day(value: Any, _labels: Labels) -> str:
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if value else ""


def _side(value: Any, _labels: Labels) -> str:
    """What is no known side is named as it is, so that no conflict ever goes without words."""
    side, name = value
    return str(SIDES[side]) % {"name": name} if side in SIDES else f"{name} ({side})"


def _period(value: Any, labels: Labels) -> str:
    since, until = (_day(day, labels) if day else None for day in value)
    if since and until:
        return gettext("from %(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return gettext("since %(since)s") % {"since": since}
    if until:
        return gettext("until %(until)s") % {"until": until}
    return gettext("no dates given")


def _undertakings(value: Any, labels: Labels) -> str:
    return gettext(", ").join(labels.undertakings.get(kind, kind) for kind in value)


def _topics(value: Any, labels: Labels) -> str:
    return gettext(", ").join(labels.topics.get(topic_id, str(topic_id)) for topic_id in value)


def _levels(value: Any, labels: Labels) -> str:
    return gettext(", ").join(
        gettext("%(topic)s %(level)s") % {"topic": _topics([topic_id], labels), "level": level or NO_LEVEL}
        for topic_id, level in value
    )


def _declared(value: Any, _labels: Labels) -> str:
    return gettext("declared") if value else gettext("not declared")


READERS: Mapping[str, Callable[[Any, Labels], str]] = {
    "declared": _declared,
    "due_on": _day,
    "first_day": _day,
    "fiscal_year": lambda value, _labels: FiscalYear(value).label,
    "kind": lambda value, labels: labels.interest_kinds.get(value, value),
    "language": lambda value, labels: labels.languages.get(value, value),
    "last_day": _day,
    "leave": lambda value, labels: labels.leave_kinds.get(value, value),
    "levels": _levels,
    "modality": lambda value, labels: labels.modalities.get(value, value),
    "period": _period,
    "side": _side,
    "term_end": _day,
    "term_start": _day,
    "topics": _topics,
    "undertakings": _undertakings,
}

"""The sentences of an answer, live or restored: the one place where matching speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from supporters.matching.answers import Exclusion, Part, Values
from supporters.matching.codes import PartCode, RuleCode
from supporters.matching.weights import THOUSANDTHS

NO_LEVEL = "–"

EXCLUSIONS: Mapping[RuleCode, Promise] = {
    RuleCode.CONFLICT_OF_INTEREST: gettext_lazy("Conflict of interest: %(organisation)s (%(kind)s, %(period)s)."),
    RuleCode.TERM_NOT_BEGUN: gettext_lazy("The term of appointment begins on %(term_start)s."),
    RuleCode.TERM_ENDED: gettext_lazy("The term of appointment ended on %(term_end)s."),
    RuleCode.OPEN_CASE_CAP: gettext_lazy("The cap on open cases is reached: %(open)s of %(cap)s."),
    RuleCode.MONTHLY_HOURS: gettext_lazy("The hours offered for the month are used up: %(used)s of %(offered)s."),
    RuleCode.LANGUAGE: gettext_lazy("Does not work in the language needed: %(language)s."),
    RuleCode.DECLINED: gettext_lazy("Has declined this case."),
    RuleCode.ALREADY_INVOLVED: gettext_lazy("Is already proposed or assigned to this case."),
    RuleCode.NO_EXPERTISE: gettext_lazy("Has no expertise in any topic asked: %(topics)s."),
}

PART_NAMES: Mapping[PartCode, Promise] = {
    PartCode.COVERAGE: gettext_lazy("Topic coverage"),
    PartCode.PRODUCT_TYPE: gettext_lazy("Product type fit"),
    PartCode.CONTINUITY: gettext_lazy("Continuity"),
    PartCode.CAPACITY: gettext_lazy("Free capacity"),
    PartCode.FAIR_SHARE: gettext_lazy("Fair share"),
}

PARTS: Mapping[PartCode, Promise] = {
    PartCode.COVERAGE: gettext_lazy("Topics covered: %(covered)s of %(asked)s (%(levels)s)."),
    PartCode.PRODUCT_TYPE: gettext_lazy("Expertise in this product type: %(declared)s."),
    PartCode.CONTINUITY: gettext_lazy("Earlier cases with this organisation: %(count)s."),
    PartCode.CAPACITY: gettext_lazy("Open cases: %(open)s of %(cap)s."),
    PartCode.FAIR_SHARE: gettext_lazy("Proposals in the last 90 days: %(count)s (cap on open cases: %(cap)s)."),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Names, in the reader's language, of what an answer holds as ids and codes; what is missing is shown as it is."""

    topics: Mapping[int, str]
    interest_kinds: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)


def exclusion_sentence(exclusion: Exclusion, labels: Labels) -> str:
    return str(EXCLUSIONS[exclusion.code]) % _readable(exclusion.values, labels)


def part_name(part: Part) -> str:
    return str(PART_NAMES[part.code])


def part_sentence(part: Part, labels: Labels) -> str:
    return str(PARTS[part.code]) % _readable(part.values, labels)


def points_text(points: int) -> str:
    """Thousandths of a point as points with one decimal, half rounded up."""
    tenths = (points * 20 + THOUSANDTHS) // (2 * THOUSANDTHS)
    return number_format(f"{tenths // 10}.{tenths % 10}")


def _readable(values: Values, labels: Labels) -> dict[str, str]:
    return {key: READERS[key](value, labels) if key in READERS else str(value) for key, value in values.items()}


def _day(value: Any, _labels: Labels) -> str:
    return date_format(date.fromisoformat(value), "DATE_FORMAT")


def _period(value: Any, labels: Labels) -> str:
    since, until = (_day(day, labels) if day else None for day in value)
    if since and until:
        return gettext("from %(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return gettext("since %(since)s") % {"since": since}
    if until:
        return gettext("until %(until)s") % {"until": until}
    return gettext("no dates given")


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
    "kind": lambda value, labels: labels.interest_kinds.get(value, value),
    "language": lambda value, labels: labels.languages.get(value, value),
    "levels": _levels,
    "period": _period,
    "term_end": _day,
    "term_start": _day,
    "topics": _topics,
}

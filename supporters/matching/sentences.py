"""The sentences of rules and parts, with what is filled in from the values of an answer by name."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from supporters.matching.answers import Values
from supporters.matching.codes import PartCode, RuleCode

Holds = Callable[[Values], bool]


def _without(key: str) -> Holds:
    return lambda values: key not in values


def _is_empty(key: str) -> Holds:
    return lambda values: not values[key]


EXCLUSIONS: Mapping[RuleCode, Promise] = {
    RuleCode.CONFLICT_OF_INTEREST: gettext_lazy(
        "Conflict of interest with %(side)s: %(organisation)s (%(kind)s, %(period)s)."
    ),
    RuleCode.TERM_NOT_BEGUN: gettext_lazy("The term of appointment begins on %(term_start)s."),
    RuleCode.TERM_ENDED: gettext_lazy("The term of appointment ended on %(term_end)s."),
    RuleCode.UNDERTAKING_MISSING: gettext_lazy("Not signed for %(fiscal_year)s: %(undertakings)s."),
    RuleCode.OPEN_CASE_CAP: gettext_lazy(
        "The cap on open cases is reached: %(open)s accepted and %(proposed)s proposed, of %(cap)s."
    ),
    RuleCode.MONTHLY_HOURS: gettext_lazy("The hours offered for the month are used up: %(used)s of %(offered)s."),
    RuleCode.WEEKLY_PROPOSALS: gettext_lazy("The cap on proposals a week is reached: %(count)s of %(cap)s."),
    RuleCode.ON_LEAVE: gettext_lazy("Not to be asked from %(first_day)s to %(last_day)s: %(leave)s."),
    RuleCode.LANGUAGE: gettext_lazy("Does not work in the language needed: %(language)s."),
    RuleCode.DECLINED: gettext_lazy("Has declined this case."),
    RuleCode.ALREADY_INVOLVED: gettext_lazy("Is already proposed or assigned to this case."),
    RuleCode.NO_EXPERTISE: gettext_lazy("Has no expertise in any topic asked: %(topics)s."),
}

PART_NAMES: Mapping[PartCode, Promise] = {
    PartCode.COVERAGE: gettext_lazy("Topic coverage"),
    PartCode.PRODUCT_TYPE: gettext_lazy("Product type fit"),
    PartCode.MODALITY: gettext_lazy("Modality fit"),
    PartCode.CONTINUITY: gettext_lazy("Continuity"),
    PartCode.FREE_HOURS: gettext_lazy("Free hours"),
    PartCode.CAPACITY: gettext_lazy("Free capacity"),
    PartCode.FAIR_SHARE: gettext_lazy("Fair share"),
}

PARTS: Mapping[PartCode, Promise] = {
    PartCode.COVERAGE: gettext_lazy("Topics covered: %(covered)s of %(asked)s (%(levels)s)."),
    PartCode.PRODUCT_TYPE: gettext_lazy("Expertise in this product type: %(declared)s."),
    PartCode.MODALITY: gettext_lazy("Expertise in this modality (%(modality)s): %(declared)s."),
    PartCode.FREE_HOURS: gettext_lazy("Free hours by %(due_on)s: %(hours)s (%(full)s are enough)."),
    PartCode.CONTINUITY: gettext_lazy("Earlier cases with this organisation: %(count)s."),
    PartCode.CAPACITY: gettext_lazy("Open cases: %(open)s of %(cap)s."),
    PartCode.FAIR_SHARE: gettext_lazy("Proposals in the last 90 days: %(count)s (cap on open cases: %(cap)s)."),
}

INSTEAD: Mapping[RuleCode | PartCode, Sequence[tuple[Holds, Promise]]] = {
    RuleCode.CONFLICT_OF_INTEREST: [
        (_without("side"), gettext_lazy("Conflict of interest: %(organisation)s (%(kind)s, %(period)s)."))
    ],
    RuleCode.OPEN_CASE_CAP: [
        (_without("proposed"), gettext_lazy("The cap on open cases is reached: %(open)s of %(cap)s."))
    ],
    RuleCode.ON_LEAVE: [
        (_is_empty("last_day"), gettext_lazy("Not to be asked from %(first_day)s until further notice: %(leave)s."))
    ],
    PartCode.MODALITY: [
        (_is_empty("modality"), gettext_lazy("The modality of the case is not known: everybody has these points."))
    ],
    PartCode.FREE_HOURS: [
        (_is_empty("due_on"), gettext_lazy("The case has no target date: everybody has these points.")),
        (
            itemgetter("assumed"),
            gettext_lazy(
                "Free hours by %(due_on)s: %(hours)s (%(full)s are enough). No weekly hours were given: "
                "business days from 9:00 to 17:00 are assumed."
            ),
        ),
    ],
}
"""Said instead, by the first condition on the values that holds; those on a missing value are for older answers."""

SIDES: Mapping[str, Promise] = {
    "asker": gettext_lazy("the asker"),
    "parent": gettext_lazy("the asker's parent company %(name)s"),
    "competitor": gettext_lazy("the asker's competitor %(name)s"),
}

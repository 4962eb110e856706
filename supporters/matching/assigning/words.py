"""The sentences about many cases assigned at once: why one got nobody, and what a choice by hand breaks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from supporters.matching.answers import Values
from supporters.matching.assigning.answers import Broken, Unplaced
from supporters.matching.assigning.codes import BrokenCode, UnplacedCode
from supporters.matching.codes import RuleCode
from supporters.matching.weights import THOUSANDTHS
from supporters.matching.words import points_text

# Of a longer list the first so many are named, and the rest counted.
NAMED = 5
MORE = gettext_lazy("%(some)s and %(count)s more")
OTHERS = gettext_lazy("%(some)s and %(count)s others")
TENTH = THOUSANDTHS // 10

UNPLACED: Mapping[UnplacedCode, Promise] = {
    UnplacedCode.NOBODY_ALLOWED: gettext_lazy("Nobody is free for %(topics)s × %(product_type)s. %(rules)s"),
    UnplacedCode.BELOW_FLOOR: gettext_lazy(
        "Nobody reaches the least of %(floor)s points: %(supporter)s comes nearest with %(points)s."
    ),
    UnplacedCode.NO_ROOM: gettext_lazy("Whoever could take it has no room for a further proposal: %(supporters)s."),
    UnplacedCode.ALL_TAKEN: gettext_lazy(
        "Whoever could take it is taken: beside %(cases)s no place is left with %(supporters)s."
    ),
    UnplacedCode.LEFT_OUT: gettext_lazy("Left waiting by hand."),
}

INSTEAD: Mapping[UnplacedCode, Sequence[tuple[Callable[[Values], Any], Promise]]] = {
    UnplacedCode.NOBODY_ALLOWED: [
        (
            itemgetter("free_on"),
            gettext_lazy("Nobody is free for %(topics)s × %(product_type)s before %(free_on)s. %(rules)s"),
        )
    ],
    UnplacedCode.ALL_TAKEN: [
        (
            lambda values: values["kept"] and values["cases"],
            gettext_lazy(
                "Whoever could take it is taken: beside %(cases)s, and %(kept)s chosen by hand, no place is left "
                "with %(supporters)s."
            ),
        ),
        (
            itemgetter("kept"),
            gettext_lazy(
                "Whoever could take it is taken: beside %(kept)s, chosen by hand, no place is left with %(supporters)s."
            ),
        ),
    ],
}
"""Said instead, by the first condition on the values that holds."""

BROKEN: Mapping[BrokenCode, Promise] = {
    BrokenCode.EXCLUDED: gettext_lazy("A rule keeps %(supporter)s off %(case)s."),
    BrokenCode.BELOW_FLOOR: gettext_lazy(
        "%(supporter)s has %(points)s points for %(case)s; at least %(floor)s are needed."
    ),
    BrokenCode.NO_ROOM: gettext_lazy("%(supporter)s is given %(given)s cases and has room for %(room)s."),
    BrokenCode.OPEN_CASE_CAP: gettext_lazy("%(supporter)s would have %(open)s open cases, %(cap)s at most are agreed."),
}

RULE_NAMES: Mapping[RuleCode, Promise] = {
    RuleCode.CONFLICT_OF_INTEREST: gettext_lazy("conflict of interest"),
    RuleCode.TERM_NOT_BEGUN: gettext_lazy("term not begun"),
    RuleCode.TERM_ENDED: gettext_lazy("term ended"),
    RuleCode.UNDERTAKING_MISSING: gettext_lazy("undertaking missing"),
    RuleCode.ON_LEAVE: gettext_lazy("leave or pause"),
    RuleCode.OPEN_CASE_CAP: gettext_lazy("cap on open cases"),
    RuleCode.MONTHLY_HOURS: gettext_lazy("hours of the month used up"),
    RuleCode.WEEKLY_PROPOSALS: gettext_lazy("proposals of the week used up"),
    RuleCode.LANGUAGE: gettext_lazy("language"),
    RuleCode.DECLINED: gettext_lazy("declined"),
    RuleCode.ALREADY_INVOLVED: gettext_lazy("already on the case"),
    RuleCode.NO_EXPERTISE: gettext_lazy("no expertise in the topics"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how in the reader's language, by id; `cases` by number. What is missing is shown as its id."""

    topics: Mapping[int, str] = field(default_factory=dict)
    product_types: Mapping[int, str] = field(default_factory=dict)
    supporters: Mapping[int, str] = field(default_factory=dict)
    cases: Mapping[int, str] = field(default_factory=dict)


def unplaced_sentence(unplaced: Unplaced, names: Names) -> str:
    others = INSTEAD.get(unplaced.code, ())
    sentence = next((other for holds, other in others if holds(unplaced.values)), UNPLACED[unplaced.code])
    return str(sentence) % _readable(unplaced.values, names)


def broken_sentence(broken: Broken, names: Names) -> str:
    case = names.cases.get(broken.case_id, str(broken.case_id)) if broken.case_id is not None else ""
    return str(BROKEN[broken.code]) % {"case": case, **_readable(broken.values, names)}


def _readable(values: Values, names: Names) -> dict[str, str]:
    return {key: READERS[key](value, names) if key in READERS else str(value) for key, value in values.items()}


def _listed(ids: Sequence[int], known: Mapping[int, str], more: Promise = MORE) -> str:
    """Some by name; of one or two too many nobody is left out."""
    some = ids if len(ids) <= NAMED + 2 else ids[:NAMED]
    text = gettext(", ").join(known.get(one, str(one)) for one in some)
    return text if len(some) == len(ids) else str(more) % {"some": text, "count": len(ids) - len(some)}


def _rules(value: Any, _names: Names) -> str:
    """Most frequent first."""
    if not value:
        return gettext("The roster is empty.")
    named = {rule.value: name for rule, name in RULE_NAMES.items()}
    ordered = sorted(value, key=lambda pair: (-pair[1], pair[0]))
    counts = (
        gettext("%(rule)s: %(count)s") % {"rule": named.get(code, code), "count": count} for code, count in ordered
    )
    return gettext("Kept off: %(rules)s.") % {"rules": gettext(", ").join(counts)}


def _points_missed(value: Any, _names: Names) -> str:
    """Only what misses the floor is told: rounded down, so that it never reads like the floor."""
    return points_text(value - value % TENTH)


READERS: Mapping[str, Callable[[Any, Names], str]] = {
    "cases": lambda value, names: _listed(value, names.cases),
    "floor": lambda value, _names: points_text(value),
    "free_on": lambda value, _names: date_format(date.fromisoformat(value), "DATE_FORMAT") if value else "",
    "kept": lambda value, names: _listed(value, names.cases),
    "points": _points_missed,
    "product_type": lambda value, names: names.product_types.get(value, str(value)),
    "rules": _rules,
    "supporter": lambda value, names: names.supporters.get(value, str(value)),
    "supporters": lambda value, names: _listed(value, names.supporters, OTHERS),
    "topics": lambda value, names: _listed(value, names.topics),
}

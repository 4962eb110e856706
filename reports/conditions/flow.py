"""What became of a case: the steps it reached, the targets that were kept, and how the founder rated it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.enums import Clock
from cases.models.facts import SCORES
from reports.dimensions.base import Condition
from reports.scope import Scope

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STEP_COLUMNS = {"preliminary": "preliminary_on", "interviewed": "interviewed_on", "followed_up": "followed_up_on"}
"""By step, the day on which the case reached it."""
STEP_WORDS: Mapping[str, Promise] = {
    "preliminary": _("Preliminary interview"),
    "interviewed": _("Supporter interview"),
    "followed_up": _("Follow-up"),
}

KEPT, MISSED, JUDGED, NOT_JUDGED = "kept", "missed", "judged", "not_judged"
VERDICTS: Mapping[str, tuple["_StrPromise", dict[str, bool]]] = {
    KEPT: (_("{clock}: kept"), {"": True}),
    MISSED: (_("{clock}: missed"), {"": False}),
    JUDGED: (_("{clock}: kept or missed"), {"__isnull": False}),
    NOT_JUDGED: (_("{clock}: not yet judged, or without a target"), {"__isnull": True}),
}
"""By code, its words and what the column of the clock (`kept_column`) then is."""

ANSWERED, SATISFIED = "answered", "satisfied"
SATISFIED_FROM = 4


def kept_column(clock: Clock) -> str:
    """The fact that says whether the clock's target was kept."""
    return f"{clock.value}_kept"


def target(clock: Clock, verdict: str) -> str:
    """The value of the condition: `answer_kept`."""
    return f"{clock.value}_{verdict}"


def _of_step(value: str, _scope: Scope) -> Q:
    return Q(**{f"{STEP_COLUMNS[value]}__isnull": False})


TARGETS = {target(clock, verdict): (clock, verdict) for clock in Clock for verdict in VERDICTS}


def _of_target(value: str, _scope: Scope) -> Q:
    clock, verdict = TARGETS[value]
    _words, lookups = VERDICTS[verdict]
    return Q(**{f"{kept_column(clock)}{lookup}": wanted for lookup, wanted in lookups.items()})


def _targets(_scope: Scope) -> list[tuple[str, str | Promise]]:
    return [
        (value, format_lazy(VERDICTS[verdict][0], clock=clock.label)) for value, (clock, verdict) in TARGETS.items()
    ]


def _of_satisfaction(value: str, _scope: Scope) -> Q:
    if value == ANSWERED:
        return Q(satisfaction__isnull=False)
    return Q(satisfaction__gte=SATISFIED_FROM) if value == SATISFIED else Q(satisfaction=int(value))


def _scores(_scope: Scope) -> list[tuple[str, str | Promise]]:
    return [(ANSWERED, _("rated")), (SATISFIED, _("4 or 5")), *((str(score), str(score)) for score in SCORES[::-1])]


STEP = Condition("step", _("Step reached"), _of_step, lambda _scope: list(STEP_WORDS.items()))
TARGET = Condition("target", _("Target"), _of_target, _targets)
SATISFACTION = Condition("satisfaction", _("Satisfaction"), _of_satisfaction, _scores)
FLOW = (STEP, TARGET, SATISFACTION)

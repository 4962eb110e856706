"""Acting on many cases: one by one through the gate, each in a transaction of its own, with a result for each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from cases.enums import Action
from cases.models import Case
from cases.services import charge, triage
from mediso.common.errors import ActionRefused, StaleRow

AT_MOST = 200
"""Cases at once: what a person can still look through, and a request finishes in a few seconds."""

# Only what needs no words of its own for each case.
BULK: Mapping[Action, Callable[..., object]] = {
    Action.CLAIM: charge.claim,
    Action.HAND_OVER: charge.hand_over,
    Action.START_TRIAGE: triage.start_triage,
    Action.START_MATCHING: triage.start_matching,
}


@dataclass(frozen=True, slots=True)
class Result:
    """`refusal` is empty where it was done, else why this case stayed as it was."""

    number: str
    refusal: str = ""


def act_on_each(
    *, action: Action, actor: User, chosen: Sequence[tuple[Case, int]], **arguments: object
) -> list[Result]:
    """`chosen` are cases the actor sees, each with the version that was shown; `arguments` are the action's own.

    A refusal of one case leaves the others alone: there is no way back for what was done, and none is needed.
    """
    return [_act(action, actor, case, seen, arguments) for case, seen in chosen]


def _act(action: Action, actor: User, case: Case, seen: int, arguments: Mapping[str, object]) -> Result:
    try:
        BULK[action](case_id=case.pk, actor=actor, seen=seen, **arguments)
    except (ActionRefused, StaleRow) as refusal:
        return Result(case.number, str(refusal))
    return Result(case.number)

"""面談: recording what was talked about."""

import datetime
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action, InterviewForm, InterviewKind
from cases.models import Interview
from cases.models.assignment import HAS_ACCEPTED
from cases.services import gate
from mediso.common.errors import ActionRefused
from supporters.models import Supporter

ACTIONS = {
    InterviewKind.PRELIMINARY: Action.RECORD_PRELIMINARY,
    InterviewKind.SUPPORTER: Action.RECORD_INTERVIEW,
    InterviewKind.FOLLOW_UP: Action.RECORD_FOLLOW_UP,
}


def record(
    *,
    case_id: int,
    actor: User,
    seen: int | None,
    kind: InterviewKind,
    held_on: datetime.date,
    minutes: int,
    form: InterviewForm,
    supporters: Collection[Supporter],
    summary: str,
    next_steps: str,
    others_present: str = "",
) -> Interview:
    """Record an interview of `minutes` length. However many supporters attended, it is one interview.

    Raises `ActionRefused` for a date before receipt or in the future, for a supporter interview without a supporter,
    and for supporters who do not work on the case.
    """
    with gate.move(case_id=case_id, action=ACTIONS[kind], actor=actor, seen=seen) as step:
        case = step.case
        if not case.received_on <= held_on <= timezone.localdate():
            raise ActionRefused(_("Give a date between the receipt of the case and today."))
        if kind == InterviewKind.SUPPORTER and not supporters:
            raise ActionRefused(_("Choose the supporters who were present."))
        working = set(case.assignments.filter(state__in=HAS_ACCEPTED).values_list("supporter", flat=True))
        if not {supporter.pk for supporter in supporters} <= working:
            raise ActionRefused(_("Choose only supporters of this case."))
        interview = Interview.objects.create(
            case=case,
            kind=kind,
            held_on=held_on,
            minutes=minutes,
            form=form,
            others_present=others_present,
            summary=summary,
            next_steps=next_steps,
            recorded_by=actor,
        )
        interview.supporters.set(supporters)
        step.payload |= {"interview": interview.pk, "held_on": held_on.isoformat(), "minutes": minutes}
    return interview

"""面談: recording what was talked about."""

import datetime
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action, InterviewForm, InterviewKind
from cases.models import Case, Interview
from cases.models.assignment import HAS_ACCEPTED
from cases.services import follow_up, gate
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

    A follow-up does the reminders of its time. Raises `ActionRefused` for what `day_problem` finds, for a supporter
    interview without a supporter, and for supporters who do not work on the case.
    """
    with gate.move(case_id=case_id, action=ACTIONS[kind], actor=actor, seen=seen) as step:
        case = step.case
        if problem := day_problem(case, kind, held_on):
            raise ActionRefused(problem)
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
        _count(case, kind, held_on)
        if kind == InterviewKind.FOLLOW_UP:
            follow_up.finish(case, held_on)
        step.payload |= {"interview": interview.pk, "held_on": held_on.isoformat(), "minutes": minutes}
    return interview


def _count(case: Case, kind: InterviewKind, held_on: datetime.date) -> None:
    """The first interview of each kind is what figures count, also where an earlier one is recorded later."""
    if kind == InterviewKind.PRELIMINARY:
        case.preliminary_on = min(held_on, case.preliminary_on or held_on)
    elif kind == InterviewKind.SUPPORTER:
        case.interviewed_on = min(held_on, case.interviewed_on or held_on)
    else:
        case.followed_up_on = min(held_on, case.followed_up_on or held_on)


def day_problem(case: Case, kind: InterviewKind, held_on: datetime.date) -> str:
    """What is wrong with that day, in Japan time, for such an interview; "" where it is possible."""
    if held_on > timezone.localdate():
        return _("This day is still to come. Give a date up to today.")
    if kind == InterviewKind.FOLLOW_UP and case.closed_on and held_on < case.closed_on:
        return _("A follow-up comes after the case was closed. Give a date from then on.")
    if held_on < case.received_on:
        return _("The case was not received yet. Give a date from its receipt on.")
    return ""

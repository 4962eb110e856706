"""What a founder should know of a case at a glance: where it stands, whose move it is, by when, and what comes next."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from cases.clocks import clock_states
from cases.enums import Awaits, Clock, State
from cases.models import Case
from cases.selectors.clocks import calendar_of, moments_of, targets_of
from cases.selectors.journey import PLAIN_WORDS

COMES_NEXT: Mapping[State, str | Promise] = {
    State.SUBMITTED: _("The desk reads it and sorts out what is needed."),
    State.TRIAGING: _("The desk answers you itself, asks you back, or looks for the right supporter."),
    State.MATCHING: _("Once a supporter has accepted, an interview with you is arranged."),
    State.SUPPORTING: _(
        "Interviews with you where they help; the support plan answers your question and is followed step by step."
    ),
    State.AWAITING_FOUNDER: _("Once you have answered, the desk goes on. Until then its time limit stands still."),
    State.CLOSED: _("You can tell what came of it. The desk may ask you later how things went."),
    State.REFERRED: _("The other body helps you further. You can tell what came of it."),
    State.DECLINED: _("Nothing more happens here. You are welcome with another question."),
    State.WITHDRAWN: _("Nothing more happens here. You are welcome with another question."),
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """`due_on` is the day by which the desk should have answered; None while the founder owes something, and after."""

    stands: str | Promise
    comes_next: str | Promise
    whose_move: str
    is_yours: bool
    due_on: dt.date | None
    is_late: bool


def outlooks_of(cases: Collection[Case], today: dt.date) -> dict[int, Outlook]:
    """By the case's key; one query for all events, one for the closures of each desk. Cases come with their desk."""
    running = [case for case in cases if case.awaits not in {Awaits.NOBODY, Awaits.FOUNDER}]
    due = _answers_due(running, today)
    return {case.pk: _outlook(case, due.get(case.pk), today) for case in cases}


def outlook_of(case: Case, today: dt.date) -> Outlook:
    return outlooks_of([case], today)[case.pk]


def _outlook(case: Case, due_on: dt.date | None, today: dt.date) -> Outlook:
    state = State(case.state)
    return Outlook(
        stands=PLAIN_WORDS[state],
        comes_next=COMES_NEXT[state],
        whose_move=_whose_move(case),
        is_yours=case.awaits == Awaits.FOUNDER,
        due_on=due_on,
        is_late=due_on is not None and due_on < today,
    )


def _whose_move(case: Case) -> str:
    if case.awaits == Awaits.FOUNDER:
        return gettext("yours")
    if case.state == State.MATCHING:  # that somebody has been asked to help is the desk's own matter
        return pgettext("whose move", "the desk")
    return case.get_awaits_display()


def _answers_due(cases: Collection[Case], today: dt.date) -> dict[int, dt.date]:
    """As `cases.selectors.clocks.answer_due`, for many cases at once."""
    desks = {case.desk_id: case.desk for case in cases}
    calendars = {pk: calendar_of(desk) for pk, desk in desks.items()}
    moments = moments_of([case.pk for case in cases]) if cases else {}
    found = {}
    for case in cases:
        states = clock_states(
            moments[case.pk], targets=targets_of(case.desk), calendar=calendars[case.desk_id], today=today
        )
        answer = next((one for one in states if one.clock == Clock.ANSWER), None)
        if answer is not None and answer.met_on is None and answer.due_on is not None:
            found[case.pk] = answer.due_on
    return found

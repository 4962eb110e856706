"""The clocks of stored cases: what `cases/clocks.py` needs, read from events, targets and closures."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping

from cases.clocks import ClockState, Moment, clock_state, clock_states, next_due
from cases.enums import Clock, EventKind, EventSource
from cases.models import Case, CaseEvent
from mediso.common.business_days import BusinessCalendar
from mediso.desks.models import Desk
from mediso.desks.selectors import closed_spans


def calendar_of(desk: Desk) -> BusinessCalendar:
    return BusinessCalendar(tuple(closed_spans(desk.pk)))


def targets_of(desk: Desk) -> Mapping[Clock, int]:
    """Business days by clock."""
    return {
        Clock.FIRST_CONTACT: desk.first_contact_days,
        Clock.TRIAGE: desk.triage_days,
        Clock.PROPOSAL: desk.proposal_days,
        Clock.ANSWER: desk.answer_days,
    }


def moments_of(case_ids: Collection[int]) -> Mapping[int, list[Moment]]:
    """What moved the clocks of each case, by the day it tells of; one query. A case without events has none.

    The old register's history moves none: nothing was promised then.
    """
    events = CaseEvent.objects.filter(case__in=case_ids, source=EventSource.DESK).exclude(kind=EventKind.VIEWED)
    moments: dict[int, list[Moment]] = defaultdict(list)
    for case_id, kind, day in events.order_by("occurred_on", "pk").values_list("case", "kind", "occurred_on"):
        moments[case_id].append(Moment(kind, day))
    return moments


def clocks_of(case: Case, today: datetime.date) -> tuple[ClockState, ...]:
    """How the case's clocks stand today; two queries."""
    return clock_states(
        moments_of([case.pk])[case.pk], targets=targets_of(case.desk), calendar=calendar_of(case.desk), today=today
    )


def due_of(case: Case, today: datetime.date) -> tuple[Clock, datetime.date] | None:
    """Which clock wants the desk's next step, and by which day; None while none runs."""
    return next_due(clocks_of(case, today))


def answer_due(case: Case, today: datetime.date) -> datetime.date | None:
    """The day by which the founder should have the desk's answer; None once given, or while the founder owes one."""
    return answers_due([case.pk], desk=case.desk, calendar=calendar_of(case.desk), today=today)[case.pk]


def answers_due(
    case_ids: Collection[int], *, desk: Desk, calendar: BusinessCalendar, today: datetime.date
) -> Mapping[int, datetime.date | None]:
    """`answer_due` of many cases of one desk; one query."""
    moments = moments_of(case_ids)
    target = targets_of(desk)[Clock.ANSWER]
    states = {
        case_id: clock_state(Clock.ANSWER, moments[case_id], target=target, calendar=calendar, today=today)
        for case_id in case_ids
    }
    return {case_id: state.due_on if state and state.met_on is None else None for case_id, state in states.items()}

"""How supporters answered the proposals of a fiscal year, and how long it took them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from statistics import median

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cases.enums import AssignmentState, DeclineReason
from cases.models import Assignment, Interview
from cases.models.assignment import HAS_ACCEPTED
from cases.selectors.clocks import calendar_of
from cases.selectors.roster.counting import first_proposal
from mediso.common.fiscal import FiscalYear
from mediso.desks.models import Desk
from supporters.models import Supporter

BusinessDays = Callable[[dt.date, dt.date], int]
"""How many there are after the first day, up to and including the second."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some proposals. Shares and medians are None where there is nothing to take them of.

    `days` are the business days from each proposal to its answer, `late` and `judged` the answers that came after the
    day of the reminder and all of which that is known, `recording` the business days from each interview to its record.
    """

    states: Counter[AssignmentState]
    reasons: Counter[DeclineReason]
    days: tuple[int, ...]
    late: int
    judged: int
    recording: tuple[int, ...]

    @property
    def proposed(self) -> int:
        return self.states.total()

    @property
    def accepted(self) -> int:
        return sum(self.states[state] for state in HAS_ACCEPTED)

    @property
    def declined(self) -> int:
        return self.states[AssignmentState.DECLINED]

    @property
    def lapsed(self) -> int:
        return self.states[AssignmentState.LAPSED]

    @property
    def withdrawn(self) -> int:
        return self.states[AssignmentState.WITHDRAWN]

    @property
    def waiting(self) -> int:
        return self.states[AssignmentState.PROPOSED]

    @property
    def decided(self) -> int:
        """The denominator of the share of acceptance: what the supporter accepted, declined or let lapse."""
        return self.accepted + self.declined + self.lapsed

    @property
    def percent(self) -> int | None:
        """Accepted ÷ decided, half rounded up."""
        return (200 * self.accepted + self.decided) // (2 * self.decided) if self.decided else None

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None

    @property
    def median_recording(self) -> float | None:
        return median(self.recording) if self.recording else None

    @property
    def declined_for(self) -> list[tuple[DeclineReason, int]]:
        return [(reason, self.reasons[reason]) for reason in DeclineReason if self.reasons[reason]]


@dataclass(frozen=True, slots=True)
class Answers:
    supporter: Supporter
    tally: Tally


@dataclass(slots=True)
class _Found:
    states: Counter[AssignmentState] = field(default_factory=Counter)
    reasons: Counter[DeclineReason] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)
    late: int = 0
    judged: int = 0
    recording: list[int] = field(default_factory=list)

    def tally(self) -> Tally:
        return Tally(self.states, self.reasons, tuple(self.days), self.late, self.judged, tuple(self.recording))


def years_asked(desk: Desk, today: dt.date) -> list[FiscalYear]:
    """From that of the desk's first proposal to this one, the newest first."""
    first = Assignment.objects.filter(supporter__desk=desk).aggregate(day=first_proposal())["day"]
    return [*FiscalYear.between(min(first or today, today), today)][::-1]


def answers_of(desk: Desk, supporters: QuerySet[Supporter], year: FiscalYear) -> list[Answers]:
    """Of each of these supporters who was asked in that fiscal year. In a constant number of queries.

    Who took a case straight from triage was not asked for it. Proposals whose day the register does not tell are of no
    year.
    """
    # Many proposals were made and answered on the same days.
    between, found = cache(calendar_of(desk).between), dict[int, _Found]()
    asked = Q(proposed_at__date__range=(year.first, year.last), supporter__in=supporters.order_by().values("pk"))
    by_others = Assignment.objects.filter(asked).exclude(proposed_by=F("supporter__user"))
    for row in by_others.defer("known", "decline_note", "override_reason"):
        _note(row, found.setdefault(row.supporter_id, _Found()), between, desk.reply_reminder_days)
    people = supporters.filter(pk__in=found).in_bulk()
    for supporter_id, held_on, recorded_at in _recorded_by_themselves(people.values(), year):
        found[supporter_id].recording.append(between(held_on, timezone.localdate(recorded_at)))
    return [Answers(people[pk], one.tally()) for pk, one in found.items()]


def sum_of(rows: Iterable[Answers]) -> Tally:
    """All proposals of these rows together."""
    total = _Found()
    for one in (row.tally for row in rows):
        total.states += one.states
        total.reasons += one.reasons
        total.days += one.days
        total.late += one.late
        total.judged += one.judged
        total.recording += one.recording
    return total.tally()


def is_late(answered_on: dt.date, answer_by: dt.date, reminder_days: int, between: BusinessDays) -> bool:
    """After the day of the reminder, which goes out `reminder_days` business days before the last day to answer."""
    return between(answered_on, answer_by) < reminder_days


def _note(row: Assignment, found: _Found, between: BusinessDays, reminder_days: int) -> None:
    state = AssignmentState(row.state)
    found.states[state] += 1
    if row.decline_reason:
        found.reasons[DeclineReason(row.decline_reason)] += 1
    answered = state in HAS_ACCEPTED or state is AssignmentState.DECLINED
    if not answered or row.proposed_at is None or row.decided_at is None:
        return
    asked_on, answered_on = timezone.localdate(row.proposed_at), timezone.localdate(row.decided_at)
    found.days.append(between(asked_on, answered_on))
    if row.answer_by is not None and reminder_days:
        found.judged += 1
        found.late += is_late(answered_on, row.answer_by, reminder_days, between)


def _recorded_by_themselves(
    people: Iterable[Supporter], year: FiscalYear
) -> Iterable[tuple[int, dt.date, dt.datetime]]:
    """Interviews of the year with minutes, at which the supporter was present and which he or she recorded."""
    supporter_of = {one.user_id: one.pk for one in people if one.user_id is not None}
    rows = Interview.objects.filter(
        held_on__range=(year.first, year.last),
        minutes__isnull=False,
        recorded_by__in=supporter_of,
        supporters__in=supporter_of.values(),
    )
    for user_id, supporter_id, held_on, recorded_at in rows.order_by().values_list(
        "recorded_by", "supporters", "held_on", "recorded_at"
    ):
        if user_id is not None and supporter_of[user_id] == supporter_id:
            yield supporter_id, held_on, recorded_at

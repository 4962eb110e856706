"""The last day of a proposal: which it is, who is reminded when, and what becomes of whatever nobody answered."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from accounts.models import User
from cases import tasks
from cases.enums import AssignmentState, Clock, DeclineReason, State
from cases.models import Assignment, Case, CaseEvent
from cases.selectors.clocks import clocks_of
from cases.services import lapsing, matching, triage
from cases.services.clocks import recompute_due_dates
from mediso.desks.models import Desk
from mediso.desks.selectors import closed_spans
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.desks import ClosureFactory
from tests.support import broker
from tests.support.actions import assigned, proposal_to
from tests.support.broker import Taken
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

STAFF, DESK, SUPPORTER = "staff@example.jp", "main@example.jp", "supporter@example.jp"
MONDAY = "2026-11-16 10:00+09:00"
LAST_DAY = dt.date(2026, 11, 24)  # a Tuesday, the fifth business day: Monday the 23rd is a holiday


@pytest.fixture
def queued(settings: Settings) -> Iterator[Callable[[], Taken]]:
    yield from broker.taken(settings)


@pytest.fixture
def case(make_case: MakeCase, staff: User) -> Case:
    """Classified on the Monday, searching since then."""
    with time_machine.travel(MONDAY):
        found = make_case(State.TRIAGING, classified_at=dt.datetime.now(dt.UTC), received_on=dt.date(2026, 11, 16))
        CaseEvent.objects.create(case=found, kind="submitted")
        return triage.start_matching(case_id=found.pk, actor=staff, seen=None)


def propose(case: Case, staff: User, supporter: User) -> Assignment:
    with time_machine.travel(MONDAY):
        OutboxMail.objects.all().delete()
        return matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(supporter).pk)


def at(day: int, hour: int = 8, month: int = 11) -> time_machine.travel:
    return time_machine.travel(f"2026-{month}-{day:02} {hour:02}:10+09:00")


def mails() -> list[tuple[str, str]]:
    return list(OutboxMail.objects.exclude(kind="proposal").order_by("pk").values_list("kind", "to"))


def run() -> list[bool]:
    """The hourly sweep, done at once."""
    due = Assignment.objects.filter(state=AssignmentState.PROPOSED).order_by("pk").values_list("pk", flat=True)
    return [lapsing.lapse_if_unanswered(pk) for pk in list(due)]


def test_the_desk_decides_how_long_a_supporter_may_think(case: Case, staff: User, supporter: User) -> None:
    proposal = propose(case, staff, supporter)
    assert (proposal.reply_days, proposal.answer_by) == (5, LAST_DAY)
    mail = OutboxMail.objects.get(kind="proposal")
    assert (mail.to, "2026年11月24日（火）までに" in mail.body) == (SUPPORTER, True)


def test_what_nobody_answered_lapses_the_next_morning_and_the_case_is_as_old_as_it_was(
    case: Case, staff: User, supporter: User
) -> None:
    due = Case.objects.values_list("due_clock", "due_on").get()
    with at(25):
        never_asked = clocks_of(case, dt.date(2026, 11, 25))
    proposal = propose(case, staff, supporter)
    with at(24, 23):
        before = world()
        assert run() == [False]
        assert world() == before
    with at(25, 6):
        assert run() == [True]
    proposal.refresh_from_db()
    case.refresh_from_db()
    assert (proposal.state, proposal.decided_at is not None) == ("lapsed", True)
    assert (case.state, case.awaits) == ("matching", "staff")
    assert (case.due_clock, case.due_on) == due == (Clock.FIRST_CONTACT, dt.date(2026, 11, 18))
    assert clocks_of(case, dt.date(2026, 11, 25)) == never_asked
    event = CaseEvent.objects.latest("pk")
    about = {"assignment": proposal.pk, "supporter": row_of(supporter).pk, "role": "lead"}
    assert (event.kind, event.actor, event.payload) == ("lapsed", None, about | {"answer_by": "2026-11-24"})
    assert mails() == [("proposal_lapsed", SUPPORTER), ("proposal_returned", DESK)]
    returned = OutboxMail.objects.get(kind="proposal_returned")
    assert f"/cases/{case.number}/propose/" in returned.body
    with at(25, 7):
        before = world()
        assert (run(), lapsing.lapse_if_unanswered(proposal.pk)) == ([], False)
        assert world() == before


def test_the_sweep_queues_each_by_itself(
    case: Case, staff: User, supporter: User, make_case: MakeCase, queued: Callable[[], Taken]
) -> None:
    proposal = propose(case, staff, supporter)
    queued()
    proposal_to(row_of(supporter), make_case(State.MATCHING))  # asked before there was a last day
    with at(24):
        tasks.sweep_proposals()
        assert queued() == []
    with at(25):
        tasks.sweep_proposals()
        tasks.sweep_proposals()
        assert queued() == [("cases.lapse_proposal", [proposal.pk])] * 2
        tasks.lapse_proposal(proposal.pk)
        tasks.lapse_proposal(proposal.pk)
    assert CaseEvent.objects.filter(kind="lapsed").count() == 1


def test_a_broker_that_is_away_loses_nothing(
    case: Case, staff: User, supporter: User, settings: Settings, tmp_path: Path
) -> None:
    proposal = propose(case, staff, supporter)
    with at(25, 6):
        for _broker in broker.away(settings, tmp_path):
            assert lapsing.sweep_unanswered() == 1
    with at(27):
        assert run() == [True]
    proposal.refresh_from_db()
    assert proposal.state == AssignmentState.LAPSED


def test_an_answer_in_the_night_after_the_last_day_counts(case: Case, staff: User, supporter: User) -> None:
    proposal = propose(case, staff, supporter)
    with at(25, 0):
        matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    with at(25):
        assert (run(), lapsing.lapse_if_unanswered(proposal.pk)) == ([], False)
    proposal.refresh_from_db()
    assert (proposal.state, mails()) == ("accepted", [("proposal_accepted", DESK)])


def test_an_adviser_who_says_nothing_leaves_the_case_with_its_lead(
    make_case: MakeCase, staff: User, supporter: User, other_supporter: User
) -> None:
    case = make_case(State.SUPPORTING)
    assigned(row_of(other_supporter), case)
    propose(case, staff, supporter)
    with at(25):
        assert run() == [True]
    case.refresh_from_db()
    assert (case.state, case.awaits) == ("supporting", "supporter")


def test_whoever_is_in_charge_is_told_instead_of_the_desk(case: Case, staff: User, supporter: User) -> None:
    Case.objects.update(responsible=staff)
    proposal = propose(case, staff, supporter)
    matching.turn_down(assignment_id=proposal.pk, actor=supporter, seen=None, reason=DeclineReason.NO_TIME)
    assert mails() == [("proposal_returned", STAFF)]


def test_a_desk_without_an_address_is_its_staff(case: Case, staff: User, supporter: User) -> None:
    Desk.objects.update(notice_email="")
    proposal = propose(case, staff, supporter)
    matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    assert mails() == [("proposal_accepted", STAFF)]


def reminded(*days: int) -> list[int]:
    """On which of these days of November a reminder was written."""
    found = []
    for day in days:
        before = len(mails())
        with at(day):
            tasks.remind_of_proposals()
            tasks.remind_of_proposals()
        found += [day] * (len(mails()) - before)
    return found


@pytest.mark.parametrize(
    ("ahead", "days", "expected"),
    [
        (2, (16, 17, 18, 19, 20, 21, 24, 25), [19]),
        (2, (16, 17, 18, 21, 22, 23, 24), [24]),  # missed mornings are made up, on a business day
        (1, (19, 20, 24), [20]),
        (30, (16, 17, 18), [17]),  # never on the day of the proposal
        (0, (17, 18, 19, 20, 24), []),
    ],
)
def test_a_reminder_comes_once_some_business_days_before(
    ahead: int, days: tuple[int, ...], expected: list[int], case: Case, staff: User, supporter: User
) -> None:
    Desk.objects.update(reply_reminder_days=ahead)
    propose(case, staff, supporter)
    assert reminded(*days) == expected
    assert mails() == [("proposal_reminder", SUPPORTER)] * len(expected)


def test_whoever_answered_is_not_reminded(case: Case, staff: User, supporter: User) -> None:
    proposal = propose(case, staff, supporter)
    matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    assert reminded(19, 20) == []


def test_a_closure_gives_more_time_and_nothing_takes_any_away(case: Case, staff: User, supporter: User) -> None:
    proposal = propose(case, staff, supporter)
    version = Case.objects.get().version

    def last_day() -> dt.date | None:
        with at(17):
            recompute_due_dates(case.desk_id)
        proposal.refresh_from_db()
        return proposal.answer_by

    closure = ClosureFactory.create(desk=case.desk, first_day=dt.date(2026, 11, 19), last_day=dt.date(2026, 11, 20))
    assert last_day() == dt.date(2026, 11, 26)
    closure.retired_on = dt.date(2026, 11, 17)
    closure.save()
    with at(17):
        assert closed_spans(case.desk_id) == []
    assert last_day() == dt.date(2026, 11, 26)
    Desk.objects.update(reply_days=9)  # of the later ones alone
    assert last_day() == dt.date(2026, 11, 26)
    assert Case.objects.get().version == version

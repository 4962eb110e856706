"""Who is told of a case that is due or late, on which day, and that nobody is told twice."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import User
from cases.enums import AssignmentRole, Awaits, Clock, State
from cases.models import Case, ClockReminder
from cases.services import triage
from cases.services.reminders import remind
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory, grant
from tests.factories.desks import ClosureFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.races import at_once
from tests.support.world import world

pytestmark = pytest.mark.django_db

STAFF, DESK, SUPPORTER = "staff@example.jp", "main@example.jp", "supporter@example.jp"
DUE_ON = dt.date(2026, 11, 20)  # a Friday; Monday the 23rd is a holiday
THURSDAY, FRIDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 11, day) for day in (19, 20, 24, 25))
RECEIVED_ON, ASKED_ON = dt.date(2026, 11, 16), dt.date(2026, 11, 9)
EVENING_BEFORE = "2026-11-18 23:59+09:00"


def told(*days: dt.date) -> list[set[str]]:
    """To whom each morning's run writes."""
    found = []
    for day in days:
        before = OutboxMail.objects.values_list("pk", flat=True)
        known = set(before)
        with time_machine.travel(f"{day} 09:00+09:00"):
            count = remind()
        mails = OutboxMail.objects.exclude(pk__in=known)
        assert count == len(mails) == len({mail.to for mail in mails})
        found.append({mail.to for mail in mails})
    return found


@pytest.fixture
def due(make_case: MakeCase, staff: User) -> Any:
    """A case in charge of `staff` that is due on the Friday by a target of two business days."""

    def make(state: State = State.TRIAGING, **changes: Any) -> Case:
        given = {"due_on": DUE_ON, "due_clock": Clock.FIRST_CONTACT, "responsible": staff, "received_on": RECEIVED_ON}
        return make_case(state, **(given | changes))

    return make


def test_from_the_day_before_to_weeks_after(due: Any) -> None:
    due()
    days = (dt.date(2026, 11, 18), THURSDAY, FRIDAY, TUESDAY, WEDNESDAY, *(dt.date(2026, 11, n) for n in (26, 27, 30)))
    assert told(*days) == [set(), {STAFF}, set(), {STAFF, DESK}, set(), {STAFF, DESK}, set(), {STAFF, DESK}]


def test_it_may_run_at_any_time_and_as_often_as_it_likes(due: Any) -> None:
    due()
    with time_machine.travel(EVENING_BEFORE):
        assert remind() == 0
    assert told(THURSDAY, THURSDAY, TUESDAY, TUESDAY) == [{STAFF}, set(), {STAFF, DESK}, set()]


def test_missed_days_are_told_by_the_present_level_alone(due: Any) -> None:
    due()
    assert told(dt.date(2026, 12, 18), dt.date(2026, 12, 18)) == [{STAFF, DESK}, set()]
    assert list(ClockReminder.objects.values_list("level", flat=True)) == [11, 11]


def test_nothing_is_told_while_the_desk_is_closed(due: Any, desk: Desk) -> None:
    due()
    ClosureFactory.create(desk=desk, first_day=TUESDAY)
    weekend_and_holiday = [dt.date(2026, 11, day) for day in (21, 22, 23)]
    assert told(*weekend_and_holiday, TUESDAY, WEDNESDAY) == [set(), set(), set(), set(), {STAFF, DESK}]


def test_a_closure_of_the_next_days_brings_the_first_word_forward(due: Any, desk: Desk) -> None:
    due(due_on=dt.date(2026, 11, 26))
    ClosureFactory.create(desk=desk, first_day=TUESDAY, last_day=WEDNESDAY)
    assert told(THURSDAY, FRIDAY) == [set(), {STAFF}]


def test_a_new_due_date_is_told_anew(due: Any) -> None:
    case = due()
    assert told(THURSDAY) == [{STAFF}]
    Case.objects.filter(pk=case.pk).update(due_on=TUESDAY)
    assert told(FRIDAY, TUESDAY) == [{STAFF}, set()]


@pytest.mark.parametrize("responsible", ["nobody", "switched off", "of another desk", "no longer staff"])
def test_where_nobody_answers_for_a_case_the_desk_is_told(
    responsible: str, due: Any, other_staff: User, desk: Desk
) -> None:
    people = {
        "nobody": None,
        "switched off": UserFactory.create(staff_of=desk, is_active=False),
        "of another desk": other_staff,
        "no longer staff": UserFactory.create(manager_of=desk),
    }
    due(responsible=people[responsible])
    assert told(THURSDAY, TUESDAY) == [{DESK}, {DESK}]


def test_a_desk_without_an_address_is_its_staff(due: Any, desk: Desk, other_staff: User) -> None:
    desk.notice_email = ""
    desk.save()
    UserFactory.create(staff_of=desk, email="colleague@example.jp")
    UserFactory.create(staff_of=desk, is_active=False)
    UserFactory.create(manager_of=desk)
    due(responsible=None)
    assert told(THURSDAY, TUESDAY) == [{STAFF, "colleague@example.jp"}] * 2


def test_whoever_is_in_charge_by_then_is_told(due: Any, desk: Desk) -> None:
    case = due()
    assert told(THURSDAY) == [{STAFF}]
    Case.objects.filter(pk=case.pk).update(responsible=UserFactory.create(staff_of=desk, email="colleague@example.jp"))
    assert told(FRIDAY, TUESDAY) == [{"colleague@example.jp"}, {"colleague@example.jp", DESK}]


def test_the_open_proposal_has_the_move(due: Any, supporter: User) -> None:
    case = due(State.MATCHING, awaits=Awaits.SUPPORTER)
    proposal = proposal_to(row_of(supporter), case)
    days = (THURSDAY, TUESDAY, dt.date(2026, 11, 26))
    assert told(*days) == [{SUPPORTER}, {SUPPORTER, STAFF, DESK}, {STAFF, DESK}]
    mails = OutboxMail.objects.filter(to=SUPPORTER)
    assert [f"/proposals/{proposal.pk}/" in mail.body for mail in mails] == [True, True]
    assert f"/cases/{case.number}/" in OutboxMail.objects.filter(to=STAFF).latest("pk").body


def test_the_lead_has_the_move_unless_another_is_proposed(due: Any, supporter: User, other_supporter: User) -> None:
    alone, asking = due(State.SUPPORTING), due(State.SUPPORTING)
    for case in (alone, asking):
        assigned(row_of(supporter), case)
    proposal_to(row_of(other_supporter), asking, role=AssignmentRole.ADVISER)
    assert told(THURSDAY) == [{SUPPORTER, "other-supporter@example.jp"}]
    first, second = (OutboxMail.objects.get(to=to).body for to in (SUPPORTER, "other-supporter@example.jp"))
    assert (alone.number in first, asking.number in first, asking.number in second) == (True, False, True)


def test_advisers_and_past_proposals_have_no_move(due: Any, supporter: User, other_supporter: User) -> None:
    case = due(State.SUPPORTING)
    assigned(row_of(supporter), case, role=AssignmentRole.ADVISER)
    assigned(row_of(other_supporter), case, state="declined", decline_reason="no_time")
    assert told(THURSDAY) == [{STAFF}]


@pytest.mark.parametrize("why", ["no account", "account switched off", "role taken"])
def test_a_supporter_who_cannot_be_reached_leaves_it_to_the_staff(why: str, due: Any, supporter: User) -> None:
    row = row_of(supporter)
    assigned(row, due(State.SUPPORTING))
    if why == "no account":
        row.user = None
        row.save()
    elif why == "role taken":
        supporter.grants.all().delete()
    else:
        User.objects.filter(pk=supporter.pk).update(is_active=False)
    assert told(THURSDAY) == [{STAFF}]


def test_a_person_with_many_cases_gets_one_mail(due: Any) -> None:
    cases = [due(due_on=day) for day in (TUESDAY, TUESDAY, THURSDAY, dt.date(2026, 12, 1))]
    assert told(FRIDAY) == [{STAFF, DESK}]
    body = OutboxMail.objects.get(to=STAFF).body
    assert [case.number in body for case in cases] == [True, True, True, False]


def test_somebody_under_two_addresses_of_one_is_told_once(due: Any, desk: Desk, staff: User) -> None:
    desk.notice_email = "Staff@Example.jp"
    desk.save()
    due()
    due(responsible=None)
    assert told(THURSDAY, TUESDAY) == [{STAFF}, {STAFF}]


def test_each_desk_tells_its_own(due: Any, desk: Desk, other_desk: Desk, other_staff: User) -> None:
    due()
    due(desk=other_desk, responsible=other_staff)
    ClosureFactory.create(desk=desk, first_day=THURSDAY)
    assert told(THURSDAY, FRIDAY) == [{"other-staff@example.jp"}, {STAFF}]


@pytest.mark.parametrize("state", [State.CLOSED, State.REFERRED, State.DECLINED, State.WITHDRAWN])
def test_what_has_ended_is_not_told(state: State, make_case: MakeCase, staff: User) -> None:
    make_case(state, responsible=staff, received_on=RECEIVED_ON)
    before = world()
    assert told(THURSDAY, TUESDAY) == [set(), set()]
    assert world() == before


FOUNDER = "founder@example.jp"


@pytest.fixture
def waiting(make_case: MakeCase, staff: User) -> Case:
    """The founder was asked on Monday, 9 November: the 16th is the fifth business day after it, the 24th the tenth."""
    case = make_case(State.TRIAGING, received_on=ASKED_ON, responsible=staff)
    with time_machine.travel("2026-11-09 10:00+09:00"):
        triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    return case


@pytest.mark.usefixtures("waiting")
def test_a_silent_founder_is_reminded_twice_and_nobody_else_is(founder: User) -> None:
    days = [dt.date(2026, 11, day) for day in (13, 16, 17, 24, 25)] + [dt.date(2027, 11, 24)]
    assert told(*days) == [set(), {FOUNDER}, set(), {FOUNDER}, set(), set()]


def test_another_question_is_another_silence(waiting: Case, founder: User, staff: User) -> None:
    assert told(dt.date(2026, 11, 16)) == [{FOUNDER}]
    with time_machine.travel("2026-11-17 10:00+09:00"):
        triage.answer(case_id=waiting.pk, actor=founder, seen=None, text="この規格です。")
        triage.ask_founder(case_id=waiting.pk, actor=staff, seen=None, question="何年の版ですか。")
    assert told(dt.date(2026, 11, 24), dt.date(2026, 11, 25)) == [set(), {FOUNDER}]


@pytest.mark.usefixtures("waiting")
def test_a_founder_whose_account_is_closed_is_not_written_to(founder: User) -> None:
    User.objects.filter(pk=founder.pk).update(is_active=False)
    assert told(dt.date(2026, 11, 16)) == [set()]


def test_a_founder_who_is_staff_too_reads_the_two_apart(waiting: Case, due: Any, founder: User, desk: Desk) -> None:
    due(responsible=grant(founder, Role.STAFF, desk), due_on=dt.date(2026, 11, 17), consultation__asked_by=None)
    with time_machine.travel("2026-11-16 09:00+09:00"):
        assert remind() == 2
    assert [mail.key.partition(":")[0] for mail in OutboxMail.objects.filter(to=FOUNDER).order_by("pk")[1:]] == [
        "due_reminder",
        "answer_reminder",
    ]


def test_the_number_of_queries_does_not_grow_with_the_cases(
    due: Any, make_case: MakeCase, supporter: User, staff: User
) -> None:
    def asked() -> None:
        case = make_case(State.TRIAGING, received_on=ASKED_ON)
        with time_machine.travel("2026-11-09 10:00+09:00"):
            triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="？")

    def queries() -> int:
        with time_machine.travel(f"{TUESDAY} 09:00+09:00"), CaptureQueriesContext(connection) as captured:
            assert remind() == 4
        return len(captured)

    counts = []
    for more in (1, 2):
        for _n in range(more):
            due()
            assigned(row_of(supporter), due(State.SUPPORTING))
            asked()
        ClockReminder.objects.all().delete()
        counts.append(queries())
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_each_mail_once(due: Any, supporter: User) -> None:
    due()
    assigned(row_of(supporter), due(State.SUPPORTING))
    with time_machine.travel(f"{TUESDAY} 09:00+09:00"):
        answers = at_once(*[remind] * 5)
    assert sorted(map(str, answers)) == ["0", "0", "0", "0", "3"]
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == [DESK, STAFF, SUPPORTER]

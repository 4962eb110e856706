"""The gate keeps by when the desk's next step is due. The arithmetic itself: tests/cases/test_clocks.py."""

import datetime as dt

import pytest
import time_machine

from accounts.models import User
from cases.enums import Clock, ContactMedium, State
from cases.models import Case
from cases.selectors.clocks import answer_due, clocks_of
from cases.services import charge, closing, contact, intake, triage
from cases.services.clocks import recompute_all_due_dates, recompute_due_dates
from mediso.desks.models import Closure
from tests.factories.cases import CaseFactory, ConsultationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MONDAY = "2026-11-16 10:00+09:00"  # the week of 16 November 2026 has no holiday; Monday the 23rd is one


@pytest.fixture
def case(desk: object, founder: User, staff: User) -> Case:
    """Received on the Monday through the portal."""
    with time_machine.travel(MONDAY):
        draft = ConsultationFactory.create(
            desk=desk, asked_by=founder, organisation=founder.memberships.get().organisation
        )
        return intake.submit(consultation_id=draft.pk, asked_by=founder)


def due(case: Case) -> tuple[str, str]:
    case.refresh_from_db()
    return case.due_clock, case.due_on.isoformat() if case.due_on else ""


def test_a_new_case_is_due_by_the_first_contact(case: Case) -> None:
    assert due(case) == (Clock.FIRST_CONTACT, "2026-11-18")


def test_after_the_contact_the_next_clock_is_named(case: Case, staff: User) -> None:
    with time_machine.travel("2026-11-17 10:00+09:00"):
        contact.record_contact(
            case_id=case.pk, actor=staff, seen=None, medium=ContactMedium.PHONE, held_on=dt.date(2026, 11, 17), text=""
        )
    assert due(case) == (Clock.TRIAGE, "2026-11-19")


def test_who_is_in_charge_moves_no_clock(case: Case, staff: User) -> None:
    with time_machine.travel("2026-11-17 10:00+09:00"):
        charge.claim(case_id=case.pk, actor=staff, seen=None)
    assert due(case) == (Clock.FIRST_CONTACT, "2026-11-18")


def test_every_clock_stands_while_the_founder_owes_an_answer(case: Case, staff: User, founder: User) -> None:
    with time_machine.travel("2026-11-17 10:00+09:00"):
        triage.start_triage(case_id=case.pk, actor=staff, seen=None)
        triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
        assert due(case) == ("", "")
        assert answer_due(case, dt.date(2026, 11, 17)) is None
    with time_machine.travel("2026-11-20 10:00+09:00"):
        triage.answer(case_id=case.pk, actor=founder, seen=None, text="この規格です。")
    # 17–20 belong to the founder, 21–22 is a weekend, the 23rd a holiday: 24, 25 and 26 are the three days.
    assert due(case) == (Clock.TRIAGE, "2026-11-26")


def test_the_end_stops_everything_and_reopening_starts_the_answer_anew(case: Case, staff: User) -> None:
    with time_machine.travel("2026-11-17 10:00+09:00"):
        triage.start_triage(case_id=case.pk, actor=staff, seen=None)
        assert case.product_type is not None
        assert case.topic_set is not None
        triage.classify(
            case_id=case.pk,
            actor=staff,
            seen=None,
            product_type=case.product_type,
            topics=list(case.topic_set.topics.all()),
        )
        closing.close(case_id=case.pk, actor=staff, seen=None, message="お答えしました。")
        assert due(case) == ("", "")
    with time_machine.travel("2026-12-01 10:00+09:00"):
        closing.reopen(case_id=case.pk, actor=staff, seen=None, reason="追加の質問")
        assert due(case) == (Clock.ANSWER, "2026-12-15")
        assert answer_due(case, dt.date(2026, 12, 1)) == dt.date(2026, 12, 15)


def test_a_new_closure_or_target_moves_the_open_cases_and_leaves_their_version(case: Case, staff: User) -> None:
    with time_machine.travel("2026-11-16 12:00+09:00"):
        assert recompute_due_dates(case.desk_id) == 0
        Closure.objects.create(
            desk=case.desk, first_day=dt.date(2026, 11, 17), last_day=dt.date(2026, 11, 17), reason="停電"
        )
        assert recompute_due_dates(case.desk_id) == 1
    assert due(case) == (Clock.FIRST_CONTACT, "2026-11-19")
    assert case.version == 1
    case.desk.first_contact_days = 1
    case.desk.save()
    with time_machine.travel("2026-11-16 12:00+09:00"):
        recompute_due_dates(case.desk_id)
    assert due(case) == (Clock.FIRST_CONTACT, "2026-11-18")


def test_a_closed_case_and_another_desks_are_left_alone(case: Case, other_desk: object) -> None:
    CaseFactory.create(desk=case.desk, state=State.CLOSED)
    CaseFactory.create(desk=other_desk)
    assert recompute_due_dates(case.desk_id) == 0
    assert Case.objects.exclude(pk=case.pk).exclude(due_on=None).count() == 0


def test_the_night_catches_up_with_what_was_cut_off(case: Case) -> None:
    with time_machine.travel("2026-11-16 12:00+09:00"):
        Closure.objects.create(
            desk=case.desk, first_day=dt.date(2026, 11, 17), last_day=dt.date(2026, 11, 17), reason="停電"
        )
        assert (recompute_all_due_dates(), recompute_all_due_dates()) == (1, 0)
    assert due(case) == (Clock.FIRST_CONTACT, "2026-11-19")


def test_four_clocks_are_told_with_their_used_days(case: Case) -> None:
    states = clocks_of(case, dt.date(2026, 11, 18))
    assert [(state.clock, state.used, state.target) for state in states] == [
        (Clock.FIRST_CONTACT, 2, 2),
        (Clock.TRIAGE, 2, 3),
        (Clock.ANSWER, 2, 10),
    ]

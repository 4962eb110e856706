"""Reminders: set on closing, gone on reopening, mailed once, done by a follow-up or dismissed with a reason."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from accounts.models import User
from cases.enums import InterviewForm, InterviewKind, State
from cases.models import Case, CaseEvent, FollowUpReminder, Note
from cases.services import closing, follow_up, interview, referral
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.desks import ClosureFactory
from tests.support.races import at_once
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# A Thursday; 28 February 2027 is a Sunday, 31 May 2027 a Monday, 31 August a Tuesday.
CLOSED_ON = dt.date(2027, 1, 31)
NOON = dt.time(12)


def on(day: dt.date) -> Any:
    return time_machine.travel(dt.datetime.combine(day, NOON), tick=False)


def closed(case: Case, staff: User, day: dt.date = CLOSED_ON) -> Case:
    with on(day):
        closing.close(case_id=case.pk, actor=staff, seen=None, message="終了します")
    case.refresh_from_db()
    return case


def due(case: Case, *, done: bool = False) -> list[tuple[int, str]]:
    rows = case.reminders.exclude(done_at=None) if done else case.reminders.filter(done_at=None)
    return [(row.months, row.due_on.isoformat()) for row in rows]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, received_on=dt.date(2026, 12, 1))


def test_closing_sets_a_reminder_for_each_of_the_desk_s_months(case: Case, staff: User) -> None:
    """31 January: a month later is the last of February, a Sunday; a year later it is a Monday."""
    assert due(closed(case, staff)) == [(1, "2027-03-01"), (3, "2027-04-30"), (6, "2027-08-02"), (12, "2028-01-31")]


def test_the_months_are_the_desk_s(case: Case, desk: Desk, staff: User) -> None:
    Desk.objects.filter(pk=desk.pk).update(follow_up_months=[24, 2])
    assert due(closed(case, staff)) == [(2, "2027-03-31"), (24, "2029-01-31")]


def test_a_desk_without_follow_ups_is_reminded_of_none(case: Case, desk: Desk, staff: User) -> None:
    Desk.objects.filter(pk=desk.pk).update(follow_up_months=[])
    assert due(closed(case, staff)) == []


def test_a_reminder_waits_while_the_desk_is_closed_and_two_that_meet_are_one(
    case: Case, desk: Desk, staff: User
) -> None:
    """Tuesday, 6 April is the first business day after the closure."""
    ClosureFactory.create(desk=desk, first_day=dt.date(2027, 2, 20), last_day=dt.date(2027, 4, 5))
    Desk.objects.filter(pk=desk.pk).update(follow_up_months=[1, 2, 3])
    assert due(closed(case, staff)) == [(1, "2027-04-06"), (3, "2027-04-30")]


def test_a_referred_case_has_no_reminders(case: Case, staff: User) -> None:
    referral.refer(case_id=case.pk, actor=staff, seen=None, body="PMDA", message="こちらへどうぞ。")
    assert due(case) == []


def test_reopening_takes_back_what_is_not_done_and_closing_sets_it_anew(case: Case, staff: User) -> None:
    closed(case, staff)
    with on(dt.date(2027, 3, 1)):
        followed_up(case, staff, dt.date(2027, 3, 1))
    closing.reopen(case_id=case.pk, actor=staff, seen=None, reason="追加の相談")
    assert (due(case), due(case, done=True)) == ([], [(1, "2027-03-01")])

    assert due(closed(case, staff, dt.date(2027, 3, 10)))[0] == (1, "2027-04-12")
    assert due(case, done=True) == [(1, "2027-03-01")]


def followed_up(case: Case, staff: User, day: dt.date) -> None:
    interview.record(
        case_id=case.pk,
        actor=staff,
        seen=None,
        kind=InterviewKind.FOLLOW_UP,
        held_on=day,
        minutes=15,
        form=InterviewForm.PHONE,
        supporters=[],
        summary="順調",
        next_steps="",
    )


@pytest.mark.parametrize(
    ("held_on", "open_after"),
    [
        ("2027-02-14", 4),
        ("2027-02-15", 3),
        ("2027-03-01", 3),
        ("2027-04-15", 3),
        ("2027-04-16", 2),
        ("2028-06-01", 0),
    ],
)
def test_a_follow_up_does_what_is_due_by_two_weeks_later(
    held_on: str, open_after: int, case: Case, staff: User
) -> None:
    closed(case, staff)
    day = dt.date.fromisoformat(held_on)
    with on(day):
        followed_up(case, staff, day)
    assert len(due(case)) == open_after


def test_each_reminder_is_mailed_once_on_its_day_and_not_before(case: Case, staff: User) -> None:
    closed(case, staff)
    OutboxMail.objects.all().delete()
    with on(dt.date(2027, 2, 28)):
        assert follow_up.remind() == 0
    for day in (dt.date(2027, 3, 1), dt.date(2027, 3, 2)):
        with on(day):
            follow_up.remind()
            follow_up.remind()
    mail = OutboxMail.objects.get()
    assert (mail.key, mail.to) == (f"follow_up_due:{case.reminders.get(months=1).pk}", "main@example.jp")
    assert f"/cases/{case.number}/" in mail.body
    assert case.consultation.title not in mail.subject + mail.body
    with on(dt.date(2027, 5, 6)):  # after a week of closed days, the next one
        follow_up.remind()
    assert OutboxMail.objects.count() == 2


def test_what_is_done_is_not_mailed(case: Case, staff: User) -> None:
    closed(case, staff)
    OutboxMail.objects.all().delete()
    with on(dt.date(2027, 2, 20)):
        followed_up(case, staff, dt.date(2027, 2, 20))
    with on(dt.date(2027, 3, 1)):
        assert follow_up.remind() == 0
    assert OutboxMail.objects.count() == 0


def test_whoever_is_in_charge_is_told_and_the_desk_where_that_is_nobody_of_the_staff(
    case: Case, staff: User, other_staff: User, desk: Desk
) -> None:
    closed(case, staff)
    english = UserFactory.create(staff_of=desk, language="en", email="in-charge@example.jp")
    told = []
    for responsible in (english, other_staff, UserFactory.create(staff_of=desk, is_active=False), None):
        FollowUpReminder.objects.update(sent_at=None)
        OutboxMail.objects.all().delete()
        Case.objects.filter(pk=case.pk).update(responsible=responsible)
        with on(dt.date(2027, 3, 1)):
            follow_up.remind()
        told.append(OutboxMail.objects.get().to)
    assert told == ["in-charge@example.jp", *["main@example.jp"] * 3]


def test_a_desk_without_an_address_loses_no_reminder(case: Case, staff: User, desk: Desk) -> None:
    closed(case, staff)
    Desk.objects.filter(pk=desk.pk).update(notice_email="")
    with on(dt.date(2027, 3, 1)):
        assert follow_up.remind() == 0
        Desk.objects.filter(pk=desk.pk).update(notice_email="new@example.jp")
        assert follow_up.remind() == 1


def test_a_dismissed_reminder_leaves_its_reason_in_an_event_of_its_own(case: Case, staff: User) -> None:
    closed(case, staff)
    reminder = case.reminders.earliest("due_on")
    follow_up.dismiss(reminder_id=reminder.pk, actor=staff, reason="会社を清算した")
    event = CaseEvent.objects.latest("pk")
    assert (event.case, event.actor, event.kind, event.payload) == (
        case,
        staff,
        "follow_up_dismissed",
        {"reminder": reminder.pk, "due_on": "2027-03-01", "text": "会社を清算した"},
    )
    assert (len(due(case)), Note.objects.count()) == (3, 0)


def refused(reminder_id: int, actor: User, reason: str) -> None:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        follow_up.dismiss(reminder_id=reminder_id, actor=actor, reason="不要")
    assert str(refusal.value) == reason
    assert world() == before


def test_what_is_done_or_gone_cannot_be_dismissed(case: Case, staff: User) -> None:
    closed(case, staff)
    reminder = case.reminders.earliest("due_on")
    follow_up.dismiss(reminder_id=reminder.pk, actor=staff, reason="不要")
    refused(reminder.pk, staff, "Somebody was quicker: this reminder is done.")
    later = case.reminders.latest("due_on")
    closing.reopen(case_id=case.pk, actor=staff, seen=None, reason="追加の相談")
    refused(later.pk, staff, "This reminder is no more: the case was reopened.")


def test_whoever_asked_it_themself_does_not_dismiss_it(make_case: MakeCase, staff: User) -> None:
    asked = closed(make_case(State.SUPPORTING, received_on=dt.date(2026, 12, 1), asked_by=staff), staff)
    reminder = asked.reminders.earliest("due_on")
    refused(reminder.pk, staff, "You asked this yourself: your colleagues keep its chart.")


def test_only_those_who_follow_up_dismiss(
    case: Case, staff: User, supporter: User, founder: User, other_staff: User
) -> None:
    closed(case, staff)
    reminder = case.reminders.earliest("due_on")
    for person in (founder, other_staff, supporter):
        before = world()
        with pytest.raises(ActionRefused):
            follow_up.dismiss(reminder_id=reminder.pk, actor=person, reason="不要")
        assert world() == before


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_mail_once(case: Case, staff: User) -> None:
    closed(case, staff)
    OutboxMail.objects.all().delete()
    with on(dt.date(2027, 5, 6)):
        answers = at_once(follow_up.remind, follow_up.remind, follow_up.remind)
    assert (sum(map(int, map(str, answers))), OutboxMail.objects.count()) == (2, 2)

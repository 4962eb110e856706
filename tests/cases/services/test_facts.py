"""The facts that figures count stand on the case, with the change they follow from."""

import datetime as dt
import uuid
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import User
from cases.enums import Action, Awaits, Channel, Clock, ContactMedium, EventKind, InterviewForm, InterviewKind, State
from cases.models import Case, Consultation
from cases.selectors.clocks import clocks_of
from cases.services import contact, gate, intake, interview, taking_in
from cases.services.clocks import recompute_due_dates
from cases.services.facts import reckon_facts
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, Topic
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.cases import CaseFactory, ConsultationFactory, InterviewFactory, RatingFactory
from tests.support.actions import PERFORM, Scene
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MONDAY = "2026-11-16"  # that week has no holiday; Monday the 23rd is one
KEPT = ("first_contact_kept", "triage_kept", "proposal_kept", "answer_kept")


@pytest.fixture
def draft(desk: Desk, founder: User, topic: Topic) -> Consultation:
    return ConsultationFactory.create(
        desk=desk, asked_by=founder, organisation=founder.memberships.get().organisation, topics=[topic]
    )


@pytest.fixture
def case(draft: Consultation, founder: User) -> Case:
    """Received on the Monday through the portal."""
    with time_machine.travel(f"{MONDAY} 10:00+09:00", tick=False):
        return intake.submit(consultation_id=draft.pk, asked_by=founder)


def act(day: str, action: Action, case: Case, actor: User, candidate: User | None = None) -> None:
    with time_machine.travel(f"{day} 10:00+09:00", tick=False):
        case.refresh_from_db()
        proposal = case.assignments.filter(state="proposed").first()
        nobody = Supporter()
        PERFORM[action](Scene(case, actor, None, row_of(candidate) if candidate else nobody, proposal))
    case.refresh_from_db()


def kept(case: Case) -> tuple[bool | None, ...]:
    """First contact, triage, proposal, answer."""
    case.refresh_from_db()
    return tuple(getattr(case, name) for name in KEPT)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-11-19", True, id="on the day it was due"),
        pytest.param("2026-11-20", False, id="a day late"),
        pytest.param("2026-11-24", False, id="a week late"),
    ],
)
def test_a_clock_is_judged_when_it_is_met(day: str, expected: bool, case: Case, staff: User) -> None:
    assert kept(case) == (None, None, None, None)
    act("2026-11-16", Action.START_TRIAGE, case, staff)
    act("2026-11-16", Action.CLASSIFY, case, staff)
    assert kept(case) == (None, None, None, None)
    act(day, Action.START_MATCHING, case, staff)
    assert kept(case) == (None, expected, None, None)


def test_a_proposal_that_was_declined_is_judged_again_when_the_next_is_made(
    case: Case, staff: User, supporter: User, other_supporter: User
) -> None:
    for action in (Action.START_TRIAGE, Action.CLASSIFY, Action.START_MATCHING):
        act("2026-11-16", action, case, staff)
    act("2026-11-24", Action.PROPOSE, case, staff, supporter)  # due on the 24th: the 23rd is a holiday
    assert kept(case)[2] is True
    act("2026-11-25", Action.TURN_DOWN, case, supporter)
    assert kept(case)[2] is None
    act("2026-11-26", Action.PROPOSE, case, staff, other_supporter)
    assert kept(case)[2] is False
    act("2026-11-27", Action.WITHDRAW_PROPOSAL, case, staff)
    assert kept(case)[2] is None


def test_what_was_judged_stands_whatever_the_targets_are_later(case: Case, desk: Desk, staff: User) -> None:
    act("2026-11-18", Action.RECORD_CONTACT, case, staff)
    assert kept(case) == (True, None, None, None)
    Desk.objects.update(first_contact_days=1, triage_days=1)
    recompute_due_dates(desk.pk)
    assert kept(case) == (True, None, None, None)
    for action in (Action.START_TRIAGE, Action.CLASSIFY, Action.START_MATCHING):
        act("2026-11-18", action, case, staff)
    assert kept(case) == (True, False, None, None)
    Desk.objects.update(triage_days=30)
    act("2026-11-18", Action.CLAIM, case, staff)
    assert kept(case) == (True, False, None, None)


def test_a_contact_that_is_recorded_late_is_judged_by_its_day(case: Case, staff: User) -> None:
    act("2026-11-20", Action.MESSAGE, case, staff)
    assert kept(case)[0] is False
    with time_machine.travel("2026-11-20 11:00+09:00"):
        contact.record_contact(
            case_id=case.pk,
            actor=staff,
            seen=None,
            medium=ContactMedium.PHONE,
            held_on=dt.date(2026, 11, 17),
            text="",
        )
    assert kept(case)[0] is True


def test_a_case_that_ends_unanswered_keeps_no_promise_and_breaks_none(case: Case, founder: User) -> None:
    act("2027-03-01", Action.WITHDRAW, case, founder)
    assert kept(case) == (None, None, None, None)


def test_the_answer_is_judged_anew_after_reopening(case: Case, staff: User) -> None:
    for action in (Action.START_TRIAGE, Action.CLASSIFY, Action.CLOSE):
        act("2026-11-17", action, case, staff)
    assert kept(case) == (True, True, None, True)
    act("2027-02-01", Action.REOPEN, case, staff)
    assert kept(case) == (True, True, None, None)
    act("2027-03-01", Action.CLOSE, case, staff)
    assert kept(case) == (True, True, None, False)
    assert case.month_end_moves == "NNND"


def test_months_end_with_whose_move_it_was(case: Case, staff: User, founder: User, full_time: User) -> None:
    act("2026-11-30", Action.START_TRIAGE, case, staff)
    assert case.month_end_moves == ""
    act("2026-11-30", Action.ASK_FOUNDER, case, staff)
    act("2026-12-01", Action.CLAIM, case, staff)
    assert (case.month_end_moves, case.awaits) == ("F", Awaits.FOUNDER)
    act("2027-03-15", Action.ANSWER, case, founder)
    act("2027-03-15", Action.CLASSIFY, case, staff)
    act("2027-03-31", Action.TAKE, case, full_time)
    assert (case.month_end_moves, case.awaits) == ("FFFF", Awaits.SUPPORTER)
    act("2027-04-01", Action.CLOSE, case, staff)
    assert (case.month_end_moves, case.awaits) == ("FFFFS", Awaits.NOBODY)


def test_a_refused_move_leaves_the_facts(case: Case, founder: User) -> None:
    before = world()
    with pytest.raises(ActionRefused):
        act("2027-03-01", Action.REOPEN, case, founder)
    assert world() == before


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_withdrawn_before_triage_is_marked(begun: bool, case: Case, founder: User, staff: User) -> None:
    act("2026-11-17", Action.CLAIM, case, staff)
    if begun:
        act("2026-11-17", Action.START_TRIAGE, case, staff)
    act("2026-11-18", Action.WITHDRAW, case, founder)
    assert case.withdrawn_untriaged is not begun


def test_the_first_interview_of_each_kind_counts_however_late_it_is_recorded(
    case: Case, staff: User, full_time: User, founder: User
) -> None:
    def held(kind: InterviewKind, day: str) -> None:
        with time_machine.travel("2026-12-24 10:00+09:00"):
            interview.record(
                case_id=case.pk,
                actor=staff,
                seen=None,
                kind=kind,
                held_on=dt.date.fromisoformat(day),
                minutes=30,
                form=InterviewForm.PHONE,
                supporters=[row_of(full_time)] if kind == InterviewKind.SUPPORTER else [],
                summary="",
                next_steps="",
            )
        case.refresh_from_db()

    act("2026-11-17", Action.START_TRIAGE, case, staff)
    act("2026-11-17", Action.CLASSIFY, case, staff)
    for day in ("2026-11-25", "2026-11-20", "2026-11-27"):
        held(InterviewKind.PRELIMINARY, day)
    act("2026-11-28", Action.TAKE, case, full_time)
    held(InterviewKind.SUPPORTER, "2026-12-02")
    held(InterviewKind.SUPPORTER, "2026-12-01")
    act("2026-12-02", Action.CLOSE, case, staff)
    held(InterviewKind.FOLLOW_UP, "2026-12-20")
    held(InterviewKind.FOLLOW_UP, "2026-12-10")
    act("2026-12-24", Action.RATE, case, founder)
    assert (case.preliminary_on, case.interviewed_on) == (dt.date(2026, 11, 20), dt.date(2026, 12, 1))
    assert (case.followed_up_on, case.satisfaction) == (dt.date(2026, 12, 10), 4)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_language_is_that_of_whoever_asked(language: str, draft: Consultation, founder: User, staff: User) -> None:
    User.objects.filter(pk=founder.pk).update(language=language)
    founder.refresh_from_db()
    submitted = intake.submit(consultation_id=draft.pk, asked_by=founder)
    assert Case.objects.get(pk=submitted.pk).language == language
    for press, asked_by in enumerate((founder, None)):
        known = founder.memberships.get().organisation
        body = taking_in.Body("合同会社新規", OrganisationKind.VENTURE, Prefecture.OSAKA)
        taken_in = taking_in.take_in(
            desk=draft.desk,
            actor=staff,
            press=uuid.UUID(int=press),
            channel=Channel.PHONE,
            channel_note="",
            received_on=submitted.received_on,
            body=taking_in.Body(known=known) if asked_by else body,
            person=taking_in.Person(name="電話 花子"),
            asked_by=asked_by,
            take_charge=False,
            title="治験の相談",
            text="必要な試験を知りたい。",
            product_name="",
            product_type=None,
            topics=[],
        )
        assert Case.objects.get(pk=taken_in.pk).language == (language if asked_by else "ja")
        assert kept(taken_in) == (True, None, None, None)


def imported(desk: Desk) -> Case:
    """As the register brings one: received in April 2024, closed in July."""
    model = CaseFactory.build(
        desk=desk,
        consultation=ConsultationFactory.create(desk=desk, submitted=True, asked_by=None),
        organisation=CaseFactory.create(desk=desk).organisation,
        product_type=None,
        topic_set=None,
        classified_at=None,
        received_on=dt.date(2024, 4, 20),
        closed_on=dt.date(2024, 7, 31),
    )
    (case,) = gate.import_closed_cases([model])
    for kind, day in ((EventKind.SUBMITTED, case.received_on), (EventKind.CLOSED, case.closed_on)):
        gate.imported_event(case, kind, occurred_on=day).save()
    return case


def test_the_old_register_promised_nothing_and_does_not_tell_whose_move_it_was(desk: Desk, staff: User) -> None:
    case = imported(desk)
    assert (case.month_end_moves, kept(case)) == ("---", (None, None, None, None))
    assert clocks_of(case, dt.date(2024, 8, 1)) == ()
    act("2024-10-05", Action.REOPEN, case, staff)
    assert (case.month_end_moves, kept(case)) == ("---NNN", (None, None, None, None))
    assert [one.clock for one in clocks_of(case, dt.date(2024, 10, 5))] == [Clock.ANSWER]
    assert case.due_on == dt.date(2024, 10, 21)  # the 14th is a holiday


def test_reckoning_finds_what_an_older_desk_did_not_write(desk: Desk, case: Case, staff: User, founder: User) -> None:
    old = imported(desk)
    act("2026-11-17", Action.START_TRIAGE, case, staff)
    act("2026-11-20", Action.CLASSIFY, case, staff)
    act("2027-01-08", Action.CLOSE, case, staff)
    act("2027-02-01", Action.RATE, case, founder)
    for one in (case, old):
        InterviewFactory.create(case=one, kind=InterviewKind.PRELIMINARY, held_on=dt.date(2026, 12, 1))
    RatingFactory.create(case=old, score=2)
    Case.objects.update(month_end_moves="", satisfaction=None, **dict.fromkeys(KEPT))

    out = StringIO()
    call_command("reckon_facts", stdout=out)
    assert out.getvalue() == "Cases looked at: 3; put right: 2.\n"
    assert reckon_facts() == 0
    case.refresh_from_db()
    old.refresh_from_db()
    assert (case.month_end_moves, case.satisfaction, kept(case)) == ("DDN", 4, (False, False, None, False))
    assert (old.month_end_moves, old.satisfaction, kept(old)) == ("---", 2, (None, None, None, None))
    assert case.preliminary_on == old.preliminary_on == dt.date(2026, 12, 1)


def test_reckoning_judges_nothing_again_and_leaves_what_has_no_history(
    case: Case, staff: User, make_case: MakeCase
) -> None:
    act("2026-11-18", Action.RECORD_CONTACT, case, staff)
    Desk.objects.update(first_contact_days=1)
    make_case(State.CLOSED, satisfaction=3)
    before = world()
    assert reckon_facts() == 0
    assert world() == before
    assert kept(case)[0] is True

"""Two people at the same moment, each in a transaction of their own."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentState, State
from cases.models import Assignment, Case, CaseEvent, Consultation, NumberSequence
from cases.selectors.drafts import IntakeStep, fingerprint
from cases.services import closing, drafts, intake, lapsing, matching, triage
from cases.services.numbering import next_number
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.models import Desk, TopicSet
from mediso.desks.services import intern_topic_set
from mediso.outbox.models import OutboxMail
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import TopicFactory
from tests.support.actions import proposal_to, yesterday
from tests.support.people import row_of
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("english")]


def kinds(answers: list[object]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def test_fifty_submissions_of_one_draft_are_one_case(desk: Desk, founder: User) -> None:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder)
    answers = at_once(*[lambda: intake.submit(consultation_id=draft.pk, asked_by=founder)] * 50)
    assert answers == [Case.objects.get()] * 50
    assert CaseEvent.objects.count() == 1
    assert OutboxMail.objects.count() == 2
    assert NumberSequence.objects.get().last == 1


def test_twenty_pauses_at_once_keep_one_of_what_was_typed(desk: Desk, founder: User) -> None:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder)
    step, seen = IntakeStep.QUESTION, fingerprint(draft, IntakeStep.QUESTION)

    def pause(number: int) -> Consultation | None:
        typed = f"title={number}"
        try:
            return drafts.save_draft(
                consultation_id=draft.pk, asked_by=founder, step=step, seen=seen, waiting=typed, title=""
            )
        except StaleRow:
            return drafts.keep_refused(consultation_id=draft.pk, asked_by=founder, step=step, typed=typed)

    answers = at_once(*[lambda number=number: pause(number) for number in range(20)])
    assert (answers.count(draft), answers.count(None)) == (1, 19)
    assert sorted(draft.typed_steps.values_list("step", "is_behind")) == [("question", False), ("question", True)]


def test_ten_drafts_submitted_at_once_get_ten_numbers(desk: Desk, founder: User) -> None:
    """Also on the first day of a year, when there is no sequence yet."""
    drafts = ConsultationFactory.create_batch(10, desk=desk, asked_by=founder)
    at_once(*[lambda pk=draft.pk: intake.submit(consultation_id=pk, asked_by=founder) for draft in drafts])
    year = timezone.localdate().year
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"M{year}-{n:04}" for n in range(1, 11)]


def test_numbers_of_two_desks_do_not_wait_for_each_other(desk: Desk, other_desk: Desk) -> None:
    answers = at_once(*[lambda at=at: next_number(at, dt.date(2027, 4, 1)) for at in (desk, other_desk)])
    assert answers == ["M2027-0001", "C2027-0001"]


def test_of_two_who_move_one_case_one_wins_and_the_other_leaves_nothing(
    make_case: MakeCase, staff: User, full_time: User
) -> None:
    case = make_case()
    answers = at_once(
        lambda: triage.start_triage(case_id=case.pk, actor=full_time, seen=1),
        lambda: triage.decline(case_id=case.pk, actor=staff, seen=1, message="対象外"),
    )
    assert kinds(answers) == ["Case", "StaleRow"]
    case.refresh_from_db()
    event = CaseEvent.objects.get()
    assert (case.version, event.to_state) == (2, case.state)
    assert OutboxMail.objects.count() == (1 if case.state == State.DECLINED else 0)


def test_the_same_button_pressed_ten_times_moves_once(make_case: MakeCase, staff: User) -> None:
    case = make_case()
    answers = at_once(*[lambda: triage.start_triage(case_id=case.pk, actor=staff, seen=1)] * 10)
    assert kinds(answers) == ["Case"] + ["StaleRow"] * 9
    assert CaseEvent.objects.count() == 1


def test_two_proposals_at_once_are_one(
    make_case: MakeCase, staff: User, full_time: User, supporter: User, other_supporter: User
) -> None:
    """Also when neither form is stale: the second finds the proposal of the first."""
    case = make_case(State.MATCHING)
    answers = at_once(
        lambda: matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(supporter).pk),
        lambda: matching.propose(case_id=case.pk, actor=full_time, seen=None, supporter_id=row_of(other_supporter).pk),
    )
    assert kinds(answers) == ["ActionRefused", "Assignment"]
    (refusal,) = [answer for answer in answers if isinstance(answer, ActionRefused)]
    assert str(refusal) == "A proposal is open: wait for the answer or withdraw it first."
    assert [row.state for row in Assignment.objects.all()] == [AssignmentState.PROPOSED]
    assert (CaseEvent.objects.count(), OutboxMail.objects.count()) == (1, 1)


def test_an_acceptance_and_a_withdrawal_of_the_proposal(make_case: MakeCase, staff: User, supporter: User) -> None:
    case = make_case(State.MATCHING)
    proposal = proposal_to(row_of(supporter), case)
    answers = at_once(
        lambda: matching.accept(assignment_id=proposal.pk, actor=supporter, seen=1, no_conflict=True),
        lambda: matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=1),
    )
    assert [type(answer) for answer in answers] in ([Assignment, StaleRow], [StaleRow, Case])
    proposal.refresh_from_db()
    case.refresh_from_db()
    assert (proposal.state, case.state) in {
        (AssignmentState.ACCEPTED, State.SUPPORTING),
        (AssignmentState.WITHDRAWN, State.MATCHING),
    }


def test_an_acceptance_and_the_end_of_its_time(make_case: MakeCase, supporter: User) -> None:
    case = make_case(State.MATCHING)
    proposal = proposal_to(row_of(supporter), case, answer_by=yesterday())
    accepted, lapsed, again = at_once(
        lambda: matching.accept(assignment_id=proposal.pk, actor=supporter, seen=1, no_conflict=True),
        lambda: lapsing.lapse_if_unanswered(proposal.pk),
        lambda: lapsing.lapse_if_unanswered(proposal.pk),
    )
    proposal.refresh_from_db()
    case.refresh_from_db()
    kinds_of_mail = set(OutboxMail.objects.values_list("kind", flat=True))
    if lapsed or again:
        assert (sorted([str(lapsed), str(again)]), proposal.state) == (["False", "True"], AssignmentState.LAPSED)
        assert isinstance(accepted, StaleRow)
        assert kinds_of_mail == {"proposal_lapsed", "proposal_returned"}
    else:
        assert (accepted, proposal.state, case.state) == (proposal, AssignmentState.ACCEPTED, State.SUPPORTING)
        assert kinds_of_mail == {"proposal_accepted"}
    assert (case.version, CaseEvent.objects.count()) == (2, 1)


def test_the_last_free_place_is_proposed_once(
    make_case: MakeCase, staff: User, full_time: User, supporter: User
) -> None:
    """For two cases, by two people: whoever comes second is told why."""
    Supporter.objects.filter(user=supporter).update(max_open_cases=1)
    cases, wanted = (make_case(State.MATCHING), make_case(State.MATCHING)), row_of(supporter).pk
    answers = at_once(
        lambda: matching.propose(case_id=cases[0].pk, actor=staff, seen=1, supporter_id=wanted),
        lambda: matching.propose(case_id=cases[1].pk, actor=full_time, seen=1, supporter_id=wanted),
    )
    assert kinds(answers) == ["ActionRefused", "Assignment"]
    (refusal,) = [answer for answer in answers if isinstance(answer, ActionRefused)]
    assert str(refusal) == "案件の上限に達しています：上限1件のうち、担当中0件、打診中1件。"
    assert (Assignment.objects.count(), CaseEvent.objects.count(), OutboxMail.objects.count()) == (1, 1, 1)


def test_two_cases_accepted_at_once_do_not_pass_the_cap(make_case: MakeCase, supporter: User) -> None:
    Supporter.objects.update(max_open_cases=1)
    proposals = [proposal_to(row_of(supporter), make_case(State.MATCHING)) for _number in range(5)]
    answers = at_once(
        *[
            lambda pk=proposal.pk: matching.accept(assignment_id=pk, actor=supporter, seen=None, no_conflict=True)
            for proposal in proposals
        ]
    )
    assert kinds(answers) == ["ActionRefused"] * 4 + ["Assignment"]
    assert Assignment.objects.filter(state=AssignmentState.ACCEPTED).count() == 1


def test_a_draft_discarded_and_submitted_at_once(desk: Desk, founder: User) -> None:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder)
    answers = at_once(
        lambda: intake.submit(consultation_id=draft.pk, asked_by=founder),
        lambda: drafts.discard_draft(consultation_id=draft.pk, asked_by=founder),
    )
    assert [type(answer) for answer in answers] in ([Case, ActionRefused], [ActionRefused, type(None)])
    assert Consultation.objects.count() == Case.objects.count()


def test_two_pages_save_one_step_at_once(desk: Desk, founder: User) -> None:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder)
    step = IntakeStep.QUESTION
    seen = fingerprint(draft, step)
    answers = at_once(
        *[
            lambda title=title: drafts.save_draft(
                consultation_id=draft.pk, asked_by=founder, step=step, seen=seen, title=title
            )
            for title in ("電話から", "パソコンから", "職場から")
        ]
    )
    assert kinds(answers) == ["Consultation", "StaleRow", "StaleRow"]
    (saved,) = [answer for answer in answers if isinstance(answer, Consultation)]
    draft.refresh_from_db()
    assert draft.title == saved.title


def test_closing_and_withdrawing_at_once(make_case: MakeCase, staff: User, founder: User) -> None:
    case = make_case(State.SUPPORTING)
    answers = at_once(
        lambda: closing.close(case_id=case.pk, actor=staff, seen=1, message="終了"),
        lambda: closing.withdraw(case_id=case.pk, actor=founder, seen=1, reason=""),
    )
    assert kinds(answers) == ["Case", "StaleRow"]
    case.refresh_from_db()
    assert (case.state == State.CLOSED) == (case.closed_on is not None)


def test_one_new_combination_of_topics_is_interned_once(desk: Desk) -> None:
    topics = TopicFactory.create_batch(4, desk=desk)
    answers = at_once(*[lambda: intern_topic_set([topic.pk for topic in topics])] * 8)
    assert answers == [TopicSet.objects.get()] * 8
    assert TopicSet.objects.get().members.count() == 4

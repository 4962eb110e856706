"""What the database refuses to hold. Every attempt goes past the services, as a careless script would."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, DeclineReason, State
from cases.models import Assignment, Case, Consultation, Interview, NumberSequence, Rating
from tests.conftest import MakeCase
from tests.factories.cases import ConsultationFactory, InterviewFactory, RatingFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = pytest.mark.django_db

RECEIVED = dt.date(2026, 4, 1)


def refused(constraint: str, attempt: Callable[[], object]) -> None:
    before = world()
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        attempt()
    assert world() == before


CASE: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown state": ({"state": "lost"}, "case_state_is_known"),
    "an unknown turn": ({"awaits": "robot"}, "case_awaits_is_known"),
    "waiting for the founder without a way back": ({"state": "awaiting_founder"}, "only_a_waiting_case_returns"),
    "a way back without waiting": ({"returns_to": "triaging"}, "only_a_waiting_case_returns"),
    "closed without a date": ({"state": "closed"}, "a_closed_case_has_its_date"),
    "a date without being closed": ({"closed_on": RECEIVED}, "a_closed_case_has_its_date"),
    "closed before receipt": (
        {"state": "closed", "closed_on": RECEIVED - dt.timedelta(days=1)},
        "case_closed_after_receipt",
    ),
    "a version below nothing": ({"version": -1}, "cases_case_version_check"),
}


@pytest.mark.parametrize(("changes", "constraint"), CASE.values(), ids=CASE.keys())
def test_no_case_is(changes: dict[str, Any], constraint: str, make_case: MakeCase) -> None:
    make_case(received_on=RECEIVED)
    refused(constraint, lambda: Case.objects.update(**changes))


def test_no_two_cases_share_a_number(make_case: MakeCase) -> None:
    make_case(number="M2026-0001")
    second = make_case()
    refused("cases_case_number_key", lambda: Case.objects.filter(pk=second.pk).update(number="M2026-0001"))


def test_no_two_cases_share_a_consultation(make_case: MakeCase) -> None:
    first, second = make_case(), make_case()
    refused(
        "cases_case_consultation_id_key",
        lambda: Case.objects.filter(pk=second.pk).update(consultation=first.consultation),
    )


EMPTY = {"organisation": None, "product_type": None, "topic_set": None, "title": "", "text": ""}


@pytest.mark.parametrize("field", EMPTY)
def test_no_consultation_is_submitted_without(field: str) -> None:
    ConsultationFactory.create(**{field: EMPTY[field], "product_type_unsure": False, "topics_unsure": False})
    refused("submitted_consultation_is_complete", lambda: Consultation.objects.update(submitted_at=timezone.now()))


def test_one_lead_is_live_at_a_time(make_case: MakeCase, supporter: User, other_supporter: User) -> None:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    adviser = assigned(row_of(other_supporter), case, role=AssignmentRole.ADVISER)
    refused("one_lead_per_case", lambda: Assignment.objects.filter(pk=adviser.pk).update(role=AssignmentRole.LEAD))
    refused("one_lead_per_case", lambda: proposal_to(row_of(other_supporter), case))
    Assignment.objects.filter(pk=adviser.pk).update(role=AssignmentRole.LEAD, state=AssignmentState.COMPLETED)


def test_a_supporter_is_live_on_a_case_once(make_case: MakeCase, supporter: User) -> None:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    refused("supporter_once_per_case", lambda: proposal_to(row_of(supporter), case, role=AssignmentRole.ADVISER))


ASSIGNMENT: dict[str, tuple[dict[str, Any], str]] = {
    "in an unknown state": ({"state": "asleep"}, "assignment_state_is_known"),
    "declined without a reason": ({"state": AssignmentState.DECLINED}, "declined_with_a_reason"),
    "given a reason without declining": ({"decline_reason": DeclineReason.NO_TIME}, "declined_with_a_reason"),
    "accepted without declaring no conflict": (
        {"state": AssignmentState.ACCEPTED, "decided_at": timezone.now()},
        "accepted_declares_no_conflict",
    ),
}


@pytest.mark.parametrize(("changes", "constraint"), ASSIGNMENT.values(), ids=ASSIGNMENT.keys())
def test_no_assignment_is(changes: dict[str, Any], constraint: str, make_case: MakeCase, supporter: User) -> None:
    proposal_to(row_of(supporter), make_case(State.MATCHING))
    refused(constraint, lambda: Assignment.objects.update(**changes))


def test_no_interview_is_of_an_unknown_kind() -> None:
    InterviewFactory.create()
    refused("interview_kind_is_known", lambda: Interview.objects.update(kind="chat"))


@pytest.mark.parametrize("score", [0, 6])
def test_no_rating_is_outside_its_scale(score: int) -> None:
    RatingFactory.create()
    refused("score_is_1_to_5", lambda: Rating.objects.update(score=score))


def test_a_case_is_rated_once() -> None:
    rating = RatingFactory.create()
    refused("cases_rating_case_id_key", lambda: RatingFactory.create(case=rating.case))


def test_a_desk_has_one_sequence_a_year(make_case: MakeCase) -> None:
    desk = make_case().desk
    NumberSequence.objects.create(desk=desk, year=2027)
    refused("one_sequence_per_desk_and_year", lambda: NumberSequence.objects.create(desk=desk, year=2027))

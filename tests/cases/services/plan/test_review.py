from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentRole, PlanState, State
from cases.models import Case, CaseEvent, SupportPlan
from cases.services.plan.review import approve, send_back, send_to_review
from mediso.common.errors import ActionRefused, StaleRow
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.actions import assigned
from tests.support.people import row_of
from tests.support.plans import plan_with, where
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DESK = "main@example.jp"


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, consultation__title="秘密の件名")


def told() -> list[tuple[str, str]]:
    return [(mail.key.split(":")[0], mail.to) for mail in OutboxMail.objects.order_by("pk")]


def test_the_whole_round(case: Case, staff: User, full_time: User) -> None:
    plan = plan_with(case, drafted_by=full_time)
    send_to_review(**where(plan, full_time), seen=1)
    send_back(**where(plan, staff), seen=2, reason="期限を見直してください。")
    plan.refresh_from_db()
    assert (plan.state, plan.version, plan.reviewed_by) == (PlanState.DRAFT, 3, None)
    send_to_review(**where(plan, full_time), seen=3)
    approve(**where(plan, staff), seen=4)
    plan.refresh_from_db()
    assert (plan.state, plan.version, plan.drafted_by, plan.reviewed_by) == (PlanState.REVIEWED, 5, full_time, staff)
    assert plan.reviewed_at is not None
    assert plan.reviewed_at <= timezone.now()

    own = {"plan": plan.pk, "edition": 1}
    assert list(CaseEvent.objects.order_by("pk").values_list("kind", "actor", "payload")) == [
        ("plan_sent_to_review", full_time.pk, own),
        ("plan_sent_back", staff.pk, own | {"text": "期限を見直してください。"}),
        ("plan_sent_to_review", full_time.pk, own),
        ("plan_reviewed", staff.pk, own),
    ]
    assert told() == [
        ("plan_to_review", DESK),
        ("plan_sent_back", full_time.email),
        ("plan_to_review", DESK),
        ("plan_reviewed", full_time.email),
    ]


def test_what_was_reviewed_can_be_sent_back_and_loses_its_reviewer(case: Case, staff: User) -> None:
    plan = plan_with(case, PlanState.REVIEWED)
    send_back(**where(plan, staff), seen=1, reason="やり直し")
    plan.refresh_from_db()
    assert (plan.state, plan.reviewed_by, plan.reviewed_at) == (PlanState.DRAFT, None, None)


def test_the_drafter_takes_it_back_without_a_mail_to_themself(case: Case, staff: User) -> None:
    plan = plan_with(case, PlanState.IN_REVIEW, drafted_by=staff)
    send_back(**where(plan, staff), seen=1, reason="書き足します。")
    assert told() == []


def test_whoever_wrote_it_last_does_not_pass_it(case: Case, staff: User) -> None:
    plan = plan_with(case, PlanState.IN_REVIEW, drafted_by=staff)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        approve(**where(plan, staff), seen=1)
    assert str(refusal.value) == "You wrote this plan last: another person reviews it."
    assert world() == before


def test_the_database_knows_the_second_person_too(case: Case, staff: User) -> None:
    plan = plan_with(case, PlanState.IN_REVIEW, drafted_by=staff)
    with pytest.raises(IntegrityError, match="plan_reviewed_by_a_second_person"), transaction.atomic():
        SupportPlan.objects.filter(pk=plan.pk).update(state=PlanState.REVIEWED, reviewed_by=staff)


INCOMPLETE: dict[str, tuple[dict[str, Any], str]] = {
    "no goal": ({"goal": ""}, "The plan has no goal yet."),
    "no step": ({"steps": 0}, "The plan has no step yet."),
    "no day": ({}, "Step 2 has no day yet."),
}


@pytest.mark.parametrize("lack", INCOMPLETE)
def test_an_unfinished_plan_is_not_sent(lack: str, case: Case, staff: User) -> None:
    changes, said = INCOMPLETE[lack]
    plan = plan_with(case, **changes)
    plan.steps.filter(position=2).update(due_on=None)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        send_to_review(**where(plan, staff), seen=1)
    assert str(refusal.value) == said
    assert world() == before


def test_what_was_written_anew_is_read_anew(case: Case, staff: User, full_time: User) -> None:
    """Sent back, and sent again, after the reviewer opened the page."""
    plan = plan_with(case, PlanState.IN_REVIEW, drafted_by=full_time)
    send_back(**where(plan, full_time), seen=1, reason="直します。")
    send_to_review(**where(plan, full_time), seen=2)
    before = world()
    calls: tuple[Callable[[], object], ...] = (
        lambda: approve(**where(plan, staff), seen=1),
        lambda: send_back(**where(plan, staff), seen=1, reason="古い理由"),
    )
    for call in calls:
        with pytest.raises(StaleRow, match="Someone was quicker: 常盤 勤 – Support plan sent to review"):
            call()
    assert world() == before


def test_who_is_in_charge_and_the_lead_are_asked(case: Case, staff: User, supporter: User, full_time: User) -> None:
    case.responsible = staff
    case.save()
    assigned(row_of(supporter), case, role=AssignmentRole.LEAD)
    plan = plan_with(case, drafted_by=full_time)
    send_to_review(**where(plan, full_time), seen=1)
    assert told() == [("plan_to_review", staff.email), ("plan_to_review", supporter.email)]


def test_neither_the_drafter_nor_the_sender_is_asked(case: Case, staff: User, supporter: User) -> None:
    case.responsible = staff
    case.save()
    assigned(row_of(supporter), case, role=AssignmentRole.LEAD)
    plan = plan_with(case, drafted_by=supporter)
    send_to_review(**where(plan, staff), seen=1)
    assert told() == [("plan_to_review", DESK)]


def test_an_account_that_is_closed_is_not_asked(case: Case, staff: User, desk: Any) -> None:
    case.responsible = UserFactory.create(staff_of=desk, is_active=False)
    case.save()
    plan = plan_with(case, drafted_by=staff)
    send_to_review(**where(plan, staff), seen=1)
    assert told() == [("plan_to_review", DESK)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_mails_have_the_number_and_the_link_and_not_a_word(
    language: str, case: Case, staff: User, full_time: User, settings: Any
) -> None:
    settings.SITE_ADDRESS = "https://desk.example"
    User.objects.update(language=language)
    case.responsible = staff
    case.save()
    full_time.refresh_from_db()
    plan = plan_with(case, drafted_by=full_time, goal="秘密の目標", answer="秘密の回答")
    plan.steps.update(text="秘密の項目")
    send_to_review(**where(plan, full_time), seen=1)
    send_back(**where(plan, staff), seen=2, reason="秘密の理由")
    send_to_review(**where(plan, full_time), seen=3)
    approve(**where(plan, staff), seen=4)
    mails = list(OutboxMail.objects.order_by("pk"))
    assert len(mails) == 4
    for mail in mails:
        assert case.number in mail.subject
        assert f"https://desk.example/cases/{case.number}/plans/1/\n" in mail.body
        assert "秘密" not in f"{mail.key}{mail.subject}{mail.body}"
        assert ("様" in mail.body) == (language == "ja")

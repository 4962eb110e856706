"""What the chart and the founder's page tell of a plan's way."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case
from cases.services.plan.delivery import deliver_plan
from cases.services.plan.drafting import WrittenStep, draft_plan, next_edition, save_draft
from cases.services.plan.following import finish_step, open_step
from cases.services.plan.review import approve, send_back, send_to_review
from mediso.common.formats import written_date
from mediso.desks.enums import StepOwner
from tests.cases.views.conftest import Open
from tests.conftest import MakeCase
from tests.factories.desks import PlanTemplateFactory, PlanTemplateStepFactory
from tests.support.plans import first_step, where

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase, staff: User, full_time: User) -> Case:
    """A plan all the way, and its next edition begun."""
    case = make_case(State.SUPPORTING, received_on=timezone.localdate() - dt.timedelta(days=5))
    template = PlanTemplateFactory.create(desk=case.desk, summary="秘密の目標")
    PlanTemplateStepFactory.create(template=template, text="秘密の項目")
    plan = draft_plan(case_id=case.pk, actor=full_time, template_id=template.pk)
    written = WrittenStep("秘密の新項目", StepOwner.DESK, "野村", dt.date(2026, 12, 4))
    save_draft(**where(plan, full_time), seen=1, goal="秘密の新目標", answer="秘密の回答", steps=[written])
    send_to_review(**where(plan, full_time), seen=2)
    send_back(**where(plan, staff), seen=3, reason="秘密の理由")
    send_to_review(**where(plan, full_time), seen=4)
    approve(**where(plan, staff), seen=5)
    deliver_plan(case_id=case.pk, actor=staff, seen=None)
    finish_step(**where(plan, staff), step_id=first_step(plan).pk, done_on=case.received_on)
    open_step(**where(plan, staff), step_id=first_step(plan).pk)
    next_edition(**where(plan, staff), seen=6)
    return case


def test_the_chart_tells_everything(case: Case, staff: User, open_page: Open) -> None:
    page = open_page(staff, reverse("chart_tab", args=[case.number, "progress"]))
    told = page.text
    for words in (
        "Support plan drafted 常盤 勤 Edition 1 from a template",
        "Support plan drafted 事務局 一郎 Edition 2 from edition 1",
        "Goal 秘密の目標 → 秘密の新目標",
        "Answer to the question (empty) → 秘密の回答",
        "秘密の項目",
        "秘密の新項目 The desk 野村 2026-12-04",
        "Support plan sent to review 常盤 勤 Edition 1",
        "Support plan sent back 事務局 一郎 Edition 1 秘密の理由",
        "Support plan reviewed 事務局 一郎 Edition 1",
        "Support plan delivered 事務局 一郎 Edition 1",
        f"Step of the plan done 事務局 一郎 Step 1 done on {written_date(case.received_on)} 秘密の新項目",
        "Step of the plan opened again 事務局 一郎 Step 1 秘密の新項目",
    ):
        assert words in told


def test_the_founder_is_told_of_the_delivery_alone(case: Case, founder: User, open_page: Open) -> None:
    told = open_page(founder, reverse("case_chart", args=[case.number])).text
    assert "Support plan delivered Edition 1" in told
    for words in ("drafted", "sent to review", "sent back", "秘密の目標", "秘密の理由", "Step of the plan"):
        assert words not in told

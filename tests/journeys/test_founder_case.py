"""What founders do with a case, on a phone and at a desk: answer, read the plan, rate, tell the outcome, withdraw."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, PlanStep
from cases.services import closing, triage
from cases.services.plan import delivery
from tests.conftest import MakeCase
from tests.factories.cases import SupportPlanFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, weight_of

PHONE = 375
QUESTION, ANSWER = "想定している使用環境を教えてください。", "医療機関で使います。"
GOAL, STEP, GOODBYE = "保険収載の見通しを立てる。", "類似機能区分の一覧を作る", "支援計画をお届けしました。"


def deliver_a_plan(case: Case, staff: User) -> None:
    plan = SupportPlanFactory.create(case=case, state=PlanState.REVIEWED, goal=GOAL, drafted_by=staff)
    due_on = timezone.localdate() + dt.timedelta(days=14)
    PlanStep.objects.create(plan=plan, position=1, text=STEP, owner="founder", due_on=due_on)
    delivery.deliver_plan(case_id=case.pk, actor=staff, seen=None)


@pytest.mark.parametrize(
    ("width", "scripts"), [(PHONE, True), (1280, True), (PHONE, False)], ids=["phone", "desk", "phone without scripts"]
)
def test_from_the_question_of_the_desk_to_the_outcome(
    window: OpenWindow, make_case: MakeCase, founder: User, staff: User, width: int, scripts: bool
) -> None:
    case = make_case(State.TRIAGING, consultation__title="心電計の保険収載", classified_at=timezone.now())
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question=QUESTION)
    asking = window(founder, scripts=scripts, width=width)
    asking.go("/")
    asking.sees("あなた", "窓口からの照会について、ご回答をお待ちしています。")
    asking.follow(f"{case.number} 心電計の保険収載")
    asking.sees(QUESTION)
    asking.write("回答", ANSWER)
    asking.press("回答を送る")
    asking.sees("完了しました", ANSWER)

    deliver_a_plan(case, staff)
    closing.close(case_id=case.pk, actor=staff, seen=None, message=GOODBYE)
    asking.go(f"/cases/{case.number}/")
    asking.sees(GOODBYE, GOAL, STEP, "省略")
    if scripts:
        asking.look()
        asking.page.set_viewport_size({"width": width, "height": 800})
    asking.page.get_by_role("radio").first.check()
    asking.press("評価を送る")
    asking.sees("あなたの評価", "5 / 5")

    asking.follow("その後の成果を知らせる")
    asking.tick("承認・認証")
    asking.write("成果のあった日", "2026-04-01")
    asking.press("窓口に知らせる")
    asking.sees("成果を記録しました", "承認・認証")
    case.refresh_from_db()
    assert (case.rating.score, case.outcomes.get().kind) == (5, "approval")


def test_the_page_asks_for_the_amount_of_funds_alone(window: OpenWindow, make_case: MakeCase, founder: User) -> None:
    case = make_case(State.CLOSED)
    asking = window(founder)
    asking.go(f"/cases/{case.number}/outcome/")
    asking.look()
    assert not asking.field("金額（円）").is_visible()
    asking.tick("資金調達")
    assert asking.field("金額（円）").is_visible()
    asking.look()
    asking.write("金額（円）", "５千万")
    asking.press("窓口に知らせる")
    asking.look()
    assert asking.field("金額（円）").input_value() == "５千万"


def test_a_case_is_withdrawn_by_keyboard(window: OpenWindow, make_case: MakeCase, founder: User) -> None:
    case = make_case(State.TRIAGING)
    asking = window(founder, width=PHONE)
    asking.go(f"/cases/{case.number}/")
    asking.type_into("相談を取り下げる", "\n")
    asking.type_into("理由", "別の窓口に相談します。")
    asking.press_by_key("相談を取り下げる")
    asking.sees("取下げ")
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN


@pytest.mark.parametrize("path", ["/consultations/", "/cases/{}/", "/cases/{}/outcome/"])
def test_a_founder_s_pages_are_light(
    window: OpenWindow, make_case: MakeCase, founder: User, staff: User, path: str
) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    deliver_a_plan(case, staff)
    closing.close(case_id=case.pk, actor=staff, seen=None, message=GOODBYE)
    assert weight_of(window(founder).load(path.format(case.number))) < HEAVIEST

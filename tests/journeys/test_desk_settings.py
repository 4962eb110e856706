"""Staff set the rules of their desk, by keyboard and without scripts too."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from mediso.desks.models import Closure, Desk, PlanTemplate, Topic
from tests.factories.desks import PlanTemplateStepFactory, SignpostFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, weight_of

HERE = "/desk-settings/main/"


def test_targets_and_closures_are_set(window: OpenWindow, staff: User, desk: Desk) -> None:
    setting = window(staff)
    setting.go("/")
    setting.menu("窓口の設定")
    setting.sees("2、3、5、10営業日")
    setting.look()
    setting.page.get_by_role("table").get_by_role("link", name="目標営業日数").click()
    setting.write("精査の目標", "0")
    setting.press("保存")
    setting.sees("入力内容に1か所の問題があります")
    setting.look()
    setting.write("精査の目標", "4")
    setting.press("保存")
    setting.sees("変更の内容", staff.name)
    desk.refresh_from_db()
    assert desk.triage_days == 4

    setting.go(f"{HERE}closures/")
    setting.sees("まだ登録されていません")
    setting.look()
    setting.page.get_by_role("link", name="閉所日を追加").first.click()
    setting.write("初日", "2026-12-24")
    setting.write("理由", "庁舎の停電")
    setting.press("保存")
    setting.sees("2026年12月24日（木）", "庁舎の停電")
    assert Closure.objects.get().last_day == dt.date(2026, 12, 24)
    setting.follow("2026年12月24日（木）")
    setting.press("本日付けで廃止する")
    setting.sees("廃止したもの（1件）")
    setting.look()
    assert Closure.objects.get().retired_on == timezone.localdate()


def test_signposts_are_tried_on_their_page(window: OpenWindow, staff: User, desk: Desk, topic: Topic) -> None:
    SignpostFactory.create(desk=desk, name_ja="機構", advice_ja="機構にご相談ください。", topics=[topic])
    setting = window(staff)
    assert weight_of(setting.load(f"{HERE}signposts/")) <= HEAVIEST
    setting.page.evaluate("document.body.dataset.here = 'still'")
    setting.write("相談の例", "治験 届の書き方")
    setting.press("示される案内先を調べる")
    setting.sees("0件の案内先が示されます")
    setting.tick("法規制対応")
    setting.press("示される案内先を調べる")
    setting.sees("1件の案内先が示されます", "機構にご相談ください。")
    setting.look()
    assert setting.page.evaluate("document.body.dataset.here") == "still"
    assert setting.field("相談の例").input_value() == "治験 届の書き方"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_template_is_changed(scripts: bool, window: OpenWindow, staff: User, desk: Desk) -> None:
    template = PlanTemplateStepFactory.create(template__desk=desk, text="資料を送る").template
    setting = window(staff, scripts=scripts)
    setting.go(f"{HERE}plan-templates/{template.pk}/")
    setting.field("内容").nth(1).fill("面談する")
    setting.field("順番").nth(1).fill("1")
    setting.field("順番").nth(0).fill("2")
    setting.press("保存")
    setting.sees("2件")
    steps = PlanTemplate.objects.get().steps.values_list("text", flat=True)
    assert list(steps) == ["面談する", "資料を送る"]


def test_terms_are_published_by_keyboard(window: OpenWindow, staff: User, desk: Desk) -> None:
    setting = window(staff)
    setting.go(f"{HERE}terms/new/")
    setting.type_into("本文（日本語）", "条件")
    setting.type_into("本文（英語）", "Terms")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    setting.write("発効日", tomorrow.isoformat())  # how a date is typed depends on the browser
    with setting.page.expect_navigation():
        setting.page.keyboard.press("Enter")
    setting.sees("第1版", "発効前")
    setting.look()
    assert desk.terms.get().in_force_from == tomorrow

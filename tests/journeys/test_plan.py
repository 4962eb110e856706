"""A support plan through three people: written, sent back, passed, delivered, read on a phone, taken away, followed."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, SupportPlan
from tests.conftest import MakeCase
from tests.factories.desks import PlanTemplateFactory, PlanTemplateStepFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import Window
from tests.support.pdf import squeezed, words_of
from tests.support.plans import plan_with

TEMPLATE = "PMDA相談までの準備"
ANSWER = "全般相談から始めることをお勧めします。"
ADDED = "相談の結果を持ち寄り、開発計画を見直す"
REASON = "3番の期限を早めてください。"


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    case = make_case(State.SUPPORTING, consultation__title="人工関節の治験")
    template = PlanTemplateFactory.create(desk=case.desk, name_ja=TEMPLATE, summary="論点を決め、資料を整えます。")
    PlanTemplateStepFactory.create(template=template, position=1, text="資料をまとめる", owner="founder", due_after=5)
    PlanTemplateStepFactory.create(template=template, position=2, text="論点を決める", owner="supporter", due_after=10)
    return case


def test_a_plan_from_the_template_to_the_last_step(
    window: OpenWindow, case: Case, staff: User, full_time: User, founder: User, tmp_path: Path
) -> None:
    writing, reviewing, asking = window(full_time), window(staff), window(founder, width=375)
    write_the_draft(writing, case)
    send_it_back(reviewing, case)
    mend_it(writing)
    pass_and_deliver(reviewing)
    read_and_take_away(asking, case, tmp_path)
    follow_it(reviewing, case)
    asking.page.reload()
    asking.sees("3件中1件完了")


def write_the_draft(window: Window, case: Case) -> None:
    window.go(f"/cases/{case.number}/tab/support/")
    window.follow("支援計画を作成する")
    window.look()
    window.tick(TEMPLATE)
    window.press("支援計画を作成する")
    window.sees("第1版の作成を始めました。案件に合わせて書き直してください。")
    window.write("ご相談への回答", ANSWER)
    window.press("ステップを追加する")
    added = window.page.get_by_role("group", name="ステップ3")
    expect(added.get_by_label("内容")).to_be_focused()
    added.get_by_label("内容").fill(ADDED)
    added.get_by_label("期限").fill((timezone.localdate() + dt.timedelta(days=40)).isoformat())
    window.press("上へ （ステップ3）")
    expect(window.page.get_by_role("group", name="ステップ2").get_by_label("内容")).to_have_value(ADDED)
    assert window.field("ご相談への回答").input_value() == ANSWER
    window.press("下へ （ステップ2）")
    window.look()
    window.press("下書きを保存する")
    window.sees("下書きを保存しました。", ADDED, ANSWER)
    window.look()
    window.press("確認を依頼する")
    window.sees("支援計画は確認待ちです", "支援計画を最後に書いたのはあなたです")
    window.look()


def send_it_back(window: Window, case: Case) -> None:
    window.go(f"/cases/{case.number}/plans/1/")
    window.sees(ADDED)
    window.page.get_by_text("直してもらうために差し戻す").click()
    window.press("差し戻す")
    window.sees("この項目は必須です。")
    window.look()
    window.write("直してほしいこと", REASON)
    window.press("差し戻す")
    window.sees("支援計画を差し戻しました。作成中に戻ります。")


def mend_it(window: Window) -> None:
    window.page.reload()
    window.sees(REASON)
    window.look()
    window.follow("支援計画を書く")
    last = window.page.get_by_role("group", name="ステップ3")
    last.get_by_label("期限").fill((timezone.localdate() + dt.timedelta(days=20)).isoformat())
    window.press("下書きを保存する")
    window.press("確認を依頼する")
    window.sees("支援計画の確認を依頼しました。")


def pass_and_deliver(window: Window) -> None:
    window.page.reload()
    window.press("確認済みにする")
    window.sees("支援計画は確認済みで、まだお渡ししていません")
    window.follow("支援計画を渡す")
    window.sees("相談者にお渡しする内容", ADDED)
    window.look()
    window.press("支援計画を渡す")
    window.sees("「支援計画を渡す」の操作が完了しました。")


def read_and_take_away(window: Window, case: Case, folder: Path) -> None:
    window.go(f"/cases/{case.number}/")
    window.sees("支援計画", ANSWER, ADDED)
    window.sees_nothing_of(REASON)
    window.look()
    window.follow("支援計画を読む・印刷する")
    window.look()

    window.page.emulate_media(media="print")
    expect(window.page.get_by_text("PDFをダウンロードする")).to_be_hidden()
    window.sees(ADDED, "論点を決め、資料を整えます。")
    window.page.emulate_media(media="screen")

    with window.page.expect_download() as downloaded:
        window.follow("PDFをダウンロードする")
    assert downloaded.value.suggested_filename == f"支援計画書_{case.number}_第1版.pdf"
    paper = folder / "plan.pdf"
    downloaded.value.save_as(paper)
    words = words_of(paper.read_bytes())
    for text in (ANSWER, ADDED, "人工関節の治験", "事務局 一郎", "常盤 勤"):
        assert squeezed(text) in words


def follow_it(window: Window, case: Case) -> None:
    window.menu("支援計画")
    window.look()
    window.follow(case.number)
    window.press("完了にする （ステップ1）")
    window.sees("3件中1件完了", "完了")
    window.look()


def test_a_draft_is_written_by_keyboard_and_without_a_script(window: OpenWindow, case: Case, full_time: User) -> None:
    """Enter in a field saves: it presses no row's button."""
    plan = plan_with(case, steps=2)
    writing = window(full_time, scripts=False)
    writing.go(f"/cases/{case.number}/plans/1/edit/")
    writing.press_by_key("下へ（ステップ1）")
    assert writing.focused() == "上へ（ステップ2）"
    writing.press_by_key("ステップを追加する")
    writing.page.keyboard.type("自分で加えたステップ")
    writing.type_into("氏名（個人が決まっている場合）", "野村 進")
    with writing.page.expect_navigation():
        writing.page.keyboard.press("Enter")
    writing.sees("下書きを保存しました。")
    assert list(plan.steps.values_list("text", flat=True)) == [
        "論点を決める",
        "資料の骨子を作る",
        "自分で加えたステップ",
    ]


def test_the_slower_writer_keeps_what_was_typed(window: OpenWindow, case: Case, full_time: User, staff: User) -> None:
    plan_with(case, goal="はじめの目標")
    slow, quick = window(full_time), window(staff)
    for one in (slow, quick):
        one.go(f"/cases/{case.number}/plans/1/edit/")
    quick.write("目標", "早い目標")
    quick.press("下書きを保存する")
    quick.sees("下書きを保存しました。")
    slow.write("目標", "遅い目標")
    slow.press("下書きを保存する")
    slow.sees("ほかの方が先に操作しました", "現在の支援計画", "早い目標")
    assert slow.field("目標").input_value() == "遅い目標"
    slow.look()
    slow.press("下書きを保存する")
    slow.sees("遅い目標")
    plan = SupportPlan.objects.get()
    assert (plan.goal, plan.version, plan.state) == ("遅い目標", 3, PlanState.DRAFT)

"""One case through all four roles: asked, sorted, matched, worked on, closed, counted."""

import re

import pytest
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from mediso.desks.models import ProductType, Topic
from tests.factories.accounts import PASSWORD
from tests.factories.desks import ProductTypeFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import Window

TITLE = "人工関節の非臨床試験の範囲"
TEXT = "承認申請に向けて、必要な試験の範囲を確認したい。未公開の発明を含みます。"
MESSAGE = "全般相談をお申し込みください。"
SUMMARY = "試験の範囲を確認した。"
NEXT_STEPS = "試験の計画書を作る。"


@pytest.fixture
def _desk(product_type: ProductType, topic: Topic, other_topic: Topic, other_supporter: User) -> None:
    """What the founder and the staff choose from: a product type, a second one, two topics, two supporters."""
    ProductTypeFactory.create(desk=product_type.desk, name_ja="医薬品", name_en="Drugs")


@pytest.mark.usefixtures("_desk", "confirmed_addresses")
def test_a_case_from_the_first_draft_to_the_statistics(
    window: OpenWindow, founder: User, staff: User, supporter: User, manager: User
) -> None:
    asking, sorting, helping, counting = window(), window(), window(), window()
    for one, user in ((asking, founder), (sorting, staff), (helping, supporter), (counting, manager)):
        one.sign_in(user.email, PASSWORD)

    number = founder_drafts_and_submits(asking)
    staff_find_and_sort(sorting, number)
    staff_propose(sorting, supporter)
    supporter_accepts(helping, number)
    supporter_records_an_interview(helping)
    staff_close(sorting, number)
    founder_reads_the_end(asking, number, staff)
    manager_counts(counting, founder)


def founder_drafts_and_submits(window: Window) -> str:
    window.press("医療の窓口に相談する")
    window.press("保存して次へ")
    window.press("保存して次へ")
    window.write("件名", TITLE)
    window.press("保存して中断する")
    window.sees("下書きを保存しました")

    window.menu("自分の相談")
    window.follow(TITLE)
    window.tick("医療機器", "法規制対応")
    window.write("相談したいこと", TEXT)
    window.press("保存して次へ")
    window.press("保存して次へ")
    window.look()
    window.press("窓口に提出する")
    found = re.search(r"M\d{4}-\d{4}", window.heading().inner_text())
    assert found
    window.sees(f"受付番号は{found.group()}です", "受付", "精査中", "担当選定中", "支援中", "終了")
    window.look()
    return found.group()


def staff_find_and_sort(window: Window, number: str) -> None:
    window.go("/")
    window.follow("担当未定 1")
    window.write("受付番号・件名・事業者名・製品名", "人工関節")
    window.press("絞り込む")
    window.sees("1件")
    window.look()
    window.follow(number)
    window.sees(TEXT)
    window.look()

    window.follow("精査を始める")
    window.press("精査を始める")
    window.follow("区分を決める")
    window.look()
    window.untick("法規制対応")
    window.tick("医薬品", "知財戦略", "法規制対応")
    window.press("区分を決める")
    window.follow("進捗状況")
    # Both are kept: what was asked, and what the desk made of it.
    window.sees("医療機器 → 医薬品", "法規制対応 → 法規制対応、知財戦略")
    case = Case.objects.get(number=number)
    assert (str(case.product_type), str(case.consultation.product_type)) == ("医薬品", "医療機器")


def staff_propose(window: Window, supporter: User) -> None:
    window.follow("担当選定を始める")
    window.press("担当選定を始める")
    ranked = window.page.get_by_role("radio")
    assert ranked.count() == 2
    window.sees("専門のある相談内容", "打診の公平さ", "原田 緑")
    window.look()
    window.page.get_by_role("radio", name=supporter.name).check()
    window.press("サポーターに打診する")
    window.follow("専門家情報")
    window.sees("打診中")
    window.look()


def supporter_accepts(window: Window, number: str) -> None:
    window.go("/")
    window.look()
    window.page.get_by_role("main").get_by_role("link").click()
    window.sees("株式会社若竹")
    window.sees_nothing_of(TITLE, TEXT, number)
    window.look()

    window.press("担当を引き受ける")
    window.sees("利害関係がないことを申告するか、打診を辞退してください。")
    window.look()
    window.tick("この事業者、その親会社および競合他社との利害関係はありません。 ※必須")
    window.press("担当を引き受ける")
    window.sees(number, TITLE, TEXT)
    window.look()


def supporter_records_an_interview(window: Window) -> None:
    window.follow("サポーター面談を記録する")
    window.look()
    window.write("所要時間（分）", "90")
    window.write("概要", SUMMARY)
    window.write("今後の対応", NEXT_STEPS)
    window.press("サポーター面談を記録する")
    window.follow("支援情報")
    window.sees(SUMMARY, NEXT_STEPS, "90分")
    window.look()


def staff_close(window: Window, number: str) -> None:
    window.go(f"/cases/{number}/")
    window.follow("案件を終了する")
    window.look()
    window.write("相談者への連絡", MESSAGE)
    window.press("案件を終了する")
    window.sees("次の対応者：なし", MESSAGE)


def founder_reads_the_end(window: Window, number: str, staff: User) -> None:
    window.menu("自分の相談")
    window.follow(f"{number} {TITLE}")
    window.sees("この案件は終了しました。", MESSAGE, NEXT_STEPS)
    window.sees_nothing_of(SUMMARY)
    opened = window.page.get_by_role("region", name="あなたの案件を閲覧した方")
    assert staff.name in opened.inner_text()
    window.look()


def manager_counts(window: Window, founder: User) -> None:
    today = timezone.localdate().isoformat()
    window.write("開始日", today)
    window.write("終了日", today)
    window.press("表示する")
    window.sees("1件。どの案件も、日本時間の受付日に1件として数えます。")
    window.follow("相談内容区分")
    window.sees("製品区分別の相談割合")
    # The desk's own classification counts, each of its topics once.
    cells = window.row_of("医薬品").get_by_role("cell").all_inner_texts()
    assert [re.sub(r"\s+", " ", cell) for cell in cells] == ["1", "100% 1件", "100% 1件"]
    window.sees_nothing_of(TITLE, TEXT, SUMMARY, MESSAGE, "株式会社若竹", founder.name)
    window.look()

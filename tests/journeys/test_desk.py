"""How the staff work: another supporter after a refusal, two at one case, a long list."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.enums import State
from cases.services import charge
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, Window, weight_of

NOTE = "試験の専門ではありません。"
QUESTION = "試験の計画書はすでにありますか。"


def propose(window: Window, number: str, name: str) -> None:
    window.go(f"/cases/{number}/propose/")
    window.page.get_by_role("radio", name=name).check()
    window.press("サポーターに打診する")
    window.follow("専門家情報")
    window.sees("打診中")


def test_after_a_refusal_the_next_supporter_is_proposed(
    window: OpenWindow, make_case: MakeCase, founder: User, staff: User, supporter: User, other_supporter: User
) -> None:
    number = make_case(State.MATCHING).number
    sorting, first, second, asking = window(staff), window(supporter), window(other_supporter), window(founder)
    propose(sorting, number, supporter.name)

    first.go("/")
    first.page.get_by_role("main").get_by_role("link").click()
    first.press("打診を辞退する")
    first.look()
    first.tick("専門ではない")
    first.write("窓口への連絡", NOTE)
    first.press("打診を辞退する")
    first.sees("回答待ちの打診はありません")

    sorting.go(f"/cases/{number}/tab/supporters/")
    sorting.sees("専門ではない", NOTE)
    sorting.look()
    sorting.follow("サポーターに打診する")
    expect(sorting.page.get_by_role("radio")).to_have_count(1)
    propose(sorting, number, other_supporter.name)
    second.go("/")
    second.page.get_by_role("main").get_by_role("link").click()
    second.sees("株式会社若竹")

    asking.go(f"/cases/{number}/")
    asking.sees("担当選定中")
    asking.sees_nothing_of(NOTE, supporter.name, other_supporter.name)


def test_the_slower_of_two_is_told_and_keeps_the_text(
    window: OpenWindow, make_case: MakeCase, staff: User, desk: Desk
) -> None:
    case = make_case(State.TRIAGING)
    slow, quick = window(staff), window(UserFactory.create(staff_of=desk, name="早手 速"))
    slow.go(f"/cases/{case.number}/ask-founder/")
    slow.write("相談者への照会内容", QUESTION)

    quick.go(f"/cases/{case.number}/classify/")
    quick.press("区分を決める")
    slow.press("相談者に照会する")

    slow.sees("早手 速", "精査中")
    assert slow.field("相談者への照会内容").input_value() == QUESTION
    slow.look()
    case.refresh_from_db()
    assert (case.state, case.version) == (State.TRIAGING, 2)

    slow.press("相談者に照会する")
    slow.sees("照会中", QUESTION)


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 花子")


@pytest.fixture
def _forty_cases(make_case: MakeCase) -> None:
    for number in range(30):
        make_case(State.TRIAGING, consultation__title=f"精査の案件{number}")
    for number in range(10):
        make_case(State.CLOSED, consultation__title=f"終了の案件{number}")


@pytest.mark.usefixtures("_forty_cases")
def test_the_list_is_narrowed_without_leaving_the_page(window: OpenWindow, staff: User) -> None:
    sorting = window(staff)
    sorting.go("/cases/")
    sorting.sees("40件")
    sorting.look()
    sorting.page.evaluate("document.body.dataset.here = 'still'")
    sorting.choose("状態", "終了")
    sorting.sees("10件")
    assert sorting.page.evaluate("document.body.dataset.here") == "still"
    assert urlsplit(sorting.page.url).query == "state=closed"
    sorting.page.reload()
    sorting.sees("10件")
    assert sorting.field("状態").input_value() == "closed"
    sorting.follow("対応中の案件 0")
    sorting.sees("ここに該当する案件はありません")
    sorting.follow("条件を解除")
    sorting.sees("30件")


@pytest.mark.usefixtures("_forty_cases")
def test_a_full_page_of_the_list_is_light(window: OpenWindow, make_case: MakeCase, staff: User) -> None:
    for _number in range(10):
        make_case(State.MATCHING, responsible=staff)
    sorting = window(staff)
    assert 0 < weight_of(sorting.load("/cases/")) <= HEAVIEST
    sorting.sees("50件")


@pytest.mark.usefixtures("_forty_cases")
def test_the_list_obeys_the_keyboard(window: OpenWindow, staff: User) -> None:
    sorting = window(staff)
    sorting.go("/cases/")
    keys = sorting.page.keyboard
    keys.press("?")
    sorting.sees("キーボード操作", "この行を選択")
    sorting.look()
    keys.press("Escape")

    keys.press("j")
    keys.press("j")
    second = sorting.page.get_by_role("row").nth(2)
    number = second.get_by_role("link").first.inner_text()
    assert sorting.focused() == number
    keys.press("p")
    preview = sorting.page.get_by_role("complementary", name="プレビュー")
    expect(preview.get_by_role("heading", level=2)).to_contain_text(number)
    sorting.look()
    assert sorting.focused() == number
    keys.press("Escape")
    expect(preview.get_by_role("heading")).to_have_count(0)
    keys.press("o")
    expect(sorting.heading()).to_contain_text(number)

    sorting.go("/cases/")
    keys.press("/")
    keys.type("終了の案件3")
    keys.press("Enter")
    sorting.sees("1件", "終了の案件3")


def test_ticked_cases_are_taken_by_keyboard(
    window: OpenWindow, make_case: MakeCase, staff: User, colleague: User
) -> None:
    free, taken, left = (make_case(State.TRIAGING, consultation__title=f"相談{n}") for n in range(3))
    sorting = window(staff)
    sorting.go("/cases/?queue=unclaimed&sort=number")
    keys = sorting.page.keyboard
    for _row in range(2):
        keys.press("j")
        keys.press("x")
    sorting.sees("選択：2件")
    charge.claim(case_id=taken.pk, actor=colleague, seen=1)
    keys.press("b")
    keys.press("ArrowDown")
    sorting.press_by_key("続ける")
    sorting.look()
    sorting.press_by_key("担当になる")
    sorting.sees("1件に実施しました", "事務局 花子さんが先に担当になりました")
    sorting.look()
    sorting.follow("一覧に戻る")
    sorting.sees("1件", left.number)
    free.refresh_from_db()
    assert free.responsible == staff


def test_a_range_is_ticked_with_shift_and_all_at_once(window: OpenWindow, make_case: MakeCase, staff: User) -> None:
    for _number in range(5):
        make_case(State.TRIAGING)
    sorting = window(staff)
    sorting.go("/cases/")
    boxes = sorting.page.get_by_role("cell").get_by_role("checkbox")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    sorting.sees("選択：3件")
    sorting.follow("このページの全件を選択")
    sorting.sees("選択：5件")


def test_a_view_is_kept_and_shared(window: OpenWindow, make_case: MakeCase, staff: User, colleague: User) -> None:
    make_case(State.TRIAGING)
    make_case()
    sorting, other = window(staff), window(colleague)
    sorting.go("/cases/?queue=open")
    sorting.choose("状態", "精査中")
    sorting.sees("1件")
    sorting.follow("この表示を保存")
    sorting.look()
    sorting.write("表示の名前", "精査中の案件")
    sorting.choose("この表示を使う人", "医療の窓口の事務局")
    sorting.press("保存")
    sorting.sees("表示「精査中の案件」を保存しました")
    sorting.follow("保存した表示の管理")
    sorting.look()
    other.go("/cases/")
    other.follow("精査中の案件")
    assert urlsplit(other.page.url).query == "state=triaging&queue=open"


def test_two_on_one_case_see_each_other_before_one_overwrites(
    window: OpenWindow, make_case: MakeCase, staff: User, colleague: User
) -> None:
    case = make_case(State.TRIAGING)
    slow, quick = window(staff), window(colleague)
    slow.go(f"/cases/{case.number}/refer/")
    quick.go(f"/cases/{case.number}/classify/")
    quick.sees("事務局 一郎さんも今この案件を開いています")
    quick.press("区分を決める")
    slow.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # looking at the window again
    slow.sees("この案件は、事務局 花子さんが", "続ける前に、このページを読み直してください")
    slow.look()
    slow.follow("このページを読み直す")
    slow.sees("他機関")
    slow.sees_nothing_of("読み直してください")

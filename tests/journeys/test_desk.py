"""How the staff work: another supporter after a refusal, two at one case, a long list."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.enums import State
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import Window

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
def _forty_cases(make_case: MakeCase) -> None:
    for number in range(30):
        make_case(State.TRIAGING, consultation__title=f"精査の案件{number}")
    for number in range(10):
        make_case(State.CLOSED, consultation__title=f"終了の案件{number}")


@pytest.mark.usefixtures("_forty_cases")
def test_the_list_is_narrowed_without_leaving_the_page(window: OpenWindow, staff: User) -> None:
    sorting = window(staff)
    sorting.go("/")
    sorting.sees("30件")
    sorting.look()
    sorting.page.evaluate("document.body.dataset.here = 'still'")
    sorting.choose("状態", "終了")
    sorting.sees("該当する案件はありません")
    sorting.choose("次の対応者", "すべて")
    sorting.sees("10件")

    assert sorting.page.evaluate("document.body.dataset.here") == "still"
    assert re.search(r"state=closed", sorting.page.url)
    sorting.page.reload()
    sorting.sees("10件")
    assert sorting.field("状態").input_value() == "closed"
    sorting.page.go_back()
    sorting.sees("該当する案件はありません")


@pytest.mark.usefixtures("_forty_cases")
def test_the_list_obeys_the_keyboard(window: OpenWindow, staff: User) -> None:
    sorting = window(staff)
    sorting.go("/cases/")
    keys = sorting.page.keyboard
    keys.press("?")
    sorting.sees("キーボード操作")
    sorting.look()
    keys.press("Escape")

    keys.press("j")
    keys.press("j")
    second = sorting.page.get_by_role("row").nth(2).get_by_role("link")
    assert sorting.focused() == second.inner_text()
    keys.press("/")
    keys.type("終了の案件3")
    keys.press("Enter")
    sorting.sees("1件", "終了の案件3")

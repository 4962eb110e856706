"""The chart in a browser: tabs, changing in place, notes, tasks, paper; by mouse, by keys, with and without scripts."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.enums import State
from cases.models import Case
from cases.selectors.tabs import Tab
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.cases import InterviewFactory
from tests.factories.desks import ChecklistItemFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, Window, weight_of
from tests.support.actions import assigned
from tests.support.people import row_of


@pytest.fixture
def case(make_case: MakeCase, supporter: User, staff: User, desk: Desk) -> Case:
    """With something on every tab."""
    case = make_case(State.SUPPORTING, product_name="関節X")
    assigned(row_of(supporter), case)
    InterviewFactory.create(case=case, present=[row_of(supporter)])
    case.collaborators.create(name="山本 光", affiliation="若竹大学")
    case.tasks.create(title="資料を受け取る", assignee=staff, set_by=staff)
    ChecklistItemFactory.create(desk=desk, name_ja="法人番号を確かめた")
    make_case(State.CLOSED, consultation__title="以前の相談")
    return case


def at(case: Case, tab: Tab) -> str:
    return f"/cases/{case.number}/tab/{tab}/"


def mark(window: Window) -> None:
    """So that a test can say that the page was never left."""
    window.page.evaluate("document.body.dataset.here = 'still'")


def is_marked(window: Window) -> bool:
    return bool(window.page.evaluate("document.body.dataset.here === 'still'"))


@pytest.mark.parametrize("tab", Tab)
def test_every_tab_is_in_order_and_light(tab: Tab, window: OpenWindow, case: Case, staff: User) -> None:
    reading = window(staff)
    assert 0 < weight_of(reading.load(at(case, tab))) <= HEAVIEST
    reading.look()


@pytest.mark.parametrize("path", ["paper/?notes", "edit/summary/", "edit/organisation/", "new/note/", "new/link/"])
def test_the_pages_beside_the_tabs_are_in_order(path: str, window: OpenWindow, case: Case, staff: User) -> None:
    reading = window(staff)
    assert 0 < weight_of(reading.load(f"/cases/{case.number}/{path}")) <= HEAVIEST
    reading.look()


def test_tabs_change_without_leaving_the_page(window: OpenWindow, case: Case, staff: User) -> None:
    reading = window(staff)
    reading.go(f"/cases/{case.number}/")
    mark(reading)
    reading.follow("事業者情報")
    reading.sees("以前の相談")
    assert reading.focused() == "事業者情報"
    assert reading.page.url.endswith(at(case, Tab.ORGANISATION))
    reading.follow("対象製品情報")
    reading.sees("関節X")
    assert is_marked(reading)
    reading.page.go_back()
    reading.sees("以前の相談")


def change(window: Window, label: str, text: str) -> None:
    window.follow(f"変更 : {label}")
    expect(window.field(label)).to_be_focused()
    window.write(label, text)
    window.press("保存")


def test_a_field_is_changed_in_its_place(window: OpenWindow, case: Case, staff: User) -> None:
    writing = window(staff)
    writing.go(at(case, Tab.PRODUCT))
    mark(writing)
    writing.follow("変更 : 製品・技術")
    writing.look()
    writing.follow("変更しない")
    writing.sees("関節X")
    change(writing, "製品・技術", "関節Y")
    writing.sees("保存しました：製品・技術", "関節Y")
    expect(writing.page.get_by_role("link", name="変更 : 製品・技術")).to_be_focused()
    assert is_marked(writing)
    writing.look()
    writing.follow("進捗状況")
    writing.sees("カルテを変更", "関節X", "関節Y")


def test_the_slower_of_two_sees_both_values(window: OpenWindow, case: Case, staff: User, desk: Desk) -> None:
    slow, quick = window(staff), window(UserFactory.create(staff_of=desk))
    slow.go(at(case, Tab.PRODUCT))
    slow.follow("変更 : 製品・技術")
    quick.go(at(case, Tab.PRODUCT))
    change(quick, "製品・技術", "関節Y")
    quick.sees("関節Y")
    slow.write("製品・技術", "関節Z")
    slow.press("保存")
    slow.sees("ほかの方が変更しました", "関節Y")
    assert slow.field("製品・技術").input_value() == "関節Z"
    slow.look()
    slow.press("保存")
    slow.sees("保存しました")
    case.refresh_from_db()
    assert case.product_name == "関節Z"


def test_everything_is_done_without_scripts(window: OpenWindow, case: Case, staff: User, full_time: User) -> None:
    writing = window(staff, scripts=False)
    writing.go(at(case, Tab.PRODUCT))
    writing.follow("変更 : 製品・技術")
    writing.write("製品・技術", "関節Y")
    writing.press("保存")
    writing.sees("関節Y")
    writing.write("メモ", "窓口の話")
    writing.page.get_by_text("メールで知らせる方を選ぶ").click()
    writing.tick(full_time.name)
    writing.press("メモを書き込む")
    writing.sees("窓口の話", f"@{full_time.name}")
    writing.follow("進捗状況")
    writing.press("完了にする : 資料を受け取る")
    writing.sees("未完了に戻す")
    writing.press("確認済みにする : 法人番号を確かめた")
    writing.sees("1 / 1")


def test_keys_alone_change_a_field_and_write_a_note(window: OpenWindow, case: Case, staff: User) -> None:
    writing = window(staff)
    writing.go(at(case, Tab.PRODUCT))
    writing._tab_to("変更: 製品・技術")
    writing.page.keyboard.press("Enter")
    expect(writing.field("製品・技術")).to_be_focused()
    writing.page.keyboard.press("End")
    writing.page.keyboard.type("改")
    writing.page.keyboard.press("Enter")
    writing.sees("関節X改")
    writing.type_into("メモ", "鍵盤だけで")
    writing.press_by_key("メモを書き込む")
    writing.sees("鍵盤だけで")


def test_a_note_that_is_refused_keeps_its_words(window: OpenWindow, case: Case, staff: User, supporter: User) -> None:
    writing = window(staff)
    writing.go(at(case, Tab.SUPPORT))
    mark(writing)
    writing.write("メモ", f"@{supporter.name} 確認してください")
    writing.press("メモを書き込む")
    writing.sees("このメモを読めません")
    assert is_marked(writing)
    assert writing.field("メモ").input_value() == f"@{supporter.name} 確認してください"
    writing.look()
    writing.page.get_by_label("窓口とこの案件のサポーター").check()
    writing.press("メモを書き込む")
    writing.sees("確認してください")
    helping = window(supporter)
    helping.go(f"/cases/{case.number}/")
    helping.sees("確認してください")
    helping.look()


def test_one_s_own_tasks(window: OpenWindow, case: Case, staff: User) -> None:
    doing = window(staff)
    doing.go("/")
    doing.menu("タスク")
    doing.look()
    doing.press("完了にする : 資料を受け取る")
    doing.sees("タスクはありません")
    doing.look()
    doing.follow("完了")
    doing.sees("資料を受け取る")

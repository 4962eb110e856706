"""Staff have the waiting cases worked out together, move one, see what that does, and send."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.models import Assignment, AssignmentRound
from cases.services.rounds.working_out import work_out
from mediso.desks.models import Desk, ProductType
from tests.journeys.conftest import OpenWindow
from tests.support.rounds import Crowd, a_crowd


@pytest.fixture
def crowd(desk: Desk, product_type: ProductType) -> Crowd:
    return a_crowd(desk, product_type)


def test_from_the_waiting_cases_to_the_proposals(window: OpenWindow, crowd: Crowd, staff: User) -> None:
    here = window(staff)
    here.go("/rounds/")
    here.look()
    here.press("10件の割当案を計算する")
    here.sees("計算しています")
    here.look()
    assert work_out(AssignmentRound.objects.get().pk)
    here.sees("担当候補のいない案件：4件", "証明済み：6件より多く割り当てる案はなく")
    here.look()

    here.page.get_by_role("link", name="点数の内訳").first.click()
    here.sees("法 広: 90.0点", "直近90日間の打診：0件（同時担当の上限：1件）。")
    here.look()

    moved = crowd.cases[0].number
    here.page.get_by_label(f"{moved}の打診先").select_option("")
    here.sees("担当候補のいない案件：5件", "選択はまだ保存されていません。")
    here.press("選択した打診を送る")
    here.sees("5件の打診を1件ずつ送ります。")
    here.look()
    here.press("5件の打診を送る")
    here.sees("5件の打診を送りました。", "送信済み：5件")
    expect(here.page.get_by_text("打診済み")).to_have_count(5)
    assert Assignment.objects.count() == 5

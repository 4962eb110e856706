"""The closed months, one of them, and what has changed since."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from reports.models import ClosingRun, MonthlyClose
from reports.services.closing_runs import work_off
from tests.factories.accounts import UserFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import JUNE, a_quarter, change, closed, manager_of
from tests.reports.pages import numbers, tables
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = reverse("close_list")
SignIn = Callable[..., Client]


@pytest.fixture
def desk() -> SmallDesk:
    return small_desk(code="small", name_ja="小さな窓口")


@pytest.fixture
def staff(desk: SmallDesk, sign_in: SignIn) -> Client:
    return sign_in(UserFactory.create(staff_of=desk.desk), "ja")


@pytest.fixture
def manager(desk: SmallDesk, sign_in: SignIn) -> Client:
    return sign_in(manager_of(desk), "ja")


def page_of(close: MonthlyClose) -> str:
    return reverse("close_detail", args=[close.pk])


def shown(browser: Client, path: str) -> dict[str, list[list[str]]]:
    response = browser.get(path)
    assert response.status_code == 200
    return tables(response.content.decode())


def test_a_manager_closes_and_sees_how_far_it_is(desk: SmallDesk, manager: Client) -> None:
    a_quarter(desk)
    with time_machine.travel("2024-08-10 09:00+09:00"):
        response = manager.post(LIST, {"desk": "small", "until": "2024-06"})
        assert (response.status_code, response["Location"]) == (302, LIST)
        run = ClosingRun.objects.get()
        assert "0 / 3" in manager.get(LIST).content.decode()
        again = manager.post(LIST, {"desk": "small", "until": "2024-05"})
        assert again.status_code == 409
        assert "この窓口の月を締めているところです。終わるまでお待ちください。" in again.content.decode()
        assert work_off(run.pk) == 3
    rows = shown(manager, LIST)["closes-caption"]
    assert [(row[0], row[1], row[4:]) for row in rows[1:]] == [
        ("2024年6月", "1", ["3", "3", "なし"]),
        ("2024年5月", "1", ["0", "0", "なし"]),
        ("2024年4月", "1", ["1", "1", "なし"]),
    ]


@pytest.mark.parametrize("until", ["2024-08", "2024-13", ""], ids=["not over", "no month", "nothing"])
def test_a_month_that_cannot_be_closed_is_refused(desk: SmallDesk, manager: Client, until: str) -> None:
    a_quarter(desk)
    with time_machine.travel("2024-08-10 09:00+09:00"):
        response = manager.post(LIST, {"desk": "small", "until": until})
    assert response.status_code == 422
    assert not ClosingRun.objects.exists()


def test_the_list_says_how_much_has_changed_since(desk: SmallDesk, manager: Client) -> None:
    cases = a_quarter(desk)
    closed(desk)
    change(cases[1], prefecture="47")
    change(cases[3], received_on=dt.date(2024, 5, 31))
    rows = shown(manager, LIST)["closes-caption"]
    assert [row[4:] for row in rows[1:]] == [["3", "2", "2件"], ["0", "1", "1件"], ["1", "1", "なし"]]


def test_the_difference_list_of_a_month_case_by_case(desk: SmallDesk, staff: Client) -> None:
    cases = a_quarter(desk)
    june = closed(desk)[2]
    change(cases[1], product_type=desk.product_types["機"], channel="phone")
    change(cases[2], state="withdrawn", awaits="nobody", withdrawn_untriaged=True)
    late = desk.case("薬", "甲", dt.date(2024, 6, 2))
    found = shown(staff, page_of(june))
    assert found["changes-caption"][1:] == [
        [cases[1].number, "変わりました", "受付経路: ポータル → 電話 製品区分: 薬 → 機"],
        [late.number, "後から加わりました", "受付日 2024年6月2日（日）"],
        [cases[2].number, "数えなくなりました 窓口が始める前に取り下げられました", "–"],
    ]
    assert ["薬", "67%、2件", "33%、1件"] in [[row[1], *row[3:]] for row in found["numbers-caption"]]


def test_a_manager_reads_numbers_and_no_case(desk: SmallDesk, manager: Client, staff: Client) -> None:
    cases = a_quarter(desk)
    june = closed(desk)[2]
    change(cases[1], product_type=desk.product_types["機"])
    text = manager.get(page_of(june)).content.decode()
    assert cases[1].number not in text
    assert "製品区分：1件" in " ".join(text.split())
    assert "numbers-caption" in tables(text)
    record = reverse("close_record", args=[june.pk])
    assert manager.get(record).status_code == 403
    assert hashlib.sha256(staff.get(record).content).hexdigest() == june.sha256


def test_a_revised_month_shows_both_editions(desk: SmallDesk, manager: Client) -> None:
    cases = a_quarter(desk)
    june = closed(desk)[2]
    change(cases[1], product_type=desk.product_types["機"])
    assert manager.post(page_of(june), {"reason": " "}).status_code == 422
    response = manager.post(page_of(june), {"reason": "分類の<訂正>"})
    second = MonthlyClose.objects.get(month=JUNE.first, edition=2)
    assert response["Location"] == page_of(second)
    now, then = (manager.get(page_of(one)).content.decode() for one in (second, june))
    assert "分類の&lt;訂正&gt;" in now
    assert "この版は、新しい版に置き換えられました。" in then
    share = "product_type_share-caption"
    assert [numbers(row[1]) for row in tables(now)[share][1:3]] == [[33, 1], [67, 2]]
    assert [numbers(row[1]) for row in tables(then)[share][1:3]] == [[67, 2], [33, 1]]
    late = manager.post(page_of(june), {"reason": "遅れた訂正"})
    assert late.status_code == 409
    assert "遅れた訂正" in late.content.decode()


def test_the_queries_do_not_grow(desk: SmallDesk, staff: Client) -> None:
    cases = a_quarter(desk)
    closed(desk)
    june = MonthlyClose.objects.get(month=JUNE.first)

    def queries() -> list[int]:
        staff.get(LIST)  # what the menu counts is cached
        return [queries_of(staff, path) for path in (page_of(june), LIST)]

    change(cases[1], channel="phone")
    one = queries()
    change(cases[2], channel="phone", product_type=desk.product_types["機"])
    change(cases[3], channel="phone")
    desk.case("薬", "甲", dt.date(2024, 6, 2))
    assert queries() == one


def test_closing_starts_the_worker_after_the_commit(
    desk: SmallDesk, manager: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    a_quarter(desk)
    with time_machine.travel("2024-08-10 09:00+09:00"), django_capture_on_commit_callbacks() as callbacks:
        manager.post(LIST, {"desk": "small", "until": "2024-07"})
    assert len(callbacks) == 1
    assert not MonthlyClose.objects.exists()

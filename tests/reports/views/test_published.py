"""As published beside as known today, on every page of the statistics."""

import csv
import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import MAY, a_quarter, change, closed, manager_of
from tests.reports.pages import numbers, tables

pytestmark = pytest.mark.django_db

SHARES = reverse("statistics_page", args=["shares"])
SignIn = Callable[..., Client]


@pytest.fixture
def desk() -> SmallDesk:
    return small_desk(code="small")


@pytest.fixture
def manager(desk: SmallDesk, sign_in: SignIn) -> Client:
    return sign_in(manager_of(desk), "ja")


def text_of(browser: Client, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def share_rows(text: str) -> dict[str, list[float]]:
    """Percent and cases of each product type, then percent and cases as published where they differ."""
    return {row[0]: numbers(row[1]) for row in tables(text)["product_type_share-caption"][1:]}


def test_while_nothing_has_changed_every_number_is_what_was_published(desk: SmallDesk, manager: Client) -> None:
    a_quarter(desk)
    closed(desk)
    text = text_of(manager, SHARES)
    assert "すべての月が締め済みです。このページの数値は、すべて公表したとおりです。" in text
    assert "（公表" not in text


def test_a_number_that_differs_stands_beside_what_was_published(desk: SmallDesk, manager: Client) -> None:
    cases = a_quarter(desk)
    closed(desk)
    change(cases[1], product_type=desk.product_types["機"])
    text = text_of(manager, SHARES)
    assert share_rows(text) == {"薬": [50, 2, 75, 3], "機": [50, 2, 25, 1], "合計": [100, 4]}
    assert "（公表 75%、3件）" in text
    # Two shares, and of the kinds by product type in each of two rows all cases and those of one kind.
    assert "このページの数値のうち6個が、公表した数値と違います。" in text
    assert f'href="{SHARES}?desk=small&amp;basis=published"' in text


def test_what_only_the_close_or_only_today_has_is_shown_too(desk: SmallDesk, manager: Client) -> None:
    cases = a_quarter(desk)
    change(cases[3], product_type=None, classified_at=None)
    closed(desk)
    change(cases[3], product_type=desk.product_types["機"])
    text = text_of(manager, SHARES)
    assert share_rows(text) == {"薬": [75, 3], "機": [25, 1, 0, 0], "未分類": [0, 0, 25, 1], "合計": [100, 4]}


def test_the_published_state_on_page_file_api_and_command(desk: SmallDesk, manager: Client) -> None:
    cases = a_quarter(desk)
    closed(desk)
    change(cases[1], product_type=desk.product_types["機"])
    text = text_of(manager, f"{SHARES}?basis=published")
    assert "2024年4月から2024年6月までの月次締めの数値です。" in text
    assert share_rows(text) == {"薬": [75, 3], "機": [25, 1], "合計": [100, 4]}
    assert f'<a href="{SHARES}?desk=small">現時点の数値を表示</a>' in text
    assert '<input type="hidden" name="basis" value="published">' in text
    file = manager.get(reverse("figure_file", args=["product_type_share", "csv"]), {"basis": "published"})
    assert "product_type_share_published_small_all.csv" in file["Content-Disposition"]
    assert [*csv.reader(io.StringIO(file.content.decode("utf-8-sig")))][1:] == [
        ["薬", "3", "75"],
        ["機", "1", "25"],
        ["合計", "4", "100"],
    ]
    answer = manager.get(reverse("api_figure", args=["product_type_share"]), {"basis": "published"}).json()
    assert answer["scope"]["basis"] == "published"
    assert [row["values"]["share"]["cases"] for row in answer["rows"]] == [3, 1]
    out = io.StringIO()
    call_command("figures", "product_type_share", "--basis", "published", "--format", "csv", stdout=out)
    assert out.getvalue() == file.content.decode()


def test_what_is_not_closed_is_named_and_closed_months_show_their_number(desk: SmallDesk, manager: Client) -> None:
    cases = a_quarter(desk)
    closed(desk, until=MAY)
    change(cases[0], received_on="2024-05-01")
    text = text_of(manager, reverse("statistics"))
    assert "2024年4月から2024年5月までに締めた月があります。" in text
    assert "締めていない月が1つあります（2024年6月）。" in text
    rows = tables(text)["cases_by_month-caption"][1:]
    assert {row[0].split()[0]: row[1] for row in rows} == {
        "2024年4月": "0 （公表 1）",
        "2024年5月": "1 （公表 0）",
        "2024年6月": "3",
    }


def test_where_no_month_is_closed_the_page_says_so(desk: SmallDesk, manager: Client) -> None:
    a_quarter(desk)
    assert "この期間には締めた月がまだないため、数値はこれから変わることがあります。" in text_of(manager, SHARES)


def test_returning_organisations_are_found_on_both_states(desk: SmallDesk, manager: Client) -> None:
    a_quarter(desk)
    closed(desk)
    for basis in ("known", "published"):
        query = {"standing": "returning", "basis": basis}
        answer = manager.get(reverse("api_figure", args=["product_type_share"]), query).json()
        assert [row["values"]["share"]["cases"] for row in answer["rows"]] == [2, 1], basis


def test_a_state_there_is_not_is_refused(desk: SmallDesk, manager: Client) -> None:
    response = manager.get(reverse("api_figure", args=["topic_share"]), {"basis": "draft"})
    assert response.status_code == 400
    with pytest.raises(CommandError, match=r"^--basis: 「draft」というデータの状態はありません。"):
        call_command("figures", "topic_share", "--basis", "draft")

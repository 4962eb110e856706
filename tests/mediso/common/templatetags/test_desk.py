from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from tests.mediso.common.markup import Markup


def drawn(source: str, address: str = "/cases/", **context: Any) -> Markup:
    request = RequestFactory().get(address)
    with translation.override("en"):
        return Markup(Template("{% load desk %}" + source).render(Context({"request": request, **context})))


@pytest.mark.parametrize(
    ("filter_name", "value", "expected"),
    [
        ("japanese_date", date(2026, 11, 21), "2026年11月21日（土）"),
        ("japanese_date", None, ""),
        ("japanese_date", "", ""),
        ("japanese_datetime", datetime(2026, 11, 21, 5, 5, tzinfo=UTC), "2026年11月21日（土） 14:05"),
        ("japanese_datetime", None, ""),
        ("era_date", date(2026, 11, 21), "令和8年11月21日"),
        ("era_date", None, ""),
    ],
)
def test_dates(filter_name: str, value: object, expected: str) -> None:
    template = Template("{% load desk %}{{ value|" + filter_name + " }}")
    with translation.override("ja"):
        assert template.render(Context({"value": value})) == expected


@pytest.mark.parametrize(
    ("value", "largest", "expected"),
    [
        (None, 100, "heat-0"),
        (0, 100, "heat-0"),
        (0.1, 100, "heat-1"),
        (10, 100, "heat-1"),
        (11, 100, "heat-2"),
        (99.9, 100, "heat-10"),
        (100, 100, "heat-10"),
        (130, 100, "heat-10"),
        (3, 6, "heat-5"),
        (3, 0, "heat-0"),
    ],
)
def test_heat_rises_in_tenths_and_nothing_is_cold(value: float | None, largest: float, expected: str) -> None:
    template = Template("{% load desk %}{{ value|heat:largest }}")
    assert template.render(Context({"value": value, "largest": largest})) == expected


@pytest.mark.parametrize(
    ("address", "sorted_by", "link"),
    [
        ("/cases/", None, "/cases/?sort=received"),
        ("/cases/?sort=received", "ascending", "/cases/?sort=-received"),
        ("/cases/?sort=-received", "descending", "/cases/?sort=received"),
        ("/cases/?sort=number", None, "/cases/?sort=received"),
        ("/cases/?state=triaging&page=4", None, "/cases/?state=triaging&sort=received"),
    ],
)
def test_a_column_head_sorts_and_says_how_it_is_sorted(address: str, sorted_by: str | None, link: str) -> None:
    page = drawn('{% sort_header "received" "Received on" %}', address)
    head = page.one("th")
    assert head["scope"] == "col"
    assert head.attributes.get("aria-sort") == sorted_by
    assert page.one("a")["href"] == link
    assert "hx-get" not in page.one("a")


def test_an_unsorted_list_shows_what_sorts_it_by_default() -> None:
    page = drawn('{% sort_header "received" "Received on" %}', default_sort="-received")
    assert page.one("th")["aria-sort"] == "descending"


def test_sorting_swaps_only_the_list_where_the_page_names_it() -> None:
    link = drawn('{% sort_header "received" "Received on" number=True %}', list_target="#case-list").one("a")
    assert (link["hx-get"], link["hx-target"], link["hx-push-url"]) == ("/cases/?sort=received", "#case-list", "true")


def test_pages_keep_the_filters() -> None:
    page = drawn(
        "{% pagination page %}", "/cases/?q=%E6%B2%BB%E9%A8%93&page=2", page=Paginator(range(1607), 50).page(2)
    )
    assert [link["href"] for link in page.all("a")] == [
        f"/cases/?q=%E6%B2%BB%E9%A8%93&page={number}" for number in (1, 1, 2, 3, 33, 3)
    ]
    assert page.one("a", aria_current="page").text == "2"
    assert " ".join(page.one("p", class_="pagination-count").text.split()) == "51–100 of 1,607"


def test_one_page_shows_its_count_and_no_links() -> None:
    page = drawn("{% pagination page %}", page=Paginator(range(3), 50).page(1))
    assert page.all("a") == []
    assert "1–3 of 3" in page.one("nav").text


@pytest.mark.parametrize(
    ("value", "limit", "width", "tone"),
    [
        (0, 8, "0.0", "bar-blue"),
        (3, 8, "37.5", "bar-blue"),
        (8, 8, "100.0", "bar-blue"),
        (9, 8, "100.0", "bar-over"),
        (1, 0, "0.0", "bar-over"),
    ],
)
def test_a_bar_is_as_long_as_its_share_and_says_it_in_words(value: int, limit: int, width: str, tone: str) -> None:
    page = drawn('{% bar value limit "Cases in hand" %}', value=value, limit=limit)
    assert page.one("rect", class_="bar-fill")["width"] == width
    assert tone in page.one("svg")["class"].split()
    assert page.one("span", class_="bar-text").text == f"{value} / {limit}"
    assert page.one("span", class_="visually-hidden").text == "Cases in hand"

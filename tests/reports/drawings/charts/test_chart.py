"""What stands in a picture: exact lengths, whole words, nothing left out without a word."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from reports.drawings.charts.chart import Chart, chart_of
from reports.drawings.charts.lettering import broken, width_of
from reports.drawings.charts.looks import LOOKS
from reports.drawings.charts.marks import Rect, Text
from reports.drawings.charts.scale import grid_step, scale_of
from reports.figures.chart_spec import ChartKind, ChartSpec
from reports.figures.figure import Cell, Figure, Unit
from tests.reports.drawings.by_hand import figure_of

YEARS = figure_of(
    [("cases", Unit.CASES), ("year_before", Unit.CASES)],
    [("2021年", [100, None]), ("2022年", [50, 100]), ("2023年", [0, 50])],
)
IN_TIME = ChartSpec(ChartKind.COLUMNS, ("cases",), line="year_before")


def drawn(spec: ChartSpec, figure: Figure) -> Chart:
    return chart_of(spec, figure, "表題")


def words(chart: Chart) -> list[str]:
    return [text.text for text in chart.marks.texts]


def test_columns_are_as_high_as_their_numbers_and_the_year_before_is_a_line_with_a_gap() -> None:
    marks = drawn(IN_TIME, YEARS).marks
    columns = [rect for rect in marks.rects if rect.width != 24]
    assert [rect.height for rect in columns] == [200, 100, 0]
    assert len({rect.y + rect.height for rect in columns}) == 1
    line = marks.lines[-1].d
    floor = columns[0].y + 200
    assert re.fullmatch(rf"M\d+ {floor - 200}L\d+ {floor - 100}", line)
    assert words(drawn(IN_TIME, YEARS))[:2] == ["cases", "year_before"]
    assert [text.text for text in marks.texts if text.is_value] == ["100", "50", "0"]


def test_negative_numbers_hang_below_zero() -> None:
    figure = figure_of([("change", Unit.CHANGE)], [("a", [20]), ("b", [-10])])
    up, down = drawn(ChartSpec(ChartKind.COLUMNS), figure).marks.rects
    assert (up.height, down.height, down.y) == (134, 66, up.y + up.height)
    assert [text.text for text in drawn(ChartSpec(ChartKind.COLUMNS), figure).marks.texts if text.is_value] == [
        "+20",
        "−10",
    ]


def test_stacks_add_up_to_their_row() -> None:
    shares = [("甲", Unit.SHARE), ("乙", Unit.SHARE), ("丙", Unit.SHARE)]
    figure = figure_of(shares, [("薬", [Cell(3, 8), Cell(4, 8), Cell(1, 8)]), ("機", [Cell(0, 0)] * 3)])
    chart = drawn(ChartSpec(ChartKind.STACKED), figure)
    parts: list[Rect] = [rect for rect in chart.marks.rects if rect.width != 24]
    assert [part.height for part in parts] == [75, 100, 25, 0, 0, 0]
    assert [part.y + part.height for part in parts[1:3]] == [part.y for part in parts[:2]]
    assert [text.text for text in chart.marks.texts if text.is_value] == ["8", "0"]


def test_parts_and_lines_are_told_apart_without_any_colour() -> None:
    assert len({look.pattern for look in LOOKS}) == len(LOOKS) == 8
    assert len({(look.dash, look.point) for look in LOOKS}) == 8


def test_a_bar_of_a_share_is_its_percent_with_the_cases_beside_it() -> None:
    figure = figure_of([("all", Unit.CASES), ("甲", Unit.SHARE), ("乙", Unit.SHARE)], [], [8, Cell(1, 8), Cell(8, 8)])
    chart = drawn(ChartSpec(ChartKind.BARS, of_total=True), figure)
    assert words(chart) == ["甲", "13% (1)", "乙", "100% (8)"]
    short, long = chart.marks.rects
    assert short.width == long.width * 13 // 100


def test_what_is_kept_back_or_unknown_is_said_and_not_drawn() -> None:
    figure = figure_of([("甲", Unit.SHARE)], [("薬", [Cell(None, hidden=True)]), ("機", [Cell(0, 0)])])
    chart = drawn(ChartSpec(ChartKind.BARS), figure)
    assert chart.marks.rects == ()
    assert words(chart) == ["薬", "＊", "機", "– (0)"]


def test_a_number_alone_among_gaps_is_a_point() -> None:
    figure = figure_of([("days", Unit.DAYS)], [("a", [None]), ("b", [3]), ("c", [None])])
    assert len(drawn(ChartSpec(ChartKind.LINES), figure).marks.points) == 1


def test_84_months_keep_to_one_month_a_year_and_within_the_picture() -> None:
    months = [(f"{2018 + n // 12}年{n % 12 + 1}月", [n * 3, None]) for n in range(84)]
    marks = drawn(IN_TIME, figure_of([("cases", Unit.CASES), ("year_before", Unit.CASES)], months)).marks
    names = [text for text in marks.texts if "年" in text.text]
    assert [text.text for text in names] == [f"{year}年1月" for year in range(2018, 2025)]
    assert overlaps(names) == []
    assert len([rect for rect in marks.rects if rect.width != 24]) == 84
    assert all(rect.x >= 0 and rect.x + rect.width <= marks.width for rect in marks.rects)


@pytest.mark.parametrize("count", [5, 14, 28, 40, 84, 240])
def test_names_never_run_into_each_other(count: int) -> None:
    quarters = [(f"{2017 + n // 4}年度第{n % 4 + 1}四半期", [n * 30]) for n in range(count)]
    marks = drawn(ChartSpec(ChartKind.COLUMNS), figure_of([("cases", Unit.CASES)], quarters)).marks
    names = [text for text in marks.texts if "期" in text.text and text.y == marks.height - 8]
    assert names
    assert overlaps(names) == []


def overlaps(names: list[Text]) -> list[str]:
    ends = [(name.x - width_of(name.text) // 2, name.x + width_of(name.text) // 2, name.text) for name in names]
    return [b[2] for a, b in pairwise(ends) if b[0] < a[1]]


def test_a_picture_of_nothing_says_so() -> None:
    assert words(drawn(IN_TIME, figure_of(YEARS_COLUMNS, []))) == ["グラフにする数字がありません。"]
    many = figure_of([(f"c{n}", Unit.CASES) for n in range(9)], [("a", [1] * 9)])
    assert words(drawn(ChartSpec(ChartKind.STACKED), many)) == [
        "グラフで見分けるには数が多すぎます。表を見てください。"
    ]


YEARS_COLUMNS = [("cases", Unit.CASES), ("year_before", Unit.CASES)]


@pytest.mark.parametrize("kind", list(ChartKind))
def test_names_stay_letter_by_letter_in_every_kind(kind: ChartKind) -> None:
    evil = ["<b>&\"'", "=cmd", "#import"]
    figure = figure_of([(name, Unit.CASES) for name in evil], [(name, [1, 2, 3]) for name in evil])
    svg = render_to_string("reports/chart.svg", {"chart": chart_of(ChartSpec(kind), figure, evil[0])})
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    found = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    for name in evil:
        assert found.count(name) == 2
    assert root[0].text == evil[0]
    assert "style=" not in svg


@pytest.mark.parametrize(("largest", "step"), [(0, 1), (4, 1), (5, 2), (20, 5), (1607, 500), (9_999_999, 5_000_000)])
def test_lines_of_the_grid_have_round_numbers(largest: int, step: int) -> None:
    assert grid_step(largest) == step


def test_small_numbers_have_small_steps() -> None:
    assert grid_step(Decimal("0.9"), is_whole=False) == Decimal("0.5")
    assert scale_of([Decimal("4.25"), None], 100).along(Decimal("4.25")) == 70
    assert scale_of([], 100).lines == (0, 1)


def test_long_names_are_broken_and_at_last_cut() -> None:
    assert broken("規制対応", 28, 3) == ("規制", "対応")
    assert broken("規制対応・薬事戦略", 42, 2) == ("規制対", "応・…")
    assert broken("", 42, 2) == ("",)

"""A cross table made by hand, and what its findings are as a figure."""

from decimal import Decimal

from django.utils.translation import override

from reports.dimensions.base import NONE
from reports.drawings.json import json_data
from reports.drawings.table import table_of
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import TOTAL, UNCLASSIFIED, Label
from reports.findings.wording import WORDING
from reports.scope import Scope
from reports.selectors.findings import findings
from tests.reports.findings.builders import a_label

SCOPE = Scope(())
COLUMNS = ("甲", "乙")


def row(code: str, label: Label, cases: int, *counts: int) -> Row:
    where = (("product_type", code),)
    shares = (Cell(count, cases, (*where, ("topic", name))) for name, count in zip(COLUMNS, counts, strict=True))
    return Row(code, label, (Cell(cases, where=where), *shares))


def cross_table(*rows: Row) -> Figure:
    columns = (
        Column("cases", a_label("件"), Unit.CASES),
        *(Column(name, a_label(name), Unit.SHARE) for name in COLUMNS),
    )
    return Figure("topic_share", SCOPE, a_label("区分"), columns, rows, row("total", TOTAL, 999, 9, 9), cases=999)


def found_in(*rows: Row) -> Figure:
    select = findings("findings_topic_share", lambda _scope: cross_table(*rows), "内容", WORDING["topic_share"])
    return select(SCOPE)


def two_rows() -> Figure:
    """60 of 200 and 80 of 400 as worked on paper, but of four tests: p = 4 × 0.0063316. Nobody knows of the 300."""
    return found_in(
        row("薬", a_label("薬"), 200, 60, 50),
        row("機", a_label("機"), 400, 80, 100),
        row(NONE, UNCLASSIFIED, 300, 300, 0),
    )


def test_findings_are_rows_with_both_shares() -> None:
    data = json_data(two_rows())
    sixty, eighty = {"cases": 60, "of": 200, "percent": 30}, {"cases": 80, "of": 400, "percent": 20}
    drug = {"cases": 200, "share": sixty, "other_cases": 400, "other_share": eighty}
    device = {"cases": 400, "share": eighty, "other_cases": 200, "other_share": sixty}
    higher = {"difference": 10.0, "low": 2.7, "high": 17.6, "adjusted_p": 0.025}
    lower = {"difference": -10.0, "low": -17.6, "high": -2.7, "adjusted_p": 0.025}
    assert data["rows"] == [
        {"code": "薬/甲", "name": "薬：甲", "is_cut": False, "values": drug | higher},
        {"code": "機/甲", "name": "機：甲", "is_cut": False, "values": device | lower},
    ]
    made_of = (data["figure"], data["head"], data["cases"], data["total"])
    assert made_of == ("findings_topic_share", "区分：内容", 999, None)


def test_findings_say_their_sentences_in_both_languages() -> None:
    with override("en"):
        figure = two_rows()
    assert [sentence.ja for sentence in figure.said] == [
        "薬は他の製品区分と比較して、甲の相談割合が高い。\n"
        "甲：30%（200件中60件）、他は20%（400件中80件）、差 +10.0ポイント（95%信頼区間 +2.7～+17.6）、調整後 p=0.025",
        "機は他の製品区分と比較して、甲の相談割合が低い。\n"
        "甲：20%（400件中80件）、他は30%（200件中60件）、差 −10.0ポイント（95%信頼区間 −17.6～−2.7）、調整後 p=0.025",
    ]
    with override("en"):
        in_english = str(figure.said[0])
    assert in_english == (
        "For 薬 in English the topic share of 甲 in English is higher than for the other product types.\n"
        "甲 in English: 30% (60 of 200 cases), others 20% (80 of 400), "
        "difference +10.0 points (95% interval +2.7 to +17.6), adjusted p=0.025"
    )
    assert figure.notes[0].ja == (
        "4組を比較しました。検定したのは4組で、差が認められたものは2組、認められなかったものは2組です。"
        "件数が少なく検定しなかったものは0組です。"
    )


def test_the_cells_of_a_row_lead_to_its_cases_and_a_file_has_exact_numbers() -> None:
    figure = two_rows()
    here = (("product_type", "薬"),)
    assert [cell.where for cell in figure.rows[0].cells] == [here, (*here, ("topic", "甲")), *[None] * 6]
    points = (Decimal("10.0"), Decimal("2.7"), Decimal("17.6"))
    assert table_of(figure).rows[0] == ("薬：甲", 200, 60, 30, 400, 80, 20, *points, Decimal("0.025"))


def test_without_findings_the_figure_tells_what_was_compared() -> None:
    figure = found_in(row("薬", a_label("薬"), 29, 20, 5), row("機", a_label("機"), 400, 80, 100))
    assert (figure.rows, figure.said) == ((), ())
    assert figure.notes[0].en == (
        "Comparisons: 4. Tested: 0, of which 0 show a difference and 0 do not. Too few cases: 4."
    )

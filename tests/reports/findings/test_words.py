from fractions import Fraction

import pytest
from django.utils.translation import override

from reports.findings import findings_of
from reports.findings.wording import WORDING
from reports.findings.words import account_text, p_text, points_text, sentences_of
from tests.reports.findings.builders import a_table
from tests.reports.findings.register import register_table

REGISTER_SAYS = [
    (
        "医薬品は他の製品区分と比較して、保険収載の相談割合が低い。",
        (
            "保険収載：14%（382件中54件）、他は24%（1,225件中299件）、"
            "差 −10.3ポイント（95%信頼区間 −14.3～−5.8）、調整後 p<0.001",
        ),
    ),
    (
        "医療機器は他の製品区分と比較して、保険収載、法規制対応の相談割合が高い。",
        (
            "保険収載：30%（814件中248件）、他は13%（793件中105件）、"
            "差 +17.2ポイント（95%信頼区間 +13.2～+21.1）、調整後 p<0.001",
            "法規制対応：57%（814件中465件）、他は43%（793件中344件）、"
            "差 +13.7ポイント（95%信頼区間 +8.9～+18.5）、調整後 p<0.001",
        ),
    ),
    (
        "その他は他の製品区分と比較して、法規制対応、保険収載、事業計画の相談割合が低い。",
        (
            "法規制対応：38%（282件中107件）、他は53%（1,325件中702件）、"
            "差 −15.0ポイント（95%信頼区間 −21.1～−8.7）、調整後 p<0.001",
            "保険収載：11%（282件中30件）、他は24%（1,325件中323件）、"
            "差 −13.7ポイント（95%信頼区間 −17.6～−9.0）、調整後 p<0.001",
            "事業計画：24%（282件中67件）、他は34%（1,325件中449件）、"
            "差 −10.1ポイント（95%信頼区間 −15.4～−4.3）、調整後 p=0.029",
        ),
    ),
]


def test_what_the_old_register_says_and_nothing_more() -> None:
    findings = findings_of(register_table())
    with override("ja"):
        sentences = sentences_of(findings, WORDING["topic_share"])
        assert [(sentence.text, sentence.evidence) for sentence in sentences] == REGISTER_SAYS
        assert account_text(findings) == (
            "36組を比較しました。検定したのは36組で、差が認められたものは6組、認められなかったものは30組です。"
            "件数が少なく検定しなかったものは0組です。"
        )


def test_both_directions_of_a_row_in_english() -> None:
    """甲 and 丁 are higher in the first row, 乙 is lower, 丙 is alike; the larger difference is named first."""
    table = a_table("甲乙丙丁", 薬=(1000, 400, 100, 500, 500), 機=(1000, 300, 300, 500, 300))
    with override("en"):
        sentences = sentences_of(findings_of(table), WORDING["topic_share"])
        assert [sentence.text for sentence in sentences] == [
            "For 薬 in English the topic share of 丁 in English and 甲 in English "
            "is higher than for the other product types.",
            "For 薬 in English the topic share of 乙 in English is lower than for the other product types.",
            "For 機 in English the topic share of 乙 in English is higher than for the other product types.",
            "For 機 in English the topic share of 丁 in English and 甲 in English "
            "is lower than for the other product types.",
        ]
        assert sentences[1].evidence == (
            "乙 in English: 10% (100 of 1,000 cases), others 30% (300 of 1,000), "
            "difference −20.0 points (95% interval −23.4 to −16.6), adjusted p<0.001",
        )


def test_where_nothing_is_found_there_is_no_sentence() -> None:
    findings = findings_of(a_table("甲", 薬=(29, 20), 機=(100, 20)))
    assert sentences_of(findings, WORDING["topic_share"]) == ()
    with override("en"):
        assert account_text(findings) == (
            "Comparisons: 2. Tested: 0, of which 0 show a difference and 0 do not. Too few cases: 2."
        )


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (Fraction(725, 100), "+7.3"),
        (Fraction(-725, 100), "−7.3"),
        (Fraction(724, 100), "+7.2"),
        (Fraction(4, 100), "±0.0"),
        (-0.05, "−0.1"),
        (12.0, "+12.0"),
    ],
    ids=str,
)
def test_points_have_one_decimal_and_halves_go_away_from_zero(points: Fraction | float, text: str) -> None:
    assert points_text(points) == text


@pytest.mark.parametrize(
    ("p", "text"), [(0.0009, "p<0.001"), (0.001, "p=0.001"), (0.0116, "p=0.012"), (0.05, "p=0.050")], ids=str
)
def test_p_has_three_decimals(p: float, text: str) -> None:
    assert p_text(p) == text

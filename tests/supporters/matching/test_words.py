"""Every code has its sentence, in both languages, from live and from restored answers alike."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from supporters.matching import Exclusion, Part, PartCode, Ranking, RuleCode, Tie, rank, restore, snapshot
from supporters.matching.words import (
    EXCLUSIONS,
    PART_NAMES,
    PARTS,
    Labels,
    exclusion_sentence,
    part_name,
    part_sentence,
    points_text,
)
from tests.supporters.matching.builders import a_candidate, a_need

LABELS = {
    "ja": Labels({1: "法規制対応", 2: "保険収載"}, {"employer": "雇用"}, {"ja": "日本語"}),
    "en": Labels({1: "Regulation", 2: "Insurance"}, {"employer": "employer"}, {"ja": "Japanese"}),
}

EXCLUSION_SENTENCES: dict[RuleCode, tuple[dict[str, Any], str, str]] = {
    RuleCode.CONFLICT_OF_INTEREST: (
        {"organisation": "アユウ株式会社", "kind": "employer", "period": ["2020-04-01", None]},
        "利害関係があります：アユウ株式会社（雇用、2020年4月1日から）。",
        "Conflict of interest: アユウ株式会社 (employer, since April 1, 2020).",
    ),
    RuleCode.TERM_NOT_BEGUN: (
        {"term_start": "2025-04-01"},
        "委嘱期間は2025年4月1日に始まります。",
        "The term of appointment begins on April 1, 2025.",
    ),
    RuleCode.TERM_ENDED: (
        {"term_end": "2024-03-31"},
        "委嘱期間は2024年3月31日に終了しています。",
        "The term of appointment ended on March 31, 2024.",
    ),
    RuleCode.OPEN_CASE_CAP: (
        {"open": 6, "cap": 6},
        "担当中の案件が上限に達しています：上限6件のうち6件。",
        "The cap on open cases is reached: 6 of 6.",
    ),
    RuleCode.MONTHLY_HOURS: (
        {"used": "8.5", "offered": "8"},
        "当月の稼働時間を使い切っています：8時間のうち8.5時間。",
        "The hours offered for the month are used up: 8.5 of 8.",
    ),
    RuleCode.LANGUAGE: (
        {"language": "ja"},
        "必要な言語に対応していません：日本語。",
        "Does not work in the language needed: Japanese.",
    ),
    RuleCode.DECLINED: ({}, "この案件の打診を辞退しています。", "Has declined this case."),
    RuleCode.ALREADY_INVOLVED: (
        {},
        "この案件をすでに打診中か、担当しています。",
        "Is already proposed or assigned to this case.",
    ),
    RuleCode.NO_EXPERTISE: (
        {"topics": [1, 2]},
        "相談内容のいずれにも専門がありません：法規制対応、保険収載。",
        "Has no expertise in any topic asked: Regulation, Insurance.",
    ),
}

PART_SENTENCES: dict[PartCode, tuple[dict[str, Any], str, str]] = {
    PartCode.COVERAGE: (
        {"covered": 1, "asked": 2, "levels": [[1, 5], [2, 0]]},
        "専門のある相談内容：2件のうち1件（法規制対応 5、保険収載 –）。",
        "Topics covered: 1 of 2 (Regulation 5, Insurance –).",
    ),
    PartCode.PRODUCT_TYPE: (
        {"declared": True},
        "この製品区分の専門：あり。",
        "Expertise in this product type: declared.",
    ),
    PartCode.CONTINUITY: (
        {"count": 2},
        "この事業者の案件を担当した回数：2回。",
        "Earlier cases with this organisation: 2.",
    ),
    PartCode.CAPACITY: ({"open": 2, "cap": 6}, "担当中の案件：上限6件のうち2件。", "Open cases: 2 of 6."),
    PartCode.FAIR_SHARE: (
        {"count": 1, "cap": 6},
        "直近90日間の打診：1件（同時担当の上限：6件）。",
        "Proposals in the last 90 days: 1 (cap on open cases: 6).",
    ),
}


def test_no_code_is_without_words() -> None:
    assert set(EXCLUSIONS) == set(EXCLUSION_SENTENCES) == set(RuleCode)
    assert set(PARTS) == set(PART_NAMES) == set(PART_SENTENCES) == set(PartCode)


@pytest.mark.parametrize("code", RuleCode, ids=str)
def test_the_sentence_of_each_exclusion(code: RuleCode) -> None:
    values, japanese, english = EXCLUSION_SENTENCES[code]
    exclusion = Exclusion(code, values)
    assert in_both(lambda language: exclusion_sentence(exclusion, LABELS[language])) == (japanese, english)


@pytest.mark.parametrize("code", PartCode, ids=str)
def test_the_sentence_of_each_part(code: PartCode) -> None:
    values, japanese, english = PART_SENTENCES[code]
    part = Part(code, 1, 2, values)
    assert in_both(lambda language: part_sentence(part, LABELS[language])) == (japanese, english)


@pytest.mark.parametrize("code", PartCode, ids=str)
def test_each_part_has_a_name_in_both_languages(code: PartCode) -> None:
    japanese, english = in_both(lambda _: part_name(Part(code, 0, 0, {})))
    assert english.isascii()
    assert not japanese.isascii()


@pytest.mark.parametrize(
    ("period", "japanese", "english"),
    [
        pytest.param(
            ["2020-04-01", "2021-03-31"],
            "2020年4月1日から2021年3月31日まで",
            "from April 1, 2020 to March 31, 2021",
            id="both",
        ),
        pytest.param(["2020-04-01", None], "2020年4月1日から", "since April 1, 2020", id="since"),
        pytest.param([None, "2021-03-31"], "2021年3月31日まで", "until March 31, 2021", id="until"),
        pytest.param([None, None], "期間の記載なし", "no dates given", id="none"),
    ],
)
def test_the_period_of_an_interest(period: list[str | None], japanese: str, english: str) -> None:
    values = {"organisation": "ア", "kind": "employer", "period": period}
    conflict = Exclusion(RuleCode.CONFLICT_OF_INTEREST, values)
    said = in_both(lambda language: exclusion_sentence(conflict, LABELS[language]))
    assert said == (f"利害関係があります：ア（雇用、{japanese}）。", f"Conflict of interest: ア (employer, {english}).")


def test_a_product_type_not_declared_says_so() -> None:
    part = Part(PartCode.PRODUCT_TYPE, 0, 15_000, {"declared": False})
    said = in_both(lambda language: part_sentence(part, LABELS[language]))
    assert said == ("この製品区分の専門：なし。", "Expertise in this product type: not declared.")


def test_what_has_no_label_is_shown_as_it_is() -> None:
    with translation.override("en"):
        nothing = Labels({})
        assert exclusion_sentence(Exclusion(RuleCode.NO_EXPERTISE, {"topics": [9]}), nothing).endswith("asked: 9.")
        assert exclusion_sentence(Exclusion(RuleCode.LANGUAGE, {"language": "fr"}), nothing).endswith("needed: fr.")


def test_a_percent_sign_in_a_name_does_no_harm() -> None:
    values = {"organisation": "100%(株)", "kind": "employer", "period": [None, None]}
    with translation.override("en"):
        said = exclusion_sentence(Exclusion(RuleCode.CONFLICT_OF_INTEREST, values), LABELS["en"])
    assert said == "Conflict of interest: 100%(株) (employer, no dates given)."


def test_a_restored_answer_reads_like_the_live_one() -> None:
    tie = Tie(70, "アユウ株式会社", "employer", date(2020, 4, 1))
    live = rank(a_need(), [a_candidate(1), a_candidate(2, interests=(tie,), open_cases=6)])
    stored = restore(json.loads(json.dumps(snapshot(live))))
    assert sentences(stored) == sentences(live)
    assert sentences(live)[:1] == ["専門のある相談内容：2件のうち2件（法規制対応 5、保険収載 3）。"]
    assert sentences(live)[-2:] == [
        "利害関係があります：アユウ株式会社（雇用、2020年4月1日から）。",
        "担当中の案件が上限に達しています：上限6件のうち6件。",
    ]


def sentences(ranking: Ranking) -> list[str]:
    with translation.override("ja"):
        parts = [part_sentence(part, LABELS["ja"]) for one in ranking.ranked for part in one.parts]
        reasons = [exclusion_sentence(reason, LABELS["ja"]) for one in ranking.excluded for reason in one.reasons]
    return parts + reasons


@pytest.mark.parametrize(
    ("points", "text"), [(0, "0.0"), (49, "0.0"), (50, "0.1"), (76_000, "76.0"), (76_049, "76.0"), (100_000, "100.0")]
)
def test_points_are_told_to_a_tenth(points: int, text: str) -> None:
    assert in_both(lambda _: points_text(points)) == (text, text)


def in_both(say: Callable[[str], str]) -> tuple[str, str]:
    """What is said to a Japanese reader, and to an English one."""
    with translation.override("ja"):
        japanese = say("ja")
    with translation.override("en"):
        return japanese, say("en")

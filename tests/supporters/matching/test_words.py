"""Every code has its sentence, in both languages, from live and from restored answers alike."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from cases.enums import OrganisationTie
from supporters.matching import Exclusion, Part, PartCode, Ranking, RuleCode, Tie, rank, restore, snapshot
from supporters.matching.sentences import EXCLUSIONS, PART_NAMES, PARTS, SIDES
from supporters.matching.words import Labels, exclusion_sentence, part_name, part_sentence, points_text
from tests.supporters.matching.builders import a_candidate, a_need

LABELS = {
    "ja": Labels(
        topics={1: "法規制対応", 2: "保険収載"},
        interest_kinds={"employer": "雇用"},
        languages={"ja": "日本語"},
        modalities={"device": "医療機器"},
        leave_kinds={"leave": "休業"},
        undertakings={"confidentiality": "秘密保持の誓約", "conduct": "行動規範"},
    ),
    "en": Labels(
        topics={1: "Regulation", 2: "Insurance"},
        interest_kinds={"employer": "employer"},
        languages={"ja": "Japanese"},
        modalities={"device": "Medical device"},
        leave_kinds={"leave": "leave"},
        undertakings={"confidentiality": "confidentiality undertaking", "conduct": "code of conduct"},
    ),
}

EXCLUSION_SENTENCES: dict[RuleCode, tuple[dict[str, Any], str, str]] = {
    RuleCode.CONFLICT_OF_INTEREST: (
        {
            "organisation": "アユウ株式会社",
            "kind": "employer",
            "period": ["2020-04-01", None],
            "side": ["asker", ""],
        },
        "この事業者と利害関係があります：アユウ株式会社（雇用、2020年4月1日から）。",
        "Conflict of interest with the asker: アユウ株式会社 (employer, since April 1, 2020).",
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
        {"open": 4, "proposed": 2, "cap": 6},
        "案件の上限に達しています：上限6件のうち、担当中4件、打診中2件。",
        "The cap on open cases is reached: 4 accepted and 2 proposed, of 6.",
    ),
    RuleCode.UNDERTAKING_MISSING: (
        {"undertakings": ["confidentiality", "conduct"], "fiscal_year": 2024},
        "2024年度の誓約がありません：秘密保持の誓約、行動規範。",
        "Not signed for FY2024: confidentiality undertaking, code of conduct.",
    ),
    RuleCode.WEEKLY_PROPOSALS: (
        {"count": 2, "cap": 2},
        "今週の打診が上限に達しています：上限2件のうち2件。",
        "The cap on proposals a week is reached: 2 of 2.",
    ),
    RuleCode.ON_LEAVE: (
        {"leave": "leave", "first_day": "2024-12-01", "last_day": "2024-12-31"},
        "2024年12月1日から2024年12月31日までは打診できません：休業。",
        "Not to be asked from Dec. 1, 2024 to Dec. 31, 2024: leave.",
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
    PartCode.MODALITY: (
        {"modality": "device", "declared": True},
        "このモダリティ（医療機器）の専門：あり。",
        "Expertise in this modality (Medical device): declared.",
    ),
    PartCode.FREE_HOURS: (
        {"due_on": "2024-12-16", "hours": "6.5", "full": 8, "assumed": False},
        "2024年12月16日までの空き時間：6.5時間（8時間で満点）。",
        "Free hours by Dec. 16, 2024: 6.5 (8 are enough).",
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
    ("side", "japanese", "english"),
    [
        pytest.param(
            ["parent", "アHD"],
            "この事業者の親会社「アHD」と利害関係があります：ア（雇用、期間の記載なし）。",
            "Conflict of interest with the asker's parent company アHD: ア (employer, no dates given).",
            id="parent",
        ),
        pytest.param(
            ["competitor", "100%イ"],
            "この事業者の競合「100%イ」と利害関係があります：ア（雇用、期間の記載なし）。",
            "Conflict of interest with the asker's competitor 100%イ: ア (employer, no dates given).",
            id="competitor",
        ),
        pytest.param(
            ["sister", "ウ"],
            "ウ (sister)と利害関係があります：ア（雇用、期間の記載なし）。",
            "Conflict of interest with ウ (sister): ア (employer, no dates given).",
            id="unheard of",
        ),
    ],
)
def test_a_conflict_names_the_side_of_the_case(side: list[str], japanese: str, english: str) -> None:
    values = {"organisation": "ア", "kind": "employer", "period": [None, None], "side": side}
    conflict = Exclusion(RuleCode.CONFLICT_OF_INTEREST, values)
    assert in_both(lambda language: exclusion_sentence(conflict, LABELS[language])) == (japanese, english)


def test_every_tie_of_an_organisation_to_the_asker_has_its_side() -> None:
    assert set(SIDES) == {"asker", *OrganisationTie.values}


INSTEAD_SENTENCES: list[tuple[Exclusion | Part, str, str]] = [
    (
        Exclusion(RuleCode.ON_LEAVE, {"leave": "leave", "first_day": "2024-12-01", "last_day": None}),
        "2024年12月1日から当分の間は打診できません：休業。",
        "Not to be asked from Dec. 1, 2024 until further notice: leave.",
    ),
    (
        Part(PartCode.MODALITY, 5_000, 5_000, {"modality": "", "declared": False}),
        "案件のモダリティが分からないため、全員が満点です。",
        "The modality of the case is not known: everybody has these points.",
    ),
    (
        Part(PartCode.FREE_HOURS, 1, 1, {"due_on": None, "hours": None, "full": 8, "assumed": True}),
        "案件の期日がないため、全員が満点です。",
        "The case has no target date: everybody has these points.",
    ),
    (
        Part(PartCode.FREE_HOURS, 1, 1, {"due_on": "2024-12-16", "hours": "8", "full": 8, "assumed": True}),
        "2024年12月16日までの空き時間：8時間（8時間で満点）。可能な時間帯の登録がないため、営業日の9時から17時までとみなしています。",
        "Free hours by Dec. 16, 2024: 8 (8 are enough). No weekly hours were given: business days from 9:00 to 17:00 "
        "are assumed.",
    ),
]


@pytest.mark.parametrize(("one", "japanese", "english"), INSTEAD_SENTENCES)
def test_what_is_open_or_not_known_has_a_sentence_of_its_own(
    one: Exclusion | Part, japanese: str, english: str
) -> None:
    def said(language: str) -> str:
        labels = LABELS[language]
        return exclusion_sentence(one, labels) if isinstance(one, Exclusion) else part_sentence(one, labels)

    assert in_both(said) == (japanese, english)


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
    values = {"organisation": "ア", "kind": "employer", "period": period, "side": ["asker", ""]}
    conflict = Exclusion(RuleCode.CONFLICT_OF_INTEREST, values)
    said = in_both(lambda language: exclusion_sentence(conflict, LABELS[language]))
    assert said == (
        f"この事業者と利害関係があります：ア（雇用、{japanese}）。",
        f"Conflict of interest with the asker: ア (employer, {english}).",
    )


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
    values = {"organisation": "100%(株)", "kind": "employer", "period": [None, None], "side": ["asker", ""]}
    with translation.override("en"):
        said = exclusion_sentence(Exclusion(RuleCode.CONFLICT_OF_INTEREST, values), LABELS["en"])
    assert said == "Conflict of interest with the asker: 100%(株) (employer, no dates given)."


def test_a_restored_answer_reads_like_the_live_one() -> None:
    tie = Tie(70, "アユウ株式会社", "employer", date(2020, 4, 1))
    live = rank(a_need(), [a_candidate(1), a_candidate(2, interests=(tie,), open_cases=6)])
    stored = restore(json.loads(json.dumps(snapshot(live))))
    assert sentences(stored) == sentences(live)
    assert sentences(live)[:1] == ["専門のある相談内容：2件のうち2件（法規制対応 5、保険収載 3）。"]
    assert sentences(live)[-2:] == [
        "この事業者と利害関係があります：アユウ株式会社（雇用、2020年4月1日から）。",
        "案件の上限に達しています：上限6件のうち、担当中6件、打診中0件。",
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

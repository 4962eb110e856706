"""What a page says about a case that got nobody, and about a choice that breaks a rule."""

import pytest
from django.utils import translation

from supporters.matching.assigning import Broken, BrokenCode, Unplaced, UnplacedCode
from supporters.matching.assigning.words import (
    BROKEN,
    RULE_NAMES,
    UNPLACED,
    Names,
    broken_sentence,
    unplaced_sentence,
)
from supporters.matching.codes import RuleCode

NAMES = Names(
    topics={1: "法規制対応", 2: "保険収載"},
    product_types={11: "医療機器"},
    supporters={1: "佐藤", 2: "伊藤"},
    cases={101: "2024-0101", 102: "2024-0102"},
)
NOBODY = {
    "topics": [1, 2],
    "product_type": 11,
    "free_on": None,
    "rules": [["language", 1], ["no_expertise", 12], ["old_rule", 1]],
}


@pytest.mark.parametrize(
    ("code", "values", "sentence"),
    [
        ("nobody_allowed", NOBODY,
         "Nobody is free for 法規制対応, 保険収載 × 医療機器. "
         "Kept off: no expertise in the topics: 12, language: 1, old_rule: 1."),
        ("nobody_allowed", {**NOBODY, "free_on": "2024-12-11", "rules": [["on_leave", 1]]},
         "Nobody is free for 法規制対応, 保険収載 × 医療機器 before Dec. 11, 2024. Kept off: leave or pause: 1."),
        ("nobody_allowed", {**NOBODY, "rules": []},
         "Nobody is free for 法規制対応, 保険収載 × 医療機器. The roster is empty."),
        ("below_floor", {"supporter": 2, "points": 19_950, "floor": 20_000},
         "Nobody reaches the least of 20.0 points: 伊藤 comes nearest with 19.9."),
        ("no_room", {"supporters": [1, 2], "cases": [], "kept": []},
         "Whoever could take it has no room for a further proposal: 佐藤, 伊藤."),
        ("all_taken", {"supporters": [1, 2, 3, 4, 5, 6, 7, 8], "cases": [101, 102, 3, 4, 5, 6, 7], "kept": []},
         "Whoever could take it is taken: beside 2024-0101, 2024-0102, 3, 4, 5, 6, 7 no place is left with "
         "佐藤, 伊藤, 3, 4, 5 and 3 others."),
        ("all_taken", {"supporters": [1], "cases": [101], "kept": [102]},
         "Whoever could take it is taken: beside 2024-0101, and 2024-0102 chosen by hand, no place is left with 佐藤."),
        ("all_taken", {"supporters": [1], "cases": [], "kept": [102]},
         "Whoever could take it is taken: beside 2024-0102, chosen by hand, no place is left with 佐藤."),
        ("left_out", {}, "Left waiting by hand."),
    ],
    ids=range(9),
)  # fmt: skip
def test_each_reason_is_a_sentence(code: str, values: dict, sentence: str) -> None:
    with translation.override("en"):
        assert unplaced_sentence(Unplaced(103, UnplacedCode(code), values), NAMES) == sentence


@pytest.mark.parametrize(
    ("code", "case_id", "values", "sentence"),
    [
        ("excluded", 101, {"supporter": 1}, "A rule keeps 佐藤 off 2024-0101."),
        ("below_floor", 101, {"supporter": 1, "points": 10_000, "floor": 20_000},
         "佐藤 has 10.0 points for 2024-0101; at least 20.0 are needed."),
        ("no_room", None, {"supporter": 2, "given": 2, "room": 1}, "伊藤 is given 2 cases and has room for 1."),
        ("open_case_cap", None, {"supporter": 2, "given": 2, "open": 5, "cap": 4},
         "伊藤 would have 5 open cases, 4 at most are agreed."),
    ],
    ids=range(4),
)  # fmt: skip
def test_each_broken_rule_is_a_sentence(code: str, case_id: int | None, values: dict, sentence: str) -> None:
    with translation.override("en"):
        assert broken_sentence(Broken(BrokenCode(code), case_id, values["supporter"], values), NAMES) == sentence


def test_every_code_has_its_words() -> None:
    assert set(UNPLACED) == set(UnplacedCode)
    assert set(BROKEN) == set(BrokenCode)
    assert set(RULE_NAMES) == set(RuleCode)

"""The table of old and variant characters says one thing about each."""

import unicodedata
from collections import Counter

from accounts.characters import GROUPS, TO_MODERN

OTHERS = [character for group in GROUPS for character in group[1:]]


def test_every_other_character_has_one_modern_one() -> None:
    assert [character for character, times in Counter(OTHERS).items() if times > 1] == []


def test_no_modern_character_is_replaced_in_turn() -> None:
    assert {group[0] for group in GROUPS} & set(OTHERS) == set()


def test_no_character_is_one_that_nfkc_replaces_before() -> None:
    everything = "".join(GROUPS)
    assert unicodedata.normalize("NFKC", everything) == everything


def test_what_tells_two_names_apart_is_not_joined() -> None:
    apart = ["斎斉", "坂阪", "荻萩", "伊井", "藤籐", "曜耀", "己巳", "大太"]
    assert [pair for pair in apart if pair[0].translate(TO_MODERN) == pair[1].translate(TO_MODERN)] == []

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.near_names import one_letter_off, whole_of

WORDS = st.text("アイウカセルabc1東", max_size=9)


@pytest.mark.parametrize(
    "typed",
    ["ナカジエノミクス", "ナカママジエノミクス", "ナマカジエノミクス", "ナカマジエノクミス"],
    ids=["missing", "doubled", "swapped early", "swapped late"],
)
def test_one_slip_inside_a_word_is_seen(typed: str) -> None:
    assert one_letter_off(typed, "ナカマジエノミクス")
    assert one_letter_off("ナカマジエノミクス", typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ナカマジエノミクス", "ナカカジエノミクス", id="replaced"),
        pytest.param("ナカマジエノミクス", "カマジエノミクス", id="first letter"),
        pytest.param("ナカマジエノミクス", "ナカマジエノミク", id="last letter"),
        pytest.param("ナカマジエノミクス", "ナカマジエノミクス", id="equal"),
        pytest.param("ナカマジエノミクス", "ナジエノミクス", id="two missing"),
        pytest.param("カイセル", "カセル", id="short"),
        pytest.param("東都大医学部", "東都大学医学部", id="kanji"),
        pytest.param("個人332番", "個人323番", id="digits"),
    ],
)
def test_more_than_a_slip_is_not(one: str, other: str) -> None:
    assert not one_letter_off(one, other)


@given(WORDS, WORDS)
def test_a_slip_is_one_both_ways_and_never_to_oneself(one: str, other: str) -> None:
    assert one_letter_off(one, other) == one_letter_off(other, one)
    assert not one_letter_off(one, one)


@pytest.mark.parametrize(
    ("key", "wholes"),
    [
        ("若竹大学薬学部", ("若竹大学",)),
        ("若竹大学病院薬剤部", ("若竹大学病院", "若竹大学")),
        ("アユウホールデイングステクノ", ("アユウホールデイングス",)),
        ("若竹大学", ()),
        ("大学生協", ()),
        ("", ()),
    ],
    ids=["faculty", "pharmacy", "company", "itself", "word alone", "empty"],
)
def test_a_part_names_its_wholes(key: str, wholes: tuple[str, ...]) -> None:
    assert whole_of(key) == wholes

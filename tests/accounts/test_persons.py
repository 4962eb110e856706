import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.persons import person_key, phone_key


@pytest.mark.parametrize(
    "name",
    ["渡辺 健太", "渡辺　健太", "渡邊健太", "渡邉 健太", "渡辺・健太"],
    ids=["half", "full", "old", "variant", "dot"],
)
def test_a_name_in_kanji_has_one_key(name: str) -> None:
    assert person_key(name) == "渡辺健太"


@pytest.mark.parametrize(
    "name", ["Taro Yamada", "YAMADA, Taro", "ｙａｍａｄａ　ｔａｒｏ"], ids=["given", "family", "full"]
)
def test_a_name_in_latin_letters_has_one_key_in_either_order(name: str) -> None:
    assert person_key(name) == "taroyamada"


@pytest.mark.parametrize("kana", ["ワタナベ ケンタ", "わたなべけんた", "ﾜﾀﾅﾍﾞ ｹﾝﾀ"], ids=["full", "hiragana", "half"])
def test_a_reading_has_one_key(kana: str) -> None:
    assert person_key(kana) == "ワタナベケンタ"


def test_different_people_keep_different_keys() -> None:
    assert len({person_key(name) for name in ("斎藤 健", "斉藤 健", "斎藤 健一", "サイトウ ケン")}) == 4


@pytest.mark.parametrize(
    ("phone", "key"),
    [
        ("03-1234-5678", "0312345678"),
        ("０３（１２３４）５６７８", "0312345678"),
        ("+81 3 1234 5678", "0312345678"),
        ("+81 (0)3-1234-5678", "0312345678"),
        ("+1 212 555 0100", "12125550100"),
        ("なし", ""),
        ("", ""),
    ],
    ids=["hyphens", "full width", "abroad", "abroad with zero", "another country", "words", "empty"],
)
def test_a_telephone_number_has_one_key(phone: str, key: str) -> None:
    assert phone_key(phone) == key


@given(st.text(min_size=1, max_size=20))
def test_a_name_of_letters_never_vanishes(name: str) -> None:
    if any(character.isalnum() for character in name):
        assert person_key(name) != ""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.common.japanese_text import clean_text, comparison_key, fold_code, fold_width, label_key, to_katakana


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２４", "2024"),
        ("　資金調達　", "資金調達"),
        ("\ufeff受付番号", "受付番号"),
        ("ﾍﾞﾝﾁｬｰ", "ベンチャー"),
        ("2024−04‐01", "2024-04-01"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("㋿６年", "令和6年"),
        (" \u200b　x　\ufeff ", "x"),
    ],
)
def test_width_is_folded_and_edges_are_cleaned(written: str, folded: str) -> None:
    assert fold_width(written) == folded


def test_kept_words_lose_only_their_edges() -> None:
    assert clean_text("　（株）①\r\n ２行目　\n") == "（株）①\n ２行目"


@pytest.mark.parametrize(
    ("written", "katakana"),
    [("ぁんゖ", "ァンヶ"), ("ゝゞ", "ヽヾ"), ("らいせんす", "ライセンス"), ("漢字ーABC、", "漢字ーABC、")],
)
def test_hiragana_becomes_katakana(written: str, katakana: str) -> None:
    assert to_katakana(written) == katakana


def test_a_code_has_no_width_dashes_or_spaces() -> None:
    assert fold_code("　２０２４－ ０００１ ") == "2024-0001"


@pytest.mark.parametrize(
    ("one", "other"), [("Open Hours", "ＯＰＥＮ　ｈｏｕｒｓ"), ("製品・技術", " 製品･技術\n"), ("件名", "件　名")]
)
def test_labels_that_read_the_same_have_one_key(one: str, other: str) -> None:
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10〜20名", "10～20名"), ("A−B", "A－B"), ("一 二\r\n三", "一　二\n三"), ("（株）甲", "(株)甲"), ("a—b", "a―b")],
)
def test_what_a_save_as_cp932_changes_does_not_count_as_a_difference(one: str, other: str) -> None:
    assert comparison_key(one) == comparison_key(other)


@pytest.mark.parametrize(("one", "other"), [("甲社", "乙社"), ("一\n二", "一二"), ("A", "a")])
def test_real_differences_stay_differences(one: str, other: str) -> None:
    assert comparison_key(one) != comparison_key(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert comparison_key(comparison_key(text)) == comparison_key(text)

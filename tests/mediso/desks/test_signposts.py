"""Which signposts fit: kinds of condition are all met, and in each one value is enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.desks.signposts import SignpostRule, fitting

DEVICE, DRUG, LAW, MONEY = 1, 2, 10, 11


Ids = tuple[int, ...]


def fits(rule: SignpostRule, *, product_type_id: int | None = None, topics: Ids = (), text: str = "") -> bool:
    return fitting([rule], product_type_id=product_type_id, topic_ids=topics, text=text) == [rule]


def rule(product_types: Ids = (), topics: Ids = (), words: tuple[str, ...] = ()) -> SignpostRule:
    return SignpostRule(1, frozenset(product_types), frozenset(topics), words)


@pytest.mark.parametrize(
    ("product_types", "topics", "words", "fit"),
    [
        pytest.param((), (), (), False, id="no condition fits nothing"),
        pytest.param((DEVICE,), (), (), True, id="product type"),
        pytest.param((DRUG,), (), (), False, id="another product type"),
        pytest.param((DRUG, DEVICE), (), (), True, id="one of its product types"),
        pytest.param((), (LAW,), (), True, id="topic"),
        pytest.param((), (MONEY, LAW), (), True, id="one of its topics"),
        pytest.param((), (MONEY,), (), False, id="another topic"),
        pytest.param((), (), ("治験",), True, id="word"),
        pytest.param((), (), ("特許", "治験"), True, id="one of its words"),
        pytest.param((), (), ("特許",), False, id="another word"),
        pytest.param((DEVICE,), (LAW,), ("治験",), True, id="all three"),
        pytest.param((DRUG,), (LAW,), ("治験",), False, id="all but the product type"),
        pytest.param((DEVICE,), (MONEY,), ("治験",), False, id="all but the topic"),
        pytest.param((DEVICE,), (LAW,), ("特許",), False, id="all but the word"),
        pytest.param((), (), ("", "　"), False, id="empty lines are no words"),
        pytest.param((DEVICE,), (), ("",), True, id="empty lines are no condition"),
    ],
)
def test_conditions(product_types: Ids, topics: Ids, words: tuple[str, ...], fit: bool) -> None:
    given_rule = rule(product_types, topics, words)
    assert fits(given_rule, product_type_id=DEVICE, topics=(LAW, 12), text="治験の計画について") == fit


def test_what_is_not_known_meets_no_condition() -> None:
    assert not fits(rule(product_types=(DEVICE,)), text="治験")
    assert not fits(rule(topics=(LAW,)), text="治験")
    assert fits(rule(words=("治験",)), text="治験")


@pytest.mark.parametrize(
    ("word", "text", "fit"),
    [
        pytest.param("PMDA", "ＰＭＤＡに相談", True, id="width"),
        pytest.param("ｐｍｄａ", "PMDAに相談", True, id="case"),
        pytest.param("ライセンス", "らいせんす契約", True, id="kana"),
        pytest.param("ライセンス", "ﾗｲｾﾝｽ契約", True, id="half-width kana"),
        pytest.param("治験届", "治験\n届", True, id="a line break within Japanese"),
        pytest.param("RS戦略相談", "RS 戦略相談", True, id="a space beside Japanese"),
        pytest.param("clinical trial", "a Clinical\nTrial in Asia", True, id="a line break between words"),
        pytest.param("clinical trial", "clinicaltrial", False, id="words run together"),
        pytest.param("AMED", "It was named so.", False, id="Latin words stand alone"),
        pytest.param("AMED", "AMEDの公募", True, id="before Japanese"),
        pytest.param("IP", "iPS細胞", False, id="the start of another word"),
        pytest.param("510(k)", "米国の510(k)は", True, id="signs are only signs"),
        pytest.param("C.1", "C11", False, id="a dot is only a dot"),
    ],
)
def test_words_are_compared_as_they_are_meant(word: str, text: str, fit: bool) -> None:
    assert fits(rule(words=(word,)), text=text) == fit


def test_the_order_is_kept() -> None:
    rules = [SignpostRule(n, keywords=("治験",) if n % 2 else ("特許",)) for n in range(6)]
    found = fitting(rules, product_type_id=None, topic_ids=(), text="治験")
    assert [one.signpost_id for one in found] == [1, 3, 5]


@given(st.text(max_size=20), st.text(alphabet="治験届特許ぁアｱ", min_size=1, max_size=5), st.text(max_size=20))
def test_a_japanese_word_is_found_wherever_it_stands(before: str, word: str, after: str) -> None:
    assert fits(rule(words=(word,)), text=f"{before}。{word}。{after}")

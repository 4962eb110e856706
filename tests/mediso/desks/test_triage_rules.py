"""Which rule takes a question: kinds of condition must all hold, in each one value is enough, the first rule acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.desks.triage_rules import Conditions, Facts, first_that_holds, holds

ASKED = Facts(product_type=1, topics=frozenset({10, 12}), channel="portal", organisations=frozenset({"若竹", "9" * 13}))
UNSURE = Facts(channel="portal", organisations=frozenset({"若竹"}))


def rule(
    product_types: tuple[int, ...] = (),
    topics: tuple[int, ...] = (),
    channels: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    rule_id: int = 1,
) -> Conditions:
    return Conditions(rule_id, *map(frozenset, (product_types, topics, channels, organisations)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("conditions", "asked", "unsure"),
    [
        pytest.param(rule(), False, False, id="no condition takes nothing"),
        pytest.param(rule((1,)), True, False, id="product type"),
        pytest.param(rule((2,)), False, False, id="another product type"),
        pytest.param(rule((), (11, 12)), True, False, id="any of its topics"),
        pytest.param(rule((), (11,)), False, False, id="another topic"),
        pytest.param(rule((), (), ("phone", "portal")), True, True, id="any of its channels"),
        pytest.param(rule((), (), ("phone",)), False, False, id="another channel"),
        pytest.param(rule((), (), (), ("若竹",)), True, True, id="organisation by name"),
        pytest.param(rule((), (), (), ("9" * 13,)), True, False, id="organisation by number"),
        pytest.param(rule((1,), (10,), ("portal",), ("若竹",)), True, False, id="all four kinds"),
        pytest.param(rule((1,), (10,), ("portal",), ("別",)), False, False, id="all but the organisation"),
        pytest.param(rule((1,), (11,), ("portal",), ("若竹",)), False, False, id="all but the topic"),
    ],
)
def test_conditions(conditions: Conditions, asked: bool, unsure: bool) -> None:
    assert (holds(conditions, ASKED), holds(conditions, UNSURE)) == (asked, unsure)


ids = st.frozensets(st.integers(1, 4), max_size=3)
words = st.frozensets(st.sampled_from(["a", "b", "c"]), max_size=2)
some_rules = st.lists(st.builds(Conditions, st.integers(1, 9), ids, ids, words, words), max_size=5)
some_facts = st.builds(Facts, st.none() | st.integers(1, 4), ids, st.sampled_from(["a", "b", ""]), words)


@given(some_rules, some_facts)
def test_the_first_that_holds_acts_whatever_stands_after_it(rules: list[Conditions], facts: Facts) -> None:
    holding = [one for one in rules if holds(one, facts)]
    assert first_that_holds(rules, facts) == (holding[0] if holding else None)
    for count, one in enumerate(rules, start=1):
        if one in holding:
            assert first_that_holds(rules[:count], facts) == holding[0]


@given(st.builds(Conditions, st.just(1), ids, ids, words, words), some_facts, st.integers(1, 4))
def test_knowing_more_never_makes_a_rule_let_go(conditions: Conditions, facts: Facts, topic: int) -> None:
    more = Facts(facts.product_type, facts.topics | {topic}, facts.channel, facts.organisations)
    assert holds(conditions, more) or not holds(conditions, facts)

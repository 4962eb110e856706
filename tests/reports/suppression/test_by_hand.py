"""Tables small enough to be worked out on paper."""

import re

import pytest

from reports.suppression import AtMost, Covered, Key, Number, Relation, Sum, Suppression, Tables
from reports.suppression.audit import Range, audit, unprotected
from reports.suppression.suppress import suppress
from tests.reports.suppression.tables import TOTAL, crossed


def tables(
    values: dict[str, int], *relations: Relation, threshold: int = 5, weights: dict[Key, int] | None = None
) -> Tables:
    return Tables(tuple(Number(key, value) for key, value in values.items()), relations, threshold, weights or {})


def suppression(primary: str, complementary: str = "") -> Suppression:
    return Suppression(frozenset(primary.split()), frozenset(complementary.split()))


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    shown = crossed([5, 0], [0, 12])
    assert suppress(shown) == Suppression()
    assert audit(shown, Suppression()) == {}


def test_a_small_number_that_nothing_gives_away_is_hidden_alone() -> None:
    alone = tables({"a": 4, "b": 9})
    assert suppress(alone) == suppression("a")
    assert audit(alone, suppression("a")) == {"a": Range(1, None)}


def test_a_small_number_that_is_shown_has_no_range() -> None:
    assert audit(tables({"a": 4}), Suppression()) == {"a": Range(4, 4)}
    assert unprotected(tables({"a": 4}), Suppression()) == {"a"}


def test_a_cell_alone_in_its_row_takes_a_rectangle_with_it() -> None:
    """Row and column sum to 11 each: the cell leaves its neighbours 11 less it, and their row and column 20."""
    square = crossed([1, 10], [10, 10])
    found = suppress(square)
    assert found == Suppression(frozenset({(0, 0)}), frozenset({(0, 1), (1, 0), (1, 1)}))
    assert audit(square, found) == {(0, 0): Range(1, 10)}
    assert unprotected(square, Suppression(found.primary, frozenset({(0, 1), (1, 0)}))) == {(0, 0)}


def test_of_all_rectangles_the_smallest_numbers_are_taken() -> None:
    """The others that hold the 3 would hide 20 or more. 3 and 10 are 13, so it is 12 at most."""
    three = crossed([20, 3, 10], [12, 15, 9], [40, 30, 22])
    found = suppress(three)
    assert found == Suppression(frozenset({(0, 1)}), frozenset({(0, 2), (1, 1), (1, 2)}))
    assert audit(three, found) == {(0, 1): Range(1, 12)}


def test_two_small_numbers_that_sum_to_2_do_not_protect_each_other() -> None:
    row = tables({"a": 1, "b": 1, "c": 10, "d": 30, "all": 42}, Sum("all", ("a", "b", "c", "d")))
    assert audit(row, suppression("a b")) == {"a": Range(1, 1), "b": Range(1, 1)}
    assert suppress(row) == suppression("a b", "c")
    assert audit(row, suppression("a b", "c")) == {"a": Range(1, 10), "b": Range(1, 10)}


def test_small_numbers_that_leave_each_other_room_need_no_third() -> None:
    row = tables({"a": 4, "b": 3, "c": 30, "all": 37}, Sum("all", ("a", "b", "c")))
    assert suppress(row) == suppression("a b")
    assert audit(row, suppression("a b")) == {"a": Range(1, 6), "b": Range(1, 6)}


def test_a_range_that_is_too_narrow_is_not_enough() -> None:
    """2 and 3 leave 1 to 4: that would tell that both are small."""
    row = tables({"a": 2, "b": 3, "c": 30, "all": 35}, Sum("all", ("a", "b", "c")))
    assert unprotected(row, suppression("a b")) == {"a", "b"}
    assert suppress(row) == suppression("a b", "c")


def test_a_number_of_two_tables_is_hidden_in_both() -> None:
    """Hiding `other` for `device` gives nothing as long as its parts, published in another table, sum to it."""
    together = tables(
        {"drug": 20, "device": 3, "other": 14, "all": 37, "drug_a": 10, "drug_b": 10, "other_a": 5, "other_b": 9},
        Sum("all", ("drug", "device", "other")),
        Sum("drug", ("drug_a", "drug_b")),
        Sum("other", ("other_a", "other_b")),
    )
    assert unprotected(together, suppression("device", "other")) == {"device"}
    assert suppress(together) == suppression("device", "other other_a")
    # 17 for both, of which `other_b` is 9 and `other_a` 1 at least.
    assert audit(together, suppression("device", "other other_a")) == {"device": Range(1, 7)}


def test_cases_with_a_topic_are_no_more_than_cases() -> None:
    """`device_topic` hidden instead would be 9 at most, so `drug_topic` 3 at least: if it is small, 3 or 4."""
    topics = tables(
        {"drug": 8, "device": 9, "all": 17, "drug_topic": 3, "device_topic": 9, "topic": 12},
        Sum("all", ("drug", "device")),
        Sum("topic", ("drug_topic", "device_topic")),
        AtMost("drug_topic", "drug"),
        AtMost("device_topic", "device"),
        AtMost("topic", "all"),
    )
    assert audit(topics, suppression("drug_topic", "device_topic")) == {"drug_topic": Range(3, 8)}
    assert suppress(topics) == suppression("drug_topic", "topic")
    assert audit(topics, suppression("drug_topic", "topic")) == {"drug_topic": Range(1, 8)}


def test_cases_that_all_have_a_topic_are_no_more_than_their_topics() -> None:
    """12 cases, 9 of them with the first topic: the others have the second, which is 3 at least if 9 is shown."""
    covered = tables({"a": 9, "b": 4, "all": 12}, AtMost("a", "all"), AtMost("b", "all"), Covered("all", ("a", "b")))
    assert audit(covered, suppression("b")) == {"b": Range(3, 12)}
    assert suppress(covered) == suppression("b", "a")
    assert audit(covered, suppression("b", "a")) == {"b": Range(1, 12)}


def test_a_zero_is_shown_and_what_it_leaves_alone_is_hidden_with_its_total() -> None:
    single = tables({"a": 3, "b": 0, "c": 0, "all": 3}, Sum("all", ("a", "b", "c")))
    assert suppress(single) == suppression("a all")
    assert audit(single, suppression("a all")) == {"a": Range(1, None), "all": Range(1, None)}


def test_everything_is_small() -> None:
    """Two numbers that are not 0 sum to 2 or more, which the zeros alone tell."""
    small = crossed([1, 0], [0, 2])
    found = suppress(small)
    assert found == Suppression(frozenset(key for key, value in small.values.items() if value), frozenset())
    assert {key: one for key, one in audit(small, found).items() if one.least > 1} == {TOTAL: Range(2, None)}


def test_what_others_make_unnecessary_is_shown_again() -> None:
    """3 and 4 are 7 together: 12 less the 5. It was hidden with the sums it stands in, and these are enough."""
    found = suppress(crossed([0, 3], [4, 5]))
    assert found == Suppression(frozenset({(0, 1), (1, 0), (0, None), (None, 0)}), frozenset({(1, None), (None, 1)}))
    assert audit(crossed([0, 3], [4, 5]), found) == dict.fromkeys(found.primary, Range(1, 6))


def test_hiding_what_has_the_lower_weight() -> None:
    row = {"a": 1, "b": 10, "c": 30, "all": 41}
    whole = Sum("all", ("a", "b", "c"))
    assert suppress(tables(row, whole)) == suppression("a", "b")
    assert suppress(tables(row, whole, weights={"b": 100})) == suppression("a", "c")
    assert suppress(tables(row, whole, weights={"b": 100, "c": 100, "all": 1})) == suppression("a", "all")


def test_the_threshold_is_the_desks() -> None:
    row = {"a": 8, "b": 15, "c": 30, "all": 53}
    whole = Sum("all", ("a", "b", "c"))
    assert suppress(tables(row, whole)) == Suppression()
    assert suppress(tables(row, whole, threshold=10)) == suppression("a", "b")
    assert suppress(tables({"a": 1, "b": 1, "all": 2}, Sum("all", ("a", "b")), threshold=1)) == Suppression()


def test_what_is_made_of_a_hidden_number_is_not_shown() -> None:
    found = suppression("a", "b")
    assert found.hidden == {"a", "b"}
    assert [found.shows(keys) for keys in (("a", "all"), ("c", "b"), ("c", "all"))] == [False, False, True]


@pytest.mark.parametrize(
    ("values", "relations", "refused"),
    [
        pytest.param({"a": -1}, [], "'a' counts -1: a number of cases is 0 or more.", id="negative"),
        pytest.param({"a": 1}, [AtMost("a", "b")], "'b' is not among the numbers.", id="unknown"),
        pytest.param({"a": 1, "b": 1}, [Sum("b", ("a", "a"))], "one number stands in it twice.", id="twice"),
        pytest.param({"a": 1, "b": 3}, [Sum("b", ("a",))], "does not hold: it is off by -2.", id="sum"),
        pytest.param({"a": 4, "b": 3}, [AtMost("a", "b")], "does not hold: it is off by 1.", id="at most"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(
    values: dict[str, int], relations: list[Relation], refused: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(refused) + "$"):
        tables(values, *relations)


def test_one_key_has_one_value() -> None:
    assert Tables((Number("a", 3), Number("a", 3))).values == {"a": 3}
    with pytest.raises(ValueError, match="'a' is given twice: 3 and 4"):
        Tables((Number("a", 3), Number("a", 4)))


def test_weights_and_thresholds_are_1_or_more() -> None:
    with pytest.raises(ValueError, match=r"Threshold and weights are 1 or more: 0, \{\}"):
        tables({"a": 3}, threshold=0)
    with pytest.raises(ValueError, match=r"Threshold and weights are 1 or more: 5, \{'a': 0\}"):
        tables({"a": 3}, weights={"a": 0})


def test_a_number_does_not_hold_itself() -> None:
    with pytest.raises(ValueError, match="A number is a part of itself"):
        suppress(tables({"a": 3, "b": 3}, Sum("a", ("b",)), Sum("b", ("a",))))

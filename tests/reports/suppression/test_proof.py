"""What is asked of the tables that prove a suppression, and the check of them in whole numbers."""

import numpy as np
import pytest

from reports.suppression import AtMost, Number, Sum, Tables
from reports.suppression.audit import Range
from reports.suppression.model import Model
from reports.suppression.needs import Needs
from reports.suppression.programme import Nearest

HIDDEN = {"a", "topic"}


def model_of(values: dict[str, int], *relations: Sum | AtMost) -> Model:
    return Model.of(Tables(tuple(Number(key, value) for key, value in values.items()), relations))


@pytest.mark.parametrize(
    ("table", "is_possible"),
    [
        pytest.param({"a": 6, "b": 9, "all": 15, "topic": 5}, True, id="the true one"),
        pytest.param({"a": 6, "b": 9, "all": 15, "topic": 1}, True, id="another number that is hidden"),
        pytest.param({"a": 6, "b": 9, "all": 15, "topic": 0}, False, id="a hidden 0 would be shown"),
        pytest.param({"a": 6, "b": 9, "all": 15, "topic": 7}, False, id="more than what holds it"),
        pytest.param({"a": 5, "b": 9, "all": 15, "topic": 5}, False, id="less than the sum"),
        pytest.param({"a": 7, "b": 9, "all": 15, "topic": 5}, False, id="more than the sum"),
        pytest.param({"a": 7, "b": 8, "all": 15, "topic": 5}, False, id="not as published"),
    ],
)
def test_a_table_is_possible_if_it_fits_what_is_published(table: dict[str, int], is_possible: bool) -> None:
    model = model_of(
        {"a": 6, "b": 9, "all": 15, "topic": 5, "none": 0}, Sum("all", ("a", "b", "none")), AtMost("topic", "a")
    )
    assert model.keys == ("a", "b", "all", "topic")
    hidden = np.array([key in HIDDEN for key in model.keys])
    assert model.is_possible(np.array([*table.values()]), hidden) is is_possible


def test_each_number_is_to_be_the_least_it_can_be_and_threshold_less_1_more() -> None:
    """`all` is a sum of three, so 3 at least; then `a` and `b` are 1 and 2, either way round."""
    model = model_of(
        {"a": 2, "b": 2, "all": 4, "c": 2, "d": 1, "e": 1}, Sum("all", ("a", "b")), Sum("all", ("c", "d", "e"))
    )
    needs = Needs.of(model, Nearest(model), 5)
    asked = [
        (model.keys[one], value, sign)
        for one, value, sign in zip(needs.columns, needs.values, needs.signs, strict=True)
    ]
    assert asked == [
        ("a", 5, 1), ("a", 1, -1), ("b", 5, 1), ("b", 1, -1), ("all", 7, 1), ("all", 3, -1),
        ("c", 5, 1), ("c", 1, -1), ("d", 5, 1), ("e", 5, 1),
    ]  # fmt: skip
    assert needs.met_by(np.array([1, 6, 7, 1, 1, 5])).tolist() == [
        False, True, True, False, True, False, False, True, False, True,
    ]  # fmt: skip


def test_a_range_protects_if_it_holds_as_many_numbers_as_the_threshold() -> None:
    ranges = [Range(1, 5), Range(3, 7), Range(4, None), Range(1, 4), Range(3, 6), Range(4, 4)]
    assert [one.protects(5) for one in ranges] == [True, True, True, False, False, False]

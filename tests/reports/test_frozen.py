"""A close keeps whatever a figure reads that can be frozen."""

import pytest

from cases.models import Case
from mediso.desks.models import Desk
from reports.conditions.table import CONDITIONS
from reports.dimensions.base import Condition
from reports.dimensions.table import DIMENSIONS
from reports.forms import ScopeForm
from reports.models import ClosedCase
from reports.periods import Period
from reports.registry import FIGURES, MONTHLY, FigureKind
from reports.scope import Basis, Scope
from reports.selectors.counted import counted_cases
from tests.reports.closes import JUNE

FROZEN = [condition for condition in CONDITIONS.values() if condition.is_frozen]


def columns_of(model: type[Case] | type[ClosedCase]) -> dict[str, object]:
    """Name and kind of each column."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    kept = [fields[name] for name in (*ClosedCase.FROZEN, "desk_id")]
    return {field.attname: (type(field), field.null, field.max_length) for field in kept}


def test_a_closed_case_has_the_columns_of_a_case() -> None:
    assert columns_of(ClosedCase) == columns_of(Case)


def test_every_column_but_its_keys_is_frozen() -> None:
    columns = {field.attname for field in ClosedCase._meta.concrete_fields}
    assert columns == {"id", "close_id", "case_id", "desk_id", *ClosedCase.FROZEN}


@pytest.mark.django_db
def test_whatever_can_be_frozen_counts_closed_cases(desk: Desk) -> None:
    """The database would refuse a column that is not there."""
    period = Period(JUNE.first, JUNE.last)
    scope = Scope((desk,), period, basis=Basis.PUBLISHED)
    for condition in FROZEN:
        for value, _label in condition.choices(scope)[:2]:
            narrowed = Scope((desk,), period, ((condition.code, value),), Basis.PUBLISHED)
            assert counted_cases(narrowed).count() == 0
    for dimension in DIMENSIONS.values():
        if dimension.is_frozen:
            rows = dimension.prepare(counted_cases(scope), scope)
            assert list(rows.values_list(dimension.column)) == []
    assert {kind.name for kind in MONTHLY} <= {kind.name for kind in FIGURES.values() if kind.can_be_frozen}


@pytest.mark.django_db
def test_what_no_close_keeps_is_refused_of_the_published_state(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = CONDITIONS["channel"]
    unkept = Condition(channel.code, channel.label, channel.q, channel.choices)
    monkeypatch.setitem(CONDITIONS, "channel", unkept)
    form = ScopeForm({"channel": "phone", "basis": "published"}, desks=[desk])
    assert form.errors == {
        "channel": ["この条件は月次締めに保存されていません。条件を外すか、現時点の数値で数えてください。"]
    }
    assert ScopeForm({"channel": "phone"}, desks=[desk]).is_valid()


@pytest.mark.django_db
def test_a_figure_that_is_no_part_of_a_close_is_refused_of_the_published_state(desk: Desk) -> None:
    kind = FigureKind("today", "今日の統計", FIGURES["topic_share"].select)
    form = ScopeForm({"basis": "published"}, desks=[desk])
    assert form.is_valid()
    assert not form.is_valid_for(kind)
    assert form.errors == {"basis": ["「今日の統計」は月次締めに含まれていません。現時点の数値で数えてください。"]}
    assert ScopeForm({}, desks=[desk]).is_valid_for(kind)

"""What a cell's conditions make of a scope, as a scope and as an address."""

import datetime as dt

from django.http import QueryDict

from mediso.desks.models import Desk
from reports.periods import Period
from reports.scope import ANY_DAY, Scope

DESKS = (Desk(code="mediso"), Desk(code="cariso"))
YEAR = Period(dt.date(2024, 4, 1), dt.date(2025, 3, 31))
SCOPE = Scope(DESKS, YEAR, (("kind", "venture"),))


def test_days_of_a_cell_stand_for_those_of_the_scope_and_an_end_it_empties_is_open() -> None:
    assert SCOPE.narrowed([("from", "2024-05-01")]).period == Period(dt.date(2024, 5, 1), YEAR.last)
    assert SCOPE.narrowed([("until", "")]).period == Period(YEAR.first, None)
    assert SCOPE.narrowed(ANY_DAY).period == Period()
    assert QueryDict(SCOPE.query(ANY_DAY)).dict() == {"kind": "venture"}
    assert SCOPE.narrowed(()) == SCOPE


def test_a_condition_may_stand_there_with_several_values() -> None:
    where = (("step", "preliminary"), ("step", "interviewed"), ("desk", "cariso"))
    narrowed = SCOPE.narrowed(where)
    assert narrowed.narrowing == (("kind", "venture"), ("step", "preliminary"), ("step", "interviewed"))
    assert narrowed.desks == DESKS[1:]
    address = QueryDict(SCOPE.query(where))
    assert address.getlist("step") == ["preliminary", "interviewed"]
    assert narrowed.query() == SCOPE.query(where)

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from cases.models import Case
from reports.figures.figure import Figure
from reports.periods import Period
from reports.registry import FIGURES
from reports.scope import Scope
from tests.factories.accounts import OrganisationFactory
from tests.reports.builders import SmallDesk, small_desk

pytestmark = pytest.mark.django_db


def asked(at: SmallDesk, organisation: Organisation, *days: str, product_type: str = "薬") -> None:
    for day in days:
        case = at.case(product_type, "甲", dt.date.fromisoformat(day))
        case.organisation = organisation
        case.save(update_fields=["organisation"])


def drawn(scope: Scope) -> dict[str, tuple[object, ...]]:
    """Cases, new, returning, organisations, organisations known before."""
    figure: Figure = FIGURES["new_and_returning"].select(scope)
    return {row.code: tuple(cell.value for cell in row.cells) for row in figure.all_rows}


def test_two_years_worked_out_on_paper() -> None:
    at = small_desk()
    first, second, third = OrganisationFactory.create_batch(3)
    asked(at, first, "2023-03-31", "2023-04-01", "2023-04-01")
    asked(at, second, "2023-05-01", "2023-06-01")
    asked(at, third, "2024-03-31")
    assert drawn(at.scope()) == {
        "2022": (1, 1, 0, 1, 0),
        "2023": (5, 2, 3, 3, 1),
        "total": (6, 3, 3, 3, 0),
    }
    fy_2023 = at.scope(Period(dt.date(2023, 4, 1), dt.date(2024, 3, 31)))
    assert drawn(fy_2023) == {"2023": (5, 2, 3, 3, 1), "total": (5, 2, 3, 3, 1)}
    april = at.scope(Period(dt.date(2023, 4, 1), dt.date(2023, 4, 30)))
    assert drawn(april) == {"2023": (2, 0, 2, 1, 1), "total": (2, 0, 2, 1, 1)}


def test_before_is_before_whatever_narrows_the_figure() -> None:
    at = small_desk()
    organisation = OrganisationFactory.create()
    asked(at, organisation, "2023-04-01", product_type="機")
    asked(at, organisation, "2023-05-01", product_type="薬")
    narrowed = at.scope().narrowed((("product_type", "薬"),))
    assert drawn(narrowed)["total"] == (1, 0, 1, 1, 1)


def test_what_is_not_counted_and_what_another_desk_received_makes_nobody_returning() -> None:
    at, other = small_desk(), small_desk()
    organisation = OrganisationFactory.create()
    asked(at, organisation, "2022-01-01")
    Case.objects.update(state="withdrawn", awaits="nobody", withdrawn_untriaged=True)
    asked(other, organisation, "2023-01-01")
    asked(at, organisation, "2023-04-01")
    assert drawn(at.scope())["total"] == (1, 1, 0, 1, 0)
    assert drawn(Scope((at.desk, other.desk)))["total"] == (2, 2, 0, 2, 0)


@pytest.mark.parametrize("size", [1, 3], ids=str)
def test_four_queries(size: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    at = small_desk()
    for organisation in OrganisationFactory.create_batch(size):
        asked(at, organisation, "2023-04-01", "2024-04-01")
    with django_assert_num_queries(4):
        assert drawn(at.scope())["total"] == (2 * size, size, size, size, 0)

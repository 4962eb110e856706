"""Cases by the thousand, for measuring."""

import pytest

from cases.enums import Awaits, State
from cases.models import Case, CaseEvent
from cases.services.generation import generate_cases
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from tests.conftest import MakeCase

pytestmark = pytest.mark.django_db


def test_closed_cases_are_drawn_from_closed_ones(make_case: MakeCase, desk: Desk) -> None:
    """An open one among them would be half closed."""
    model = make_case(State.CLOSED)
    for state in (State.AWAITING_FOUNDER, State.SUBMITTED):
        make_case(state)
    generate_cases(desk=desk, count=20, seed=1)
    made = Case.objects.filter(number__startswith="GEN")
    assert set(made.values_list("state", "awaits", "organisation")) == {
        (State.CLOSED, Awaits.NOBODY, model.organisation_id)
    }
    assert (made.count(), CaseEvent.objects.count()) == (20, 20)


def test_a_desk_without_a_closed_case_has_nothing_to_draw_from(make_case: MakeCase, desk: Desk) -> None:
    make_case()
    with pytest.raises(ActionRefused):
        generate_cases(desk=desk, count=1, seed=1)
    assert Case.objects.count() == 1

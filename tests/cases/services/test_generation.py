"""Cases by the thousand, for measuring."""

import datetime as dt

import pytest
from django.utils import timezone

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


def test_what_figures_count_is_that_of_the_model_so_many_days_later(make_case: MakeCase, desk: Desk) -> None:
    received_on = dt.date(2020, 1, 20)
    days = {"preliminary_on": 5, "interviewed_on": 12, "closed_on": 50, "followed_up_on": 400}
    make_case(
        State.CLOSED,
        received_on=received_on,
        **{name: received_on + dt.timedelta(days=after) for name, after in days.items()},
        satisfaction=5,
        triage_kept=False,
        month_end_moves="DSN",
    )
    generate_cases(desk=desk, count=60, seed=1)
    made = Case.objects.filter(number__startswith="GEN")
    for one in made:
        ends = {name: getattr(one, name) for name in days}
        expected = {name: one.received_on + dt.timedelta(days=after) for name, after in days.items()}
        assert ends == {name: day if day <= timezone.localdate() else None for name, day in expected.items()}
        assert one.closed_on is not None
        months = (one.closed_on.year - one.received_on.year) * 12 + one.closed_on.month - one.received_on.month
        assert one.month_end_moves == {1: "D", 2: "DS"}[months]
    assert set(made.values_list("satisfaction", "triage_kept", "answer_kept")) == {(5, False, None)}
    assert {len(one.month_end_moves) for one in made} == {1, 2}
    assert {one.followed_up_on is None for one in made} == {False, True}


def test_a_desk_without_a_closed_case_has_nothing_to_draw_from(make_case: MakeCase, desk: Desk) -> None:
    make_case()
    with pytest.raises(ActionRefused):
        generate_cases(desk=desk, count=1, seed=1)
    assert Case.objects.count() == 1

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import OutcomeKind, State
from cases.models import Case, CaseEvent, Outcome
from cases.services.outcomes import tell_outcome
from mediso.common.errors import ActionRefused
from tests.conftest import MakeCase
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DAY = dt.date(2026, 4, 1)


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.CLOSED, received_on=dt.date(2025, 4, 1))


def tell(case: Case, actor: User, **changes: Any) -> Outcome:
    told: dict[str, Any] = {
        "kind": OutcomeKind.FUNDS_RAISED,
        "occurred_on": DAY,
        "amount": 50_000_000,
        "description": "シリーズA",
    }
    return tell_outcome(case_id=case.pk, actor=actor, **(told | changes))


@pytest.mark.parametrize("who", ["founder", "staff"])
def test_what_came_of_it_is_noted_with_who_told_it(who: str, case: Case, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    outcome = tell(case, person)
    assert list(case.outcomes.values_list("kind", "occurred_on", "amount", "description", "told_by")) == [
        ("funds_raised", DAY, 50_000_000, "シリーズA", person.pk)
    ]
    event = CaseEvent.objects.get()
    assert (event.kind, event.actor, event.payload) == (
        "outcome_told",
        person,
        {"outcome": outcome.pk, "kind": "funds_raised"},
    )
    case.refresh_from_db()
    assert (case.state, case.version) == ("closed", 1)


REFUSED = {
    "a day to come": ({"occurred_on": dt.date(2999, 1, 1)}, "This day is still to come."),
    "an amount of an approval": (
        {"kind": OutcomeKind.APPROVAL},
        "Only funds raised have an amount, of 1 yen or more.",
    ),
    "nothing raised": ({"amount": 0}, "Only funds raised have an amount, of 1 yen or more."),
}


@pytest.mark.parametrize(("changes", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_is_refused(changes: dict[str, Any], reason: str, case: Case, founder: User) -> None:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        tell(case, founder, **changes)
    assert str(refusal.value) == reason
    assert world() == before


def test_the_same_twice_is_told_once(case: Case, founder: User) -> None:
    tell(case, founder)
    before = world()
    with pytest.raises(ActionRefused, match="This was told already"):
        tell(case, founder)
    assert world() == before
    tell(case, founder, amount=None)
    assert case.outcomes.count() == 2


def test_today_is_not_to_come(case: Case, founder: User) -> None:
    assert tell(case, founder, occurred_on=timezone.localdate()).occurred_on == timezone.localdate()


def test_nobody_else_tells_of_a_case(case: Case, other_founder: User) -> None:
    before = world()
    with pytest.raises(ActionRefused):
        tell(case, other_founder)
    assert world() == before

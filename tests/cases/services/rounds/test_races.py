"""Two who send at the same moment."""

import pytest
from django.utils import translation

from accounts.models import User
from cases.enums import State
from cases.models import Assignment
from cases.services.rounds.sending import Sent, send
from mediso.desks.models import Desk
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.people import row_of
from tests.support.races import at_once
from tests.support.rounds import worked_out

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_rounds_with_the_same_last_free_supporter_one_gets_them(
    make_case: MakeCase, desk: Desk, supporter: User, staff: User
) -> None:
    """Each round has one case of its own ticked: both are for whoever has one place left."""
    cases = [make_case(State.MATCHING) for _number in range(2)]
    Supporter.objects.update(max_open_cases=2)
    Desk.objects.update(floor_points=0)
    colleague = UserFactory.create(staff_of=desk)
    rounds = [worked_out(desk, one) for one in (staff, colleague)]
    Supporter.objects.update(max_open_cases=1)

    def sending(place: int, actor: User) -> Sent:
        row = rounds[place].rows.get(case=cases[place])
        with translation.override("en"):
            return send(round_id=rounds[place].pk, actor=actor, seen=1, row_ids=[row.pk])

    answers = at_once(lambda: sending(0, staff), lambda: sending(1, colleague))

    assert sorted(answers, key=str) == [Sent(0, 1, 0), Sent(1, 0, 0)]
    assert Assignment.objects.get().supporter == row_of(supporter)
    (told,) = [row.refusal for one in rounds for row in one.rows.exclude(refusal="")]
    assert told == "The cap on open cases is reached: 0 accepted and 1 proposed, of 1."


def test_one_round_sent_twice_at_once_is_sent_once(
    make_case: MakeCase, desk: Desk, supporter: User, staff: User
) -> None:
    case = make_case(State.MATCHING)
    found = worked_out(desk, staff)
    row = found.rows.get()
    answers = at_once(*[lambda: send(round_id=found.pk, actor=staff, seen=1, row_ids=[row.pk])] * 3)
    assert answers == [Sent(1, 0, 0)] * 3
    assert Assignment.objects.get().case == case
    assert row_of(supporter).assignments.count() == 1

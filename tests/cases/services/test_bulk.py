"""Many cases through the gate, one by one."""

import pytest

from accounts.models import User
from cases.enums import Action, EventKind, State
from cases.models import CaseEvent
from cases.services import charge
from cases.services.bulk import BULK, Result, act_on_each
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 花子", language="en")


def test_each_case_has_its_own_result(make_case: MakeCase, staff: User, colleague: User) -> None:
    """One is taken already, one was changed meanwhile, one is closed: the others are done all the same."""
    free, taken, changed, closed, last = make_case(), make_case(), make_case(), make_case(State.CLOSED), make_case()
    charge.claim(case_id=taken.pk, actor=colleague, seen=1)
    charge.claim(case_id=changed.pk, actor=colleague, seen=1)
    charge.hand_over(case_id=changed.pk, actor=colleague, seen=2, colleague=None)

    seen = {free: 1, taken: 2, changed: 2, closed: 1, last: 1}
    results = act_on_each(action=Action.CLAIM, actor=staff, chosen=list(seen.items()))

    assert results == [
        Result(free.number),
        Result(taken.number, "事務局 花子 is in charge of this case already. It can still be handed over."),
        Result(
            changed.number,
            "Someone was quicker: 事務局 花子 – Handed over. The case is “Received” now. Nothing of yours was saved; "
            "look at the new state and try again.",
        ),
        Result(closed.number, "“Take charge of the case” is not possible: the case is “Closed” now."),
        Result(last.number),
    ]
    held = {}
    for case in seen:
        case.refresh_from_db()
        held[case.number] = case.responsible
    assert list(held.values()) == [staff, colleague, None, None, staff]
    assert {event.case for event in CaseEvent.objects.filter(actor=staff)} == {free, last}


def test_a_refusal_leaves_nothing_of_its_case_behind(make_case: MakeCase, staff: User, colleague: User) -> None:
    cases = [make_case(State.TRIAGING), make_case(State.TRIAGING)]
    chosen = [(case, 1) for case in cases]
    first = act_on_each(action=Action.HAND_OVER, actor=staff, chosen=chosen, colleague=colleague)
    assert first == [Result(case.number) for case in cases]
    again = act_on_each(action=Action.HAND_OVER, actor=staff, chosen=[(case, 2) for case in cases], colleague=colleague)
    assert again == [Result(case.number, "Nothing would change: this is who is in charge now.") for case in cases]
    assert [event.kind for event in CaseEvent.objects.all()] == [EventKind.HANDED_OVER] * 2
    assert {(mail.to, mail.key) for mail in OutboxMail.objects.all()} == {
        (colleague.email, f"handed_over:{case.number}:1") for case in cases
    }


@pytest.mark.parametrize("action", list(BULK))
def test_who_may_not_is_refused_case_by_case(action: Action, make_case: MakeCase, other_staff: User) -> None:
    state = {Action.START_MATCHING: State.TRIAGING}.get(action, State.SUBMITTED)
    cases = [make_case(state), make_case(state)]
    more = {"colleague": other_staff} if action == Action.HAND_OVER else {}
    results = act_on_each(action=action, actor=other_staff, chosen=[(case, 1) for case in cases], **more)
    assert len({one.refusal for one in results}) == 1
    assert results[0].refusal.startswith("Only the staff ")
    assert not CaseEvent.objects.exists()

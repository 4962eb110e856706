"""Fifty of the staff grab one case at the same moment: one holds it, and the others are told who."""

from functools import partial

import pytest
from django.utils import translation

from accounts.models import User
from cases.enums import EventKind
from cases.models import Case, CaseEvent
from cases.services import charge
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

STAFF = 50


@pytest.fixture
def crowd(desk: Desk) -> list[User]:
    return [UserFactory.create(staff_of=desk, name=f"事務局 {number}番") for number in range(STAFF)]


def all_claim(case: Case, crowd: list[User], seen: int | None) -> list[object]:
    """Each in a transaction and a language of their own."""

    def claim(actor: User) -> Case:
        with translation.override("en"):
            return charge.claim(case_id=case.pk, actor=actor, seen=seen)

    return at_once(*[partial(claim, one) for one in crowd])


def holder_and_messages(case: Case, answers: list[object], refusal: type[Exception]) -> tuple[User, set[str]]:
    """Exactly one has the case, by exactly one event; every other answer is that refusal."""
    case.refresh_from_db()
    assert sorted(type(answer).__name__ for answer in answers) == sorted(["Case"] + [refusal.__name__] * (STAFF - 1))
    event = CaseEvent.objects.get()
    assert (event.kind, event.actor, case.version) == (EventKind.CLAIMED, case.responsible, 2)
    assert case.responsible is not None
    return case.responsible, {str(answer) for answer in answers if isinstance(answer, refusal)}


def test_of_fifty_who_saw_it_free_one_takes_it(make_case: MakeCase, crowd: list[User]) -> None:
    case = make_case()
    holder, messages = holder_and_messages(case, all_claim(case, crowd, seen=1), StaleRow)
    assert messages == {
        f"Someone was quicker: {holder} – Staff member took charge. The case is “Received” now. "
        "Nothing of yours was saved; look at the new state and try again."
    }


def test_of_fifty_who_saw_nothing_one_takes_it(make_case: MakeCase, crowd: list[User]) -> None:
    case = make_case()
    holder, messages = holder_and_messages(case, all_claim(case, crowd, seen=None), ActionRefused)
    assert messages == {f"{holder} is in charge of this case already. It can still be handed over."}

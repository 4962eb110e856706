import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Invitation, User
from accounts.selectors.people import SignIn, as_people, named_like, people_visible_to, with_role
from mediso.desks.models import Desk
from tests.factories.accounts import UserFactory, grant

pytestmark = pytest.mark.django_db


def test_staff_see_the_people_of_their_desks_alone(
    staff: User, other_staff: User, manager: User, supporter: User, administrator: User
) -> None:
    founder = UserFactory.create(founder=True)
    assert set(people_visible_to(staff)) == {staff, manager, supporter}
    assert set(people_visible_to(other_staff)) == {other_staff}
    assert set(people_visible_to(administrator)) == set(User.objects.all())
    for nobody in (manager, supporter, founder):
        assert not people_visible_to(nobody).exists()


def test_staff_learn_nothing_of_roles_at_other_desks(staff: User, manager: User, other_desk: Desk, desk: Desk) -> None:
    grant(manager, Role.STAFF, other_desk)
    grant(manager, Role.FOUNDER)
    grant(manager, Role.STAFF, desk)

    (person,) = as_people([manager], staff)

    assert [(one.role, one.desk_id) for one in person.grants] == [("staff", desk.pk), ("manager", desk.pk)]
    assert manager not in with_role(people_visible_to(staff), Role.FOUNDER, staff)


def test_search_wants_every_word_in_name_or_address(staff: User, manager: User) -> None:
    people = people_visible_to(staff)
    assert list(named_like(people, "責任 manager@")) == [manager]
    assert list(named_like(people, "責任 staff@")) == []
    assert set(named_like(people, " ")) == {staff, manager}


def confirmed(user: User, *, verified: bool = True) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=verified)


def invited(user: User, *days: int) -> None:
    """One invitation for each number of days that it still lasts."""
    user.set_unusable_password()
    for last in days:
        until = timezone.now() + dt.timedelta(days=last)
        Invitation.objects.create(user=user, token_digest=str(last), invited_by=user, expires_at=until)


def closed(user: User) -> None:
    user.is_active = False


STATES: dict[SignIn, Callable[[User], None]] = {
    SignIn.READY: confirmed,
    SignIn.UNCONFIRMED: partial(confirmed, verified=False),
    SignIn.INVITED: lambda user: invited(user, 5, -1),
    SignIn.RAN_OUT: lambda user: invited(user, -1),
    SignIn.CLOSED: closed,
}


@pytest.mark.parametrize("state", list(SignIn))
def test_sign_in_state(state: SignIn, staff: User) -> None:
    user = UserFactory.create()
    STATES[state](user)

    (person,) = as_people([user], staff)

    assert person.sign_in is state
    assert (person.invited_until is not None) == (state is SignIn.INVITED)
    assert person.sign_in.label

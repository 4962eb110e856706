"""The same button pressed twice at once, in real transactions."""

from collections.abc import Callable

import pytest

from accounts.enums import OrganisationKind, Prefecture, Role
from accounts.models import Invitation, Membership, Organisation, RoleGrant, User
from accounts.services.invitations import accept_invitation, invite_again, withdraw_invitation
from accounts.services.organisations import create_organisation
from accounts.services.people import invite
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def allowed_at_once(*actions: Callable[[], object]) -> list[bool]:
    """Whether each was allowed. Anything but a refusal fails the test."""
    answers = at_once(*actions)
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, ActionRefused)] == []
    return [not isinstance(one, ActionRefused) for one in answers]


@pytest.fixture
def invited(desk: Desk, staff: User) -> User:
    return invite(email="new@example.jp", name="新田 新", role=Role.MANAGER, desk=desk, invited_by=staff)


def test_same_person_invited_by_two_gets_one_account_and_one_mail(desk: Desk, staff: User) -> None:
    def press() -> None:
        invite(email="new@example.jp", name="新田 新", role=Role.MANAGER, desk=desk, invited_by=staff)

    allowed_at_once(press, press, press)

    assert User.objects.filter(email="new@example.jp").count() == 1
    assert RoleGrant.objects.filter(role=Role.MANAGER).count() == 1
    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (1, 1)


def test_link_used_twice_at_once_sets_one_password(invited: User) -> None:
    opened = Invitation.objects.get()
    passwords = ["the-first-of-two", "the-second-of-two"]

    allowed = allowed_at_once(
        *(lambda chosen=chosen: accept_invitation(invitation=opened, password=chosen) for chosen in passwords)
    )

    assert sorted(allowed) == [False, True]
    invited.refresh_from_db()
    assert invited.check_password(passwords[allowed.index(True)])


def test_accepted_or_withdrawn_but_not_both(invited: User, staff: User) -> None:
    opened = Invitation.objects.get()

    accepted, withdrawn = allowed_at_once(
        lambda: accept_invitation(invitation=opened, password="correct-horse-battery"),
        lambda: withdraw_invitation(user=invited, withdrawn_by=staff),
    )

    assert accepted != withdrawn
    assert User.objects.filter(pk=invited.pk).exists() == accepted


def test_sent_again_by_two_sends_one_mail(invited: User, staff: User) -> None:
    Invitation.objects.update(invited_at="2020-01-01T00:00:00Z")

    allowed = allowed_at_once(*[lambda: invite_again(user=invited, invited_by=staff)] * 2)

    assert sorted(allowed) == [False, True]
    assert OutboxMail.objects.count() == 2


def test_two_presses_make_one_organisation(founder: User) -> None:
    def press() -> None:
        create_organisation(user=founder, name="アオバ", kind=OrganisationKind.VENTURE, prefecture=Prefecture.TOKYO)

    assert sorted(allowed_at_once(press, press)) == [False, True]
    assert Organisation.objects.filter(name="アオバ").count() == 1
    assert Membership.objects.filter(user=founder).count() == 2

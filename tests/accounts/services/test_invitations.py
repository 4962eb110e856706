import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Invitation, RoleGrant, User
from accounts.selectors.invitations import digest_of, invitation_of
from accounts.services.invitations import (
    INVITATION_LASTS,
    accept_invitation,
    invite_again,
    send_invitation,
    take_back_roles,
    withdraw_invitation,
)
from accounts.services.people import invite
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.factories.accounts import UserFactory, grant
from tests.support.accounts import delivered, path_in, people_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

PASSWORD = "correct-horse-battery"


@pytest.fixture
def invited(desk: Desk, staff: User) -> User:
    return invite(email="new@example.jp", name="新田 新", role=Role.MANAGER, desk=desk, invited_by=staff)


def later(**delta: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + dt.timedelta(**delta), tick=False)


def test_token_is_nowhere_in_the_database_once_sent(invited: User) -> None:
    token = path_in(delivered()[0]).split("/")[2]

    assert Invitation.objects.get().token_digest == digest_of(token)
    assert token not in str(people_world())


def test_accepting_sets_password_and_confirms_the_address(invited: User) -> None:
    user = accept_invitation(invitation=Invitation.objects.get(), password=PASSWORD)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("new@example.jp", True, True)
    assert Invitation.objects.get().accepted_at is not None


def use(invitation: Invitation) -> None:
    accept_invitation(invitation=invitation, password="the-first-password")


def run_out(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())


def reset_password(invitation: Invitation) -> None:
    invitation.user.set_password("set-by-a-reset-link")
    invitation.user.save()


def close_account(invitation: Invitation) -> None:
    User.objects.filter(pk=invitation.user_id).update(is_active=False)


@pytest.mark.parametrize("spoil", [use, run_out, reset_password, close_account])
def test_spoilt_invitation_is_refused(spoil: Callable[[Invitation], None], invited: User) -> None:
    opened = Invitation.objects.get()
    spoil(Invitation.objects.select_related("user").get())
    before = people_world()

    with pytest.raises(ActionRefused):
        accept_invitation(invitation=opened, password=PASSWORD)

    assert people_world() == before


def test_withdrawn_invitation_is_refused(invited: User, staff: User) -> None:
    opened = Invitation.objects.get()
    withdraw_invitation(user=invited, withdrawn_by=staff)

    with pytest.raises(ActionRefused, match="no longer valid"):
        accept_invitation(invitation=opened, password=PASSWORD)

    assert not User.objects.filter(email="new@example.jp").exists()


def test_invited_again_only_the_newer_link_works(invited: User, staff: User) -> None:
    first = path_in(delivered()[0])
    with later(minutes=2):
        invite_again(user=invited, invited_by=staff)
        second = path_in(delivered()[1])

        old, new = (invitation_of(path.split("/")[2]) for path in (first, second))
        assert old is not None
        assert new is not None
        with pytest.raises(ActionRefused):
            accept_invitation(invitation=old, password=PASSWORD)
        assert accept_invitation(invitation=new, password=PASSWORD) == invited


def test_invited_again_after_it_ran_out(invited: User, staff: User) -> None:
    with later(days=INVITATION_LASTS.days + 1):
        invite_again(user=invited, invited_by=staff)
        assert accept_invitation(invitation=Invitation.objects.first(), password=PASSWORD) == invited  # type: ignore[arg-type]


def test_second_press_within_a_minute_is_refused(invited: User, staff: User) -> None:
    before = people_world()
    with later(seconds=59), pytest.raises(ActionRefused, match="less than a minute ago"):
        invite_again(user=invited, invited_by=staff)
    assert people_world() == before


@pytest.mark.parametrize("who", ["other_staff", "manager", "founder", "supporter"])
def test_others_cannot_invite_again_or_withdraw(who: str, invited: User, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(who)
    before = people_world()
    with later(minutes=2):
        with pytest.raises(ActionRefused):
            invite_again(user=invited, invited_by=actor)
        with pytest.raises(ActionRefused):
            withdraw_invitation(user=invited, withdrawn_by=actor)
    assert people_world() == before


def test_who_has_a_password_is_neither_invited_again_nor_withdrawn(manager: User, staff: User) -> None:
    before = people_world()
    with pytest.raises(ActionRefused, match="has a password already"):
        invite_again(user=manager, invited_by=staff)
    with pytest.raises(ActionRefused, match="has a password already"):
        withdraw_invitation(user=manager, withdrawn_by=staff)
    assert people_world() == before


def test_withdrawing_frees_the_address(invited: User, staff: User) -> None:
    withdraw_invitation(user=invited, withdrawn_by=staff)

    assert not User.objects.filter(pk=invited.pk).exists()
    assert not Invitation.objects.exists()


def test_withdrawing_leaves_the_roles_of_other_desks(invited: User, staff: User, other_desk: Desk) -> None:
    grant(invited, Role.STAFF, other_desk)

    withdraw_invitation(user=invited, withdrawn_by=staff)

    assert User.objects.get(pk=invited.pk).granted == {(Role.STAFF, other_desk.pk)}
    assert Invitation.objects.get().expires_at > timezone.now()


def test_invitation_of_a_supporter_is_not_withdrawn_from_the_list(desk: Desk, staff: User) -> None:
    user = invite(email="s@example.jp", name="専門 家", role=Role.SUPPORTER, desk=desk, invited_by=staff)
    before = people_world()
    with pytest.raises(ActionRefused, match="roster"):
        withdraw_invitation(user=user, withdrawn_by=staff)
    assert people_world() == before


def test_account_that_other_rows_name_is_kept_without_a_way_in(invited: User, staff: User, desk: Desk) -> None:
    colleague = UserFactory.create()
    send_invitation(user=colleague, role=Role.STAFF, desk=desk, invited_by=invited)  # names `invited` for ever

    take_back_roles(user=invited, grants=list(RoleGrant.objects.filter(user=invited)))

    kept = User.objects.get(pk=invited.pk)
    assert kept.granted == frozenset()
    assert not kept.invitations.filter(expires_at__gt=timezone.now()).exists()


def test_administrator_without_desk_is_invited_in_the_name_of_the_whole(administrator: User) -> None:
    user = User.objects.create_user("second@example.jp", name="管理 次郎")
    grant(user, Role.ADMINISTRATOR)

    invite_again(user=user, invited_by=administrator)

    assert OutboxMail.objects.get().to == "second@example.jp"
    assert delivered()[0].subject.strip()

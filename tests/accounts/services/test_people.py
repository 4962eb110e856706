import pytest
from allauth.account.models import EmailAddress

from accounts.enums import Role
from accounts.models import Invitation, RoleGrant, User
from accounts.services.people import change_profile, invite
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.accounts import delivered, people_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NEW = "new.person@example.jp"


def invited(desk: Desk, by: User, *, email: str = NEW, role: Role = Role.MANAGER, name: str = "新田 新") -> User:
    return invite(email=email, name=name, role=role, desk=desk, invited_by=by)


def test_new_person_gets_account_role_and_mail(desk: Desk, staff: User) -> None:
    user = invited(desk, staff, email=" New.Person@Example.JP ")

    assert (user.email, user.name, user.has_usable_password()) == (NEW, "新田 新", False)
    assert user.granted == {(Role.MANAGER, desk.pk)}
    invitation = Invitation.objects.get()
    assert (invitation.user, invitation.invited_by, invitation.accepted_at) == (user, staff, None)
    assert [message.to for message in delivered()] == [[NEW]]


def test_mail_is_in_the_readers_language_and_keeps_names_as_they_are(desk: Desk, staff: User) -> None:
    invited(desk, staff, name="O'Neil & <Co>")
    UserFactory.create(email="english@example.jp", language="en", verified=True)
    invited(desk, staff, email="english@example.jp")
    japanese, english = delivered()

    assert "医療の窓口" in japanese.subject
    assert "Medical desk" not in japanese.body
    assert "O'Neil & <Co>" in japanese.body
    assert english.subject == "You have a new role at Medical desk"


@pytest.mark.parametrize("who", ["founder", "supporter", "manager", "other_staff"])
def test_only_the_desks_staff_invite(who: str, desk: Desk, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(who)
    before = people_world()

    with pytest.raises(ActionRefused, match="Only the staff of the desk can invite people"):
        invited(desk, actor)

    assert people_world() == before


def test_administrators_invite_to_any_desk(desk: Desk, administrator: User) -> None:
    assert invited(desk, administrator, role=Role.STAFF).has_role(Role.STAFF, desk.pk)


@pytest.mark.parametrize("role", [Role.FOUNDER, Role.ADMINISTRATOR])
def test_roles_of_no_desk_are_not_invited_to(role: Role, desk: Desk, administrator: User) -> None:
    before = people_world()

    with pytest.raises(ActionRefused, match="belongs to no desk"):
        invited(desk, administrator, role=role)

    assert people_world() == before


def test_who_can_sign_in_gets_the_role_at_once_and_is_told(desk: Desk, staff: User) -> None:
    known = UserFactory.create(email=NEW, name="新田 旧", verified=True, founder=True)

    user = invited(desk, staff, name="別の名")

    assert user == known
    assert user.granted == {(Role.FOUNDER, None), (Role.MANAGER, desk.pk)}
    assert (user.name, user.check_password(PASSWORD)) == ("新田 旧", True)
    assert not Invitation.objects.exists()
    (message,) = delivered()
    assert message.to == [NEW]
    assert "/invitations/" not in message.body


def test_inviting_to_a_role_held_already_changes_nothing(desk: Desk, staff: User) -> None:
    invited(desk, staff)
    before = people_world()

    invited(desk, staff, name="別の名")

    assert people_world() == before


def test_second_role_while_invited_sends_one_valid_link(desk: Desk, other_desk: Desk, administrator: User) -> None:
    first = invited(desk, administrator)
    second = invited(other_desk, administrator, role=Role.STAFF, name="別の名")

    assert (first, second.name) == (second, "新田 新")
    newest, older = Invitation.objects.order_by("-pk")
    assert older.expires_at <= newest.invited_at < newest.expires_at
    assert OutboxMail.objects.count() == 2


def test_password_of_an_unconfirmed_sign_up_is_forgotten(desk: Desk, staff: User) -> None:
    """Somebody signed up with the address of a colleague to be, and knows the password they chose."""
    squatter = UserFactory.create(email=NEW, name="名を騙る者", founder=True)
    EmailAddress.objects.create(user=squatter, email=NEW, verified=False, primary=True)

    user = invited(desk, staff)

    assert user == squatter
    assert (user.name, user.has_usable_password()) == ("新田 新", False)
    assert "/invitations/" in delivered()[0].body


def test_closed_account_is_refused(desk: Desk, staff: User) -> None:
    UserFactory.create(email=NEW, is_active=False)
    before = people_world()

    with pytest.raises(ActionRefused, match="closed"):
        invited(desk, staff)

    assert people_world() == before


def test_profile_changes_name_and_language_alone(staff: User) -> None:
    before = RoleGrant.objects.count()
    change_profile(user=staff, name="事務局 二郎", language="en")
    staff.refresh_from_db()
    assert (staff.name, staff.language, staff.email) == ("事務局 二郎", "en", "staff@example.jp")
    assert RoleGrant.objects.count() == before

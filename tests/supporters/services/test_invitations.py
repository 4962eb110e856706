import datetime as dt

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.services.invitations import accept_invitation
from accounts.services.people import invite
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from supporters.models import Supporter
from supporters.services.invitations import invite_supporter, withdraw_supporter_invitation
from tests.factories.accounts import UserFactory
from tests.factories.supporters import SupporterFactory
from tests.support.accounts import delivered, people_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

EMAIL = "expert@example.jp"


@pytest.fixture
def row(desk: Desk) -> Supporter:
    return SupporterFactory.create(desk=desk, name="専門 家")


def test_account_is_made_and_tied_to_the_row(row: Supporter, staff: User) -> None:
    invite_supporter(supporter=row, email="Expert@example.jp", invited_by=staff)

    row.refresh_from_db()
    assert row.user is not None
    assert (row.user.email, row.user.name, row.user.has_usable_password()) == (EMAIL, "専門 家", False)
    assert row.user.granted == {(Role.SUPPORTER, row.desk_id)}
    assert [message.to for message in delivered()] == [[EMAIL]]


def test_founder_who_is_an_expert_too_keeps_one_account(row: Supporter, staff: User) -> None:
    founder = UserFactory.create(email=EMAIL, founder=True, verified=True)

    invite_supporter(supporter=row, email=EMAIL, invited_by=staff)

    row.refresh_from_db()
    assert row.user == founder
    assert founder.granted == {(Role.FOUNDER, None), (Role.SUPPORTER, row.desk_id)}


def test_same_person_on_the_rosters_of_two_desks(
    row: Supporter, staff: User, other_staff: User, other_desk: Desk
) -> None:
    elsewhere = SupporterFactory.create(desk=other_desk, name="専門 家")
    invite_supporter(supporter=row, email=EMAIL, invited_by=staff)
    invite_supporter(supporter=elsewhere, email=EMAIL, invited_by=other_staff)

    row.refresh_from_db()
    elsewhere.refresh_from_db()
    assert row.user == elsewhere.user
    assert row.user is not None
    assert row.user.granted == {(Role.SUPPORTER, row.desk_id), (Role.SUPPORTER, other_desk.pk)}


def test_address_of_another_on_the_same_roster_is_refused(row: Supporter, staff: User, supporter: User) -> None:
    before = people_world()
    with pytest.raises(ActionRefused, match="belongs to 野村 進 on the same roster"):
        invite_supporter(supporter=row, email=supporter.email, invited_by=staff)
    assert people_world() == before


def test_address_invited_a_moment_ago_for_another_row_is_refused(row: Supporter, staff: User, desk: Desk) -> None:
    first = SupporterFactory.create(desk=desk, name="最初 の人")
    invite_supporter(supporter=first, email=EMAIL, invited_by=staff)
    before = people_world()
    with pytest.raises(ActionRefused, match="最初 の人"):
        invite_supporter(supporter=row, email=EMAIL, invited_by=staff)
    assert people_world() == before


def test_row_that_has_an_account_is_refused(supporter: User, staff: User) -> None:
    before = people_world()
    with pytest.raises(ActionRefused, match="has an account already"):
        invite_supporter(supporter=supporter.appointments.get(), email=EMAIL, invited_by=staff)
    assert people_world() == before


@pytest.mark.parametrize("who", ["founder", "supporter", "manager", "administrator", "other_staff"])
def test_only_the_desks_staff_invite_and_withdraw(who: str, row: Supporter, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(who)
    before = people_world()
    with pytest.raises(ActionRefused, match="Only the staff of the desk"):
        invite_supporter(supporter=row, email=EMAIL, invited_by=actor)
    with pytest.raises(ActionRefused, match="Only the staff of the desk"):
        withdraw_supporter_invitation(supporter=row, withdrawn_by=actor)
    assert people_world() == before


def test_who_is_past_the_term_is_not_invited(desk: Desk, staff: User) -> None:
    today = timezone.localdate()
    past = SupporterFactory.create(desk=desk, term_end=today - dt.timedelta(days=1))
    last_day = SupporterFactory.create(desk=desk, term_end=today)
    before = people_world()
    with pytest.raises(ActionRefused, match="term of this supporter has ended"):
        invite_supporter(supporter=past, email=EMAIL, invited_by=staff)
    assert people_world() == before
    assert invite_supporter(supporter=last_day, email=EMAIL, invited_by=staff).user is not None


def test_closed_account_is_not_tied(row: Supporter, staff: User) -> None:
    UserFactory.create(email=EMAIL, is_active=False)
    before = people_world()
    with pytest.raises(ActionRefused, match="closed"):
        invite_supporter(supporter=row, email=EMAIL, invited_by=staff)
    assert people_world() == before


def test_withdrawing_unties_the_row_and_frees_the_address(row: Supporter, staff: User) -> None:
    before = people_world()
    invite_supporter(supporter=row, email=EMAIL, invited_by=staff)

    withdraw_supporter_invitation(supporter=row, withdrawn_by=staff)

    after = people_world()
    assert after.pop("outbox.OutboxMail") != before.pop("outbox.OutboxMail")  # what is written is sent
    assert after == before


def test_withdrawing_leaves_what_else_the_person_is_invited_to(row: Supporter, staff: User, desk: Desk) -> None:
    invite_supporter(supporter=row, email=EMAIL, invited_by=staff)
    invite(email=EMAIL, name="専門 家", role=Role.MANAGER, desk=desk, invited_by=staff)

    withdraw_supporter_invitation(supporter=row, withdrawn_by=staff)

    assert User.objects.get(email=EMAIL).granted == {(Role.MANAGER, desk.pk)}


def test_who_has_accepted_is_not_withdrawn(row: Supporter, staff: User) -> None:
    user = invite_supporter(supporter=row, email=EMAIL, invited_by=staff).user
    assert user is not None
    accept_invitation(invitation=user.invitations.get(), password="correct-horse-battery")
    before = people_world()
    with pytest.raises(ActionRefused, match="has a password already"):
        withdraw_supporter_invitation(supporter=row, withdrawn_by=staff)
    assert people_world() == before


def test_who_was_never_invited_is_not_withdrawn(row: Supporter, staff: User) -> None:
    before = people_world()
    with pytest.raises(ActionRefused, match="has not been invited"):
        withdraw_supporter_invitation(supporter=row, withdrawn_by=staff)
    assert people_world() == before

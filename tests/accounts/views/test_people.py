import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Invitation, RoleGrant, User
from accounts.services.people import invite
from mediso.desks.models import Desk
from tests.factories.accounts import UserFactory, grant
from tests.support.accounts import delivered, path_in, people_world
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
LIST, INVITE = "/people/", "/people/invite/"
FORM = {"email": "new@example.jp", "name": "新田 新", "role": "manager"}


def later(**delta: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + dt.timedelta(**delta), tick=False)


@pytest.fixture
def invited(desk: Desk, staff: User) -> User:
    return invite(email="new@example.jp", name="新田 新", role=Role.MANAGER, desk=desk, invited_by=staff)


@pytest.mark.parametrize("who", ["founder", "supporter", "full_time", "manager"])
@pytest.mark.parametrize("path", [LIST, INVITE])
def test_others_are_refused_with_the_reason(
    who: str, path: str, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    response = sign_in(request.getfixturevalue(who)).get(path)
    assert response.status_code == 403
    assert "Only the staff of a desk and administrators can see its people." in response.content.decode()


def test_list_shows_roles_and_open_invitations(sign_in: SignIn, staff: User, invited: User, other_staff: User) -> None:
    page = sign_in(staff).get(LIST).content.decode()
    assert "new@example.jp" in page
    assert "invited, no answer yet" in page
    assert reverse("person_invite_again", args=[invited.pk]) in page
    assert reverse("person_invite_again", args=[staff.pk]) not in page
    assert other_staff.email not in page


def test_filter_and_search_narrow_the_list(sign_in: SignIn, staff: User, manager: User) -> None:
    browser = sign_in(staff)
    assert emails(browser.get(LIST, {"role": "manager"})) == [manager.email]
    assert emails(browser.get(LIST, {"q": "責任"})) == [manager.email]
    assert emails(browser.get(LIST, {"q": "nobody"})) == []
    assert emails(browser.get(LIST, {"sort": "-email"})) == [staff.email, manager.email]
    assert "Nobody is found" in browser.get(LIST, {"q": "nobody"}).content.decode()


def test_htmx_gets_the_list_alone(sign_in: SignIn, staff: User) -> None:
    page = sign_in(staff).get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert staff.email in page
    assert "<html" not in page


def test_pages_hold_25(sign_in: SignIn, staff: User, desk: Desk) -> None:
    for _ in range(26):
        UserFactory.create(manager_of=desk)
    browser = sign_in(staff)
    assert len(emails(browser.get(LIST))) == 25
    assert len(emails(browser.get(LIST, {"page": 2}))) == 2


def test_queries_do_not_grow_with_the_rows(sign_in: SignIn, staff: User, desk: Desk) -> None:
    """The staff who look are a row too."""
    browser = sign_in(staff)
    browser.get(LIST)  # the menu's counts are kept from here on
    at_one = queries_of(browser, LIST)
    for number in range(2):
        invite(email=f"more{number}@example.jp", name="他", role=Role.MANAGER, desk=desk, invited_by=staff)
    assert queries_of(browser, LIST) == at_one


def test_inviting_ends_in_a_sign_in(sign_in: SignIn, visitor: SignIn, new_email: str, staff: User, desk: Desk) -> None:
    response = sign_in(staff).post(INVITE, FORM | {"desk": desk.pk, "email": new_email})
    assert (response.status_code, response.headers["Location"]) == (302, LIST)

    browser, password = visitor(), {"password1": "correct-horse-battery", "password2": "correct-horse-battery"}
    response = browser.post(path_in(delivered()[0]), password)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    user = User.objects.get(email=new_email)
    assert browser.session["_auth_user_id"] == str(user.pk)

    browser = visitor()
    response = browser.post("/accounts/login/", {"login": new_email, "password": "correct-horse-battery"})
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert user.granted == {(Role.MANAGER, desk.pk)}


WRONG = {
    "no address": ({"email": ""}, "email"),
    "no such address": ({"email": "new@"}, "email"),
    "no name": ({"name": " "}, "name"),
    "supporter": ({"role": "supporter"}, "role"),
    "administrator": ({"role": "administrator"}, "role"),
    "no desk": ({"desk": ""}, "desk"),
}


@pytest.mark.parametrize(("changes", "field"), WRONG.values(), ids=WRONG)
def test_wrong_form_is_shown_again_and_nothing_happens(
    changes: dict[str, str], field: str, sign_in: SignIn, staff: User, desk: Desk
) -> None:
    browser = sign_in(staff)
    before = people_world()

    response = browser.post(INVITE, FORM | {"desk": desk.pk} | changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert people_world() == before


def test_desk_of_others_cannot_be_invited_to(sign_in: SignIn, staff: User, other_desk: Desk) -> None:
    browser = sign_in(staff)
    before = people_world()
    response = browser.post(INVITE, FORM | {"desk": other_desk.pk})
    assert response.status_code == 422
    assert people_world() == before


def test_role_held_already_is_said(sign_in: SignIn, staff: User, manager: User, desk: Desk) -> None:
    browser = sign_in(staff)
    before = people_world()
    response = browser.post(INVITE, FORM | {"desk": desk.pk, "email": "MANAGER@example.jp"})
    assert response.status_code == 422
    assert "This person has that role already." in response.content.decode()
    assert people_world() == before


def test_closed_account_is_said(sign_in: SignIn, staff: User, desk: Desk) -> None:
    UserFactory.create(email="new@example.jp", is_active=False)
    browser = sign_in(staff)
    before = people_world()
    response = browser.post(INVITE, FORM | {"desk": desk.pk})
    assert response.status_code == 422
    assert "closed" in response.content.decode()
    assert people_world() == before


def test_full_width_address_is_read(sign_in: SignIn, staff: User, desk: Desk) -> None:
    sign_in(staff).post(INVITE, FORM | {"desk": desk.pk, "email": " Ｎｅｗ＠ｅｘａｍｐｌｅ．ｊｐ"})
    assert User.objects.filter(email="new@example.jp").exists()


def test_desk_is_chosen_where_there_are_several(
    sign_in: SignIn, staff: User, administrator: User, desk: Desk, other_desk: Desk
) -> None:
    assert sign_in(staff).get(INVITE).context["form"]["desk"].is_hidden
    assert not sign_in(administrator).get(INVITE).context["form"]["desk"].is_hidden
    grant(staff, Role.STAFF, other_desk)
    assert not sign_in(staff).get(INVITE).context["form"]["desk"].is_hidden


def test_sent_again_and_withdrawn(sign_in: SignIn, staff: User, invited: User) -> None:
    browser = sign_in(staff)
    with later(minutes=2):
        assert browser.post(f"/people/{invited.pk}/invite-again/").status_code == 302
        assert Invitation.objects.count() == len(delivered()) == 2
        assert browser.post(f"/people/{invited.pk}/uninvite/").status_code == 302
    assert not User.objects.filter(pk=invited.pk).exists()
    assert not RoleGrant.objects.filter(user=invited.pk).exists()


def test_refusal_is_a_message(sign_in: SignIn, staff: User, invited: User) -> None:
    browser = sign_in(staff)
    before = people_world()
    page = browser.post(f"/people/{invited.pk}/invite-again/", follow=True).content.decode()
    assert "less than a minute ago" in page
    assert people_world() == before


@pytest.mark.parametrize("action", ["invite-again", "uninvite"])
@pytest.mark.parametrize(("who", "status"), [("other_staff", 404), ("founder", 403), ("manager", 403)])
def test_others_cannot_act(who: str, status: int, action: str, invited: User, request: pytest.FixtureRequest) -> None:
    browser = request.getfixturevalue("sign_in")(request.getfixturevalue(who))
    before = people_world()
    with later(minutes=2):
        assert browser.post(f"/people/{invited.pk}/{action}/").status_code == status
    assert people_world() == before


@pytest.mark.parametrize("action", ["invite-again", "uninvite"])
def test_acting_takes_a_post(action: str, sign_in: SignIn, staff: User, invited: User) -> None:
    assert sign_in(staff).get(f"/people/{invited.pk}/{action}/").status_code == 405


def emails(response: object) -> list[str]:
    return [row["person"].user.email for row in response.context["rows"]]  # type: ignore[attr-defined]

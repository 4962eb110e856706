from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from accounts.enums import Role
from accounts.models import Organisation, User
from mediso.desks.models import Desk
from tests.factories.accounts import UserFactory, grant
from tests.support.accounts import delivered, path_in, people_world
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


def test_holds_reference_data_people_and_the_roster_alone() -> None:
    assert {model._meta.label for model in admin.site._registry} == {
        "accounts.User",
        "accounts.Organisation",
        "desks.Desk",
        "desks.ProductType",
        "desks.Topic",
        "supporters.Supporter",
    }


@pytest.mark.parametrize("who", ["founder", "supporter", "staff", "manager"])
def test_others_do_not_get_in(who: str, sign_in: SignIn, request: pytest.FixtureRequest) -> None:
    browser = sign_in(request.getfixturevalue(who))
    assert browser.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    assert browser.get("/admin/login/?next=/admin/").status_code == 403


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/accounts/user/"])
def test_visitors_use_the_one_sign_in(path: str, client: Client) -> None:
    response = client.get(path, follow=True)
    assert response.request["PATH_INFO"] == "/accounts/login/"


def roles(*rows: dict[str, Any]) -> dict[str, Any]:
    """The inline form of roles, as the page sends it."""
    form = {"grants-TOTAL_FORMS": len(rows), "grants-INITIAL_FORMS": 0}
    return form | {f"grants-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


NEW = {"email": " Second@Example.jp", "name": "管理 次郎", "language": "ja", "is_active": "on"}


def test_new_person_has_no_password_until_they_set_it(sign_in: SignIn, administrator: User, client: Client) -> None:
    browser = sign_in(administrator)
    assert "password" not in browser.get("/admin/accounts/user/add/").context["adminform"].form.fields
    response = browser.post("/admin/accounts/user/add/", NEW | roles({"role": "administrator", "desk": ""}))
    assert response.status_code == 302
    user = User.objects.get(email="second@example.jp")
    assert (user.has_usable_password(), user.roles) == (False, [Role.ADMINISTRATOR])
    assert delivered() == []

    send_link(browser, user)

    (message,) = delivered()
    assert message.to == ["second@example.jp"]
    assert client.get(path_in(message)).status_code == 200


WRONG_ROLES = {
    "staff of no desk": {"role": "staff", "desk": ""},
    "founder of a desk": {"role": "founder", "desk": "DESK"},
}


@pytest.mark.parametrize("row", WRONG_ROLES.values(), ids=WRONG_ROLES)
def test_role_and_desk_must_fit(row: dict[str, str], sign_in: SignIn, administrator: User, desk: Desk) -> None:
    browser = sign_in(administrator)
    before = people_world()
    row = row | {"desk": str(desk.pk) if row["desk"] else ""}

    response = browser.post("/admin/accounts/user/add/", NEW | roles(row))

    assert response.status_code == 200
    (errors,) = response.context["inline_admin_formsets"][0].formset.errors
    assert list(errors) == ["desk"]
    assert people_world() == before


def send_link(browser: Client, user: User) -> str:
    form = {"action": "send_password_link", "_selected_action": user.pk}
    return browser.post("/admin/accounts/user/", form, follow=True).content.decode()


def test_who_has_a_password_gets_a_reset_link(sign_in: SignIn, administrator: User, staff: User) -> None:
    send_link(sign_in(administrator), staff)
    (message,) = delivered()
    assert message.to == [staff.email]
    assert "/accounts/password/reset/key/" in path_in(message)


def test_closed_account_gets_no_link(sign_in: SignIn, administrator: User) -> None:
    closed = UserFactory.create(is_active=False)
    browser = sign_in(administrator)
    before = people_world()
    assert "This account is closed." in send_link(browser, closed)
    assert people_world() == before


def test_person_is_closed_not_deleted_and_keeps_the_address(sign_in: SignIn, administrator: User, staff: User) -> None:
    browser, here = sign_in(administrator), f"/admin/accounts/user/{staff.pk}/"
    assert browser.post(f"{here}delete/", {"post": "yes"}).status_code == 403
    kept = staff.grants.get()
    form = {"email": "other@example.jp", "name": staff.name, "language": "ja"} | roles()
    form |= {"grants-TOTAL_FORMS": 1, "grants-INITIAL_FORMS": 1}
    form |= {"grants-0-id": kept.pk, "grants-0-user": staff.pk, "grants-0-role": "staff", "grants-0-desk": kept.desk_id}
    assert browser.post(f"{here}change/", form).status_code == 302
    staff.refresh_from_db()
    assert (staff.email, staff.is_active) == ("staff@example.jp", False)


def test_list_takes_the_same_queries_at_any_length(sign_in: SignIn, administrator: User, desk: Desk) -> None:
    browser = sign_in(administrator)
    browser.get("/admin/accounts/user/")
    grant(UserFactory.create(), Role.STAFF, desk)
    at_two = queries_of(browser, "/admin/accounts/user/")
    for _ in range(2):
        grant(UserFactory.create(), Role.MANAGER, desk)
    assert queries_of(browser, "/admin/accounts/user/") == at_two


def test_organisations_key_follows_the_name(sign_in: SignIn, administrator: User, organisation: Organisation) -> None:
    here = f"/admin/accounts/organisation/{organisation.pk}/change/"
    members = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    form = {"name": "合同会社アオバ", "normalised_name": "x", "kind": "sme", "prefecture": "27", "corporate_number": ""}
    browser = sign_in(administrator)

    assert browser.post(here, form | members).status_code == 302

    organisation.refresh_from_db()
    assert (organisation.name, organisation.normalised_name, organisation.corporate_number) == (
        "合同会社アオバ",
        "アオバ",
        None,
    )
    assert browser.post(here, form | members | {"name": "・"}).status_code == 200
    organisation.refresh_from_db()
    assert organisation.name == "合同会社アオバ"

"""Every address of the figures × every actor → status. Managers see figures of their desks, and nobody else's."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from reports.policies import may_see_figures
from reports.registry import NAMED
from tests.factories.accounts import UserFactory
from tests.factories.desks import DeskFactory
from tests.reports.builders import small_desk

pytestmark = pytest.mark.django_db

PAGE = "/statistics/"
# Of the crosses one stands for all: they are made alike.
NAMES = [*(kind.name for kind in NAMED), "cross_topic_by_stage"]
FILES = [f"/statistics/{name}.{extension}" for name in NAMES for extension in ("csv", "json")]
API = [f"/api/v1/figures/{name}/" for name in NAMES]
REASON = "Only the managers and the staff of a desk see its statistics."
ENGLISH = {"accept-language": "en"}

ALLOWED = {
    "founder": False,
    "supporter": False,
    "staff": True,
    "manager": True,
    "administrator": False,
    "nobody": False,
}


def actor(name: str) -> User:
    desk = DeskFactory.create()
    roles = {"founder": {"founder": True}, "administrator": {"administrator": True}, "nobody": {}}
    return UserFactory.create(**roles.get(name, {f"{name}_of": desk}))


@pytest.mark.parametrize(("name", "allowed"), ALLOWED.items(), ids=str)
def test_who_sees_figures(name: str, allowed: bool, client: Client) -> None:
    client.force_login(actor(name))
    for address in (PAGE, *FILES, *API):
        response = client.get(address, headers=ENGLISH)
        assert response.status_code == (200 if allowed else 403), address
        assert (REASON in response.text) is not allowed, address


def test_a_visitor_signs_in_first(client: Client) -> None:
    for address in (PAGE, *FILES):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith(reverse("account_login")), address
    for address in API:
        assert client.get(address).status_code == 403, address


def test_a_switched_off_manager_sees_nothing() -> None:
    user = UserFactory.create(manager_of=DeskFactory.create(), is_active=False)
    assert not may_see_figures(user)


@pytest.mark.parametrize("role", ["staff_of", "manager_of"])
def test_only_the_own_desks_count(role: str, client: Client) -> None:
    own, other = small_desk(code="own"), small_desk(code="other")
    own.case("薬", "甲", dt.date(2024, 1, 1))
    other.case("薬", "甲", dt.date(2024, 1, 1))
    client.force_login(UserFactory.create(**{role: own.desk}))
    assert client.get("/api/v1/figures/cases_by_year/").json()["cases"] == 1
    assert client.get("/api/v1/figures/cases_by_year/?desk=own").json()["cases"] == 1

    refusal = "There is no desk “other” among those you can choose."
    response = client.get("/api/v1/figures/cases_by_year/?desk=other", headers=ENGLISH)
    assert (response.status_code, response.json()) == (400, {"desk": [refusal]})
    for address in (PAGE, *FILES):
        response = client.get(f"{address}?desk=other", headers=ENGLISH)
        assert response.status_code == 422, address
        assert refusal in response.text, address


def test_several_desks_can_be_chosen_apart_or_together(client: Client) -> None:
    first, second = small_desk(code="first"), small_desk(code="second")
    for at in (first, second):
        at.case("薬", "甲", dt.date(2024, 1, 1))
    client.force_login(UserFactory.create(staff_of=first.desk, manager_of=second.desk))
    assert client.get("/api/v1/figures/cases_by_year/").json()["cases"] == 2
    assert client.get("/api/v1/figures/cases_by_year/?desk=second").json()["cases"] == 1
    page = client.get("/statistics/?desk=second").text
    assert '<option value="second" selected>' in page
    assert "desk=second" in page


def test_figures_are_read_only(client: Client) -> None:
    client.force_login(UserFactory.create(manager_of=DeskFactory.create()))
    for address in (PAGE, *FILES, *API):
        assert client.post(address).status_code == 405, address


def test_unknown_figures_and_formats_are_not_found(client: Client) -> None:
    client.force_login(UserFactory.create(manager_of=DeskFactory.create()))
    for address in ("/statistics/secrets.csv", "/statistics/topic_share.exe", "/api/v1/figures/secrets/"):
        assert client.get(address).status_code == 404, address

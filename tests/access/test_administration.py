"""Django's administration: reference data and people, for administrators; cases are not in it."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Organisation, User
from mediso.desks.models import Desk, ProductType, Topic
from supporters.models import Supporter
from tests.access.asking import ask
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

MODELS = {
    "desks_desk": Desk,
    "desks_producttype": ProductType,
    "desks_topic": Topic,
    "accounts_user": User,
    "accounts_organisation": Organisation,
    "supporters_supporter": Supporter,
}
# Page → what an administrator gets. Nothing is deleted there.
PAGES = {"changelist": "200", "add": "200", "change": "200", "history": "200", "delete": "403"}
NEEDS_A_ROW = {"change", "history", "delete"}

# Route → its arguments, what an administrator gets, what anybody else who has signed in gets.
OTHER_ROUTES: dict[str, tuple[list[Any], str, str]] = {
    "index": ([], "200", "in"),
    "login": ([], "go", "403"),
    "logout": ([], "405", "go"),
    "password_change": ([], "200", "in"),
    "password_change_done": ([], "200", "in"),
    "autocomplete": ([], "403", "in"),
    "jsi18n": ([], "200", "in"),
    "view_on_site": ([0, 0], "404", "in"),
    "app_list": (["desks"], "200", "in"),
}


def answers(people: dict[str, User], address: str) -> dict[str, str]:
    asked = {"visitor": ask(None, "GET", address)} | {name: ask(user, "GET", address) for name, user in people.items()}
    assert [one.written for one in asked.values()] == [[]] * len(asked)
    return {name: one.answer for name, one in asked.items()}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("model", MODELS)
def test_only_administrators_keep_reference_data_and_people(model: str, page: str, people: dict[str, User]) -> None:
    row = MODELS[model]._default_manager.order_by("pk").first()
    assert row is not None
    address = reverse(f"admin:{model}_{page}", args=[row.pk] if page in NEEDS_A_ROW else [])

    assert answers(people, address) == dict.fromkeys(["visitor", *people], "in") | {"administrator": PAGES[page]}


@pytest.mark.parametrize("name", OTHER_ROUTES)
def test_only_administrators_enter_the_rest_of_the_administration(name: str, people: dict[str, User]) -> None:
    arguments, administrator, others = OTHER_ROUTES[name]
    address = reverse(f"admin:{name}", args=arguments)

    assert answers(people, address) == {
        "visitor": "in",
        **dict.fromkeys(people, others),
        "administrator": administrator,
    }


def test_a_form_of_the_administration_changes_nothing_for_others(scene: Scene) -> None:
    people, desk = scene.people, scene.own.desk
    address = reverse("admin:desks_desk_change", args=[desk.pk])
    others = [None, *(user for name, user in people.items() if name != "administrator")]
    asked = [ask(user, "POST", address, {"name_ja": "別の窓口"}) for user in others]

    assert [(one.answer, one.written) for one in asked] == [("in", [])] * len(others)

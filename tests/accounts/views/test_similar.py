"""What a form shows while an organisation or a contact is being typed."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, User
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
ORGANISATIONS, CONTACTS = "/organisations/similar/", "/organisations/contacts/similar/"
NUMBER = "7000012050002"


def keys(page: Page, name: str) -> list[str]:
    return [dict(one.attributes)["value"] or "" for one in page.all("input", type="radio", name=name)]


def test_an_organisation_is_offered_with_its_reasons(sign_in: SignIn, staff: User) -> None:
    same = OrganisationFactory.create(name="株式会社若竹メディカル", corporate_number=NUMBER)
    perhaps = OrganisationFactory.create(name="若竹メテイカル")
    OrganisationFactory.create(name="旧若竹", merged_into=same)

    page = Page(sign_in(staff).get(ORGANISATIONS, {"name": "若竹メディカル", "corporate_number": NUMBER}))

    assert keys(page, "organisation") == [str(same.pk), str(perhaps.pk)]
    assert page.texts("label") == [
        f"株式会社若竹メディカル the same Tokyo, Venture company, {NUMBER} – same corporate number, "
        "same name, written otherwise",
        "若竹メテイカル Tokyo, Venture company – sounds or looks alike",
    ]
    assert "once 旧若竹" in Page(sign_in(staff).get(ORGANISATIONS, {"name": "旧若竹"})).text
    assert "<html" not in page.html


def test_a_contact_is_offered_at_the_organisation(sign_in: SignIn, staff: User, organisation: Organisation) -> None:
    found = ContactFactory.create(name="渡辺 健太", organisation=organisation, kana="", email="", phone="1")
    page = Page(sign_in(staff).get(CONTACTS, {"name": "渡邉健太", "organisation": str(organisation.pk)}))
    assert keys(page, "contact") == [str(found.pk)]
    assert page.texts("label") == ["渡辺 健太 the same 株式会社若竹, 1 – same name, written otherwise"]


@pytest.mark.parametrize(
    ("path", "words"),
    [(ORGANISATIONS, "No organisation like it is known."), (CONTACTS, "Nobody like them is known.")],
    ids=["organisations", "contacts"],
)
def test_nothing_like_it_is_said(path: str, words: str, sign_in: SignIn, staff: User) -> None:
    for typed in ({}, {"name": "どこにもない"}):
        page = Page(sign_in(staff).get(path, typed))
        assert (page.status, page.text) == (200, words)


def test_what_cannot_be_read_is_said(sign_in: SignIn, staff: User) -> None:
    page = Page(sign_in(staff).get(ORGANISATIONS, {"name": "若竹\0"}))
    assert page.status == 422
    assert "Name of the organisation: Null characters are not allowed." in page.text


def test_offers_cost_the_same_for_one_row_and_for_three(sign_in: SignIn, staff: User) -> None:
    browser = sign_in(staff)
    address = f"{ORGANISATIONS}?name=若竹メディカル&corporate_number={NUMBER}"
    first = ContactFactory.create(name="渡辺", organisation=OrganisationFactory.create(name="若竹メディカル"))
    browser.get(address)  # the menu's counts are kept from here on
    at_one = queries_of(browser, address), queries_of(browser, f"{CONTACTS}?name=渡辺")
    for _ in range(2):
        ContactFactory.create(name="渡辺", organisation=OrganisationFactory.create(name=first.organisation.name))
    assert (queries_of(browser, address), queries_of(browser, f"{CONTACTS}?name=渡辺")) == at_one

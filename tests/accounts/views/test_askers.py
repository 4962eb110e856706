"""The staff's lists of organisations and contacts, and changing an entry."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Contact, Organisation, User
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
ORGANISATIONS, CONTACTS = "/organisations/", "/organisations/contacts/"
NUMBER, OTHER = "7000012050002", "2000012010019"


def rows(page: Page) -> list[str]:
    return [text.split(" ")[0] for text in page.texts("th", scope="row")]


def test_the_list_has_what_stands_and_says_what_is_perhaps_doubled(sign_in: SignIn, staff: User) -> None:
    kept = OrganisationFactory.create(name="アユウ", corporate_number=NUMBER)
    OrganisationFactory.create(name="若竹HD", merged_into=kept)
    OrganisationFactory.create(name="青葉", corporate_number=NUMBER)
    OrganisationFactory.create(name="(株)青葉", corporate_number=OTHER)
    MembershipFactory.create(organisation=kept)
    ContactFactory.create(organisation=kept)
    ContactFactory.create(organisation=kept, merged_into=ContactFactory.create(organisation=kept))

    page = Page(sign_in(staff).get(ORGANISATIONS))

    assert page.texts("th", scope="row") == ["アユウ perhaps doubled", "青葉 perhaps doubled", "(株)青葉"]
    assert page.texts("td", class_="number") == ["1", "2", "0", "0", "0", "0"]
    assert page.links["アユウ"] == f"/organisations/{kept.pk}/change/"
    assert page.links["Merges of contacts"] == "/organisations/contacts/merges/"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ｱﾕｳ"}, ["アユウ"]),
        ({"q": "７０００-0120-50002"}, ["アユウ"]),
        ({"q": "國立大學法人若"}, ["若竹大学", "(国)若竹大學"]),
        ({"show": "suspected"}, ["若竹大学", "(国)若竹大學"]),
        ({"show": "merged"}, ["旧アユウ"]),
        ({"q": "なし"}, []),
        ({"sort": "-name"}, ["若竹大学", "(国)若竹大學", "アユウ"]),
    ],
    ids=["name", "number", "old characters", "suspected", "merged", "nothing", "sorted"],
)
def test_the_list_is_searched_and_filtered(
    asked: dict[str, str], found: list[str], sign_in: SignIn, staff: User
) -> None:
    kept = OrganisationFactory.create(name="アユウ", corporate_number=NUMBER)
    OrganisationFactory.create(name="旧アユウ", merged_into=kept)
    OrganisationFactory.create(name="若竹大学")
    OrganisationFactory.create(name="(国)若竹大學", normalised_name="若竹大学")
    assert rows(Page(sign_in(staff).get(ORGANISATIONS, asked))) == found


def test_organisations_that_all_have_their_number_are_not_doubled(sign_in: SignIn, staff: User) -> None:
    for number in (NUMBER, OTHER):
        OrganisationFactory.create(name="若竹", corporate_number=number)
    browser = sign_in(staff)
    assert rows(Page(browser.get(ORGANISATIONS, {"show": "suspected"}))) == []
    OrganisationFactory.create(name="㈱若竹")
    assert rows(Page(browser.get(ORGANISATIONS, {"show": "suspected"}))) == ["若竹", "若竹", "㈱若竹"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["渡辺健太", "渡邉健太", "原田緑"]),
        ({"q": "わたなべ"}, ["渡辺健太"]),
        ({"q": "+81 3 1234 5678"}, ["原田緑"]),
        ({"q": "WATANABE@"}, ["渡辺健太"]),
        ({"q": "株式会社若竹"}, ["渡辺健太", "渡邉健太"]),
        ({"show": "suspected"}, ["渡辺健太", "渡邉健太"]),
        ({"show": "merged"}, ["緑原田"]),
        ({"q": "なし"}, []),
    ],
    ids=["all", "reading", "telephone", "address", "organisation", "suspected", "merged", "nothing"],
)
def test_contacts_are_searched_and_filtered(
    asked: dict[str, str], found: list[str], sign_in: SignIn, staff: User, organisation: Organisation
) -> None:
    def person(name: str, at: Organisation, **given: object) -> Contact:
        return ContactFactory.create(**{"name": name, "organisation": at, "kana": "", "email": "", "phone": ""} | given)

    elsewhere = OrganisationFactory.create(name="別会社")
    person("渡辺健太", organisation, kana="ワタナベ", email="watanabe@example.jp")
    person("渡邉健太", organisation)
    kept = person("原田緑", elsewhere, phone="03-1234-5678")
    person("緑原田", elsewhere, merged_into=kept)
    assert sorted(rows(Page(sign_in(staff).get(CONTACTS, asked)))) == sorted(found)


@pytest.mark.parametrize("path", [ORGANISATIONS, CONTACTS])
def test_htmx_gets_the_list_alone(path: str, sign_in: SignIn, staff: User) -> None:
    ContactFactory.create()
    page = sign_in(staff).get(path, headers={"HX-Request": "true"}).content.decode()
    assert "<table" in page
    assert "<html" not in page


@pytest.mark.parametrize("path", [ORGANISATIONS, CONTACTS])
def test_a_list_costs_the_same_for_one_row_and_for_three(path: str, sign_in: SignIn, staff: User) -> None:
    browser = sign_in(staff)
    contact = ContactFactory.create()
    MembershipFactory.create(organisation=contact.organisation)
    browser.get(path)  # the menu's counts are kept from here on
    at_one = queries_of(browser, path)
    for _ in range(2):
        more = ContactFactory.create(organisation=OrganisationFactory.create(name=contact.organisation.name))
        MembershipFactory.create(organisation=more.organisation)
    assert queries_of(browser, path) == at_one


def test_staff_change_an_organisation(sign_in: SignIn, staff: User, organisation: Organisation) -> None:
    path = f"/organisations/{organisation.pk}/change/"
    written = {"name": "若竹薬品", "kind": "sme", "prefecture": "27", "corporate_number": NUMBER}

    wrong = sign_in(staff).post(path, written | {"corporate_number": "1"})
    page = Page(wrong)
    assert (page.status, page.values["name"], list(page.errors)) == (422, ["若竹薬品"], ["id_corporate_number"])

    response = sign_in(staff).post(path, written)
    assert (response.status_code, response.headers["Location"]) == (302, ORGANISATIONS)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.corporate_number) == ("若竹薬品", NUMBER)


def test_staff_change_a_contact(sign_in: SignIn, staff: User) -> None:
    contact = ContactFactory.create(name="渡辺 健太")
    path = f"/organisations/contacts/{contact.pk}/change/"

    page = Page(sign_in(staff).post(path, {"name": " ・ ", "email": "a@example.jp", "phone": "1"}))
    assert (page.status, page.values["phone"], page.errors) == (
        422,
        ["1"],
        {"id_name": ["Write the name of the contact."]},
    )

    response = sign_in(staff).post(path, {"name": "渡邉 健太", "email": "Ａ@Example.jp", "phone": "1"})
    assert (response.status_code, response.headers["Location"]) == (302, CONTACTS)
    contact.refresh_from_db()
    assert (contact.name, contact.normalised_name, contact.email) == ("渡邉 健太", "渡辺健太", "a@example.jp")


def test_a_merged_entry_is_not_there_to_be_changed(sign_in: SignIn, staff: User, organisation: Organisation) -> None:
    merged = OrganisationFactory.create(merged_into=organisation)
    assert sign_in(staff).get(f"/organisations/{merged.pk}/change/").status_code == 404
    page = Page(sign_in(staff).get(ORGANISATIONS, {"show": "merged"}))
    assert merged.name not in page.links
    assert f"merged into {organisation}" in page.text

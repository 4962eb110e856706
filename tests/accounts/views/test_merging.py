"""Merging by hand: choosing the other one, comparing, keeping one, taking it back."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Contact, Organisation, OrganisationMerge, User
from accounts.services.merging import merge_contacts, merge_organisations
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory
from tests.registers import everything
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
MERGES, CONTACT_MERGES = "/organisations/merges/", "/organisations/contacts/merges/"


@pytest.fixture
def double() -> Organisation:
    return OrganisationFactory.create(name="㈱若竹", prefecture="27")


def path_of(row: Organisation | Contact) -> str:
    return f"/organisations/{'contacts/' if isinstance(row, Contact) else ''}{row.pk}/merge/"


def test_what_is_like_it_is_offered(
    sign_in: SignIn, staff: User, organisation: Organisation, double: Organisation
) -> None:
    other = OrganisationFactory.create(name="青葉")
    browser = sign_in(staff)

    page = Page(browser.get(path_of(organisation)))

    assert page.values["name"] == ["株式会社若竹"]
    radios = [dict(one.attributes)["value"] for one in page.all("input", type="radio")]
    assert radios == [str(double.pk)]
    searched = Page(browser.get(path_of(organisation), {"name": "青葉", "find": "1", "but": str(organisation.pk)}))
    assert [dict(one.attributes)["value"] for one in searched.all("input", type="radio")] == [str(other.pk)]


def test_both_stand_beside_each_other_with_what_would_move(
    sign_in: SignIn, staff: User, organisation: Organisation, double: Organisation
) -> None:
    ContactFactory.create_batch(2, organisation=double)
    MembershipFactory.create(organisation=organisation)

    page = Page(sign_in(staff).get(path_of(organisation), {"organisation": double.pk}))

    cells = {text: page.texts("td")[number * 2 + 1 : number * 2 + 3] for number, text in enumerate(facts(page))}
    assert cells["Name"] == ["株式会社若竹", "㈱若竹 differs"]
    assert cells["Location"] == ["Tokyo", "Osaka differs"]
    assert cells["Kind of organisation"] == ["Venture company", "Venture company"]
    assert cells["Contacts"] == ["0", "2"]
    assert cells["Members"] == ["1", "0"]
    assert page.values["kept"] == []


def facts(page: Page) -> list[str]:
    return page.texts("th", scope="row")


def test_one_is_kept_and_the_other_merged(
    sign_in: SignIn, staff: User, organisation: Organisation, double: Organisation
) -> None:
    browser, path = sign_in(staff), path_of(organisation)

    page = Page(browser.post(path, {"organisation": double.pk}))
    assert (page.status, page.errors) == (422, {"id_kept": ["Choose the one that is kept."]})

    response = browser.post(path, {"organisation": double.pk, "kept": double.pk}, follow=True)
    assert response.redirect_chain == [(MERGES, 302)]
    assert "株式会社若竹 is merged into ㈱若竹." in Page(response).html
    organisation.refresh_from_db()
    assert organisation.merged_into == double


def test_contacts_are_merged_alike(sign_in: SignIn, staff: User, organisation: Organisation) -> None:
    kept, merged = (ContactFactory.create(organisation=organisation, name=name) for name in ("渡辺健太", "渡邉健太"))
    browser = sign_in(staff)

    offered = Page(browser.get(path_of(kept)))
    assert [dict(one.attributes)["value"] for one in offered.all("input", type="radio")] == [str(merged.pk)]
    compared = Page(browser.get(path_of(kept), {"contact": merged.pk}))
    assert "渡邉健太 differs" in compared.texts("td")
    response = browser.post(path_of(kept), {"contact": merged.pk, "kept": kept.pk})

    assert response.headers["Location"] == CONTACT_MERGES
    merged.refresh_from_db()
    assert merged.merged_into == kept
    assert facts(Page(browser.get(CONTACT_MERGES))) == ["渡邉健太"]


def test_whoever_was_slower_is_told(
    sign_in: SignIn, staff: User, organisation: Organisation, double: Organisation
) -> None:
    merge_organisations(kept=double, merged=organisation, actor=staff)
    before = everything()

    page = Page(sign_in(staff).post(path_of(organisation), {"organisation": double.pk, "kept": organisation.pk}))

    assert page.status == 409
    assert "株式会社若竹 was merged into ㈱若竹 in the meantime." in page.text
    assert page.values["kept"] == [str(organisation.pk)]
    assert everything() == before


@pytest.mark.parametrize("sent", ["", "x", "²", "0"])
def test_another_one_that_is_none_is_not_found(
    sent: str, sign_in: SignIn, staff: User, organisation: Organisation
) -> None:
    browser = sign_in(staff)
    for key in (sent, str(organisation.pk)):
        assert browser.get(path_of(organisation), {"organisation": key}).status_code == 404
        assert browser.post(path_of(organisation), {"organisation": key, "kept": key}).status_code == 404


def test_a_merge_is_undone_from_the_list(
    sign_in: SignIn, staff: User, organisation: Organisation, double: Organisation
) -> None:
    contacts = ContactFactory.create_batch(2, organisation=double)
    record = merge_organisations(kept=organisation, merged=double, actor=staff)
    Contact.objects.filter(pk=contacts[0].pk).update(organisation=OrganisationFactory.create())
    browser, undo = sign_in(staff), f"{MERGES}{record.pk}/undo/"

    page = Page(browser.get(MERGES))
    assert (facts(page), page.texts("td")[:2]) == (["㈱若竹"], ["株式会社若竹", "Contacts 2"])
    assert [dict(form.attributes)["action"] for form in page.all("form", class_="action")] == [undo]

    done = Page(browser.post(undo, follow=True))
    assert "㈱若竹 stands by itself again." in done.html
    assert "1 entry had been put elsewhere since, and stayed there." in done.html
    assert "by 事務局 一郎" in done.text
    again = Page(browser.post(undo, follow=True))
    assert "This merge has been undone already." in again.html


def test_a_merge_that_cannot_be_undone_yet_says_why(
    sign_in: SignIn, staff: User, organisation: Organisation, double: Organisation
) -> None:
    merge_organisations(kept=organisation, merged=double, actor=staff)
    merge_organisations(kept=OrganisationFactory.create(name="若竹HD"), merged=organisation, actor=staff)
    page = Page(sign_in(staff).get(MERGES))
    assert "株式会社若竹 was merged into 若竹HD since. Undo that merge first." in page.text
    assert len(list(page.all("form", class_="action"))) == 1


@pytest.mark.parametrize("path", [MERGES, CONTACT_MERGES])
def test_a_list_costs_the_same_for_one_row_and_for_three(path: str, sign_in: SignIn, staff: User) -> None:
    def merge() -> None:
        one, other = OrganisationFactory.create(), OrganisationFactory.create()
        mine, theirs = (ContactFactory.create(organisation=one) for _ in range(2))
        merge_contacts(kept=mine, merged=theirs, actor=staff)
        merge_organisations(kept=one, merged=other, actor=staff)

    browser = sign_in(staff)
    merge()
    browser.get(path)  # the menu's counts are kept from here on
    at_one = queries_of(browser, path)
    for _ in range(2):
        merge()
    assert queries_of(browser, path) == at_one
    assert OrganisationMerge.objects.count() == 3


@pytest.mark.parametrize("who", ["founder", "supporter", "full_time", "manager", "administrator"])
@pytest.mark.parametrize("path", [MERGES, CONTACT_MERGES, "/organisations/", "/organisations/similar/"])
def test_others_are_refused_with_the_reason(
    who: str, path: str, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    page = Page(sign_in(request.getfixturevalue(who)).get(path))
    assert page.status == 403
    assert "Only the staff of a desk can" in page.text

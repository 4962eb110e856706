"""Changing the desk's record in its place: with htmx inside the tab, without script on a page."""

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent
from cases.selectors.desk_record import FIELDS
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.support.actions import assigned
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.world import world

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(make_case: MakeCase, supporter: User) -> Case:
    case = make_case(State.SUPPORTING, product_name="関節X", summary="一行目\n二行目")
    assigned(row_of(supporter), case)
    return case


def at(case: Case, field: str) -> str:
    return reverse("chart_edit", args=[case.number, field])


def tab(case: Case, field: str) -> str:
    return reverse("chart_tab", args=[case.number, FIELDS[field].tab])


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_its_link_and_its_form(field: str, case: Case, staff: User, open_page: Open) -> None:
    assert at(case, field) in open_page(staff, tab(case, field)).html
    page = open_page(staff, at(case, field))
    assert (page.status, set(page.values) >= {"was", "value"}, page.repeated_ids) == (200, True, [])


def test_a_field_is_saved_and_one_is_back_at_its_place(case: Case, staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    answer = browser.post(at(case, "product_name"), {"was": "関節X", "value": "関節Y"})
    assert answer.headers["Location"] == f"{tab(case, 'product_name')}#record-product_name"
    page = Page(browser.get(answer.headers["Location"]))
    assert "Saved: Product or technology." in page.html
    assert "関節Y" in page.text


def test_htmx_draws_the_form_and_then_the_field_in_the_same_place(case: Case, staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    form = Page(browser.get(at(case, "product_name"), headers=HTMX))
    assert [one.name for one in form.all(id="record-product_name")] == ["div"]
    assert form.values["was"] == form.values["value"] == ["関節X"]
    sent = {"was": "関節X", "value": "関節Y"}
    field = Page(browser.post(at(case, "product_name"), sent, headers=HTMX))
    assert [one.name for one in field.all(id="record-product_name")] == ["div"]
    assert "関節Y" in field.text
    assert "Saved: Product or technology." in field.html
    left = Page(browser.get(at(case, "product_name") + "?drawn", headers=HTMX))
    assert ("関節Y" in left.text, "value" in left.values) == (True, False)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_the_slower_one_sees_both_values_and_keeps_what_was_typed(
    headers: dict[str, str], case: Case, staff: User, sign_in: SignIn
) -> None:
    Case.objects.update(summary="先に書いた人の\n概要")
    browser = sign_in(staff)
    before = world()
    sent = {"was": "一行目\r\n二行目", "value": "私の概要"}
    page = Page(browser.post(at(case, "summary"), sent, headers=headers))
    assert page.status == 409
    assert page.summary == ["Somebody has changed this meanwhile. Nothing of yours was saved."]
    assert "It is now 先に書いた人の 概要" in page.text
    assert page.values["value"] == ["私の概要"]
    after = world()
    assert [row["kind"] for row in after["cases.CaseEvent"]] == ["viewed"]
    assert after | {"cases.CaseEvent": []} == before

    again = {"was": "先に書いた人の\r\n概要", "value": "私の概要"}
    assert browser.post(at(case, "summary"), again, headers=headers).status_code == (200 if headers else 302)
    case.refresh_from_db()
    assert case.summary == "私の概要"


def test_a_browser_s_line_breaks_change_nothing(case: Case, staff: User, sign_in: SignIn) -> None:
    sent = {"was": "一行目\r\n二行目", "value": "一行目\r\n二行目"}
    assert sign_in(staff).post(at(case, "summary"), sent).status_code == 302
    assert CaseEvent.objects.filter(kind="chart_edited").count() == 0


def test_what_does_not_fit_is_said_and_kept(case: Case, staff: User, sign_in: SignIn) -> None:
    page = Page(sign_in(staff).post(at(case, "channel_note"), {"was": "", "value": "あ" * 201}))
    assert (page.status, page.values["value"]) == (422, ["あ" * 201])
    assert list(page.errors) == ["id_channel_note_value"]


def test_supporters_change_the_record_and_not_the_organisation(
    case: Case, supporter: User, open_page: Open, sign_in: SignIn
) -> None:
    browser = sign_in(supporter)
    assert browser.post(at(case, "product_name"), {"was": "関節X", "value": "関節Y"}).status_code == 302
    page = open_page(supporter, tab(case, "organisation"))
    assert at(case, "organisation") not in page.html
    assert at(case, "prefecture") in page.html
    answer = browser.post(at(case, "organisation"), {"was": "", "value": "1"})
    assert (answer.status_code, "Only the staff of the desk can do this." in answer.content.decode()) == (403, True)


def test_a_withdrawn_case_is_read_and_no_longer_changed(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case(State.WITHDRAWN)
    page = open_page(staff, tab(case, "product_name"))
    assert (page.status, "Change" in page.text) == (200, False)
    assert open_page(staff, at(case, "product_name")).status == 403


@pytest.mark.parametrize("field", ["state", "version", "unheard-of"])
def test_nothing_else_is_changed_here(field: str, case: Case, staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    assert browser.get(at(case, field)).status_code == 404
    assert browser.post(at(case, field), {"was": "", "value": "closed"}).status_code == 404


def test_the_organisation_is_searched_for_and_chosen(
    case: Case, staff: User, make_case: MakeCase, sign_in: SignIn
) -> None:
    other = make_case(organisation=OrganisationFactory.create(name="株式会社松葉")).organisation
    browser = sign_in(staff)
    assert "松葉" not in browser.get(at(case, "organisation")).content.decode()
    page = Page(browser.get(at(case, "organisation") + "?q=松葉"))
    assert page.texts("label")[-2:] == ["株式会社松葉", "株式会社若竹"]
    sent = {"was": str(case.organisation_id), "q": "松葉", "value": str(other.pk)}
    assert browser.post(at(case, "organisation"), sent).status_code == 302
    case.refresh_from_db()
    assert case.organisation == other
    history = Page(browser.get(reverse("chart_tab", args=[case.number, "progress"]))).text
    assert "Organisation 株式会社若竹 → 株式会社松葉" in history


def test_an_organisation_that_is_not_offered_is_not_taken(case: Case, staff: User, sign_in: SignIn) -> None:
    stranger = OrganisationFactory.create(name="株式会社松葉")
    sent = {"was": str(case.organisation_id), "q": "松葉", "value": str(stranger.pk)}
    page = Page(sign_in(staff).post(at(case, "organisation"), sent))
    assert (page.status, "松葉" in page.text) == (422, False)

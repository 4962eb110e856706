"""Saving, opening, renaming, sharing and deleting views."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.enums import State
from cases.models import SavedView
from mediso.desks.models import Desk, ProductType
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = "/cases/"
QUERY = "state=triaging&queue=open&sort=number&columns=title&columns=state"


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 花子")


def save(browser: Client, address: str, **sent: object) -> str:
    """Where the browser is sent after saving."""
    response = browser.post(address, sent)
    assert response.status_code == 302, Page(response).errors
    return response.headers["Location"]


def test_a_list_is_kept_and_opened_again(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    triaging, _received = make_case(State.TRIAGING), make_case()
    browser = sign_in(staff)
    address = Page(browser.get(f"{LIST}?{QUERY}&page=1&q=")).links["Save this view"]
    page = Page(browser.get(address))
    assert page.texts("dd") == ["All open cases", "In triage", "Title, State"]
    assert save(browser, address, name="精査中") == f"{LIST}?{QUERY}"
    again = Page(browser.get(f"{LIST}?{QUERY}"))
    assert "The view “精査中” is saved." in again.html
    assert again.texts("a", aria_current="true") == ["精査中"]
    elsewhere = Page(browser.get(LIST))
    assert elsewhere.links["精査中"] == f"{LIST}?{QUERY}"
    assert "精査中" not in elsewhere.texts("a", aria_current="true")
    assert triaging.number in again.links


def test_a_view_is_shared_renamed_and_deleted(
    staff: User, colleague: User, desk: Desk, sign_in: SignIn, open_page: Open
) -> None:
    browser = sign_in(staff)
    save(browser, reverse("saved_view_create") + "?queue=late", name="遅れ", desk=desk.pk)
    assert open_page(colleague, LIST).links["遅れ"] == f"{LIST}?queue=late"
    page = open_page(colleague, reverse("saved_view_list"))
    assert "遅れ" in page.links
    assert "事務局 一郎" in page.text
    assert not any("Rename" in words for words in page.links)

    own = Page(browser.get(reverse("saved_view_list")))
    edit = own.links["Rename or share 遅れ"]
    form = Page(browser.get(edit))
    assert (form.values["name"], form.values["desk"]) == (["遅れ"], [str(desk.pk)])
    save(browser, edit, name="期限を過ぎた案件", desk="")
    assert "期限を過ぎた案件" not in open_page(colleague, LIST).links
    view = SavedView.objects.get()
    assert (view.name, view.query, view.desk) == ("期限を過ぎた案件", "queue=late", None)
    save(browser, reverse("saved_view_delete", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_refused_name_comes_back(staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    address = reverse("saved_view_create") + "?queue=late"
    save(browser, address, name="遅れ")
    page = Page(browser.post(address, {"name": "遅れ"}))
    assert (page.status, page.values["name"]) == (409, ["遅れ"])
    assert page.summary == ["You have a view of this name already. Choose another name."]
    empty = Page(browser.post(address, {"name": " "}))
    assert (empty.status, empty.errors) == (422, {"id_name": ["This field is required."]})
    assert SavedView.objects.count() == 1


def test_a_colleague_s_view_is_not_there_to_be_changed(
    staff: User, colleague: User, desk: Desk, sign_in: SignIn
) -> None:
    view = SavedView.objects.create(owner=staff, name="遅れ", desk=desk)
    browser = sign_in(colleague)
    for name in ("saved_view_edit", "saved_view_delete"):
        assert browser.post(reverse(name, args=[view.pk]), {"name": "取った"}).status_code == 404
    assert SavedView.objects.get().name == "遅れ"


def test_a_supporter_keeps_views_without_sharing(supporter: User, desk: Desk, sign_in: SignIn) -> None:
    browser = sign_in(supporter)
    address = reverse("saved_view_create")
    assert "Who uses this view" not in Page(browser.get(address)).text
    page = Page(browser.post(address, {"name": "自分の", "desk": desk.pk}))
    assert page.status == 422
    save(browser, address, name="自分の")
    assert SavedView.objects.get().desk is None


def test_a_view_with_retired_values_still_opens(
    make_case: MakeCase, staff: User, product_type: ProductType, open_page: Open
) -> None:
    case = make_case()
    make_case(product_type=None, topic_set=None, classified_at=None)
    product_type.retired_on = dt.date(2024, 4, 1)
    product_type.save()
    SavedView.objects.create(
        owner=staff, name="古い", query=f"product_type={product_type.pk}&state=submitted", columns=["title", "gone"]
    )
    page = open_page(staff, open_page(staff, LIST).links["古い"])
    assert (page.status, page.errors) == (200, {})
    assert case.number in page.links
    assert "1 case" in page.texts("caption")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_views_costs_the_same_for_every_length(
    count: int, staff: User, colleague: User, desk: Desk, sign_in: SignIn
) -> None:
    for number in range(count):
        SavedView.objects.create(owner=staff, name=f"表示{number}", desk=desk)
        SavedView.objects.create(owner=colleague, name=f"表示{number}", desk=desk)
    browser = sign_in(staff)
    browser.get(LIST)
    assert queries_of(browser, reverse("saved_view_list")) == 3

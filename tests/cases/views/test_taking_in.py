"""Intake on behalf on one page: what is offered while one types, what is asked, and the case it becomes."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Contact, Organisation, User
from cases.models import Case, CaseEvent
from mediso.desks.models import Desk, ProductType, Topic
from tests.cases.views.conftest import Open, SignIn
from tests.factories.accounts import ContactFactory, OrganisationFactory, grant
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NEW = "/cases/new/"
NUMBER = "7000012050002"
WHICH_ONE = "Is it one of these? Choose it, or say that it is a new one."

Typed = dict[str, Any]
Send = Callable[..., Page]


@pytest.fixture
def typed(desk: Desk) -> Typed:
    """A whole form of somebody unknown."""
    return {
        "desk": desk.code,
        "press": str(uuid.UUID(int=1)),
        "channel": "phone",
        "received_on": timezone.localdate().isoformat(),
        "organisation_name": "合同会社新規",
        "organisation_kind": "venture",
        "prefecture": "27",
        "contact_name": "電話 花子",
        "contact_email": "hanako@example.jp",
        "title": "治験の相談",
        "text": "必要な試験を知りたい。",
        "take_charge": "on",
    }


@pytest.fixture
def browser(staff: User, sign_in: SignIn) -> Client:
    client: Client = sign_in(staff)
    return client


@pytest.fixture
def send(browser: Client, typed: Typed) -> Send:
    """The form as it is sent, with changes; None leaves a field out."""

    def post(**changes: Any) -> Page:
        data = {name: value for name, value in (typed | changes).items() if value is not None}
        return Page(browser.post(NEW, data))

    return post


def offered(page: Page, name: str) -> list[str]:
    """The values of the radio buttons."""
    return [dict(one.attributes)["value"] or "" for one in page.all("input", type="radio", name=name)]


def test_the_page_begins_with_a_call_of_today_in_one_s_own_charge(staff: User, open_page: Open) -> None:
    page = open_page(staff, NEW)
    assert (page.texts("h1"), page.errors, page.repeated_ids) == (["Take in a case"], {}, [])
    assert page.values["channel"] == ["phone"]
    assert page.values["received_on"] == [timezone.localdate().isoformat()]
    assert (page.values["take_charge"], page.values["product_type"]) == (["on"], [""])
    assert offered(page, "channel") == ["phone", "mail", "open_hours", "event", "referral"]
    (focused,) = [one for one in page.all("input") if "autofocus" in dict(one.attributes)]
    assert dict(focused.attributes)["value"] == "phone"
    assert world()["cases.Case"] == []
    assert open_page(staff, NEW).values["press"] != page.values["press"]


def test_one_press_makes_the_case_and_leads_to_its_chart(
    send: Send, browser: Client, staff: User, product_type: ProductType, topic: Topic
) -> None:
    page = send(product_type=product_type.pk, topics=[topic.pk], product_name="人工関節")
    case = Case.objects.get()
    assert page.status == 302
    assert (case.responsible, case.consultation.taken_in_by, case.organisation.name) == (staff, staff, "合同会社新規")
    assert (case.product_type, list(case.topic_set.topics.all())) == (product_type, [topic])  # type: ignore[union-attr]
    assert f"Taken in. The number is {case.number}." in Page(browser.get(f"/cases/{case.number}/")).html


def test_the_last_channel_is_where_the_next_one_begins(send: Send, staff: User, browser: Client) -> None:
    send(channel="open_hours", take_charge=None)
    assert Page(browser.get(NEW)).values["channel"] == ["open_hours"]
    assert Case.objects.get().responsible is None


MISSING = "This field is required."
NEEDED = "This is needed for a new organisation."


def test_an_empty_form_says_what_is_missing_and_keeps_nothing(browser: Client, desk: Desk) -> None:
    before = world()
    page = Page(browser.post(NEW, {"desk": desk.code}))
    assert page.status == 422
    assert page.errors == {
        "id_channel": [MISSING],
        "id_received_on": [MISSING],
        "id_organisation_name": [MISSING],
        "id_contact_name": [MISSING],
        "id_title": [MISSING],
        "id_text": [MISSING],
    }
    assert world() == before


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"organisation_kind": "", "prefecture": ""}, {"id_organisation_kind": [NEEDED], "id_prefecture": [NEEDED]}),
        ({"channel": "event"}, {"id_channel_note": ["Say which event it was, or who referred them."]}),
        ({"channel": "referral"}, {"id_channel_note": ["Say which event it was, or who referred them."]}),
        ({"received_on": "2999-01-01"}, {"id_received_on": ["This day is still to come. Give a date up to today."]}),
        (
            {"organisation_name": NUMBER},
            {"id_organisation_name": ["Nobody is known under this number. Write the name here."]},
        ),
        ({"corporate_number": "123"}, {"id_corporate_number": ["Give the 13 digits of the corporate number."]}),
        ({"contact_email": "hanako"}, {"id_contact_email": ["Enter a valid email address."]}),
    ],
    ids=["new", "event", "referral", "tomorrow", "unknown number", "no number", "no address"],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    changes: Typed, errors: dict[str, list[str]], send: Send, typed: Typed
) -> None:
    before = world()
    page = send(**changes)
    assert (page.status, page.errors) == (422, errors)
    for name, value in (typed | changes).items():
        assert page.values[name] == [value], name
    assert world() == before


def test_a_name_like_one_that_is_known_is_asked_about(send: Send, organisation: Organisation) -> None:
    """Without script it is asked after the form was sent, and nothing typed is lost."""
    before = world()
    page = send(organisation_name="㈱若竹")
    assert (page.status, page.errors) == (422, {"id_organisation": [WHICH_ONE]})
    assert offered(page, "organisation") == [str(organisation.pk), "new"]
    assert page.values["organisation"] == [str(organisation.pk)]  # ticked: it is the same name
    assert page.values["text"] == ["必要な試験を知りたい。"]
    assert world() == before

    assert send(organisation_name="㈱若竹", organisation=organisation.pk).status == 302
    assert (Case.objects.get().organisation, Organisation.objects.count()) == (organisation, 1)


def test_another_of_the_same_name_may_be_new(send: Send, organisation: Organisation) -> None:
    assert send(organisation_name="㈱若竹", organisation="new").status == 302
    assert Case.objects.get().organisation != organisation


def test_an_answer_to_another_name_is_no_answer(send: Send, organisation: Organisation) -> None:
    other = OrganisationFactory.create(name="株式会社別名")
    page = send(organisation_name="㈱若竹", organisation=other.pk)
    assert (page.status, page.errors) == (422, {"id_organisation": [WHICH_ONE]})


def test_the_very_number_needs_no_answer(send: Send, organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(corporate_number=NUMBER)
    assert send(organisation_name="７０００-０１２０-５０００-２", organisation_kind="", prefecture="").status == 302
    assert Case.objects.get().organisation == organisation


def test_a_person_who_is_known_there_is_asked_about(send: Send, organisation: Organisation) -> None:
    known = ContactFactory.create(organisation=organisation, name="電話 花子", email="old@example.jp")
    chosen = {"organisation_name": "㈱若竹", "organisation": organisation.pk}
    page = send(**chosen)
    assert (page.status, list(page.errors)) == (422, ["id_contact"])
    assert offered(page, "contact") == [str(known.pk), "new"]

    page = send(**chosen, contact=known.pk)
    known.refresh_from_db()
    assert (page.status, Case.objects.get().contact, Contact.objects.get().email) == (302, known, "hanako@example.jp")


def test_a_person_known_elsewhere_is_told_and_not_asked_about(send: Send) -> None:
    elsewhere = ContactFactory.create(name="電話 花子", organisation=OrganisationFactory.create(name="株式会社他所"))
    page = send(title="")
    assert "Known at another organisation 電話 花子 株式会社他所" in page.text
    assert offered(page, "contact") == []
    assert send().status == 302
    assert Case.objects.get().contact != elsewhere


def test_whether_the_founder_sees_it_is_asked_and_never_done_silently(
    send: Send, founder: User, organisation: Organisation
) -> None:
    chosen = {"organisation_name": "㈱若竹", "organisation": organisation.pk, "contact_email": "Founder@example.jp"}
    before = world()
    page = send(**chosen)
    assert (page.status, list(page.errors)) == (422, ["id_portal"])
    assert "青山 みどり (founder@example.jp) has an account of this organisation." in page.text
    assert page.values["portal"] == []
    assert world() == before

    assert send(**chosen, portal="no").status == 302
    assert Case.objects.get().consultation.asked_by is None


def test_the_founder_sees_it_when_the_staff_say_so(
    send: Send, founder: User, organisation: Organisation, sign_in: SignIn
) -> None:
    send(organisation_name="㈱若竹", organisation=organisation.pk, contact_email="founder@example.jp", portal="yes")
    case = Case.objects.get()
    assert case.consultation.asked_by == founder
    assert "Taken in by the desk" in Page(sign_in(founder).get(f"/cases/{case.number}/")).text


def test_an_account_of_another_organisation_is_not_named(send: Send, other_founder: User) -> None:
    page = send(contact_email=other_founder.email, portal="yes", title="")
    assert other_founder.name not in page.text
    assert offered(page, "portal") == []


@pytest.mark.parametrize("part", ["organisation", "contact"])
def test_what_may_be_the_same_is_shown_while_typing_and_nothing_is_written(
    part: str, browser: Client, typed: Typed, organisation: Organisation, founder: User
) -> None:
    known = ContactFactory.create(organisation=organisation, name="電話 花子")
    before = world()
    half = {
        "desk": typed["desk"],
        "part": part,
        "organisation_name": "わかたけ",
        "organisation": str(organisation.pk),
        "contact_name": "電話",
        "contact_email": "founder@example.jp",
    }
    Organisation.objects.filter(pk=organisation.pk).update(name="わかたけ", normalised_name="ワカタケ")
    before = world()
    page = Page(browser.post(NEW, half, headers={"HX-Request": "true"}))
    assert (page.status, page.texts("form"), page.errors) == (200, [], {})
    if part == "organisation":
        assert offered(page, "organisation") == [str(organisation.pk), "new"]
    else:
        assert offered(page, "contact") == [str(known.pk), "new"]
        assert offered(page, "portal") == ["yes", "no"]
    assert world() == before


def test_nothing_is_offered_for_nothing(browser: Client, typed: Typed, organisation: Organisation) -> None:
    for part in ("organisation", "contact"):
        page = Page(browser.post(NEW, {"desk": typed["desk"], "part": part}))
        assert (page.status, page.text) == (200, "")


def test_a_second_press_leads_to_the_same_case(send: Send, typed: Typed) -> None:
    """Though by now the organisation is known, and would be asked about."""
    assert send().status == 302
    before = world()
    assert send().status == 302
    assert world() == before


def test_a_form_that_was_used_keeps_what_was_typed_and_can_be_sent_again(send: Send, typed: Typed) -> None:
    send()
    case = Case.objects.get()
    again = {"title": "別の相談", "organisation_name": "合同会社別件"}
    before = world()
    page = send(**again)
    assert page.status == 409
    assert page.summary[0].startswith(f"This form was sent before: {case.number} “治験の相談”. Nothing was saved now.")
    assert (page.values["title"], page.values["text"]) == (["別の相談"], ["必要な試験を知りたい。"])
    assert page.values["press"] != [typed["press"]]
    assert world() == before
    assert send(**again, press=page.values["press"][0]).status == 302
    assert Case.objects.count() == 2


def test_staff_of_two_desks_choose_and_the_choices_are_that_desk_s(
    staff: User, other_desk: Desk, topic: Topic, browser: Client, typed: Typed
) -> None:
    grant(staff, Role.STAFF, other_desk)
    assert Page(browser.get(NEW)).values["desk"] == ["main"]
    page = Page(browser.get(f"{NEW}?desk=other"))
    assert (page.values["desk"], str(topic) in page.text) == (["other"], False)
    browser.post(NEW, typed | {"desk": "other"})
    assert Case.objects.get().desk == other_desk
    assert Page(browser.get(NEW)).values["desk"] == ["other"]


@pytest.mark.parametrize("code", ["other", "", "nowhere"])
def test_a_desk_one_does_not_belong_to_is_no_desk(code: str, send: Send, other_desk: Desk) -> None:
    before = world()
    assert send(desk=code).status == 403
    assert world() == before


def test_what_is_older_counts_from_its_day(send: Send) -> None:
    day = timezone.localdate() - dt.timedelta(days=3)
    send(received_on=day.isoformat())
    assert CaseEvent.objects.filter(kind="taken_in").get().occurred_on == day


def test_hostile_words_are_words(send: Send) -> None:
    words = "<script>alert(1)</script>"
    page = send(title="", organisation_name=words, contact_name=words, text=words)
    assert (page.status, "<script>alert" in page.html) == (422, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_choices(count: int, browser: Client, desk: Desk) -> None:
    TopicFactory.create_batch(count, desk=desk)
    ProductTypeFactory.create_batch(count, desk=desk)
    browser.get(NEW)
    assert queries_of(browser, NEW) == 5


def test_the_list_of_cases_leads_there(staff: User, full_time: User, open_page: Open) -> None:
    assert open_page(staff, "/cases/").links["Take in a case"] == NEW
    assert "Take in a case" not in open_page(full_time, "/cases/").links


def test_nobody_but_staff_takes_in(
    founder: User, supporter: User, full_time: User, manager: User, administrator: User, sign_in: SignIn
) -> None:
    for person in (founder, supporter, full_time, manager, administrator):
        page = Page(sign_in(person).get(NEW))
        assert (page.status, "Only the staff of a desk take consultations in." in page.text) == (403, True)

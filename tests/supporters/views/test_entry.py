"""A supporter's own entry, and the same parts for the staff of the desk."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from mediso.desks.models import Desk, Topic
from supporters.enums import RosterPart, UndertakingKind
from supporters.models import Interest, Supporter, SupporterChange, Undertaking
from supporters.selectors.undertakings import digest_of, words_of
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.mediso.files import samples
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SignIn = Callable[..., Client]
MINE = "/my-entry/"
CAPS = {"max_open_cases": "2", "hours_per_month": "8", "proposals_per_week": "", "seen": "0"}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def row(supporter: User) -> Supporter:
    return row_of(supporter)


@pytest.fixture
def browser(sign_in: SignIn, supporter: User) -> Client:
    return sign_in(supporter)


def part(row: Supporter, name: str) -> str:
    return f"/supporters/{row.pk}/entry/{name}/"


def test_the_own_page_leads_to_every_part_but_the_appointment(browser: Client, row: Supporter) -> None:
    page = Page(browser.get(MINE))
    led = {address for address in page.links.values() if "/entry/" in address}
    # Everything that can be signed today is signed.
    closed = {RosterPart.APPOINTMENT, RosterPart.UNDERTAKINGS}
    assert led == {part(row, one) for one in RosterPart if one not in closed}
    assert "Not given: business days from 9:00 to 17:00 are assumed." in page.text
    assert page.repeated_ids == []


def test_who_is_at_several_desks_chooses(browser: Client, supporter: User, other_desk: Desk) -> None:
    SupporterFactory.create(desk=other_desk, user=supporter, max_open_cases=77)
    page = Page(browser.get(MINE))
    assert page.links["Care desk"] == f"{MINE}?desk=other"
    assert "77" in Page(browser.get(f"{MINE}?desk=other")).texts("dd")
    assert browser.get(f"{MINE}?desk=nowhere").status_code == 404


def test_a_part_is_saved_and_the_history_tells_it(browser: Client, row: Supporter) -> None:
    page = Page(browser.post(part(row, "capacity"), CAPS, follow=True))
    assert page.status == 200
    assert "Saved." in page.html
    cells = page.texts("td", class_="text")
    assert cells == ["3", "2", "10", "8"]
    assert "waits for the staff" in page.text


def test_wrong_and_stale_forms_keep_what_was_typed(
    browser: Client, sign_in: SignIn, staff: User, row: Supporter
) -> None:
    wrong = Page(browser.post(part(row, "capacity"), CAPS | {"hours_per_month": "2000"}))
    assert (wrong.status, wrong.values["hours_per_month"]) == (422, ["2000"])
    sign_in(staff).post(part(row, "capacity"), CAPS)
    stale = Page(browser.post(part(row, "capacity"), CAPS | {"hours_per_month": "5"}))
    assert stale.status == 409
    assert stale.summary[0].startswith(f"{staff.name} changed this after you opened it.")
    again = {name: values[0] for name, values in stale.values.items() if name in CAPS and values}
    assert again["hours_per_month"] == "5"
    assert browser.post(part(row, "capacity"), again).status_code == 302
    row.refresh_from_db()
    assert row.hours_per_month == 5


def test_expertise_is_a_level_for_each_topic(browser: Client, row: Supporter, topic: Topic, other_topic: Topic) -> None:
    page = Page(browser.get(part(row, "expertise")))
    assert page.values[f"topic_{topic.pk}"] == ["4"]
    sent = {f"topic_{other_topic.pk}": "5", "modalities": ["device"], "regions": ["jp"], "seen": "0"}
    assert browser.post(part(row, "expertise"), sent).status_code == 302
    assert list(row.expertise.values_list("topic", "level")) == [(other_topic.pk, 5)]


def test_leave_is_typed_in_rows(browser: Client, row: Supporter) -> None:
    rows = {"leaves-TOTAL_FORMS": "2", "leaves-INITIAL_FORMS": "0", "seen": "0", "leaves-1-kind": "leave"}
    wrong = rows | {"leaves-0-kind": "pause", "leaves-0-first_day": "2027-01-10", "leaves-0-last_day": "2027-01-09"}
    page = Page(browser.post(part(row, "leave"), wrong))
    assert (page.status, page.summary) == (422, ["Row 1, Last day: It ends before it begins."])
    assert page.values["leaves-0-first_day"] == ["2027-01-10"]
    assert browser.post(part(row, "leave"), wrong | {"leaves-0-last_day": ""}).status_code == 302
    assert list(row.leaves.values_list("kind", "first_day", "last_day")) == [("pause", dt.date(2027, 1, 10), None)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("９：００〜１２：００、14-17", []),
        ("9:00", ["“9:00” is no stretch of time. Write for example 9:00-12:00, 14:00-17:00."]),
        ("9-25", ["“9-25” has no such time. Hours go from 0:00 to 23:59."]),
        ("12-9", ["“12-9” ends before it begins."]),
    ],
    ids=["right", "no stretch", "no time", "backwards"],
)
def test_hours_are_typed_as_people_type_them(typed: str, said: list[str], browser: Client, row: Supporter) -> None:
    page = Page(browser.post(part(row, "hours"), {"monday": typed, "seen": "0"}))
    assert page.errors.get("id_monday", []) == said
    hours = [(dt.time(9), dt.time(12)), (dt.time(14), dt.time(17))]
    assert list(row.possible_hours.values_list("begins", "ends")) == ([] if said else hours)


TIE = {
    "organisation_name": "株式会社若竹",
    "corporate_number": "７０００－０１２０５－０００２",
    "kind": "client",
    "valid_from": "2026-04-01",
    "seen": "0",
}


def test_an_interest_is_declared_with_digits_of_any_width(browser: Client, row: Supporter) -> None:
    wrong = Page(browser.post(part(row, "interests"), TIE | {"corporate_number": "1000012050002"}))
    assert wrong.status == 422
    assert "its check digit does not fit" in wrong.errors["id_corporate_number"][0]
    assert browser.post(part(row, "interests"), TIE).status_code == 302
    tie = Interest.objects.get()
    assert (tie.organisation_name, tie.corporate_number, tie.kind) == ("株式会社若竹", "7000012050002", "client")


def test_a_supporter_ends_a_tie_and_staff_correct_it(
    browser: Client, sign_in: SignIn, staff: User, row: Supporter
) -> None:
    tie = InterestFactory.create(supporter=row)
    here = f"/supporters/{row.pk}/interests/{tie.pk}/"
    assert set(Page(browser.get(here)).values) >= {"valid_until"}
    assert "organisation_name" not in Page(browser.get(here)).values
    past = Page(browser.post(here, {"valid_until": "2026-11-25", "seen": "0"}))
    assert (past.status, past.values["valid_until"]) == (409, ["2026-11-25"])
    assert browser.post(here, {"valid_until": "2026-11-30", "seen": "0"}).status_code == 302
    tie.refresh_from_db()
    assert tie.valid_until == dt.date(2026, 11, 30)
    at_desk = sign_in(staff)
    seen = Page(at_desk.get(here)).values["seen"][0]
    assert at_desk.post(here, TIE | {"seen": seen}).status_code == 302
    tie.refresh_from_db()
    assert (tie.normalised_name, str(tie.valid_until)) == ("若竹", "None")


def test_signing_takes_a_tick_and_a_button(sign_in: SignIn, desk: Desk) -> None:
    row = SupporterFactory.create(desk=desk, signs_in=True, signed=False)
    browser = sign_in(row.user)
    page = Page(browser.get(part(row, "undertakings")))
    assert page.texts("button", class_="button-solid") == ["Sign", "Sign"]
    sent = {
        "kind": "conduct",
        "fiscal_year": "2026",
        "shown": digest_of(words_of(desk, UndertakingKind.CONDUCT)),
        "seen": "0",
    }
    unticked = Page(browser.post(part(row, "undertakings"), sent))
    assert (unticked.status, Undertaking.objects.count()) == (422, 0)
    assert unticked.errors == {"conduct_2026_agree": ["Tick that you undertake it, and press the button again."]}
    stale = Page(browser.post(part(row, "undertakings"), sent | {"agree": "on", "shown": "0" * 64}))
    assert (stale.status, Undertaking.objects.count()) == (409, 0)
    assert browser.post(part(row, "undertakings"), sent | {"agree": "on"}).status_code == 302
    assert Undertaking.objects.get().signed_by == row.user


def test_a_photo_is_seen_by_its_supporter_and_the_desk(
    browser: Client, sign_in: SignIn, staff: User, other_supporter: User, other_staff: User, row: Supporter
) -> None:
    photo = SimpleUploadedFile("顔.png", samples.PNG)
    assert browser.post(part(row, "photo"), {"upload": photo, "seen": "0"}).status_code == 302
    here = f"/supporters/{row.pk}/photo/"
    for reader, status in ((row.user, 200), (staff, 200), (other_supporter, 404), (other_staff, 404)):
        answer = sign_in(reader).get(here)
        assert answer.getvalue()
        assert answer.status_code == status
        if status == 200:
            assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")


def test_what_is_no_photo_is_told(browser: Client, row: Supporter) -> None:
    page = Page(browser.post(part(row, "photo"), {"upload": SimpleUploadedFile("a.pdf", samples.PDF), "seen": "0"}))
    assert (page.status, page.summary) == (
        409,
        ["“a.pdf” is no JPEG and no PNG. Please save the photo as one of them."],
    )


def test_pages_cost_the_same_queries_for_many_rows(
    browser: Client, sign_in: SignIn, staff: User, row: Supporter
) -> None:
    at_desk = sign_in(staff)
    here = f"/supporters/{row.pk}/"

    def measured() -> list[int]:
        for one, address in ((browser, MINE), (at_desk, here)):
            one.get(address)
        return [queries_of(browser, MINE), queries_of(at_desk, here), queries_of(at_desk, "/supporters/changes/")]

    def change(count: int) -> None:
        InterestFactory.create(supporter=row)
        seen = SupporterChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        browser.post(part(row, "capacity"), CAPS | {"max_open_cases": str(count), "seen": str(seen)})

    change(1)
    one = measured()
    for count in (2, 4):
        change(count)
    assert SupporterChange.objects.count() == 3
    assert measured() == one


def test_staff_look_at_what_supporters_changed(browser: Client, sign_in: SignIn, staff: User, row: Supporter) -> None:
    browser.post(part(row, "capacity"), CAPS)
    at_desk = sign_in(staff)
    listed = Page(at_desk.get("/supporters/"))
    assert listed.links["Changes to look at 1"] == "/supporters/changes/?desk=main"
    page = Page(at_desk.get("/supporters/changes/"))
    assert page.texts("h2") == [f"{row.name} : capacity"]
    assert page.texts("td", class_="text") == ["3", "2", "10", "8"]
    change = SupporterChange.objects.get()
    assert at_desk.post("/supporters/changes/", {"change": [str(change.pk), "x", "9" * 30]}).status_code == 302
    assert "Nothing waits" in Page(at_desk.get("/supporters/changes/")).text
    change.refresh_from_db()
    assert change.seen_by == staff

"""The pages of a round: what they show, keep, ask and tell."""

import pytest
from django.test import Client
from django.test.html import Element

from accounts.models import User
from cases.enums import RoundState, State
from cases.models import Assignment, AssignmentRound
from cases.services import charge
from cases.services.rounds.working_out import work_out
from mediso.desks.models import Desk, ProductType
from tests.cases.views.conftest import SignIn
from tests.conftest import MakeCase
from tests.support.pages import Page, elements, text_of
from tests.support.queries import queries_of
from tests.support.rounds import Crowd, a_crowd, chosen, worked_out
from tests.support.world import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(desk: Desk, product_type: ProductType) -> Crowd:
    made = a_crowd(desk, product_type)
    desk.refresh_from_db()
    return made


@pytest.fixture
def found(crowd: Crowd, desk: Desk, staff: User) -> AssignmentRound:
    assert crowd.cases
    return worked_out(desk, staff)


@pytest.fixture
def reader(staff: User, sign_in: SignIn) -> Client:
    return sign_in(staff)


def address(found: AssignmentRound, then: str = "") -> str:
    return f"/rounds/{found.pk}/{then}"


def rows_of(table: Element) -> list[Element]:
    return [one for one in elements(table) if one.name == "tr"]


def figures(page: Page) -> dict[str, list[str]]:
    """The three values of each line above the table."""
    table = next(page.all("table", class_="fit"))
    cells = [[text_of(cell) for cell in elements(row) if cell.name in {"th", "td"}] for row in rows_of(table)]
    return {head: values for head, *values in cells[1:]}


def test_from_the_button_to_the_plan(crowd: Crowd, reader: Client) -> None:
    listed = Page(reader.get("/rounds/"))
    assert "Oldest first: 10 of 10" in listed.text
    sent = reader.post("/rounds/", {name: listed.values[name] for name in ("desk", "press")})
    found = AssignmentRound.objects.get()
    assert sent.headers["Location"] == address(found)
    working = Page(reader.get(address(found)))
    assert "It is being worked out" in working.text
    assert working.links["Look whether it is ready"] == address(found)
    assert reader.get(address(found), {"waiting": 1}, headers={"HX-Request": "true"}).status_code == 204

    assert work_out(found.pk)
    ready = reader.get(address(found), {"waiting": 1}, headers={"HX-Request": "true"})
    assert ready.headers["HX-Refresh"] == "true"
    page = Page(reader.get(address(found)))
    assert figures(page)["Cases placed"] == ["5", "6", "6"]
    assert figures(page)["Behind the bound"] == ["1 case", "reaches it", "reaches it"]
    assert "Proven: no plan places more than 6 cases" in page.text
    assert "4 cases get nobody" in page.text
    assert "Nobody reaches the least of 50.0 points: 入 門 comes nearest with 43.0." in page.text
    assert page.repeated_ids == []
    first = found.rows.order_by("position")[0]
    assert page.values[f"chosen-{first.pk}"] == [str(crowd.supporters["法 専"].pk)]
    assert "満 員" not in page.html
    assert len(page.values["row"]) == 6


def test_the_effect_is_shown_without_being_kept_and_then_kept(
    crowd: Crowd, found: AssignmentRound, reader: Client
) -> None:
    first = found.rows.get(position=1)
    data = {"seen": 1, f"chosen-{first.pk}": "", "then": "effect"}
    whole, part = (Page(reader.post(address(found), data, headers=headers)) for headers in ({}, {"HX-Request": "true"}))
    for page in (whole, part):
        assert figures(page)["Cases placed"] == ["5", "6", "5"]
        assert figures(page)["Behind the bound"][2] == "1 case"
        assert "They are not saved yet." in page.text
        assert "Left waiting by hand." in page.text
    assert (list(whole.all("title")) != [], list(part.all("title"))) == (True, [])
    assert found.rows.get(position=1).chosen == crowd.supporters["法 専"]

    reader.post(address(found), data | {"then": "save"})
    kept = Page(reader.get(address(found)))
    assert figures(kept)["Cases placed"] == ["5", "6", "5"]
    assert "by hand" in kept.text

    reader.post(address(found), {"seen": 2, "then": "rest"})
    assert work_out(found.pk)
    assert list(chosen(found).values())[:4] == [None, "法 広", "資 金", "法 専"]


def test_a_stale_page_loses_nothing_of_what_was_chosen(crowd: Crowd, found: AssignmentRound, reader: Client) -> None:
    first = found.rows.get(position=1)
    wanted = crowd.supporters["法 広"].pk
    page = Page(reader.post(address(found), {"seen": 7, f"chosen-{first.pk}": wanted, "then": "save"}))
    assert page.status == 409
    assert "Somebody changed this round after your page was drawn." in page.text
    assert page.values[f"chosen-{first.pk}"] == [str(wanted)]
    assert page.values["seen"] == ["1"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"chosen-x": "1"}, "This page was not sent as it was drawn."),
        ({"chosen-0": ""}, "There is no row 0 in this round."),
        ({"then": "send"}, "Tick at least one row to send."),
        ({"then": "send", "row": "<b>"}, "This page was not sent as it was drawn."),
    ],
)
def test_what_no_page_sends_is_told_and_does_nothing(
    sent: dict[str, str], words: str, found: AssignmentRound, reader: Client
) -> None:
    before = world()
    page = Page(reader.post(address(found), {"seen": 1} | sent))
    assert (page.status, words in page.text) == (409, True)
    assert world() == before


def test_what_is_ticked_is_asked_about_and_sent_once(crowd: Crowd, found: AssignmentRound, reader: Client) -> None:
    page = Page(reader.get(address(found)))
    charge.claim(case_id=crowd.cases[0].pk, actor=found.made_by, seen=None)
    asked = Page(reader.post(address(found), {**page.values, "then": "send"}, follow=True))
    assert "6 proposals are sent, one by one." in asked.text
    assert not Assignment.objects.exists()
    for _time in range(2):
        told = Page(reader.post(address(found, "send/"), asked.values, follow=True))
        assert "5 proposals are sent." in told.html
        assert "1 was not sent: the reason stands in its row" in told.html
    assert Assignment.objects.count() == 5
    assert "Not sent 法 専 Someone was quicker: 事務局 一郎 – " in told.text
    assert "Sent so far: 5. Refused: 1" in told.text


def test_an_old_round_says_which_rows_are_out_of_date(crowd: Crowd, found: AssignmentRound, reader: Client) -> None:
    charge.claim(case_id=crowd.cases[0].pk, actor=found.made_by, seen=None)
    page = Page(reader.get(address(found)))
    assert "1 case has moved on since this round was worked out." in page.text
    assert len(page.values["row"]) == 5
    assert len(Page(reader.get(address(found, "send/"))).values["row"]) == 5


def test_why_so_many_points_with_what_keeps_somebody_off_today(
    crowd: Crowd, found: AssignmentRound, reader: Client
) -> None:
    row = found.rows.get(position=1)
    there = address(found, f"rows/{row.pk}/")
    whole, part = Page(reader.get(there)), Page(reader.get(there, headers={"HX-Request": "true"}))
    assert whole.texts("summary") == part.texts("summary") == ["法 広: 90.0 points", "法 専: 82.0 points"]
    assert list(part.all("title")) == []
    assert crowd.cases


def test_a_failed_round_says_what_to_do(found: AssignmentRound, reader: Client) -> None:
    AssignmentRound.objects.update(state=RoundState.FAILED)
    page = Page(reader.get(address(found)))
    assert "It could not be worked out" in page.text
    assert page.links["To a new round"] == "/rounds/"


def test_whoever_asked_a_case_is_shown_nothing_of_it(
    desk: Desk, staff: User, reader: Client, supporter: User, make_case: MakeCase
) -> None:
    own, other = make_case(State.MATCHING, asked_by=staff), make_case(State.MATCHING)
    found = worked_out(desk, staff)
    page = Page(reader.get(address(found)))
    assert (own.number in page.html, other.number in page.html) == (False, True)
    assert "1 case that you asked yourself is counted and not shown." in page.text
    row = found.rows.get(case=own)
    assert reader.get(address(found, f"rows/{row.pk}/")).status_code == 404
    assert Page(reader.post(address(found), {"seen": 1, f"chosen-{row.pk}": ""})).status == 409
    assert Page(reader.post(address(found, "send/"), {"seen": 1, "row": row.pk})).status == 409
    assert supporter.appointments.exists()


def test_a_round_is_set_aside(found: AssignmentRound, reader: Client) -> None:
    reader.post(address(found, "set-aside/"))
    found.refresh_from_db()
    page = Page(reader.get(address(found)))
    assert (found.state, "row" in page.values) == (RoundState.SET_ASIDE, False)


def test_the_pages_take_as_many_queries_for_three_cases_as_for_one(
    desk: Desk, staff: User, reader: Client, supporter: User, other_supporter: User, make_case: MakeCase
) -> None:
    def queries() -> list[int]:
        found = worked_out(desk, staff)
        row = found.rows.first()
        assert row
        places = ["", "send/", f"rows/{row.pk}/"]
        return [queries_of(reader, "/rounds/"), *(queries_of(reader, address(found, one)) for one in places)]

    make_case(State.MATCHING)
    queries_of(reader, "/rounds/")
    one = queries()
    make_case(State.MATCHING)
    make_case(State.MATCHING)
    assert queries() == one
    assert supporter != other_supporter

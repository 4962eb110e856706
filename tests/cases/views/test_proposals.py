"""The teaser of a proposal, its two answers, and nothing of the case before one of them."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentState, State
from cases.models import Assignment, Case, CaseEvent
from mediso.common.business_days import BusinessCalendar
from mediso.common.formats import written_date
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.supporters import InterestFactory
from tests.support.actions import proposal_to
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SECRETS = {
    "title": "秘密の件名",
    "text": "秘密の本文",
    "product_name": "秘密の製品",
    "target_disease": "秘密の疾患",
}


@pytest.fixture
def proposal(make_case: MakeCase, supporter: User, staff: User) -> Assignment:
    asked = {f"consultation__{name}": value for name, value in SECRETS.items()}
    case = make_case(State.MATCHING, **asked)
    CaseEvent.objects.create(case=case, kind="founder_answered", payload={"text": "秘密の答え"})
    return proposal_to(row_of(supporter), case, proposed_by=staff)


def detail(proposal: Assignment) -> str:
    return reverse("proposal_detail", args=[proposal.pk])


def proposals_in(page: Page) -> list[str]:
    """The addresses that links of the page lead to, in their order."""
    return re.findall(r'href="(/proposals/\d+/)"', page.html)


def answer(proposal: Assignment, word: str) -> str:
    return reverse("proposal_answer", args=[proposal.pk, word])


def test_the_teaser_tells_the_field_and_whom_it_concerns_and_no_word_of_the_question(
    proposal: Assignment, supporter: User, open_page: Open
) -> None:
    page = open_page(supporter, detail(proposal))
    for words in ("Medical device", "Regulation", "Prototype", "株式会社若竹", "lead"):
        assert words in page.text
    for address in (detail(proposal), "/proposals/"):
        page = open_page(supporter, address)
        assert page.status == 200
        assert [
            word for word in [*SECRETS.values(), "秘密の答え", "青山", proposal.case.number] if word in page.html
        ] == []
        assert page.repeated_ids == []
    assert CaseEvent.objects.filter(kind="viewed").count() == 0


def test_the_list_leads_to_each_open_proposal(
    proposal: Assignment, make_case: MakeCase, supporter: User, other_supporter: User, open_page: Open
) -> None:
    proposal_to(row_of(supporter), make_case(State.MATCHING), state=AssignmentState.DECLINED)
    proposal_to(row_of(other_supporter), make_case(State.MATCHING))
    page = open_page(supporter, "/proposals/")
    ended = Assignment.objects.get(state=AssignmentState.DECLINED)
    assert proposals_in(page) == [detail(proposal), detail(ended)]


def test_accepting_opens_the_case(proposal: Assignment, supporter: User, sign_in: SignIn) -> None:
    browser = sign_in(supporter)
    response = browser.post(answer(proposal, "accept"), {"seen": "1", "no_conflict": "on"}, follow=True)
    page = Page(response)
    assert response.redirect_chain == [(reverse("case_chart", args=[proposal.case.number]), 302)]
    assert "You accepted the case. It is open to you now." in page.html
    assert SECRETS["text"] in page.text
    proposal.refresh_from_db()
    assert proposal.state == AssignmentState.ACCEPTED


@pytest.mark.parametrize("seen", ["1", "2"], ids=["the same page twice", "the page once more"])
def test_pressing_accept_twice_leads_to_the_case(
    seen: str, proposal: Assignment, supporter: User, sign_in: SignIn
) -> None:
    browser = sign_in(supporter)
    browser.post(answer(proposal, "accept"), {"seen": "1", "no_conflict": "on"})
    before = Case.objects.values().get()
    chart = reverse("case_chart", args=[proposal.case.number])
    again = browser.post(answer(proposal, "accept"), {"seen": seen, "no_conflict": "on"})
    assert (again.status_code, again.headers["Location"]) == (302, chart)
    link_of_the_mail = browser.get(detail(proposal))
    assert (link_of_the_mail.status_code, link_of_the_mail.headers["Location"]) == (302, chart)
    assert Case.objects.values().get() == before


def test_accepting_without_the_declaration_is_an_error_at_the_box(
    proposal: Assignment, supporter: User, sign_in: SignIn
) -> None:
    before = world()
    page = Page(sign_in(supporter).post(answer(proposal, "accept"), {"seen": "1"}))
    told = "Declare that you have no conflict of interest, or decline the proposal."
    assert (page.status, page.errors) == (422, {"id_no_conflict": [told]})
    assert page.repeated_ids == []
    assert SECRETS["text"] not in page.html
    assert world() == before


def test_declining_needs_a_reason_and_keeps_the_note(proposal: Assignment, supporter: User, sign_in: SignIn) -> None:
    before = world()
    page = Page(sign_in(supporter).post(answer(proposal, "turn-down"), {"seen": "1", "note": "来月なら\n可能"}))
    assert (page.status, page.errors) == (422, {"id_decline_reason": ["This field is required."]})
    assert page.values["note"] == ["来月なら 可能"]
    assert page.repeated_ids == []
    assert world() == before


def test_declining_closes_the_proposal(proposal: Assignment, supporter: User, sign_in: SignIn) -> None:
    typed = {"seen": "1", "reason": "no_time", "note": "来月なら"}
    response = sign_in(supporter).post(answer(proposal, "turn-down"), typed, follow=True)
    page = Page(response)
    assert response.redirect_chain == [("/proposals/", 302)]
    assert "You declined. The desk sees your answer on the case." in page.html
    assert "No open proposal" in page.text
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decline_reason, proposal.decline_note) == ("declined", "no_time", "来月なら")
    ended = Page(sign_in(supporter).get(detail(proposal)))
    assert (ended.status, ended.repeated_ids) == (200, [])
    assert [
        words for words in ("declined", "I have no time before it is needed", "来月なら") if words not in ended.text
    ] == []
    assert [word for word in [*SECRETS.values(), "株式会社若竹", proposal.case.number] if word in ended.html] == []


def test_declining_for_a_conflict_leads_to_where_it_is_declared(
    proposal: Assignment, supporter: User, sign_in: SignIn
) -> None:
    browser = sign_in(supporter)
    response = browser.post(answer(proposal, "turn-down"), {"seen": "1", "reason": "conflict"}, follow=True)
    assert response.redirect_chain == [(detail(proposal), 302)]
    declaring = Page(response).links["Declare the interest"]
    assert declaring == reverse("entry_part", args=[row_of(supporter).pk, "interests"])
    assert browser.get(declaring).status_code == 200


@pytest.mark.parametrize("state", ["lapsed", "withdrawn", "declined"])
def test_an_answer_that_comes_too_late_is_told_so_and_given_back(
    state: str, proposal: Assignment, supporter: User, sign_in: SignIn
) -> None:
    Assignment.objects.update(state=state, decline_reason="other" if state == "declined" else "")
    before = world()
    page = Page(sign_in(supporter).post(answer(proposal, "turn-down"), {"seen": "1", "note": "来月なら可能"}))
    assert page.status == 409
    for words in ("Nothing was saved: the proposal had ended before your answer came.", "来月なら可能", state):
        assert words in page.text
    assert world() == before


def test_the_teaser_names_the_last_day_and_whose_interests_count(
    proposal: Assignment, supporter: User, open_page: Open
) -> None:
    day = BusinessCalendar().add(timezone.localdate(), 3)
    Assignment.objects.update(answer_by=day, overridden=["on_leave"], override_reason="秘密の理由")
    for kind, name in (("parent", "若竹ホールディングス"), ("competitor", "青竹製作所")):
        proposal.case.related_organisations.create(kind=kind, name=name, normalised_name=name)
    page = open_page(supporter, detail(proposal))
    told = (
        "若竹ホールディングス",
        "青竹製作所",
        "Parent company",
        "Competitor",
        "3 business days left",
        "named only so",
    )
    assert [words for words in (*told, written_date(day)) if words not in page.text] == []
    listed = open_page(supporter, "/proposals/")
    assert f"Please answer by {written_date(day)}" in listed.text
    assert "若竹" not in listed.text
    assert "秘密" not in page.html + listed.html


def test_whose_day_comes_first_stands_first(make_case: MakeCase, supporter: User, open_page: Open) -> None:
    day = dt.date(2027, 3, 1)
    later, none, sooner = (
        proposal_to(row_of(supporter), make_case(State.MATCHING), answer_by=on)
        for on in (day, None, day - dt.timedelta(days=3))
    )
    assert proposals_in(open_page(supporter, "/proposals/")) == [detail(one) for one in (sooner, later, none)]


@pytest.mark.parametrize("word", ["accept", "turn-down"])
def test_a_case_that_moved_on_asks_again_with_everything_typed(
    word: str, proposal: Assignment, supporter: User, staff: User, sign_in: SignIn
) -> None:
    Case.objects.update(version=4)
    CaseEvent.objects.create(case=proposal.case, kind="classified", actor=staff)
    typed = {"no_conflict": "on"} if word == "accept" else {"reason": "not_my_field", "note": "分野違い"}
    page = Page(sign_in(supporter).post(answer(proposal, word), typed | {"seen": "1"}))
    assert page.status == 409
    assert page.summary == [
        "Someone was quicker: 事務局 一郎 – Classified. The case is “Finding supporters” now. "
        "Nothing of yours was saved; look at the new state and try again."
    ]
    for name, value in typed.items():
        assert page.values[name] == [value]
    assert page.values["seen"] == ["4", "4"]
    assert sign_in(supporter).post(answer(proposal, word), typed | {"seen": "4"}).status_code == 302


def test_a_rule_that_excludes_by_now_is_said_on_the_page(
    proposal: Assignment, supporter: User, sign_in: SignIn
) -> None:
    InterestFactory.create(supporter=row_of(supporter), organisation=proposal.case.organisation)
    before = world()
    page = Page(sign_in(supporter).post(answer(proposal, "accept"), {"seen": "1", "no_conflict": "on"}))
    assert (page.status, page.summary) == (
        409,
        ["Conflict of interest with the asker: 株式会社若竹 (employer, since Feb. 1, 2018)."],
    )
    assert world() == before


@pytest.mark.parametrize("person", ["other_supporter", "full_time", "staff", "founder"])
def test_nobody_else_finds_it(
    person: str, proposal: Assignment, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    browser = sign_in(request.getfixturevalue(person))
    before = world()
    assert browser.get(detail(proposal)).status_code == 404
    for word in ("accept", "turn-down"):
        typed = {"seen": "1", "no_conflict": "on", "reason": "no_time"}
        assert browser.post(answer(proposal, word), typed).status_code == 404
    assert world() == before


def test_only_supporters_have_proposals(staff: User, open_page: Open) -> None:
    page = open_page(staff, "/proposals/")
    assert (page.status, "Only supporters receive proposals." in page.text) == (403, True)


def test_answers_are_posted(proposal: Assignment, supporter: User, sign_in: SignIn) -> None:
    assert sign_in(supporter).get(answer(proposal, "accept")).status_code == 405
    assert sign_in(supporter).post(f"/proposals/{proposal.pk}/perhaps/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_every_length(
    count: int, make_case: MakeCase, supporter: User, sign_in: SignIn
) -> None:
    for _number in range(count):
        proposal_to(row_of(supporter), make_case(State.MATCHING), answer_by=timezone.localdate())
        proposal_to(row_of(supporter), make_case(State.MATCHING), state=AssignmentState.LAPSED)
    browser = sign_in(supporter)
    browser.get("/proposals/")
    assert queries_of(browser, "/proposals/") == 11

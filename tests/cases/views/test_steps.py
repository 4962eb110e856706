"""One page for every action: shown, done, refused with everything that was typed, and out of reach."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import Action, State
from cases.models import Assignment, Case, CaseEvent
from cases.services import triage
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.supporters import SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.classified import topic_set_of, topics_of
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@dataclass(frozen=True)
class Step:
    """Where an action starts, by whom, and a good form; `{supporter}` and the like are filled in."""

    state: str
    person: str
    typed: dict[str, str]
    leads_to: str


STEPS = {
    "start-triage": Step("submitted", "staff", {}, "triaging"),
    "classify": Step("triaging", "staff", {"product_type": "{product_type}", "topics": "{topic}"}, "triaging"),
    "start-matching": Step("triaging", "full_time", {}, "matching"),
    "propose": Step("matching", "staff", {"supporter_id": "{supporter}"}, "matching"),
    "withdraw-proposal": Step("matching", "staff", {}, "matching"),
    "take": Step("triaging", "full_time", {"no_conflict": "on"}, "supporting"),
    "record-preliminary-interview": Step(
        "triaging",
        "staff",
        {"held_on": "{today}", "minutes": "30", "form": "phone", "summary": "事前の要旨"},
        "triaging",
    ),
    "record-interview": Step(
        "supporting",
        "supporter",
        {
            "held_on": "{today}",
            "minutes": "90",
            "form": "face",
            "summary": "面談の要旨",
            "next_steps": "次の一歩",
            "supporters": "{supporter}",
        },
        "supporting",
    ),
    "ask-founder": Step("triaging", "staff", {"question": "どの国ですか"}, "awaiting_founder"),
    "answer": Step("awaiting_founder", "founder", {"text": "日本です"}, "triaging"),
    "refer": Step("triaging", "staff", {"body": "PMDA", "message": "そちらへどうぞ"}, "referred"),
    "decline": Step("submitted", "staff", {"message": "対象外のため"}, "declined"),
    "withdraw": Step("submitted", "founder", {"reason": "不要になりました"}, "withdrawn"),
    "close": Step("supporting", "staff", {"message": "終了します"}, "closed"),
    "reopen": Step("closed", "staff", {"reason": "追加の相談"}, "supporting"),
}
each_action = pytest.mark.parametrize("action", [Action(name) for name in STEPS])


@dataclass(frozen=True)
class Desk:
    """A case where the action is possible, and the person at its page."""

    case: Case
    person: User
    typed: dict[str, str]
    post: Callable[[dict[str, str]], Page]
    address: str


@pytest.fixture
def at(action: Action, make_case: MakeCase, request: pytest.FixtureRequest, supporter: User, sign_in: SignIn) -> Desk:
    step = STEPS[action]
    person: User = request.getfixturevalue(step.person)
    case = make_case(
        State(step.state), classified_at=timezone.now(), received_on=timezone.localdate() - dt.timedelta(days=60)
    )
    if action == Action.WITHDRAW_PROPOSAL:
        proposal_to(row_of(supporter), case)
    elif step.state in {"supporting", "closed"}:
        assigned(row_of(supporter), case, state="completed" if step.state == "closed" else "accepted")
    values = {
        "product_type": case.product_type_id,
        "topic": topic_set_of(case).topics.get().pk,
        "supporter": row_of(supporter).pk,
        "today": timezone.localdate().isoformat(),
    }
    typed = {name: value.format(**values) for name, value in step.typed.items()}
    address = reverse("case_step", args=[case.number, action.value])
    browser = sign_in(person)
    return Desk(case, person, typed, lambda data: Page(browser.post(address, data)), address)


@each_action
def test_the_page_shows_the_form_with_the_present_version(action: Action, at: Desk, open_page: Open) -> None:
    page = open_page(at.person, at.address)
    assert page.status == 200
    assert page.texts("h1") == [str(action.label)]
    assert page.values["seen"] == ["1"]
    assert {name for name, values in page.values.items() if name != "csrfmiddlewaretoken"} >= {"seen", *at.typed}
    assert page.errors == {}
    assert page.repeated_ids == []
    assert at.case.number in page.text


@each_action
def test_a_good_form_is_done_and_leads_back(action: Action, at: Desk, sign_in: SignIn) -> None:
    response = sign_in(at.person).post(at.address, at.typed | {"seen": "1"}, follow=True)
    at.case.refresh_from_db()
    assert (at.case.state, at.case.version) == (STEPS[action].leads_to, 2)
    assert (response.status_code, response.redirect_chain[0][1]) == (200, 302)
    assert f"Done: {action.label}." in Page(response).html


@each_action
def test_an_empty_form_names_what_is_missing_and_does_nothing(action: Action, at: Desk) -> None:
    before = world()
    page = at.post({})
    assert page.status == 422
    assert "This field is required." in page.summary
    assert page.texts("title")[0].startswith("Error: ")
    changed = world()
    changed["cases.CaseEvent"] = [event for event in changed["cases.CaseEvent"] if event["kind"] != "viewed"]
    assert changed == before


@each_action
def test_whoever_was_slower_gets_everything_back_with_the_new_version(action: Action, at: Desk, staff: User) -> None:
    """What was typed is kept; sent again, it is judged by the case as it stands now."""
    Case.objects.filter(pk=at.case.pk).update(version=5)
    CaseEvent.objects.create(case=at.case, kind="triage_started", actor=staff)
    before = world()
    page = at.post(at.typed | {"seen": "1"})
    assert page.status == 409
    (told,) = page.summary
    assert told.startswith("Someone was quicker: 事務局 一郎 – Triage started. The case is “")
    assert page.values["seen"] == ["5"]
    for name, value in at.typed.items():
        assert page.values[name] == [value]
    changed = world()
    changed["cases.CaseEvent"] = [event for event in changed["cases.CaseEvent"] if event["kind"] != "viewed"]
    assert changed == before

    assert at.post(at.typed | {"seen": "5"}).status == 302
    at.case.refresh_from_db()
    assert (at.case.state, at.case.version) == (STEPS[action].leads_to, 6)


@each_action
def test_a_state_where_it_is_not_possible_disables_the_button_and_keeps_the_words(
    action: Action, at: Desk, open_page: Open
) -> None:
    Case.objects.filter(pk=at.case.pk).update(state="referred", returns_to="", closed_on=None, awaits="nobody")
    reason = f"“{action.label}” is not possible: the case is “Referred elsewhere” now."
    page = open_page(at.person, at.address)
    assert reason in page.text
    assert [
        one
        for one in page.all("button", type="submit", class_="button-solid")
        if "disabled" not in dict(one.attributes)
    ] == []
    before = world()["cases.Case"]
    page = at.post(at.typed | {"seen": "1"})
    assert (page.status, page.summary) == (409, [reason])
    for name, value in at.typed.items():
        assert page.values[name] == [value]
    assert world()["cases.Case"] == before


# One who sees the case and may not do this.
ONLOOKERS = {
    "start-triage": ("founder", "Only the staff and the full-time supporters of the desk can do this."),
    "classify": ("founder", "Only the staff and the full-time supporters of the desk can do this."),
    "start-matching": ("founder", "Only the staff and the full-time supporters of the desk can do this."),
    "propose": ("founder", "Only the staff and the full-time supporters of the desk can do this."),
    "withdraw-proposal": ("founder", "Only the staff and the full-time supporters of the desk can do this."),
    "take": (
        "staff",
        "Only a full-time supporter of the desk without an interest in the organisation can do this.",
    ),
    "record-preliminary-interview": (
        "founder",
        "Only the staff and the full-time supporters of the desk can do this.",
    ),
    "record-interview": ("full_time", "Only the supporters of this case and the staff of the desk can do this."),
    "ask-founder": ("full_time", "Only the supporters of this case and the staff of the desk can do this."),
    "answer": ("staff", "Only the person who asked can do this."),
    "refer": ("founder", "Only the staff and the full-time supporters of the desk can do this."),
    "decline": ("full_time", "Only the staff of the desk can do this."),
    "withdraw": ("staff", "Only the person who asked can do this."),
    "close": ("supporter", "Only the staff of the desk can do this."),
    "reopen": ("supporter", "Only the staff of the desk can do this."),
}


@each_action
def test_an_onlooker_is_told_why_not_and_a_stranger_finds_nothing(
    action: Action, at: Desk, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    person, reason = ONLOOKERS[action]
    onlooker, stranger = request.getfixturevalue(person), request.getfixturevalue("other_founder")
    before = world()
    for browser, status, words in (
        (sign_in(onlooker), 403, reason),
        (sign_in(stranger), 404, "There is no such page"),
    ):
        for response in (browser.get(at.address), browser.post(at.address, at.typed | {"seen": "1"})):
            page = Page(response)
            assert page.status == status
            assert words in page.text
    assert world() == before


@pytest.mark.parametrize("action", ["accept", "turn-down", "lapse", "dance", "start-triage-", "START-TRIAGE"])
def test_an_unknown_action_is_404(action: str, make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    """An answer to a proposal is none to a case."""
    case = make_case()
    for method in (sign_in(staff).get, sign_in(staff).post):
        assert method(f"/cases/{case.number}/{action}/").status_code == 404


@pytest.mark.parametrize("number", ["M1999-0001", "M2026", "0", "../etc", "M2026-99999999999999999999"])
def test_an_unknown_number_is_404(number: str, make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    make_case()
    assert sign_in(staff).get(f"/cases/{number}/start-triage/").status_code == 404


def test_other_methods_are_refused(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    case = make_case()
    for method in ("put", "patch", "delete"):
        assert getattr(sign_in(staff), method)(f"/cases/{case.number}/start-triage/").status_code == 405


def test_the_page_of_a_proposal_ranks_with_reasons_and_names_the_excluded(
    make_case: MakeCase, staff: User, supporter: User, other_supporter: User, open_page: Open
) -> None:
    case = make_case(State.MATCHING)
    proposal_to(row_of(other_supporter), case, state="declined")
    page = open_page(staff, f"/cases/{case.number}/propose/")
    (ranked,) = page.texts("ol", class_="cards")
    for words in ("野村 進", "Regulation: level 4", "Topics covered: 1 of 1", "32.0 of 40", "free hours by", "points"):
        assert words in ranked
    assert "原田 緑" not in ranked
    assert "Declined this case: 1 原田 緑 Has declined this case." in page.text
    for words in ("Topic coverage 40", "Free hours 15", "Version of the rules 3"):
        assert words in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_proposal_costs_the_same_for_every_roster(
    count: int, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    case = make_case(State.MATCHING)
    knows = dict.fromkeys(topics_of(case), 3)
    SupporterFactory.create_batch(count, desk=case.desk, signs_in=True, knows=knows)
    SupporterFactory.create_batch(count, desk=case.desk, signs_in=True)
    address = f"/cases/{case.number}/propose/"
    browser_of_staff = sign_in(staff)
    browser_of_staff.get(address)
    assert queries_of(browser_of_staff, address) == 29


def test_the_choice_of_a_refused_proposal_stays_chosen(
    make_case: MakeCase, staff: User, supporter: User, sign_in: SignIn
) -> None:
    case = make_case(State.MATCHING)
    page = Page(
        sign_in(staff).post(f"/cases/{case.number}/propose/", {"seen": "", "supporter_id": row_of(supporter).pk})
    )
    assert (page.status, page.values["supporter_id"]) == (422, [str(row_of(supporter).pk)])
    assert Assignment.objects.count() == 0


def test_after_the_search_has_started_the_next_page_is_the_proposal(
    make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    response = sign_in(staff).post(f"/cases/{case.number}/start-matching/", {"seen": "1"})
    assert response.headers["Location"] == f"/cases/{case.number}/propose/"


def test_the_founder_reads_the_question_above_the_answer(
    make_case: MakeCase, staff: User, founder: User, open_page: Open
) -> None:
    case = make_case(State.TRIAGING)
    triage.ask_founder(case_id=case.pk, actor=staff, seen=1, question="どの国で\n行いますか")
    page = open_page(founder, f"/cases/{case.number}/answer/")
    assert '<div class="written">どの国で\n行いますか</div>' in page.html
    assert "/cases/" not in page.links.values()  # a list that founders have not


def test_whoever_reads_the_text_on_a_step_s_page_is_noted(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    case = make_case(State.TRIAGING, consultation__text="秘密の本文")
    assert "秘密の本文" in sign_in(staff).post(f"/cases/{case.number}/classify/", {}).content.decode()
    assert list(CaseEvent.objects.values_list("kind", "actor")) == [("viewed", staff.pk)]


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "text running to the left": "abc\u202etxt.exe",
    "quotes": "\"'><img src=x onerror=alert(1)>",
    "template": "{{ case.consultation.text }}{% load i18n %}",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_words_to_everybody(
    words: str, make_case: MakeCase, staff: User, founder: User, sign_in: SignIn
) -> None:
    case = make_case(State.TRIAGING)
    sign_in(staff).post(f"/cases/{case.number}/ask-founder/", {"seen": "1", "question": words})
    assert CaseEvent.objects.get(kind="founder_asked").payload["text"] == words
    for reader, page in ((staff, ""), (staff, "thread/"), (founder, ""), (founder, "answer/")):
        html = sign_in(reader).get(f"/cases/{case.number}/{page}").content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize("words", ["a\x00b", "字" * 5001], ids=["NUL", "too long"])
def test_impossible_words_are_an_error_at_the_field(
    words: str, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    case = make_case(State.TRIAGING)
    page = Page(sign_in(staff).post(f"/cases/{case.number}/ask-founder/", {"seen": "1", "question": words}))
    assert (page.status, list(page.errors)) == (422, ["id_question"])
    if "\x00" not in words:
        assert page.values["question"] == [words]


@pytest.mark.parametrize("days", [-2, 1], ids=["before receipt", "tomorrow"])
def test_a_day_on_which_no_contact_can_have_been_is_told_at_its_field(
    days: int, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    case = make_case(received_on=today - dt.timedelta(days=1))
    typed = {"seen": "1", "medium": "phone", "held_on": f"{today + dt.timedelta(days=days)}", "text": "電話で話した"}
    browser, address = sign_in(staff), reverse("case_step", args=[case.number, "record-contact"])
    browser.get(address)  # whose reading is noted
    before = world()
    page = Page(browser.post(address, typed))
    told = "Give a date between the receipt of the case and today."
    assert (page.status, page.errors) == (422, {"id_held_on": [told]})
    assert {name: page.values[name] for name in ("held_on", "text")} == {
        name: [typed[name]] for name in ("held_on", "text")
    }
    assert world() == before

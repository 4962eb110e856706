"""A case as its founder reads it: where it stands, what to do, what came of it, and nothing of the desk's own."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentRole, EventKind, PlanState, State
from cases.models import Case, CaseEvent, CaseLink, Note, Outcome, PlanStep, Rating, SupportPlan, Task
from cases.services import closing, triage
from cases.services.reading import record_view
from mediso.common.formats import written_date
from mediso.files.services.keeping import keep_file
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.cases import CaseEventFactory, RatingFactory, SupportPlanFactory
from tests.factories.supporters import SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.pages import Page
from tests.support.papers import PNG
from tests.support.people import row_of
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def visitor(founder: User, sign_in: SignIn) -> Client:
    return sign_in(founder)


def at(case: Case, more: str = "") -> str:
    return f"/cases/{case.number}/{more}"


def plan_of(case: Case, **changes: object) -> SupportPlan:
    plan: SupportPlan = SupportPlanFactory.create(case=case, **changes)
    PlanStep.objects.create(plan=plan, position=1, text="資料を用意する", owner="founder", due_on=dt.date(2026, 12, 1))
    return plan


def test_where_it_stands_whose_move_it_is_by_when_and_what_comes_next(
    make_case: MakeCase, founder: User, open_page: Open
) -> None:
    case = make_case(State.TRIAGING, received_on=dt.date(2026, 4, 1))
    for kind, state in ((EventKind.SUBMITTED, "submitted"), (EventKind.TRIAGE_STARTED, "triaging")):
        CaseEventFactory.create(case=case, kind=kind, to_state=state, occurred_on=dt.date(2026, 4, 1))
    page = open_page(founder, at(case))
    assert page.texts("li", class_="step")[:3] == [
        "Step 1 Received Done",
        "Step 2 In triage Now",
        "Step 3 Finding supporters",
    ]
    for words in (
        "The desk is reading your question and sorting out what is needed.",
        "Whose move the desk",
        "Answer of the desk by 15 April 2026 (Wed)",
        "What comes next The desk answers you itself, asks you back, or looks for the right supporter.",
    ):
        assert words in page.text


def test_a_question_of_the_desk_is_answered_on_the_page(
    make_case: MakeCase, staff: User, founder: User, visitor: Client
) -> None:
    case = make_case(State.TRIAGING)
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    page = Page(visitor.get(at(case)))
    assert page.text.index("どの規格ですか。") < page.text.index("Your answer")
    assert page.repeated_ids == []
    (form,) = page.all("form", action=at(case, "thread/"))
    assert dict(form.attributes)["method"] == "post"
    sent = {"token": page.values["token"][0], "text": "この規格です。", "then": "send"}
    assert visitor.post(at(case, "thread/"), sent).headers["Location"] == at(case, "#thread")
    case.refresh_from_db()
    assert (case.state, case.awaits) == ("triaging", "staff")


def test_an_empty_answer_comes_back_with_the_question(make_case: MakeCase, staff: User, visitor: Client) -> None:
    case = make_case(State.TRIAGING)
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    page = Page(visitor.post(at(case, "answer/"), {"seen": "2", "text": ""}))
    assert (page.status, list(page.errors), "どの規格ですか。" in page.text) == (422, ["id_text"], True)


FORMS = {
    "submitted": ["thread/", "withdraw/"],
    "triaging": ["thread/", "withdraw/"],
    "matching": ["thread/", "withdraw/"],
    "supporting": ["thread/", "withdraw/"],
    "awaiting_founder": ["thread/", "withdraw/"],
    "closed": ["rate/", "thread/"],
    "referred": ["rate/", "thread/"],
    "declined": ["thread/"],
    "withdrawn": [],
}


@pytest.mark.parametrize(("state", "forms"), FORMS.items(), ids=FORMS.keys())
def test_what_a_founder_can_do_stands_on_the_page(
    state: str, forms: list[str], make_case: MakeCase, founder: User, open_page: Open
) -> None:
    case = make_case(State(state))
    page = open_page(founder, at(case))
    actions = [dict(form.attributes)["action"] or "" for form in page.all("form", method="post")]
    assert [action for action in actions if action.startswith("/cases/")] == [at(case, word) for word in forms]
    assert ("Tell what came of it" in page.links) == (state in {"supporting", "closed", "referred"})
    assert page.repeated_ids == []


def test_a_rating_is_given_once_and_shown(make_case: MakeCase, visitor: Client) -> None:
    case = make_case(State.CLOSED)
    page = Page(visitor.get(at(case)))
    sent = {"seen": page.values["seen"][0], "score": "4", "comment": "助かりました。"}
    visitor.post(at(case, "rate/"), sent)
    assert list(Rating.objects.values_list("case", "score", "comment")) == [(case.pk, 4, "助かりました。")]
    after = Page(visitor.get(at(case)))
    assert "Your rating 4 / 5 助かりました。" in after.text
    assert "How was the support?" not in after.text


def test_withdrawing_asks_for_no_reason(make_case: MakeCase, visitor: Client) -> None:
    case = make_case(State.TRIAGING)
    visitor.post(at(case, "withdraw/"), {"seen": "1", "reason": ""})
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN


def test_the_delivered_plan_is_read_and_no_draft_of_it(make_case: MakeCase, founder: User, open_page: Open) -> None:
    case = make_case(State.SUPPORTING)
    plan_of(case, edition=1, state=PlanState.DELIVERED, goal="最初の目標", answer="最初の答え")
    plan_of(case, edition=2, state=PlanState.DELIVERED, goal="承認申請の準備", answer="まず試験の計画から。")
    plan_of(case, edition=3, goal="まだ下書き", answer="見せない")
    page = open_page(founder, at(case))
    for words in (
        "Support plan",
        "承認申請の準備",
        "まず試験の計画から。",
        "資料を用意する",
        written_date(dt.date(2026, 12, 1)),
    ):
        assert words in page.text
    assert [words for words in ("まだ下書き", "見せない", "最初の目標") if words in page.html] == []
    assert page.links["Edition 1"] == at(case, "plans/1/")


def test_who_opened_the_case_and_when(
    make_case: MakeCase, founder: User, staff: User, full_time: User, open_page: Open
) -> None:
    case = make_case()
    assert "Nobody but the asker has opened it yet." in open_page(founder, at(case)).text
    for reader in (staff, full_time, staff):
        record_view(case, actor=reader)
    page = open_page(founder, at(case))
    openings = [words for words in page.texts("li") if words.startswith(("事務局 一郎", "常盤 勤"))]
    assert sorted(words.split(",")[0] for words in openings) == ["事務局 一郎 1 time", "常盤 勤 1 time"]


def test_what_came_of_it_is_told_on_a_page_of_its_own(make_case: MakeCase, visitor: Client) -> None:
    case = make_case(State.CLOSED)
    told = {
        "kind": "funds_raised",
        "occurred_on": "2026-04-01",
        "amount": "５０，０００，０００円",
        "description": "シリーズA",
    }
    response = visitor.post(at(case, "outcome/"), told, follow=True)
    assert response.redirect_chain == [(at(case), 302)]
    page = Page(response)
    assert "Thank you. The outcome is noted." in page.html
    assert "Funds raised 1 April 2026 (Wed) 50,000,000 yen シリーズA" in page.text
    again = Page(visitor.post(at(case, "outcome/"), told))
    assert (again.status, again.summary) == (422, ["This was told already."])
    assert again.values["amount"] == ["５０，０００，０００円"]
    assert Outcome.objects.count() == 1


WRONG = {
    "nothing": ({}, {"id_kind", "id_occurred_on"}),
    "a day to come": ({"kind": "approval", "occurred_on": "2999-01-01"}, {"id_occurred_on"}),
    "an amount of an approval": ({"kind": "approval", "occurred_on": "2026-04-01", "amount": "5"}, {"id_amount"}),
    "no amount at all": ({"kind": "funds_raised", "occurred_on": "2026-04-01", "amount": "0"}, {"id_amount"}),
    "too much": ({"kind": "funds_raised", "occurred_on": "2026-04-01", "amount": "9" * 20}, {"id_amount"}),
    "words for an amount": ({"kind": "funds_raised", "occurred_on": "2026-04-01", "amount": "いっぱい"}, {"id_amount"}),
    "something else, unsaid": ({"kind": "other", "occurred_on": "2026-04-01"}, {"id_description"}),
}


@pytest.mark.parametrize(("told", "fields"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_at_its_field(
    told: dict[str, str], fields: set[str], make_case: MakeCase, visitor: Client
) -> None:
    case = make_case(State.CLOSED)
    before = world()
    page = Page(visitor.post(at(case, "outcome/"), told))
    assert (page.status, set(page.errors)) == (422, fields)
    assert world() == before


def test_an_outcome_is_told_of_no_case_before_its_support(make_case: MakeCase, visitor: Client) -> None:
    case = make_case(State.TRIAGING)
    assert visitor.get(at(case, "outcome/")).status_code == 403
    assert "outcome/" not in visitor.get(at(case)).content.decode()


def test_cases_that_go_on_from_each_other_lead_to_each_other(
    make_case: MakeCase, founder: User, open_page: Open
) -> None:
    earlier, later = make_case(State.CLOSED, consultation__title="前の件"), make_case(consultation__title="続きの件")
    CaseLink.objects.create(earlier=earlier, later=later, kind="follow_on", linked_by=founder)
    assert open_page(founder, at(earlier)).links[f"{later.number} 続きの件"] == at(later)
    assert open_page(founder, at(later)).links[f"{earlier.number} 前の件"] == at(earlier)


def test_nothing_internal_is_on_the_page(make_case: MakeCase, founder: User, staff: User, open_page: Open) -> None:
    case, other = make_case(State.SUPPORTING, summary="窓口の要約", product_name="窓口の製品名"), make_case()
    Note.objects.create(case=case, author=staff, text="内部メモ", audience="team")
    Task.objects.create(case=case, title="内部タスク", assignee=staff, set_by=staff)
    CaseLink.objects.create(earlier=other, later=case, kind="related", linked_by=staff)
    for kind in ("note_written", "task_set", "chart_edited", "linked", "claimed", "handed_over", "plan_drafted"):
        CaseEvent.objects.create(case=case, kind=kind, actor=staff, payload={"text": "内部の経過"})
    page = open_page(founder, at(case))
    internal = ("窓口の要約", "窓口の製品名", "内部メモ", "内部タスク", "内部の経過", other.number)
    assert [words for words in internal if words in page.html] == []


def test_the_founder_s_own_words_are_all_there(make_case: MakeCase, founder: User, open_page: Open) -> None:
    asked: dict[str, Any] = {
        "modality": "software",
        "device_class": "2",
        "product_type_unsure": True,
        "topics_unsure": True,
        "collaborators": [{"name": "山田 花", "affiliation": "若竹大学", "role": "試験"}],
    }
    case = make_case(**{f"consultation__{name}": value for name, value in asked.items()})
    page = open_page(founder, at(case))
    for words in (
        "Product type I do not know",
        "Regulation I do not know",
        "Software as a medical device",
        "Class II (controlled)",
        "山田 花 (若竹大学) – 試験",
    ):
        assert words in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_every_history(
    count: int, make_case: MakeCase, founder: User, staff: User, visitor: Client
) -> None:
    case = make_case(State.SUPPORTING)
    for number in range(count):
        plan_of(case, edition=number + 1, state=PlanState.DELIVERED)
        CaseLink.objects.create(earlier=make_case(), later=case, kind="follow_on", linked_by=founder)
        Outcome.objects.create(case=case, kind="approval", occurred_on=dt.date(2026, 4, 1), told_by=founder)
        assigned(SupporterFactory.create(desk=case.desk), case, role=AssignmentRole.ADVISER)
        CaseEventFactory.create(case=case, kind=EventKind.SUPPORTER_INTERVIEW, actor=staff)
        CaseEventFactory.create(case=case, kind=EventKind.VIEWED, actor=staff, recorded_at=timezone.now())
    visitor.get(at(case))
    assert queries_of(visitor, at(case)) == 26


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_outcomes_costs_the_same_for_every_length(
    count: int, make_case: MakeCase, founder: User, visitor: Client
) -> None:
    case = make_case(State.CLOSED)
    RatingFactory.create(case=case)
    for number in range(count):
        Outcome.objects.create(case=case, kind="approval", occurred_on=dt.date(2026, 4, 1 + number), told_by=founder)
    visitor.get(at(case, "outcome/"))
    assert queries_of(visitor, at(case, "outcome/")) == 6


def test_the_closing_words_are_the_first_thing_read(
    make_case: MakeCase, staff: User, founder: User, open_page: Open
) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    closing.close(case_id=case.pk, actor=staff, seen=None, message="よい結果でした")
    page = open_page(founder, at(case))
    assert page.text.index("よい結果でした") < page.text.index("What happened")


def test_who_accepted_is_introduced_as_far_as_they_agree(
    make_case: MakeCase, founder: User, supporter: User, other_supporter: User, open_page: Open, visitor: Client
) -> None:
    case = make_case(State.SUPPORTING)
    row = row_of(supporter)
    row.profile, row.photo = "薬事が専門です。", keep_file(name="顔.png", content=BytesIO(PNG))
    row.save()
    assigned(row, case)
    proposal_to(row_of(other_supporter), case, role=AssignmentRole.ADVISER)
    page = open_page(founder, at(case))
    assert "薬事が専門です。" not in page.text
    assert (row.name in page.text, other_supporter.name in page.text) == (True, False)
    assert not list(page.all("img"))
    photo = f"/cases/{case.number}/supporters/{row.pk}/photo/"
    assert visitor.get(photo).status_code == 404
    row.profile_agreed_at = row.photo_agreed_at = timezone.now()
    row.save()
    page = open_page(founder, at(case))
    assert "薬事が専門です。" in page.text
    assert [dict(one.attributes)["src"] for one in page.all("img")] == [photo]
    answer = visitor.get(photo)
    assert (answer.status_code, answer.getvalue()) == (200, PNG)
    other = f"/cases/{case.number}/supporters/{row_of(other_supporter).pk}/photo/"
    assert visitor.get(other).status_code == 404

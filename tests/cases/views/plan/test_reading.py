"""Reading a plan: the desk's page, the founder's page, and the paper, which say the same."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.models import User
from cases.documents.plan import plan_document
from cases.enums import AssignmentRole, AssignmentState, PlanState, State
from cases.models import Case, CaseEvent, SupportPlan
from cases.selectors.plans import paper_of
from mediso.common.documents import Table
from mediso.desks.enums import StepOwner
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.support.actions import assigned
from tests.support.pages import Page, elements, text_of
from tests.support.pdf import page_texts, squeezed, words_of
from tests.support.people import row_of
from tests.support.plans import plan_with, step_of
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HOSTILE = "#set page(width: 1pt) <script>alert(1)</script> $x$ *太字* \\ @ref // 終わり"


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(
        State.SUPPORTING, received_on=timezone.localdate() - dt.timedelta(days=30), consultation__title="関節の試験"
    )


@pytest.fixture
def plan(case: Case, staff: User, full_time: User) -> SupportPlan:
    """Delivered; one step is done, one is late, one has time."""
    plan = plan_with(
        case, PlanState.DELIVERED, steps=0, answer="一行目\n二行目", drafted_by=full_time, reviewed_by=staff
    )
    today = timezone.localdate()
    step_of(plan, 1, owner=StepOwner.FOUNDER, owner_name="田中 花子", done_on=today, done_by=staff)
    step_of(plan, 2, due_on=today - dt.timedelta(days=3))
    step_of(plan, 3, owner=StepOwner.DESK, due_on=today + dt.timedelta(days=60))
    return plan


def at(plan: SupportPlan, name: str = "plan_detail") -> str:
    return reverse(name, args=[plan.case.number, plan.edition])


def steps_on(page: Page) -> list[list[str]]:
    """The cells of the table of steps."""
    rows = [row for row in page.all("tr") if (dict(row.attributes).get("id") or "").startswith("step-")]
    return [[text_of(cell) for cell in elements(row) if cell.name in {"td", "th"}] for row in rows]


def test_the_desk_reads_steps_with_what_is_late(plan: SupportPlan, staff: User, open_page: Open) -> None:
    page = open_page(staff, at(plan))
    assert page.texts("h1") == [f"Support plan {plan.case.number}"]
    assert page.texts("caption") == ["Steps 1 of 3 done, 1 late"]
    assert page.texts("span", class_="chip-red") == ["late"]
    assert page.texts("span", class_="chip-green") == ["delivered", "Done"]
    for words in (
        "関節の試験",
        "承認申請の準備を整える。",
        "一行目 二行目",
        "The founder (田中 花子)",
        "常盤 勤",
        "事務局 一郎",
    ):
        assert words in page.text
    assert page.repeated_ids == []


def test_the_founder_reads_it_without_a_button(plan: SupportPlan, founder: User, open_page: Open) -> None:
    page = open_page(founder, at(plan))
    main = next(page.all("main"))
    assert [one.name for one in elements(main) if one.name in {"form", "button", "input"}] == []
    assert page.links["Download as PDF"] == at(plan, "plan_pdf")
    assert steps_on(page)[0][:3] == ["1", "資料の骨子を作る", "The founder (田中 花子)"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("who", ["founder", "full_time"])
def test_the_paper_says_what_the_page_says(
    language: str, who: str, plan: SupportPlan, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    browser = sign_in(request.getfixturevalue(who), language)
    page = Page(browser.get(at(plan)))
    words = words_of(browser.get(at(plan, "plan_pdf")).content)
    with translation.override(language):
        document = plan_document(paper_of(plan.case, plan, timezone.localdate()))
        table = next(part for section in document.sections for part in section.parts if isinstance(part, Table))
        assert page.texts("th", scope="col") == [column.heading for column in table.columns]
        # Beside the state the page has the day it was done, the desk's buttons, and what is late.
        for shown, row in zip(steps_on(page), table.rows, strict=True):
            assert shown[:4] == list(row[:4])
            assert shown[4].startswith(row[4])
        on_paper = [plan.goal, *plan.answer.split("\n"), *(cell for row in table.rows for cell in row)]
        on_paper += [value for _label, value in document.facts] + [one.name for one in document.signatures]
        assert gettext("Organisation") in page.text
    assert [text for text in on_paper if squeezed(text) not in words] == []
    assert [text for text in on_paper if squeezed(text) not in squeezed(page.text)] == []


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.IN_REVIEW, PlanState.REVIEWED])
def test_what_is_not_delivered_is_a_draft_on_paper_and_nothing_for_the_founder(
    state: PlanState, case: Case, staff: User, founder: User, sign_in: SignIn
) -> None:
    plan = plan_with(case, state)
    pdf = sign_in(staff).get(at(plan, "plan_pdf")).content
    assert [text for text in page_texts(pdf) if not squeezed(text).startswith("MedicaldeskDraft")] == []
    browser = sign_in(founder)
    assert [browser.get(at(plan, name)).status_code for name in ("plan_detail", "plan_pdf")] == [404, 404]


def test_the_file_has_a_name_and_is_kept_by_no_cache(plan: SupportPlan, founder: User, sign_in: SignIn) -> None:
    response = sign_in(founder).get(at(plan, "plan_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="support-plan-{plan.case.number}-1.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"%PDF-")


def test_hostile_text_is_text_on_page_and_paper(case: Case, staff: User, founder: User, sign_in: SignIn) -> None:
    plan = plan_with(case, PlanState.DELIVERED, steps=0, goal=HOSTILE, answer=HOSTILE)
    step_of(plan, 1, text=HOSTILE, owner_name=HOSTILE)
    for user in (staff, founder):
        page = Page(sign_in(user).get(at(plan)))
        assert "<script>alert" not in page.html
        assert page.text.count(HOSTILE) == 4
    words = words_of(sign_in(founder).get(at(plan, "plan_pdf")).content)
    assert words.count(squeezed(HOSTILE)) == 4


@pytest.mark.parametrize("name", ["plan_detail", "plan_pdf"])
def test_reading_and_downloading_are_events_but_not_the_founder_s(
    name: str, plan: SupportPlan, staff: User, founder: User, sign_in: SignIn
) -> None:
    sign_in(founder).get(at(plan, name))
    sign_in(staff).get(at(plan, name))
    assert [(event.kind, event.actor) for event in CaseEvent.objects.all()] == [("viewed", staff)]


def test_a_superseded_edition_says_so_and_is_ticked_off_no_more(
    plan: SupportPlan, staff: User, founder: User, open_page: Open
) -> None:
    plan_with(plan.case, PlanState.DELIVERED, edition=2)
    page = open_page(staff, at(plan))
    assert "A newer edition was delivered" in page.text
    assert "Mark as done" not in page.text
    assert "The desk has delivered a newer edition of this plan." in open_page(founder, at(plan)).text


def test_whoever_worked_on_the_case_reads_and_does_nothing(plan: SupportPlan, supporter: User, open_page: Open) -> None:
    assigned(row_of(supporter), plan.case, role=AssignmentRole.ADVISER, state=AssignmentState.COMPLETED)
    page = open_page(supporter, at(plan))
    assert "資料の骨子を作る" in page.text
    assert "Mark as done" not in page.text
    assert "Only the supporters of this case and the staff" in page.text


@pytest.mark.parametrize("who", ["staff", "founder"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_every_number_of_steps(
    count: int, who: str, case: Case, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    plan = plan_with(case, PlanState.DELIVERED, steps=count)
    browser = sign_in(request.getfixturevalue(who))
    browser.get(at(plan))
    assert queries_of(browser, at(plan)) == {"staff": 15, "founder": 9}[who]


def test_the_chart_shows_the_plan_in_force_and_the_one_being_written(
    plan: SupportPlan, staff: User, open_page: Open
) -> None:
    plan_with(plan.case, PlanState.DELIVERED, edition=2, goal="第二版の目標")
    plan_with(plan.case, edition=3, goal="第三版の目標")
    page = open_page(staff, reverse("chart_tab", args=[plan.case.number, "support"]))
    assert {"Edition 1", "Edition 2", "Edition 3", "All editions"} <= set(page.links)
    assert "第二版の目標" in page.text
    assert "第三版の目標" in page.text
    assert plan.goal not in page.text
    assert page.repeated_ids == []

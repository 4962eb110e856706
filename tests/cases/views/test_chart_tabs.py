"""Every tab, and the chart on paper: what it costs, what reading leaves, what it tells whom."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Contact, User
from cases.enums import AssignmentRole, NoteAudience, OutcomeKind, State
from cases.models import Case, CaseEvent, FollowUpReminder, Note
from cases.selectors.tabs import Tab
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.cases import InterviewFactory, SupportPlanFactory
from tests.factories.desks import ChecklistItemFactory
from tests.factories.supporters import SupporterFactory
from tests.support.actions import assigned
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

QUERIES = {
    "consultation": 18,
    "organisation": 23,
    "product": 16,
    "supporters": 20,
    "support": 24,
    "collaborators": 17,
    "progress": 32,
}


def at(case: Case, name: str) -> str:
    return reverse("chart_tab", args=[case.number, name])


def fill(case: Case, count: int, make_case: MakeCase, staff: User) -> None:
    """`count` rows of everything that the chart lists."""
    rows = SupporterFactory.create_batch(count, desk=case.desk, signs_in=True)
    for number, row in enumerate(rows):
        assigned(row, case, role=AssignmentRole.ADVISER if number else AssignmentRole.LEAD)
        InterviewFactory.create(case=case, present=rows)
        SupportPlanFactory.create(case=case, edition=number + 1, state="delivered").steps.create(
            position=1, text="資料", owner="founder"
        )
        other = make_case(State.CLOSED)
        other.links_to_later.create(later=case, kind="related", linked_by=staff)
        other.outcomes.create(kind=OutcomeKind.FOUNDED, occurred_on=timezone.localdate(), told_by=staff)
        case.outcomes.create(kind=OutcomeKind.FOUNDED, occurred_on=timezone.localdate(), told_by=staff)
        case.referrals.create(body="PMDA", referred_by=staff)
        FollowUpReminder.objects.create(case=case, months=1, due_on=timezone.localdate() + dt.timedelta(days=number))
        case.collaborators.create(name="山本 光")
        case.related_organisations.create(kind="competitor", name="株式会社競合", normalised_name="競合")
        Contact.objects.create(organisation=case.organisation, name="若竹 進", normalised_name="若竹進")
        task = case.tasks.create(title="資料", assignee=staff, set_by=staff)
        case.ticks.create(item=ChecklistItemFactory.create(desk=case.desk), ticked_by=staff)
        note = Note.objects.create(case=case, author=staff, text="話", audience=NoteAudience.TEAM)
        note.mentioned.add(staff)
        CaseEvent.objects.create(case=case, kind="triage_started", actor=staff)
        CaseEvent.objects.create(case=case, kind="task_set", actor=staff, payload={"task": task.pk})
        CaseEvent.objects.create(case=case, kind="linked", actor=staff, payload={"case": other.pk})


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", QUERIES)
def test_a_tab_costs_the_same_for_every_chart(
    name: str, count: int, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    case = make_case(State.SUPPORTING)
    fill(case, count, make_case, staff)
    browser = sign_in(staff)
    browser.get(at(case, name))
    assert queries_of(browser, at(case, name)) == QUERIES[name]


@pytest.mark.parametrize("count", [1, 3])
def test_paper_costs_the_same_for_every_chart(count: int, make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    case = make_case(State.SUPPORTING)
    fill(case, count, make_case, staff)
    browser = sign_in(staff)
    address = reverse("chart_paper", args=[case.number])
    browser.get(address)
    assert queries_of(browser, address + "?notes") == 50


def test_the_table_names_every_tab() -> None:
    assert list(QUERIES) == list(Tab)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def test_turning_to_another_tab_is_the_same_reading_for_an_hour(
    make_case: MakeCase, staff: User, full_time: User, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    case = make_case(State.SUPPORTING)
    for reader in (staff, full_time):
        browser = sign_in(reader)
        browser.get(reverse("case_chart", args=[case.number]))
        for name in Tab:
            browser.get(at(case, name))
    assert CaseEvent.objects.filter(kind="viewed").count() == 2
    clock.shift(dt.timedelta(minutes=61))
    for paper in ("chart_paper", "chart_pdf"):
        sign_in(staff).get(reverse(paper, args=[case.number]))
    assert list(CaseEvent.objects.order_by("pk").values_list("kind", "actor")) == [
        ("viewed", staff.pk),
        ("viewed", full_time.pk),
        ("viewed", staff.pk),
    ]


def test_paper_has_every_part_and_the_notes_if_asked(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case(State.SUPPORTING)
    fill(case, 1, make_case, staff)
    address = reverse("chart_paper", args=[case.number])
    page = open_page(staff, address)
    assert page.texts("h2")[1:] == [str(tab.label) for tab in Tab]
    assert (page.repeated_ids, "話" in page.text, list(page.all("form", method="post"))[3:]) == ([], False, [])
    noted = open_page(staff, f"{address}?notes")
    assert noted.texts("h2")[-1] == "Internal notes"
    assert "話" in noted.text


def test_the_age_is_drawn_with_its_table(make_case: MakeCase, staff: User, open_page: Open) -> None:
    today = timezone.localdate()
    case = make_case(State.TRIAGING, received_on=today - dt.timedelta(days=9))
    for kind, came, state, days in (("submitted", "", "submitted", 9), ("triage_started", "submitted", "triaging", 6)):
        CaseEvent.objects.create(
            case=case, kind=kind, from_state=came, to_state=state, occurred_on=today - dt.timedelta(days=days)
        )
    page = open_page(staff, at(case, "progress"))
    assert "The case's age: 9 days" in page.text
    (strip,) = page.all("svg", class_="strip")
    assert dict(strip.attributes)["aria-label"] == "Received 3, In triage 6"
    assert [
        dict(one.attributes)["width"] for one in page.all("rect") if "strip" in (dict(one.attributes)["class"] or "")
    ] == [
        "256",
        "512",
    ]


def test_many_cases_of_an_organisation_come_on_pages(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case(State.SUPPORTING)
    for _each in range(21):
        make_case(State.CLOSED)
    page = open_page(staff, at(case, "organisation"))
    assert "21 other cases" in page.text
    assert len(list(page.all("tr"))) == 21
    assert len(list(open_page(staff, at(case, "organisation") + "?page=2").all("tr"))) == 2


def test_a_contact_s_address_is_for_the_staff(
    make_case: MakeCase, staff: User, full_time: User, open_page: Open
) -> None:
    case = make_case(State.SUPPORTING)
    Contact.objects.create(
        organisation=case.organisation, name="若竹 進", normalised_name="若竹進", email="contact@example.jp"
    )
    assert "contact@example.jp" in open_page(staff, at(case, "organisation")).text
    page = open_page(full_time, at(case, "organisation"))
    assert ("若竹 進" in page.text, "contact@example.jp" in page.html) == (True, False)

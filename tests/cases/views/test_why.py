"""Why her, and why not him: the stored answer of the day of the proposal, whatever happened since."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import State
from cases.models import Assignment, Case
from cases.services import matching
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import proposal_to
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.MATCHING)


def at(assignment: Assignment, beside: object = "") -> str:
    return reverse("proposal_why", args=[assignment.case.number, assignment.pk]) + f"?beside={beside}"


def proposed(case: Case, staff: User, supporter: User) -> Assignment:
    return matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(supporter).pk)


def test_the_answer_of_that_day_stands_whatever_happened_since(
    case: Case, staff: User, supporter: User, other_supporter: User, full_time: User, open_page: Open
) -> None:
    other = row_of(other_supporter)
    tie = InterestFactory.create(supporter=other, organisation=case.organisation, kind="holdings")
    assignment = proposed(case, staff, supporter)
    tie.valid_until = tie.valid_from
    tie.save()
    row_of(supporter).expertise.all().delete()
    page = open_page(staff, at(assignment, other.pk))
    her, him = page.texts("section", class_="panel")
    assert her.startswith("野村 進 Place 2 of 2")
    for words in ("Regulation: level 4", "Topic coverage", "Topics covered: 1 of 1 (Regulation 4)."):
        assert words in her
    assert him.startswith("原田 緑 Excluded by a rule Conflict of interest Conflict of interest")
    assert "株式会社若竹 (holdings, " in him
    assert "2 ranked, 1 excluded" in page.text
    (better,) = open_page(staff, at(assignment, row_of(full_time).pk)).texts("section", class_="panel")[1:]
    assert better.startswith("常盤 勤 Place 1 of 2")


# As it was stored under the second version of the rules.
OLD: dict[str, Any] = {
    "rule_version": "2",
    "weights": {"coverage": 45, "product_type": 15, "continuity": 10, "capacity": 15, "fair_share": 15},
    "ranked": [],
    "excluded": [{"supporter_id": 999_999, "reasons": [{"code": "open_case_cap", "values": {"open": 3, "cap": 3}}]}],
}


def old(case: Case, supporter: User) -> dict[str, Any]:
    parts = [
        {"code": "coverage", "points": 36_000, "maximum": 45_000, "values": {"covered": 1, "asked": 1, "levels": []}},
        {"code": "capacity", "points": 10_000, "maximum": 15_000, "values": {"open": 2, "cap": 6}},
    ]
    need = {"case_id": case.pk, "product_type_id": 11, "topic_ids": [1], "organisation_id": 70, "language": "ja"}
    need |= {"organisation_names": [], "on": "2024-12-02", "involved_ids": [], "declined_ids": []}
    ranked = [{"supporter_id": row_of(supporter).pk, "points": 46_000, "parts": parts}]
    return OLD | {"need": need, "ranked": ranked}


def test_an_answer_under_older_rules_speaks_and_who_is_gone_is_named_by_number(
    case: Case, staff: User, supporter: User, open_page: Open
) -> None:
    assignment = proposal_to(
        row_of(supporter),
        case,
        known=old(case, supporter),
        overridden=["open_case_cap", "rule_of_old"],
        override_reason="<b>急ぎ</b>",
    )
    page = open_page(staff, at(assignment, 999_999))
    her, gone = page.texts("section", class_="panel")
    assert her.startswith("野村 進 Place 1 of 1 46.0 points")
    assert "Free capacity 10.0 of 15 Open cases: 2 of 6." in her
    assert gone.startswith("No. 999999 (not on the roster any more) Excluded by a rule Cap on open cases")
    for words in (
        "2 December 2024 (Mon)",
        "Topic coverage 45",
        "Free capacity 15",
        "Version of the rules 2",
        "Rules set aside Cap on open cases, rule_of_old <b>急ぎ</b>",
    ):
        assert words in page.text
    assert "<b>急ぎ" not in page.html


def test_where_no_ranking_was_kept_it_says_so(case: Case, staff: User, supporter: User, open_page: Open) -> None:
    page = open_page(staff, at(proposal_to(row_of(supporter), case)))
    assert "No ranking was kept" in page.text
    assert list(page.all("form", method="get", class_="filters")) == []


@pytest.mark.parametrize("beside", ["0", "abc", "99999999999999999999"])
def test_whoever_that_day_does_not_know_is_refused_in_words(
    beside: str, case: Case, staff: User, supporter: User, open_page: Open
) -> None:
    page = open_page(staff, at(proposed(case, staff, supporter), beside))
    assert "The ranking of that day does not know this supporter. Choose another." in page.text
    assert len(page.texts("section", class_="panel")) == 1


def test_it_is_for_those_who_sort_cases_and_reading_it_changes_nothing(
    case: Case, staff: User, supporter: User, full_time: User, sign_in: SignIn
) -> None:
    assignment = proposed(case, staff, supporter)
    assert sign_in(full_time).get(at(assignment)).status_code == 200
    assert sign_in(supporter).get(at(assignment)).status_code == 404  # only asked so far
    matching.accept(assignment_id=assignment.pk, actor=supporter, seen=None, no_conflict=True)
    before = world()
    denied = Page(sign_in(supporter).get(at(assignment)))
    assert (denied.status, world()) == (403, before)
    tab = reverse("chart_tab", args=[case.number, "supporters"])
    address = at(assignment).removesuffix("?beside=")
    assert address in Page(sign_in(staff).get(tab)).links.values()
    assert address not in Page(sign_in(supporter).get(tab)).links.values()
    history = reverse("chart_tab", args=[case.number, "progress"])
    assert Page(sign_in(staff).get(history)).links["野村 進"] == address


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_every_roster(
    count: int, case: Case, staff: User, supporter: User, sign_in: SignIn
) -> None:
    SupporterFactory.create_batch(count, desk=case.desk)
    browser, address = sign_in(staff), at(proposed(case, staff, supporter))
    browser.get(address)
    assert queries_of(browser, address) == 9

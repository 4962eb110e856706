"""Choosing a supporter: who is next, who is kept off by which rule, who is found by name, and what if."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.classified import topics_of
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(make_case: MakeCase, supporter: User, other_supporter: User) -> Case:
    """Two part-time supporters know its topic; the first of them better."""
    return make_case(State.MATCHING)


def propose(case: Case, words: str = "") -> str:
    return reverse("case_step", args=[case.number, "propose"]) + f"?q={words}"


@pytest.mark.parametrize(("state", "chosen"), [("declined", True), ("lapsed", True), ("withdrawn", False)])
def test_after_a_decline_or_a_lapse_the_next_is_chosen_already(
    state: str, chosen: bool, case: Case, staff: User, supporter: User, other_supporter: User, open_page: Open
) -> None:
    assert open_page(staff, propose(case)).values["supporter_id"] == []
    proposal_to(row_of(supporter), case, state=state)
    page = open_page(staff, propose(case))
    assert page.values["supporter_id"] == ([str(row_of(other_supporter).pk)] if chosen else [])
    assert f"野村 進 {state}" in page.text


def test_the_excluded_stand_under_each_rule_with_their_number(
    case: Case, staff: User, supporter: User, other_supporter: User, open_page: Open
) -> None:
    for user in (supporter, other_supporter):
        InterestFactory.create(supporter=row_of(user), organisation=case.organisation)
    row = row_of(supporter)
    row.leaves.create(kind="leave", first_day=timezone.localdate())
    page = open_page(staff, propose(case))
    assert page.texts("summary") == ["Conflict of interest: 2", "Leave or pause: 1"]
    assert "2 supporters excluded, with the reasons" in page.text
    assert "Also: Leave or pause" in page.text


def test_a_name_is_found_whatever_its_width_and_the_rest_of_the_page_stays(
    case: Case, staff: User, supporter: User, other_supporter: User, open_page: Open
) -> None:
    proposal_to(row_of(other_supporter), case, state="declined")
    page = open_page(staff, propose(case, "野村進"))
    assert "“野村進”: 1 ranked, 0 excluded. 野村 進 Place 1 with" in page.text
    found = open_page(staff, propose(case, "　原田　緑"), **{"HX-Request": "true"})
    assert found.text.startswith("“原田 緑”: 0 ranked, 1 excluded.")
    assert "Has declined this case." in found.text
    assert "野村" not in found.text


def what_if(case: Case, **assumed: Any) -> str:
    pairs = "&".join(f"{name}={value}" for name, value in assumed.items())
    return reverse("case_what_if", args=[case.number]) + f"?{pairs}"


def rows_of(page: Page) -> list[str]:
    return page.texts("tr")[1:]


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, column by column."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def test_it_begins_with_today_and_tells_who_moves(
    case: Case, staff: User, supporter: User, other_supporter: User, open_page: Open
) -> None:
    row_of(supporter).product_types.clear()
    today = rows_of(open_page(staff, what_if(case)))
    assert [row.split(" ")[0] + " " + row[-10:] for row in today] == ["1 same place", "2 same place"]
    assert "野村 進" in today[1]
    only_topics = {"coverage": 100} | dict.fromkeys(
        ("product_type", "modality", "continuity", "free_hours", "fair_share"), 0
    )
    first, second = rows_of(open_page(staff, what_if(case, **only_topics)))
    assert first.startswith("1 野村 進 80.0 2 ")
    assert first.endswith("▲ 1 up")
    assert second.startswith("2 原田 緑 60.0 1 ")
    assert second.endswith("▼ 1 down")


def test_somebody_left_out_another_day_and_a_rule_that_does_not_hold(
    case: Case, staff: User, supporter: User, other_supporter: User, open_page: Open
) -> None:
    her, him = row_of(supporter), row_of(other_supporter)
    him.leaves.create(kind="leave", first_day=timezone.localdate(), last_day=timezone.localdate())
    left_out = open_page(staff, what_if(case, without=her.pk))
    assert "Nobody is ranked under these assumptions." in left_out.text
    assert "野村 進 Place 1 with" in left_out.text
    assert left_out.text.endswith("Left out. Back to the case")
    for assumed in ({"ignoring": "on_leave"}, {"on": timezone.localdate() + dt.timedelta(days=1)}):
        (row,) = [row for row in rows_of(open_page(staff, what_if(case, **assumed))) if "原田 緑" in row]
        assert row.endswith("– – newly ranked")
    her.term_end = timezone.localdate()
    her.save()
    later = open_page(staff, what_if(case, on=timezone.localdate() + dt.timedelta(days=1)))
    assert "The term of appointment ended on" in later.text


@pytest.mark.parametrize(
    ("assumed", "words"),
    [
        ({"coverage": 35}, "The weights must add up to 100: they add up to 95."),
        ({"coverage": -1}, "Ensure this value is greater than or equal to 0."),
        ({"on": "2001-01-01"}, "Choose a day from today to a year from now."),
        ({"ignoring": "conflict_of_interest"}, "conflict_of_interest is not one of the available choices."),
        ({"without": "x"}, "x is not one of the available choices."),
    ],
)
def test_what_cannot_be_assumed_is_said(
    assumed: dict[str, Any], words: str, case: Case, staff: User, open_page: Open
) -> None:
    page = open_page(staff, what_if(case, **assumed))
    assert page.status == 422
    assert words in " ".join(page.summary)
    assert rows_of(page) == []


def test_no_row_of_any_table_is_written(case: Case, staff: User, full_time: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    browser.get(what_if(case))  # reading the chart is an event, once an hour
    before = everything()
    for assumed in ({}, {"coverage": 30, "continuity": 20}, {"ignoring": "on_leave", "without": 1}, {"coverage": 1}):
        browser.get(what_if(case, **assumed))
    assert everything() == before


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_every_roster(count: int, case: Case, staff: User, sign_in: SignIn) -> None:
    rows = SupporterFactory.create_batch(count, desk=case.desk, signs_in=True, knows=dict.fromkeys(topics_of(case), 3))
    assigned(rows[0], case, state="completed")
    browser, address = sign_in(staff), what_if(case)
    browser.get(address)
    assert queries_of(browser, address) == 32


def test_staff_set_a_cap_or_a_leave_aside_with_a_reason_and_nothing_else(
    case: Case, staff: User, full_time: User, supporter: User, other_supporter: User, sign_in: SignIn
) -> None:
    away, tied, browser = row_of(supporter), row_of(other_supporter), sign_in(staff)
    away.leaves.create(kind="leave", first_day=timezone.localdate())
    InterestFactory.create(supporter=tied, organisation=case.organisation)
    page = Page(browser.get(propose(case)))
    assert "1 supporter who can be asked all the same, with a reason" in page.text
    choices = {dict(one.attributes)["value"] for one in page.all("input", type="radio")}
    assert choices == {str(row_of(full_time).pk), str(away.pk)}
    assert "with a reason" not in Page(sign_in(full_time).get(propose(case))).texts("summary")
    refused = Page(browser.post(propose(case), {"seen": 1, "supporter_id": away.pk}))
    assert (refused.status, refused.values["supporter_id"]) == (409, [str(away.pk)])
    assert case.assignments.count() == 0
    answer = browser.post(propose(case), {"seen": 1, "supporter_id": away.pk, "override_reason": "本人と電話で確認"})
    assert answer.status_code == 302
    assignment = case.assignments.get()
    assert (assignment.overridden, assignment.override_reason) == (["on_leave"], "本人と電話で確認")
    why = Page(browser.get(reverse("proposal_why", args=[case.number, assignment.pk])))
    assert "Rules set aside Leave or pause 本人と電話で確認" in why.text
    assert "野村 進 Excluded by a rule Leave or pause Not to be asked from" in why.text

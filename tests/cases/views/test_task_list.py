import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.actions import assigned
from tests.support.pages import text_of
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

ADDRESS = "/tasks/"


@pytest.fixture
def case(make_case: MakeCase, supporter: User) -> Case:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    return case


@pytest.fixture
def _tasks(case: Case, staff: User, supporter: User) -> None:
    today = timezone.localdate()
    for title, days in (("いつか", None), ("先", 3), ("遅れ", -1)):
        day = None if days is None else today + dt.timedelta(days=days)
        case.tasks.create(title=title, assignee=staff, set_by=supporter, due_on=day)
    case.tasks.create(title="頼んだ", assignee=supporter, set_by=staff)
    case.tasks.create(title="済み", assignee=staff, set_by=staff, done_at=timezone.now(), done_by=staff)


def titles(reader: User, open_page: Open, query: str = "") -> list[str]:
    rows = list(open_page(reader, ADDRESS + query).all("tr"))[1:]
    return [text_of(cell) for row in rows for cell in row.children if getattr(cell, "name", "") == "th"]


@pytest.mark.usefixtures("_tasks")
def test_one_s_own_come_late_ones_first(staff: User, supporter: User, open_page: Open) -> None:
    assert titles(staff, open_page) == ["遅れ", "先", "いつか"]
    assert titles(staff, open_page, "?list=others") == ["頼んだ"]
    assert titles(staff, open_page, "?list=done") == ["済み"]
    assert titles(staff, open_page, "?list=unheard-of") == ["遅れ", "先", "いつか"]
    assert titles(supporter, open_page) == ["頼んだ"]
    page = open_page(staff, ADDRESS)
    assert [text for text in page.texts("a") if text.startswith(("For me", "Set by me"))] == [
        "For me 3",
        "Set by me for others 1",
    ]
    assert [text_of(chip) for chip in page.all("span", class_="chip-red")] == ["late"]


@pytest.mark.usefixtures("_tasks")
def test_what_is_done_is_pressed_here_and_one_stays(case: Case, staff: User, sign_in: SignIn) -> None:
    task = case.tasks.get(title="遅れ")
    answer = sign_in(staff).post(f"/cases/{case.number}/task/{task.pk}/finish/", {"back": "tasks"})
    assert answer.headers["Location"] == ADDRESS
    task.refresh_from_db()
    assert task.done_by == staff


@pytest.mark.usefixtures("_tasks")
def test_a_task_on_a_case_that_is_no_longer_seen_is_gone(case: Case, supporter: User, open_page: Open) -> None:
    case.assignments.all().delete()
    page = open_page(supporter, ADDRESS)
    assert (titles(supporter, open_page), "No task" in page.text) == ([], True)


def test_colleagues_do_not_see_each_other_s(case: Case, staff: User, open_page: Open) -> None:
    colleague = UserFactory.create(staff_of=case.desk)
    case.tasks.create(title="同僚の", assignee=colleague, set_by=colleague)
    assert titles(staff, open_page) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_every_count(count: int, make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    for _each in range(count):
        make_case(State.SUPPORTING).tasks.create(title="資料", assignee=staff, set_by=staff)
    browser = sign_in(staff)
    browser.get(ADDRESS)
    assert queries_of(browser, ADDRESS) == 6

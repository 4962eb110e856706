"""Notes, tasks, checklist, links and collaborators on the chart: forms on the tabs, and buttons at the rows."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent, Collaborator
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.desks import ChecklistItemFactory
from tests.support.actions import assigned
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.world import world

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(make_case: MakeCase, supporter: User) -> Case:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    return case


def new(case: Case, what: str) -> str:
    return reverse("chart_new", args=[case.number, what])


def tab(case: Case, name: str) -> str:
    return reverse("chart_tab", args=[case.number, name])


def button(case: Case, what: str, pk: int, word: str) -> str:
    return reverse("chart_button", args=[case.number, what, pk, word])


@pytest.fixture
def sent(case: Case, staff: User, make_case: MakeCase) -> dict[str, tuple[dict[str, Any], str, str]]:
    """What is typed, where one is after it, and a word of it that is there then."""
    other = make_case()
    return {
        "note": ({"text": "窓口の話", "audience": "desk", "back": "product"}, tab(case, "product"), "窓口の話"),
        "task": ({"title": "資料を頼む", "assignee": staff.pk}, tab(case, "progress"), "資料を頼む"),
        "link": ({"number": other.number, "kind": "related"}, tab(case, "consultation"), other.number),
        "collaborator": ({"name": "山本 光"}, tab(case, "collaborators"), "山本 光"),
        "related": ({"kind": "parent", "name": "株式会社親"}, tab(case, "organisation"), "株式会社親"),
    }


WORDS = ["note", "task", "link", "collaborator", "related"]


@pytest.mark.parametrize("what", WORDS)
def test_what_is_added_is_there(what: str, case: Case, sent: Any, staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    data, there, word = sent[what]
    answer = browser.post(new(case, what), data)
    assert (answer.status_code, answer.headers["Location"]) == (302, there)
    assert word in Page(browser.get(there)).text


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("note", {"text": "@常盤 勤 ほかの話", "audience": "desk"}),
        ("task", {"title": "ほかの資料", "assignee": "full_time"}),
        ("collaborator", {"name": "山本 薫"}),
    ],
)
def test_a_page_that_is_sent_again_adds_nothing(
    what: str, words: dict[str, str], case: Case, staff: User, full_time: User, sign_in: SignIn
) -> None:
    """Its answer was lost on the way, and whoever typed it cannot know that it was done."""
    browser = sign_in(staff)
    data = words | ({"assignee": str(full_time.pk)} if "assignee" in words else {})
    first, second = (Page(browser.get(new(case, what))).values["press"] for _page in range(2))
    assert browser.post(new(case, what), data | {"press": first}).status_code == 302
    before = world()
    assert browser.post(new(case, what), data | {"press": first}).status_code == 302
    assert world() == before
    added = CaseEvent.objects.exclude(kind="viewed")
    assert browser.post(new(case, what), data | {"press": second}).status_code == 302
    assert added.count() == 2
    other = {name: f"{typed}。" for name, typed in data.items() if name in {"text", "title", "name"}}
    assert browser.post(new(case, what), data | other | {"press": first}).status_code == 302
    assert added.count() == 3


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_an_empty_form_is_said_to_be_wrong_and_changes_nothing(
    what: str, headers: dict[str, str], case: Case, staff: User, sign_in: SignIn
) -> None:
    browser = sign_in(staff)
    browser.get(tab(case, "progress"))  # notes the reading
    before = world()
    page = Page(browser.post(new(case, what), {"back": "progress"}, headers=headers))
    assert (page.status, bool(page.summary), page.repeated_ids) == (422, True, [])
    assert page.values["back"] == ["progress"]
    assert world() == before


def test_a_refused_form_keeps_what_was_typed(case: Case, staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    page = Page(browser.post(new(case, "link"), {"number": "M1999-0001", "kind": "follow_on"}))
    assert (page.status, page.summary) == (409, ["There is no case M1999-0001 that you can see."])
    assert (page.values["number"], page.values["kind"]) == (["M1999-0001"], ["follow_on"])
    text = "話 @野村"
    page = Page(browser.post(new(case, "note"), {"text": text, "audience": "desk"}))
    assert (page.status, page.values["text"]) == (409, [text])


def test_a_supporter_writes_notes_for_the_team_alone(case: Case, supporter: User, sign_in: SignIn) -> None:
    browser = sign_in(supporter)
    page = Page(browser.get(new(case, "note")))
    assert page.values["audience"] == ["team"]
    assert browser.post(new(case, "note"), {"text": "話", "audience": "desk"}).status_code == 422
    assert browser.post(new(case, "note"), {"text": "話", "audience": "team"}).status_code == 302
    assert case.notes.get().author == supporter
    assert (browser.get(new(case, "link")).status_code, browser.get(new(case, "task")).status_code) == (403, 200)


def test_colleagues_are_ticked_without_script(case: Case, staff: User, full_time: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    assert "常盤 勤" in Page(browser.get(new(case, "note"))).texts("label")
    browser.post(new(case, "note"), {"text": "話", "audience": "desk", "mentioned": [full_time.pk]})
    assert list(case.notes.get().mentioned.all()) == [full_time]
    assert "@常盤 勤" in Page(browser.get(tab(case, "consultation"))).text


def test_a_task_and_an_item_are_pressed_to_done_and_back(case: Case, desk: Desk, staff: User, sign_in: SignIn) -> None:
    task = case.tasks.create(title="資料", assignee=staff, set_by=staff)
    item = ChecklistItemFactory.create(desk=desk)
    browser = sign_in(staff)
    for what, pk, words in (("task", task.pk, ("finish", "open")), ("item", item.pk, ("tick", "untick"))):
        for word in words:
            page = Page(browser.get(tab(case, "progress")))
            assert button(case, what, pk, word) in page.html
            answer = browser.post(button(case, what, pk, word))
            assert answer.headers["Location"] == tab(case, "progress")
    kinds = ["task_done", "task_opened", "item_ticked", "item_unticked"]
    assert list(CaseEvent.objects.exclude(kind="viewed").order_by("pk").values_list("kind", flat=True)) == kinds


def test_the_checklist_says_how_much_is_done(case: Case, desk: Desk, staff: User, open_page: Open) -> None:
    items = ChecklistItemFactory.create_batch(3, desk=desk)
    case.ticks.create(item=items[1], ticked_by=staff)
    assert "Checklist 1 / 3" in open_page(staff, tab(case, "progress")).text


def test_a_refused_press_says_why(case: Case, staff: User, sign_in: SignIn, make_case: MakeCase) -> None:
    task = make_case().tasks.create(title="資料", assignee=staff, set_by=staff)
    browser = sign_in(staff)
    answer = browser.post(button(case, "task", task.pk, "finish"), follow=True)
    assert "This task is not one of this case." in Page(answer).html
    for what, word in (("task", "remove"), ("case", "finish")):
        assert browser.post(button(case, what, task.pk, word)).status_code == 404


def test_a_collaborator_is_changed_and_the_slower_one_is_told(case: Case, staff: User, sign_in: SignIn) -> None:
    row = Collaborator.objects.create(case=case, name="山本 光")
    address = reverse("chart_collaborator", args=[case.number, row.pk])
    browser = sign_in(staff)
    drawn = Page(browser.get(address)).values
    assert (drawn["name"], drawn["was"]) == (["山本 光"], ['["山本 光", "", ""]'])
    Collaborator.objects.update(affiliation="若竹大学")
    data = {"was": drawn["was"][0], "name": "山本 薫"}
    page = Page(browser.post(address, data))
    assert (page.status, page.values["name"]) == (409, ["山本 薫"])
    assert page.summary == ["Somebody has changed this meanwhile. Nothing of yours was saved."]
    assert "若竹大学" in page.text
    answer = browser.post(address, {"was": page.values["was"][0], "name": "山本 薫"})
    assert (answer.status_code, Collaborator.objects.get().name) == (302, "山本 薫")
    browser.post(button(case, "collaborator", row.pk, "remove"))
    assert Collaborator.objects.count() == 0


def test_a_collaborator_of_another_case_is_not_found(
    case: Case, make_case: MakeCase, staff: User, open_page: Open
) -> None:
    row = Collaborator.objects.create(case=make_case(), name="山本 光")
    assert open_page(staff, reverse("chart_collaborator", args=[case.number, row.pk])).status == 404


def test_htmx_swaps_the_tab_alone(case: Case, staff: User, open_page: Open) -> None:
    part = open_page(staff, tab(case, "product"), **HTMX)
    assert (part.texts("h1"), part.texts("h2")) == ([], ["Product", "Internal notes"])
    assert [dict(one.attributes)["aria-current"] for one in part.all("a", aria_current="page")] == ["page"]

"""A case in short."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import Clock, EventKind, State
from cases.models import Case, CaseEvent
from cases.services import charge, triage
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.support.actions import assigned, proposal_to
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db


def preview_of(case: Case) -> str:
    return reverse("case_preview", args=[case.number])


def test_it_tells_what_is_asked_who_when_and_what_next(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case(
        consultation__title="眼内レンズ",
        consultation__text="<b>試験</b>の範囲",
        due_on=timezone.localdate(),
        due_clock=Clock.FIRST_CONTACT,
        received_on=dt.date(2026, 4, 1),
    )
    triage.start_triage(case_id=case.pk, actor=staff, seen=1)
    charge.claim(case_id=case.pk, actor=staff, seen=2)
    page = open_page(staff, preview_of(case))
    for words in (
        "眼内レンズ",
        "<b>試験</b>の範囲",
        "In triage",
        "Next: the desk",
        "In charge 事務局 一郎",
        "Supporter –",
        "株式会社若竹",
        "Medical device",
        "1 April 2026 (Wed)",
        "Triage started",
        "Staff member took charge",
    ):
        assert words in page.text
    assert page.links["Open the chart"] == page.links[case.number] == reverse("case_chart", args=[case.number])
    assert page.links["Classify"] == reverse("case_step", args=[case.number, "classify"])
    assert "Take charge of the case" not in page.links


def test_a_case_of_nobody_is_taken_from_here(make_case: MakeCase, staff: User, open_page: Open) -> None:
    page = open_page(staff, preview_of(make_case()))
    assert {"Start triage", "Take charge of the case"} <= set(page.links)
    assert "In charge Nobody" in page.text


def test_beside_the_list_it_is_a_part(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case()
    part = open_page(staff, preview_of(case), **{"HX-Request": "true"})
    assert (list(part.all("html")), len(list(part.all("section", class_="preview")))) == ([], 1)
    link = f"Preview {case.number}"
    assert open_page(staff, "/cases/").links[link] == preview_of(case)


def test_reading_it_is_noted(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case()
    open_page(staff, preview_of(case))
    assert list(CaseEvent.objects.values_list("case", "kind", "actor")) == [(case.pk, EventKind.VIEWED, staff.pk)]


def test_a_supporter_reads_no_more_than_on_the_chart(
    make_case: MakeCase, supporter: User, other_supporter: User, staff: User, open_page: Open
) -> None:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    proposal_to(row_of(other_supporter), case, role="adviser")
    CaseEvent.objects.create(case=case, kind=EventKind.PROPOSED, actor=staff)
    told, hidden = open_page(staff, preview_of(case)), open_page(supporter, preview_of(case))
    for words in ("原田 緑", "Proposed to a supporter"):
        assert words in told.text
        assert words not in hidden.text
    assert "野村 進" in hidden.text


@pytest.mark.parametrize("person", ["founder", "other_founder", "other_supporter", "other_staff", "manager"])
def test_who_may_not_open_the_chart_has_no_preview(
    person: str, make_case: MakeCase, request: pytest.FixtureRequest, open_page: Open
) -> None:
    case = make_case()
    assert open_page(request.getfixturevalue(person), preview_of(case)).status == 404
    assert not CaseEvent.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_every_length(
    count: int, make_case: MakeCase, desk: Desk, staff: User, supporter: User, sign_in: SignIn
) -> None:
    case = make_case(State.SUPPORTING)
    for _number in range(count):
        CaseEvent.objects.create(case=case, kind=EventKind.PROPOSED, actor=staff)
        proposal_to(row_of(supporter), case, role="adviser", state="completed")
    browser = sign_in(staff)
    browser.get("/cases/")
    assert queries_of(browser, preview_of(case)) == 17


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_that_the_reader_asked_themself_is_listed_without_it(
    count: int, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    own = [make_case(asked_by=staff) for _number in range(count)]
    others = [make_case() for _number in range(count)]
    browser = sign_in(staff)
    page = Page(browser.get("/cases/"))
    assert {case.number for case in (*own, *others)} <= set(page.links)
    previews = {address for address in page.links.values() if address.endswith("/preview/")}
    assert previews == {preview_of(case) for case in others}
    assert browser.get(preview_of(own[0])).status_code == 404
    assert queries_of(browser, "/cases/") == 14

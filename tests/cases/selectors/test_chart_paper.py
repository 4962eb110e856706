"""The chart as a PDF: what each part says, for whom, and what it costs."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.enums import AssignmentState, LinkKind, NoteAudience, OrganisationTie, OutcomeKind, State
from cases.models import Case
from cases.selectors.chart_paper import READ
from cases.selectors.tabs import Tab
from cases.services import chart, collaborators, links, notes, related, tasks
from tests.conftest import MakeCase
from tests.factories.cases import AssignmentFactory, InterviewFactory, SupportPlanFactory
from tests.factories.desks import ChecklistItemFactory
from tests.factories.supporters import SupporterFactory
from tests.support.actions import assigned
from tests.support.pdf import words_of
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

SAID = (
    ("consultation", "必要な試験の範囲", "窓口の概要", "青山みどり", "以前の相談"),
    ("organisation", "株式会社若竹", "Tokyo", "Competitor", "株式会社競合"),
    ("product", "関節Y", "Asasked:人工関節"),
    ("supporters", "野村進", "辞退した方", "来月なら"),
    ("support", "試験の範囲を確認した。", "承認申請の準備を整える。", "Companyfounded"),
    ("collaborators", "山本光", "若竹大学"),
    ("progress", "資料を頼む", "Numberchecked", "Internalnotewritten", "Productortechnology人工関節→関節Y"),
)


@pytest.fixture
def case(make_case: MakeCase, staff: User, supporter: User) -> Case:
    case = make_case(State.SUPPORTING, product_name="人工関節")
    assigned(row_of(supporter), case)
    AssignmentFactory.create(
        case=case,
        supporter=SupporterFactory.create(desk=case.desk, name="辞退した方"),
        role="adviser",
        state=AssignmentState.DECLINED,
        decline_note="来月なら",
    )
    InterviewFactory.create(case=case, present=[row_of(supporter)])
    SupportPlanFactory.create(case=case)
    case.outcomes.create(kind=OutcomeKind.FOUNDED, occurred_on=dt.date(2026, 4, 1), told_by=staff)
    ChecklistItemFactory.create(desk=case.desk, name_en="Number checked")
    by: dict[str, Any] = {"case_id": case.pk, "actor": staff}
    chart.edit(**by, field="summary", was="", value="窓口の概要")
    chart.edit(**by, field="product_name", was="人工関節", value="関節Y")
    collaborators.add(**by, name="山本 光", affiliation="若竹大学", role="")
    related.add(**by, kind=OrganisationTie.COMPETITOR, name="株式会社競合", corporate_number="")
    tasks.set_task(**by, title="資料を頼む", assignee=staff, due_on=None)
    notes.write_note(**by, audience=NoteAudience.TEAM, text="秘密メモ")
    earlier = make_case(State.CLOSED, consultation__title="以前の相談")
    links.link(**by, number=earlier.number, kind=LinkKind.FOLLOW_ON)
    return case


def paper(browser: Client, case: Case) -> str:
    answer = browser.get(reverse("chart_pdf", args=[case.number]))
    assert answer.status_code == 200
    assert f'filename="chart-{case.number}.pdf"' in answer.headers["Content-Disposition"]
    return words_of(answer.content)


def test_every_part_says_what_its_tab_says(case: Case, staff: User, sign_in: Callable[..., Client]) -> None:
    words = paper(sign_in(staff), case)
    assert [(part, word) for part, *said in SAID for word in said if word not in words] == []
    assert [part for part, *_said in SAID] == list(READ) == list(Tab)
    assert "秘密メモ" not in words


def test_supporters_take_along_what_they_read(case: Case, supporter: User, sign_in: Callable[..., Client]) -> None:
    words = paper(sign_in(supporter), case)
    assert [word for word in ("辞退した方", "来月なら", "以前の相談", "秘密メモ") if word in words] == []
    assert "関節Y" in words


def test_it_speaks_its_reader_s_language(case: Case, staff: User, sign_in: Callable[..., Client]) -> None:
    answer = sign_in(staff, "ja").get(reverse("chart_pdf", args=[case.number]))
    assert "対象製品情報" in words_of(answer.content)


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_every_chart(
    count: int, make_case: MakeCase, staff: User, sign_in: Callable[..., Client]
) -> None:
    case = make_case(State.SUPPORTING)
    rows = SupporterFactory.create_batch(count, desk=case.desk)
    for number, row in enumerate(rows):
        assigned(row, case, role="adviser" if number else "lead")
        InterviewFactory.create(case=case, present=rows)
        case.referrals.create(body="PMDA", referred_by=staff)
        case.tasks.create(title="資料", assignee=staff, set_by=staff)
        case.ticks.create(item=ChecklistItemFactory.create(desk=case.desk), ticked_by=staff)
        make_case(State.CLOSED).links_to_later.create(later=case, kind="related", linked_by=staff)
    browser = sign_in(staff)
    address = reverse("chart_pdf", args=[case.number])
    browser.get(address)
    assert queries_of(browser, address) == 32

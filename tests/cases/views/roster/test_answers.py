"""What supporters answered, and how long it took them."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, DeclineReason, State
from cases.models import Interview
from cases.selectors.roster.answers import is_late
from mediso.common.business_days import BusinessCalendar
from mediso.desks.models import Desk
from supporters.models import Supporter
from tests.cases.views.conftest import Open
from tests.conftest import MakeCase
from tests.factories.cases import AssignmentFactory, InterviewFactory
from tests.factories.supporters import SupporterFactory
from tests.reports.pages import tables

pytestmark = [pytest.mark.usefixtures("english")]

ANSWERS = "/supporters/answers/"
MONDAY, FRIDAY = dt.date(2026, 11, 9), dt.date(2026, 11, 13)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC), tick=False):
        yield


def moment(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC) if day else None


@pytest.mark.parametrize(
    ("answered", "reminder_days", "late"),
    [(9, 2, False), (11, 2, False), (12, 2, True), (13, 2, True), (13, 0, False), (12, 1, False), (13, 1, True)],
)
def test_late_is_after_the_day_of_the_reminder(answered: int, reminder_days: int, late: bool) -> None:
    """To be answered by Friday 13 November, the reminder two business days before goes out on the 11th."""
    assert is_late(dt.date(2026, 11, answered), FRIDAY, reminder_days, BusinessCalendar().between) is late


@pytest.fixture
def nomura(desk: Desk, make_case: MakeCase) -> Supporter:
    """Asked seven times this year, once in the year before, and once took a case unasked."""
    row = SupporterFactory.create(desk=desk, name="甲", signs_in=True)

    def ask(state: AssignmentState, answered: dt.date | None = None, **changes: object) -> None:
        changes = {"proposed_at": moment(MONDAY), "decided_at": moment(answered), "answer_by": FRIDAY} | changes
        case = make_case(State.SUPPORTING, received_on=dt.date(2026, 3, 1))
        accepted = state in {AssignmentState.ACCEPTED, AssignmentState.COMPLETED}
        declared = {"no_conflict_declared_at": moment(MONDAY)} if accepted else {}
        AssignmentFactory.create(
            case=case, supporter=row, role=AssignmentRole.ADVISER, state=state, **declared | changes
        )

    ask(AssignmentState.ACCEPTED, dt.date(2026, 11, 10))
    ask(AssignmentState.COMPLETED, dt.date(2026, 11, 12), answer_by=None)
    ask(AssignmentState.DECLINED, FRIDAY, decline_reason=DeclineReason.CONFLICT)
    ask(AssignmentState.DECLINED, dt.date(2026, 11, 10), decline_reason=DeclineReason.NO_TIME)
    ask(AssignmentState.LAPSED, dt.date(2026, 11, 16))
    ask(AssignmentState.WITHDRAWN, dt.date(2026, 11, 16))
    ask(AssignmentState.PROPOSED)
    ask(AssignmentState.LAPSED, dt.date(2026, 3, 31), proposed_at=moment(dt.date(2026, 3, 31)))
    ask(AssignmentState.COMPLETED, proposed_at=None, no_conflict_declared_at=None)
    ask(AssignmentState.ACCEPTED, MONDAY, proposed_by=row.user)
    return row


@pytest.mark.django_db
def test_a_year_worked_out_on_paper(nomura: Supporter, make_case: MakeCase, staff: User, open_page: Open) -> None:
    held = InterviewFactory.create(case=make_case(), held_on=FRIDAY, present=[nomura], recorded_by=nomura.user)
    Interview.objects.filter(pk=held.pk).update(recorded_at=moment(dt.date(2026, 11, 17)))
    InterviewFactory.create(case=make_case(), held_on=FRIDAY, present=[nomura], recorded_by=staff)

    page = open_page(staff, ANSWERS)
    found = [
        *("7", "40% 2 ÷ 5", "2 I have a conflict of interest: 1 I have no time before it is needed: 1"),
        *("1", "1", "1", "2", "1 / 3", "2"),
    ]
    assert tables(page.html)["answers-caption"][1:] == [["甲", *found], ["Total", *found]]
    assert page.texts("option") == ["FY2026", "FY2025"]
    before = tables(open_page(staff, f"{ANSWERS}?year=2025").html)["answers-caption"][1]
    assert before == ["甲", "1", "0% 0 ÷ 1", "0", "1", "0", "0", "–", "–", "–"]


@pytest.mark.django_db
def test_lists_are_sorted_and_whoever_has_no_figure_comes_last(
    nomura: Supporter, make_case: MakeCase, staff: User, open_page: Open
) -> None:
    other = SupporterFactory.create(desk=nomura.desk, name="乙")
    AssignmentFactory.create(case=make_case(State.MATCHING), supporter=other, proposed_at=moment(MONDAY))

    def order(sort: str) -> list[str]:
        return [row[0] for row in tables(open_page(staff, f"{ANSWERS}?sort={sort}").html)["answers-caption"][1:-1]]

    assert [order(sort) for sort in ("", "proposed", "name", "-name", "days", "-days", "nonsense")] == [
        *(["甲", "乙"], ["乙", "甲"], ["乙", "甲"], ["甲", "乙"], ["甲", "乙"], ["甲", "乙"], ["甲", "乙"]),
    ]


@pytest.mark.django_db
def test_a_year_in_which_nobody_was_asked(desk: Desk, staff: User, open_page: Open) -> None:
    assert open_page(staff, ANSWERS).texts("p", class_="empty-title") == ["Nobody was asked in this fiscal year"]
    page = open_page(staff, f"{ANSWERS}?year=1999")
    assert (page.status, page.errors) == (
        422,
        {"id_year": ["Nobody was asked in “1999”. Choose a fiscal year from the list."]},
    )

"""What supporters did, and which topics they covered, with the answers worked out on paper."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.enums import AssignmentRole, AssignmentState
from cases.models import Assignment, Case
from reports.periods import Period
from reports.registry import FIGURES
from reports.scope import Scope
from reports.selectors.supporter_coverage import supporter_coverage
from reports.selectors.supporter_work import supporter_work
from supporters.models import Supporter
from tests.factories.cases import AssignmentFactory, InterviewFactory
from tests.factories.supporters import SupporterFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.lists import assert_numbers_are_their_lists, values

pytestmark = pytest.mark.django_db

ACCEPTED, COMPLETED = AssignmentState.ACCEPTED, AssignmentState.COMPLETED
DECLINED, LAPSED, WITHDRAWN = AssignmentState.DECLINED, AssignmentState.LAPSED, AssignmentState.WITHDRAWN
JUNE, JULY = dt.date(2024, 6, 30), dt.date(2024, 7, 1)


def asked(case: Case, supporter: Supporter, state: AssignmentState, **more: object) -> Assignment:
    return AssignmentFactory.create(case=case, supporter=supporter, state=state, role=AssignmentRole.ADVISER, **more)


def test_work_worked_out_on_paper() -> None:
    desk = small_desk()
    one = SupporterFactory.create(desk=desk.desk, name="青木")
    two = SupporterFactory.create(desk=desk.desk, name="井上", signs_in=True)
    SupporterFactory.create(desk=desk.desk, name="上田")
    first, second = desk.case("薬", "甲", JUNE), desk.case("薬", "甲", JUNE)
    late = desk.case("薬", "甲", JULY)
    asked(first, one, DECLINED)
    asked(first, one, COMPLETED)  # asked again
    asked(second, one, LAPSED)
    asked(second, one, WITHDRAWN)
    asked(late, one, ACCEPTED)
    asked(first, two, ACCEPTED, proposed_by=two.user)  # took it without being asked
    asked(second, two, COMPLETED, proposed_at=None)  # of the old register
    InterviewFactory.create(case=first, minutes=50, present=[one, two])
    InterviewFactory.create(case=second, minutes=None, present=[two])
    InterviewFactory.create(case=late, minutes=600, present=[two])
    figure = supporter_work(desk.scope(Period(None, JUNE)))
    assert [(row.label.ja, [cell.value for cell in row.cells]) for row in figure.rows] == [
        ("井上", [2, 2, Decimal("0.8"), 0, 0, None]),
        ("青木", [1, 1, Decimal("0.8"), 3, 1, 33]),
    ]
    assert [column.code for column in figure.columns] == [
        *("cases", "interviews", "hours", "decided", "accepted", "accepted_percent"),
    ]
    assert figure.cases == 2
    assert_numbers_are_their_lists(figure)


def test_with_several_desks_each_name_has_its_desk_and_without_work_a_sentence_stands() -> None:
    desk, other = small_desk(name_ja="一番", name_en="First"), small_desk(name_ja="二番", name_en="Second")
    both = Scope((desk.desk, other.desk))
    assert supporter_work(both).rows == ()
    assert supporter_work(both).notes[0].en == "No supporter has anything of these cases yet."
    for here in (desk, other):
        asked(here.case("薬", "甲"), SupporterFactory.create(desk=here.desk, name="青木"), ACCEPTED)
    figure = supporter_work(both)
    assert [(row.label.ja, row.label.en) for row in figure.rows] == [
        ("青木（一番）", "青木 (First)"),
        ("青木（二番）", "青木 (Second)"),
    ]
    assert_numbers_are_their_lists(figure)


def test_coverage_worked_out_on_paper() -> None:
    desk = small_desk()  # whose wanted level is 3
    topics = desk.topics
    knows_both = SupporterFactory.create(desk=desk.desk, knows={topics["甲"]: 3, topics["乙"]: 2})
    left = SupporterFactory.create(desk=desk.desk, knows={topics["甲"]: 5}, term_end=dt.date(2024, 1, 1))
    SupporterFactory.create(desk=desk.desk, knows={topics["甲"]: 4, topics["丙"]: 4})
    twice = desk.case("薬", "甲乙")
    asked(twice, knows_both, COMPLETED)
    asked(twice, left, ACCEPTED)  # counts once
    asked(desk.case("薬", "乙"), knows_both, ACCEPTED)  # below the level
    asked(desk.case("薬", "甲"), knows_both, DECLINED)
    asked(desk.case("薬", "乙"), left, ACCEPTED)  # knows another topic
    figure = supporter_coverage(desk.scope())
    assert [column.code for column in figure.columns] == ["cases", "covered", "supporters"]
    assert values(figure) == {"甲": [2, 1, 2], "乙": [3, 0, 0], "丙": [0, 0, 1]}
    assert [row.cells[1].percent for row in figure.rows] == [50, 0, None]
    assert figure.cases == 4
    assert_numbers_are_their_lists(figure)


def test_only_the_work_of_supporters_names_people() -> None:
    assert [kind.name for kind in FIGURES.values() if kind.names_people] == ["supporter_work"]


def _work(desk: SmallDesk) -> None:
    case = desk.case("薬", "甲乙", JUNE)
    helper = SupporterFactory.create(desk=desk.desk, knows={desk.topics["甲"]: 3})
    asked(case, helper, ACCEPTED)
    InterviewFactory.create(case=case, present=[helper])
    case.satisfaction, case.month_end_moves = 4, "DS"
    case.save()


NEW = (
    *("funnel", "targets", "open_at_month_end", "satisfaction", "satisfaction_over_time"),
    *("outcomes", "supporter_work", "supporter_coverage"),
)


def test_figures_take_as_many_queries_for_three_cases_as_for_one() -> None:
    desk = small_desk()

    def queries() -> dict[str, int]:
        taken = {}
        for name in NEW:
            with CaptureQueriesContext(connection) as captured:
                FIGURES[name].select(desk.scope())
            taken[name] = len(captured)
        return taken

    _work(desk)
    with_one = queries()
    assert with_one == {
        "funnel": 2,
        "targets": 1,
        "open_at_month_end": 3,
        "satisfaction": 2,
        "satisfaction_over_time": 2,
        "outcomes": 3,
        "supporter_work": 4,
        "supporter_coverage": 5,
    }
    _work(desk)
    _work(desk)
    assert queries() == with_one

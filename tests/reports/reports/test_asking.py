"""On the first business day after the close, once, and no flood of old months."""

import datetime as dt

import pytest
import time_machine

from mediso.common.errors import ActionRefused, StaleRow
from reports.models import ReportDefinition, ReportIssue
from reports.services.closing import revise
from reports.services.reports.asking import ask_for, ask_for_due
from reports.services.reports.keeping import change_definition, make_definition
from tests.factories.accounts import UserFactory
from tests.factories.desks import ClosureFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import APRIL, MAY, a_quarter, change, manager_of
from tests.reports.reports.making import FRIDAY, MONDAY, asked_for, closed_on, report_of, wanted
from tests.support.races import at_once

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
ALL_THREE = [("月次報告", "2024-04", 1), ("月次報告", "2024-05", 1), ("月次報告", "2024-06", 1)]


@pytest.fixture
def desk() -> SmallDesk:
    made = small_desk(code="small")
    a_quarter(made)
    return made


def test_what_is_closed_on_friday_is_reported_on_monday_and_once(desk: SmallDesk) -> None:
    report_of(desk)
    closed_on(desk)
    assert [ask_for_due(MONDAY - days * DAY) for days in (3, 2, 1)] == [0, 0, 0]
    assert ask_for_due(MONDAY) == 3
    assert asked_for() == ALL_THREE
    assert [ask_for_due(MONDAY), ask_for_due(MONDAY + DAY)] == [0, 0]
    assert asked_for() == ALL_THREE


def test_a_missed_morning_is_made_up(desk: SmallDesk) -> None:
    report_of(desk)
    closed_on(desk, until=APRIL)
    assert ask_for_due(MONDAY + 30 * DAY) == 1


@pytest.mark.parametrize(
    ("closed", "first", "months"),
    [
        ("2024-07-12 09:00+09:00", dt.date(2024, 7, 16), 3),  # before Marine Day, a Monday
        ("2024-07-31 23:30+09:00", dt.date(2024, 8, 1), 2),  # late in the evening in Japan, and April is too long ago
    ],
    ids=["holiday", "evening"],
)
def test_holidays_are_no_business_days(desk: SmallDesk, closed: str, first: dt.date, months: int) -> None:
    report_of(desk)
    closed_on(desk, closed)
    assert [ask_for_due(first - DAY), ask_for_due(first)] == [0, months]


def test_the_desks_own_closure_is_waited_for(desk: SmallDesk) -> None:
    ClosureFactory.create(desk=desk.desk, first_day=MONDAY, last_day=MONDAY + DAY)
    report_of(desk)
    closed_on(desk)
    assert [ask_for_due(MONDAY + DAY), ask_for_due(MONDAY + 2 * DAY)] == [0, 3]


def test_what_was_closed_before_the_report_was_made_is_left_to_people(desk: SmallDesk) -> None:
    closed_on(desk, "2024-06-28 18:00+09:00", until=MAY)
    report_of(desk)
    closed_on(desk)
    assert ask_for_due(MONDAY) == 1
    assert asked_for() == ALL_THREE[2:]


def test_an_old_register_that_is_closed_at_once_floods_nobody(desk: SmallDesk) -> None:
    desk.case("薬", "甲", dt.date(2023, 1, 10))
    report_of(desk)
    assert len(closed_on(desk)) == 18
    assert ask_for_due(MONDAY) == 3
    assert asked_for() == ALL_THREE


def test_a_new_edition_is_reported_however_old_its_month(desk: SmallDesk) -> None:
    report_of(desk)
    case = desk.case("薬", "甲", dt.date(2023, 1, 10))
    old = closed_on(desk)[0]
    change(case, channel="phone")
    with time_machine.travel("2024-07-09 09:00+09:00"):
        revise(close_id=old.pk, actor=manager_of(desk), reason="入力の誤り")
    ask_for_due(MONDAY + 2 * DAY)
    assert ("月次報告", "2023-01", 2) in asked_for()


def test_an_inactive_report_is_not_made_and_one_made_active_begins_anew(desk: SmallDesk) -> None:
    manager = manager_of(desk)
    definition = report_of(desk, manager, is_active=False)
    closed_on(desk, until=MAY)
    assert ask_for_due(MONDAY) == 0
    with time_machine.travel("2024-07-09 09:00+09:00", tick=False):
        change_definition(definition_id=definition.pk, wanted=wanted(), actor=manager, seen=0)
    closed_on(desk, "2024-07-09 18:00+09:00")
    assert ask_for_due(MONDAY + 2 * DAY) == 1
    assert asked_for() == ALL_THREE[2:]


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_ask_once(desk: SmallDesk) -> None:
    report_of(desk)
    closed_on(desk, until=APRIL)
    assert sorted(map(str, at_once(*[lambda: ask_for_due(MONDAY)] * 2))) == ["0", "1"]
    assert ReportIssue.objects.count() == 1


def test_managers_have_an_older_month_made_and_not_twice(desk: SmallDesk) -> None:
    manager = manager_of(desk)
    april = closed_on(desk, "2024-06-28 18:00+09:00", until=MAY)[0]
    definition = report_of(desk, manager)
    issue = ask_for(definition_id=definition.pk, close_id=april.pk, actor=manager)
    assert (issue.asked_by, issue.made_at) == (manager, None)
    with pytest.raises(ActionRefused, match=r"^この月のレポートは、すでに作成済みか、作成中です。$"):
        ask_for(definition_id=definition.pk, close_id=april.pk, actor=manager)
    assert asked_for() == [("月次報告", "2024-04", 1)]


def test_of_a_replaced_edition_no_report_is_made(desk: SmallDesk) -> None:
    manager = manager_of(desk)
    definition = report_of(desk, manager)
    closes = closed_on(desk)
    desk.case("薬", "甲", dt.date(2024, 4, 2))
    revise(close_id=closes[0].pk, actor=manager, reason="遅れて届いた相談")
    with pytest.raises(ActionRefused, match=r"^この月には、より新しい版があります。"):
        ask_for(definition_id=definition.pk, close_id=closes[0].pk, actor=manager)
    assert not ReportIssue.objects.exists()


def test_others_than_the_managers_of_the_desk_make_change_and_ask_for_nothing(desk: SmallDesk) -> None:
    definition = report_of(desk)
    april = closed_on(desk, FRIDAY, until=APRIL)[0]
    before = list(ReportDefinition.objects.values())
    elsewhere = UserFactory.create(manager_of=small_desk(code="elsewhere").desk)
    refused = pytest.raises(ActionRefused, match=r"^レポートを作成・変更できるのは、その窓口の責任者だけです。$")
    for actor in (UserFactory.create(staff_of=desk.desk), UserFactory.create(administrator=True), elsewhere):
        with refused:
            make_definition(desk=desk.desk, wanted=wanted(), actor=actor)
        with refused:
            change_definition(definition_id=definition.pk, wanted=wanted(name="別"), actor=actor, seen=0)
        with refused:
            ask_for(definition_id=definition.pk, close_id=april.pk, actor=actor)
    assert (list(ReportDefinition.objects.values()), ReportIssue.objects.count()) == (before, 0)


def test_the_slower_of_two_managers_overwrites_nothing(desk: SmallDesk) -> None:
    first, second = manager_of(desk), manager_of(desk)
    definition = report_of(desk, first)
    change_definition(definition_id=definition.pk, wanted=wanted(name="速い方"), actor=first, seen=0)
    with pytest.raises(StaleRow, match=f"^{first.name}さんが先にこのレポートを変更しました。"):
        change_definition(definition_id=definition.pk, wanted=wanted(name="遅い方"), actor=second, seen=0)
    definition.refresh_from_db()
    assert (definition.name, definition.version, definition.changed_by) == ("速い方", 1, first)


def test_a_report_of_nothing_or_of_an_unknown_figure_is_refused(desk: SmallDesk) -> None:
    for figures, said in (((), "図表を1つ以上"), (("secrets",), "「secrets」という図表はありません。")):
        with pytest.raises(ActionRefused, match=said):
            make_definition(desk=desk.desk, wanted=wanted(figures=figures), actor=manager_of(desk))
    assert not ReportDefinition.objects.exists()

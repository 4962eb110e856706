"""Two who close the same months at once; a worker that dies over them."""

import datetime as dt

import pytest
from django.utils import timezone

from mediso.common.errors import ActionRefused
from mediso.common.months import Month
from reports.models import ClosingRun, MonthlyClose
from reports.services.closing import close_months, revise
from reports.services.closing_runs import LEASE, MOST_ATTEMPTS, ask_to_close, sweep, work_off
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import APRIL, JUNE, MAY, a_quarter, change, closed, manager_of
from tests.support.races import at_once


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_close_and_revise_once() -> None:
    desk = small_desk()
    cases = a_quarter(desk)
    managers = [manager_of(desk), manager_of(desk)]
    answers = at_once(*(lambda one=one: close_months(desk=desk.desk, until=JUNE, actor=one) for one in managers))
    assert sum(len(answer) for answer in answers if isinstance(answer, list)) == 3
    assert all(isinstance(answer, list | ActionRefused) for answer in answers)
    june = MonthlyClose.objects.get(month=JUNE.first)
    change(cases[1], channel="phone")
    answers = at_once(*(lambda one=one: revise(close_id=june.pk, actor=one, reason="訂正") for one in managers))
    assert sorted(type(answer).__name__ for answer in answers) == ["MonthlyClose", "StaleRow"]
    current = MonthlyClose.objects.filter(is_current=True).order_by("month")
    assert list(current.values_list("month", "edition")) == [(APRIL.first, 1), (MAY.first, 1), (JUNE.first, 2)]


@pytest.fixture
def desk(db: None) -> SmallDesk:
    made = small_desk()
    a_quarter(made)
    return made


def test_a_run_is_worked_off_once(desk: SmallDesk) -> None:
    manager = manager_of(desk)
    run = ask_to_close(desk=desk.desk, until=JUNE, actor=manager)
    assert (run.months, run.finished_at) == (3, None)
    with pytest.raises(ActionRefused, match=r"^この窓口の月を締めているところです。"):
        ask_to_close(desk=desk.desk, until=JUNE, actor=manager)
    assert [work_off(run.pk), work_off(run.pk)] == [3, 0]
    run.refresh_from_db()
    assert run.finished_at is not None
    assert not run.failed
    assert set(MonthlyClose.objects.values_list("closed_by", flat=True)) == {manager.pk}


def test_where_a_worker_died_the_next_goes_on(desk: SmallDesk) -> None:
    run = ask_to_close(desk=desk.desk, until=JUNE, actor=manager_of(desk))
    closed(desk, until=APRIL)  # what it had done
    ClosingRun.objects.filter(pk=run.pk).update(due_at=timezone.now() + LEASE, attempts=1)
    assert work_off(run.pk) == 0
    ClosingRun.objects.filter(pk=run.pk).update(due_at=timezone.now() - dt.timedelta(seconds=1))
    assert sweep() == 1
    assert work_off(run.pk) == 2


def test_what_fails_again_and_again_is_given_up(desk: SmallDesk) -> None:
    run = ask_to_close(desk=desk.desk, until=JUNE, actor=manager_of(desk))
    ClosingRun.objects.filter(pk=run.pk).update(attempts=MOST_ATTEMPTS)
    assert sweep() == 0
    run.refresh_from_db()
    assert run.failed
    assert not MonthlyClose.objects.exists()


def test_what_cannot_be_closed_is_not_asked_for(desk: SmallDesk) -> None:
    with pytest.raises(ActionRefused, match="はまだ終わっていません"):
        ask_to_close(desk=desk.desk, until=Month.of(timezone.localdate()), actor=manager_of(desk))
    assert not ClosingRun.objects.exists()

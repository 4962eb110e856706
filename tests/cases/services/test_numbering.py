import datetime as dt

import pytest
import time_machine
from django.db import transaction

from accounts.models import User
from cases.models import Case, NumberSequence
from cases.services import intake
from cases.services.numbering import move_on, next_number
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import DeskFactory

pytestmark = pytest.mark.django_db

SPRING = dt.date(2027, 4, 1)


def test_numbers_run_by_desk_and_calendar_year(desk: Desk, other_desk: Desk) -> None:
    plain = DeskFactory.create(number_prefix="")
    given = [
        next_number(at, day)
        for at, day in (
            (desk, SPRING),
            (desk, dt.date(2027, 12, 31)),
            (other_desk, SPRING),
            (desk, dt.date(2028, 1, 1)),
            (desk, SPRING),
            (plain, SPRING),
        )
    ]
    assert given == ["M2027-0001", "M2027-0002", "C2027-0001", "M2028-0001", "M2027-0003", "2027-0001"]


def test_a_number_past_9999_grows(desk: Desk) -> None:
    move_on(desk, 2027, 9999)
    assert next_number(desk, SPRING) == "M2027-10000"


def test_a_number_taken_in_vain_is_given_again(desk: Desk) -> None:
    def take_and_fail() -> None:
        with transaction.atomic():
            assert next_number(desk, SPRING) == "M2027-0002"
            raise ZeroDivisionError

    assert next_number(desk, SPRING) == "M2027-0001"
    with pytest.raises(ZeroDivisionError):
        take_and_fail()
    assert next_number(desk, SPRING) == "M2027-0002"


def test_after_an_import_numbers_follow_the_highest_and_never_go_back(desk: Desk) -> None:
    move_on(desk, 2027, 250)
    move_on(desk, 2027, 100)
    assert next_number(desk, SPRING) == "M2027-0251"
    assert NumberSequence.objects.count() == 1


def test_a_refused_submission_takes_no_number(desk: Desk, founder: User) -> None:
    incomplete = ConsultationFactory.create(desk=desk, asked_by=founder, text="")
    with pytest.raises(ActionRefused):
        intake.submit(consultation_id=incomplete.pk, asked_by=founder)
    complete = ConsultationFactory.create(desk=desk, asked_by=founder)
    with time_machine.travel(dt.datetime(2027, 5, 1, tzinfo=dt.UTC)):
        assert intake.submit(consultation_id=complete.pk, asked_by=founder).number == "M2027-0001"


@pytest.mark.parametrize(
    ("moment", "number", "received_on"),
    [
        pytest.param(
            "2026-12-31T14:59:59Z", "M2026-0001", dt.date(2026, 12, 31), id="last second of the year in Japan"
        ),
        pytest.param("2026-12-31T15:00:00Z", "M2027-0001", dt.date(2027, 1, 1), id="first second of the year in Japan"),
    ],
)
def test_the_year_is_that_of_the_day_in_japan(
    moment: str, number: str, received_on: dt.date, desk: Desk, founder: User
) -> None:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder)
    with time_machine.travel(moment, tick=False):
        intake.submit(consultation_id=draft.pk, asked_by=founder)
    case = Case.objects.get()
    assert (case.number, case.received_on) == (number, received_on)

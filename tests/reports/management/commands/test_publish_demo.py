import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from reports.models import MonthlyClose, Release
from tests.factories.accounts import UserFactory
from tests.reports.builders import small_desk

pytestmark = pytest.mark.django_db


def published() -> str:
    out = StringIO()
    call_command("publish_demo", stdout=out)
    return out.getvalue()


def test_a_year_of_the_demo_is_open_to_everybody_once(client: Client) -> None:
    desk = small_desk(code="demo")
    for _ in range(6):
        desk.case("薬", "甲", dt.date(2023, 7, 1))
    assert published() == ""
    assert MonthlyClose.objects.count() == 0
    UserFactory.create(email="manager@desk.example", manager_of=desk.desk)
    assert "/open/" in published()
    assert (MonthlyClose.objects.count(), Release.objects.count()) == (12, 1)
    assert client.get("/open/demo/2023-04-01_2024-03-31/").status_code == 200
    assert published() == ""
    assert (MonthlyClose.objects.count(), Release.objects.count()) == (12, 1)

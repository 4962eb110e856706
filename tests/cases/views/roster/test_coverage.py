"""Topic × product type: who could, where it hangs on one, and what one leave would change."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from mediso.desks.models import Desk, ProductType, Topic
from supporters.enums import LeaveKind
from supporters.models import Leave, Supporter
from tests.cases.views.conftest import Open
from tests.conftest import MakeCase
from tests.factories.desks import ProductTypeFactory
from tests.factories.supporters import SupporterFactory
from tests.reports.pages import tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

COVERAGE = "/supporters/coverage/"


@pytest.fixture
def drug(desk: Desk) -> ProductType:
    return ProductTypeFactory.create(desk=desk, name_ja="医薬品", name_en="Drug")


@pytest.fixture
def able(desk: Desk, topic: Topic, other_topic: Topic, product_type: ProductType, drug: ProductType) -> Supporter:
    """乙 knows both topics of devices; 甲 one, of both types; all others lack something."""
    both = SupporterFactory.create(desk=desk, name="乙", knows={topic: 3, other_topic: 5}, handles=[product_type])
    SupporterFactory.create(desk=desk, name="甲", knows={topic: 4}, handles=[product_type, drug])
    lacking = {"desk": desk, "handles": [drug, product_type]}
    today, day = timezone.localdate(), dt.timedelta(days=1)
    SupporterFactory.create(name="不足", knows={topic: 2}, **lacking)
    SupporterFactory.create(name="未誓約", knows={topic: 5}, signed=False, **lacking)
    SupporterFactory.create(name="終了", knows={topic: 5}, term_end=today - day, **lacking)
    SupporterFactory.create(name="区分なし", desk=desk, knows={topic: 5})
    paused = SupporterFactory.create(name="休止", knows={topic: 5}, **lacking)
    Leave.objects.create(supporter=paused, kind=LeaveKind.PAUSE, first_day=today, last_day=today)
    return both


def test_cells_say_how_many_who_alone_and_how_many_cases(
    able: Supporter,
    topic: Topic,
    other_topic: Topic,
    drug: ProductType,
    make_case: MakeCase,
    staff: User,
    open_page: Open,
) -> None:
    today = timezone.localdate()
    make_case(topics=[topic, other_topic], received_on=today)
    make_case(topics=[topic], received_on=today - dt.timedelta(days=300))
    make_case(topics=[topic], received_on=today - dt.timedelta(days=370))
    make_case(topics=[topic], product_type=None)

    page = open_page(staff, COVERAGE)
    found = tables(page.html)
    assert found["coverage-caption"] == [
        ["Topic", "Medical device", "Drug"],
        ["Regulation", "2 2 cases", "1, alone: 甲 0 cases"],
        ["Intellectual property", "1, alone: 乙 1 case", "0, nobody 0 cases"],
    ]
    assert found["thin-caption"][1:] == [
        ["Intellectual property", "Medical device", "乙 alone", "1"],
        ["Regulation", "Drug", "甲 alone", "0"],
    ]
    assert "In 1 more cell there is nobody, and no case came in twelve months." in page.text
    assert "1 case of the last twelve months has no product type or no topics yet" in page.text
    assert set(page.texts("option")) == {"Nobody: as it is today", "甲", "乙", "不足", "区分なし"}


def test_what_if_one_of_them_were_on_leave(
    able: Supporter, other_topic: Topic, make_case: MakeCase, staff: User, open_page: Open
) -> None:
    page = open_page(staff, f"{COVERAGE}?away={able.pk}")
    assert "As if 乙 were on leave. Nothing is changed." in page.text
    assert tables(page.html)["coverage-caption"][1:] == [
        ["Regulation", "1, alone: 甲 one fewer than today 0 cases", "1, alone: 甲 0 cases"],
        ["Intellectual property", "0, nobody one fewer than today 0 cases", "0, nobody 0 cases"],
    ]
    make_case(topics=[other_topic])
    thin = tables(open_page(staff, f"{COVERAGE}?away={able.pk}").html)["thin-caption"]
    assert thin[1] == ["Intellectual property", "Medical device", "nobody", "1"]
    assert not Leave.objects.filter(supporter=able).exists()


@pytest.mark.parametrize("away", ["0", "x", "paused"])
def test_who_cannot_be_asked_anyway_is_no_choice(away: str, able: Supporter, staff: User, open_page: Open) -> None:
    chosen = Supporter.objects.get(name="休止").pk if away == "paused" else away
    page = open_page(staff, f"{COVERAGE}?away={chosen}")
    assert page.status == 422
    assert page.errors == {"id_away": ["This supporter cannot be asked today anyway. Choose one from the list."]}


def test_another_level_is_another_coverage(able: Supporter, desk: Desk, staff: User, open_page: Open) -> None:
    Desk.objects.filter(pk=desk.pk).update(wanted_level=5)
    assert tables(open_page(staff, COVERAGE).html)["coverage-caption"][1:] == [
        ["Regulation", "0, nobody 0 cases", "0, nobody 0 cases"],
        ["Intellectual property", "1, alone: 乙 0 cases", "0, nobody 0 cases"],
    ]

"""月次締め: what closing freezes, who may, and that nothing undoes it."""

import datetime as dt
import hashlib
import json

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from accounts.services.merging import merge_organisations
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.months import Month
from reports.models import ClosedCase, MonthlyClose
from reports.periods import Period
from reports.registry import FIGURES, NAMED
from reports.scope import Basis, Scope
from reports.selectors.closes.differences import Differences, count_differences
from reports.selectors.closes.record import record_bytes
from reports.services.closing import close_months, revise
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import APRIL, JUNE, MAY, a_quarter, change, closed, manager_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> SmallDesk:
    return small_desk(code="small")


def published(desk: SmallDesk, figure: str = "product_type_share") -> dict[str, object]:
    made = FIGURES[figure].select(Scope((desk.desk,), basis=Basis.PUBLISHED))
    return {row.code: row.cells[0].value for row in made.rows}


def test_every_month_from_the_first_case_on_is_closed_in_order(desk: SmallDesk) -> None:
    a_quarter(desk)
    manager = manager_of(desk)
    made = close_months(desk=desk.desk, until=JUNE, actor=manager)
    assert [(close.of_month, close.edition, close.is_current, close.cases.count()) for close in made] == [
        (APRIL, 1, True, 1),
        (MAY, 1, True, 0),
        (JUNE, 1, True, 3),
    ]
    assert {close.closed_by for close in made} == {manager}
    assert [close.follows for close in made] == ["", made[0].sha256, made[1].sha256]


def test_the_figures_of_the_month_are_frozen_as_they_are_known(desk: SmallDesk) -> None:
    a_quarter(desk)
    june = closed(desk)[2]
    june.refresh_from_db()
    (by_month,) = june.figures["cases_by_month"]["rows"]
    assert by_month["values"] == {"cases": 3, "cumulative": 3, "year_before": None, "difference": None}
    shares = {row["name"]: row["values"]["share"] for row in june.figures["product_type_share"]["rows"]}
    assert shares == {"薬": {"cases": 2, "of": 3, "percent": 67}, "機": {"cases": 1, "of": 3, "percent": 33}}
    assert sorted(june.figures) == [
        "cases_by_month",
        "channel_share",
        "kind_by_product_type",
        "kind_share",
        "language_share",
        "new_and_returning",
        "product_type_share",
        "region_share",
        "stage_share",
        "topic_by_kind",
        "topic_by_stage",
        "topic_share",
    ]


def test_the_seal_is_the_sha256_of_the_record_and_of_nothing_else(desk: SmallDesk) -> None:
    cases = a_quarter(desk)
    closed(desk)
    june = MonthlyClose.objects.get(month=JUNE.first)
    record = record_bytes(june)
    assert june.sha256 == hashlib.sha256(record).hexdigest()
    read = json.loads(record)
    assert [row[:2] for row in read["cases"]] == [
        [cases[1].pk, "2024-06-01"],
        [cases[2].pk, "2024-06-15"],
        [cases[3].pk, "2024-06-30"],
    ]
    assert (read["month"], read["edition"], read["reason"], read["figures"]) == ("2024-06", 1, "", june.figures)


@pytest.mark.parametrize(
    ("now", "may"), [("2024-06-30 23:59+09:00", False), ("2024-07-01 00:00+09:00", True)], ids=["not over", "over"]
)
def test_a_month_can_be_closed_once_it_is_over_in_japan(desk: SmallDesk, now: str, *, may: bool) -> None:
    a_quarter(desk)
    manager = manager_of(desk)
    with time_machine.travel(now, tick=False):
        if may:
            assert len(close_months(desk=desk.desk, until=JUNE, actor=manager)) == 3
        else:
            with pytest.raises(ActionRefused, match=r"^2024年6月はまだ終わっていません。"):
                close_months(desk=desk.desk, until=JUNE, actor=manager)
            assert not MonthlyClose.objects.exists()


def test_only_what_is_open_is_closed_and_nothing_twice(desk: SmallDesk) -> None:
    a_quarter(desk)
    manager = manager_of(desk)
    assert [close.of_month for close in close_months(desk=desk.desk, until=MAY, actor=manager)] == [APRIL, MAY]
    assert [close.of_month for close in close_months(desk=desk.desk, until=JUNE, actor=manager)] == [JUNE]
    with pytest.raises(ActionRefused, match=r"^2024年6月までの月はすべて締め済みか"):
        close_months(desk=desk.desk, until=JUNE, actor=manager)
    assert MonthlyClose.objects.count() == 3


def test_others_than_the_managers_of_the_desk_close_and_revise_nothing(desk: SmallDesk) -> None:
    cases = a_quarter(desk)
    june = closed(desk)[2]
    change(cases[1], channel="phone")
    elsewhere = UserFactory.create(manager_of=small_desk(code="elsewhere").desk)
    for actor in (UserFactory.create(staff_of=desk.desk), elsewhere):
        with pytest.raises(ActionRefused, match=r"^月を締めるのは、その窓口の責任者だけです。$"):
            close_months(desk=desk.desk, until=Month(2024, 7), actor=actor)
        with pytest.raises(ActionRefused, match=r"^月を締めるのは、その窓口の責任者だけです。$"):
            revise(close_id=june.pk, actor=actor, reason="訂正")
    assert MonthlyClose.objects.count() == 3


def test_what_is_published_stays_whatever_becomes_of_the_cases(desk: SmallDesk) -> None:
    cases = a_quarter(desk)
    closes = closed(desk)
    change(cases[1], product_type=desk.product_types["機"])
    change(cases[2], received_on=dt.date(2024, 5, 2))
    change(cases[3], state="withdrawn", awaits="nobody", withdrawn_untriaged=True)
    desk.case("薬", "甲", dt.date(2024, 6, 2))
    assert published(desk) == {"薬": 3, "機": 1}
    assert {close.of_month: counts for close, counts in _counted(closes)} == {
        APRIL: Differences(then=1, now=1),
        MAY: Differences(then=0, now=1, late=1),
        JUNE: Differences(then=3, now=2, late=1, left=2, changed=1),
    }


def _counted(closes: list[MonthlyClose]) -> list[tuple[MonthlyClose, Differences]]:
    counts = count_differences(closes)
    return [(close, counts[close.pk]) for close in closes]


def test_a_revised_edition_is_published_and_the_one_before_stays(desk: SmallDesk) -> None:
    cases = a_quarter(desk)
    first = closed(desk)[2]
    before = record_bytes(MonthlyClose.objects.get(pk=first.pk))
    change(cases[1], product_type=desk.product_types["機"])
    second = revise(close_id=first.pk, actor=manager_of(desk), reason=" 分類の訂正 ")
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.edition, second.reason) == (False, True, 2, "分類の訂正")
    assert second.sha256 != first.sha256
    assert second.follows == first.sha256
    assert record_bytes(first) == before
    assert published(desk) == {"薬": 2, "機": 2}
    with pytest.raises(StaleRow, match=r"^この月には、すでに新しい版があります。"):
        revise(close_id=first.pk, actor=manager_of(desk), reason="もう一度")
    with pytest.raises(ActionRefused, match=r"^この月の案件は、締めた後に何も変わっていません。"):
        revise(close_id=second.pk, actor=manager_of(desk), reason="もう一度")
    assert MonthlyClose.objects.count() == 4


def test_a_new_edition_needs_its_reason(desk: SmallDesk) -> None:
    cases = a_quarter(desk)
    june = closed(desk)[2]
    change(cases[1], channel="phone")
    with pytest.raises(ActionRefused, match=r"^新しい版を作る理由を書いてください。"):
        revise(close_id=june.pk, actor=manager_of(desk), reason="　")
    assert MonthlyClose.objects.count() == 3


def test_a_merged_organisation_is_a_difference_of_its_cases(desk: SmallDesk) -> None:
    a_quarter(desk)
    closes = closed(desk)
    kept = OrganisationFactory.create()
    merge_organisations(kept=kept, merged=desk.organisation, actor=UserFactory.create(staff_of=desk.desk))
    assert [counts.changed for _close, counts in _counted(closes)] == [1, 0, 3]
    assert published(desk, "kind_share")[desk.organisation.kind] == 4


FORBIDDEN = (
    "UPDATE reports_monthlyclose SET reason = 'x'",
    "UPDATE reports_monthlyclose SET is_current = true, edition = 2",
    "UPDATE reports_monthlyclose SET is_current = false, edition = 2, reason = 'x'",
    "UPDATE reports_monthlyclose SET figures = '{}'",
    "DELETE FROM reports_monthlyclose",
    "UPDATE reports_closedcase SET channel = 'mail'",
    "DELETE FROM reports_closedcase",
    "INSERT INTO reports_closedcase SELECT (jsonb_populate_record(one, jsonb_build_object('id', 0, 'close_id',"
    " (SELECT max(id) FROM reports_monthlyclose)))).* FROM reports_closedcase one WHERE received_on = '2024-04-30'",
)


def test_the_database_refuses_what_would_change_a_close(desk: SmallDesk) -> None:
    a_quarter(desk)
    closed(desk)
    before = list(MonthlyClose.objects.values()), list(ClosedCase.objects.values())
    for statement in FORBIDDEN:
        with pytest.raises(IntegrityError, match="the month is closed"), transaction.atomic():
            connection.cursor().execute(statement)
    assert (list(MonthlyClose.objects.values()), list(ClosedCase.objects.values())) == before


def test_a_later_edition_without_a_reason_and_two_current_ones_are_refused(desk: SmallDesk) -> None:
    a_quarter(desk)
    june = closed(desk)[2]
    values = {"desk": desk.desk, "month": JUNE.first, "edition": 2, "closed_by": june.closed_by}
    with pytest.raises(IntegrityError, match="later_edition_has_a_reason"), transaction.atomic():
        MonthlyClose.objects.create(**values, is_current=False)
    with pytest.raises(IntegrityError, match="one_current_close"), transaction.atomic():
        MonthlyClose.objects.create(**values, reason="訂正")


def test_what_the_selectors_count_of_a_closed_month_is_what_was_known_then(desk: SmallDesk) -> None:
    """Every figure that can be frozen, on both bases, while nothing has changed."""
    a_quarter(desk)
    closed(desk)
    known = Scope((desk.desk,), Period(APRIL.first, JUNE.last))
    same = Scope(known.desks, known.period, basis=Basis.PUBLISHED)
    for kind in (kind for kind in NAMED if kind.can_be_frozen):
        one, other = kind.select(known), kind.select(same)
        assert (one.columns, one.rows, one.total) == (other.columns, other.rows, other.total), kind.name

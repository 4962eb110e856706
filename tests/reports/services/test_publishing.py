"""公表: what is in a release and what is hidden in it, who may, and that nothing changes it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from mediso.common.errors import ActionRefused, DeskError, StaleRow
from mediso.common.months import Month
from reports.models import Publication, Release, Withdrawal
from reports.publication.record import seal_of
from reports.publication.spans import Days
from reports.selectors.closes.differences import count_differences
from reports.selectors.releases.periods import periods_to_release
from reports.services.closing import close_months, revise
from reports.services.publishing import change_publication, withdraw
from tests.factories.accounts import UserFactory
from tests.reports.builders import SmallDesk
from tests.reports.publication.desks import (
    APRIL_DAYS,
    BOTH_DAYS,
    IN_APRIL,
    IN_MAY,
    MAY_DAYS,
    publishes,
    released,
    wanted,
    with_april,
)

pytestmark = pytest.mark.django_db

HIDDEN = {"hidden": True}


def values(made: Release, name: str) -> dict[str, dict[str, Any]]:
    (data,) = [figure for figure in made.data["figures"] if figure["figure"] == name]
    rows = [*data["rows"], *([data["total"]] if data["total"] else [])]
    return {row["name"]: row["values"] for row in rows}


def share(cases: int, of: int) -> dict[str, int]:
    return {"cases": cases, "of": of, "percent": (200 * cases + of) // (2 * of)}


def test_a_month_by_hand() -> None:
    """Three cases are too few to show, and the other row with 丙 would give them away by the sum."""
    desk, manager = with_april()
    publishes(desk, manager, figures=("product_type_share", "topic_share"))
    made = released(desk, manager)
    assert (made.edition, made.is_current, made.reason, made.threshold) == (1, True, "", 5)
    assert made.data["cases"] == 22
    assert values(made, "product_type_share") == {
        "薬": {"share": share(12, 22)},
        "機": {"share": HIDDEN},
        "他": {"share": HIDDEN},
        "合計": {"share": share(22, 22)},
    }
    nothing = share(0, 12)
    assert values(made, "topic_share") == {
        "薬": {"cases": 12, "甲": share(12, 12), "乙": share(6, 12), "丙": nothing},
        "機": {"cases": HIDDEN, "甲": HIDDEN, "乙": HIDDEN, "丙": HIDDEN},
        "他": {"cases": HIDDEN, "甲": HIDDEN, "乙": HIDDEN, "丙": HIDDEN},
        "合計": {"cases": 22, "甲": share(12, 22), "乙": share(6, 22), "丙": share(10, 22)},
    }
    assert seal_of(Release.objects.get()) == made.sha256


def test_where_even_the_sum_is_small_it_is_nowhere() -> None:
    desk, manager = with_april()
    publishes(desk, manager, threshold=30)
    made = released(desk, manager)
    assert made.data["cases"] == HIDDEN
    assert {figure["cases"] == HIDDEN for figure in made.data["figures"]} == {True}
    numbers = [value for figure in made.data["figures"] for row in figure["rows"] for value in row["values"].values()]
    assert {value if isinstance(value, int) else value.get("cases", "hidden") for value in numbers} <= {0, "hidden"}


def test_a_later_edition_hides_what_an_earlier_one_hid_also_with_a_lower_threshold() -> None:
    desk, manager = with_april()
    publishes(desk, manager, threshold=30, figures=("cases_by_month",))
    released(desk, manager)
    publishes(desk, manager, threshold=2, figures=("cases_by_month", "product_type_share"))
    second = released(desk, manager, seen=1, reason="基準の変更")
    assert (second.threshold, second.data["cases"]) == (2, HIDDEN)
    assert values(second, "cases_by_month") == {"2024年4月": {"cases": HIDDEN}}
    assert values(second, "product_type_share")["薬"] == {"share": HIDDEN}


def test_what_changes_after_the_close_changes_nothing_until_there_is_a_new_edition() -> None:
    desk, manager = with_april()
    publishes(desk, manager, figures=("product_type_share",))
    first = released(desk, manager)
    for _ in range(4):
        desk.case("機", "丙", IN_APRIL)
    refused(ActionRefused, desk, manager, seen=1, reason="遅れて届いた")
    close = desk.desk.closes.get(month=IN_APRIL.replace(day=1))
    assert count_differences([close])[close.pk].late == 4
    revise(close_id=close.pk, actor=manager, reason="遅れて届いた")
    refused(ActionRefused, desk, manager, seen=1)
    refused(StaleRow, desk, manager, seen=0, reason="遅れて届いた")
    second = released(desk, manager, seen=1, reason=" 遅れて届いた4件 ")
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.edition, second.reason) == (False, True, 2, "遅れて届いた4件")
    assert first.data["cases"] == 22
    assert second.data["cases"] == 26
    # Seven cases are enough; but beside the first edition they would say that there were three.
    assert values(second, "product_type_share")["機"] == {"share": HIDDEN}


def test_periods_never_overlap_not_even_with_what_was_withdrawn() -> None:
    desk, manager = with_april()
    for _ in range(6):
        desk.case("薬", "甲", IN_MAY)
    publishes(desk, manager)
    refused(ActionRefused, desk, manager, MAY_DAYS)
    close_months(desk=desk.desk, until=Month(2024, 5), actor=manager)
    april = released(desk, manager)
    refused(ActionRefused, desk, manager, BOTH_DAYS)
    withdraw(release_id=april.pk, actor=manager, reason="誤り")
    refused(ActionRefused, desk, manager, BOTH_DAYS)
    with pytest.raises(IntegrityError, match="releases_of_a_desk_do_not_overlap"), transaction.atomic():
        copied(april, last_day=BOTH_DAYS.last)
    with pytest.raises(IntegrityError, match="there is none before it"), transaction.atomic():
        copied(april, last_day=BOTH_DAYS.last, edition=2)
    assert periods_to_release(desk.desk, dt.date(2025, 1, 1)) == [MAY_DAYS, APRIL_DAYS]
    again = released(desk, manager, seen=1, reason="直して再び公表")
    assert (again.edition, again.is_current) == (2, True)
    assert released(desk, manager, MAY_DAYS).edition == 1


def copied(release: Release, **changes: object) -> Release:
    kept = {
        field.attname: getattr(release, field.attname) for field in Release._meta.concrete_fields if field.name != "id"
    }
    return Release.objects.create(**(kept | {"is_current": True} | changes))


@pytest.mark.parametrize(
    "days",
    [
        Days(dt.date(2024, 4, 2), dt.date(2024, 4, 30)),
        Days(dt.date(2024, 4, 1), dt.date(2024, 4, 29)),
        Days(dt.date(2024, 4, 1), dt.date(2024, 5, 31)),
        Days(dt.date(2023, 4, 1), dt.date(2023, 4, 30)),
        Days(dt.date(2024, 5, 1), dt.date(2024, 3, 31)),
    ],
)
def test_only_whole_closed_months_are_released(days: Days) -> None:
    desk, manager = with_april()
    desk.case("薬", "甲", IN_MAY)
    publishes(desk, manager)
    refused(ActionRefused, desk, manager, days)


def test_only_the_managers_of_the_desk_publish() -> None:
    desk, manager = with_april()
    settings = publishes(desk, manager)
    made = released(desk, manager)
    for stranger in (UserFactory.create(staff_of=desk.desk), UserFactory.create(manager_of=small_other())):
        refused(ActionRefused, desk, stranger, seen=1, reason="x")
        with pytest.raises(ActionRefused):
            withdraw(release_id=made.pk, actor=stranger, reason="x")
        with pytest.raises(ActionRefused):
            change_publication(desk=desk.desk, actor=stranger, wanted=wanted(), seen=settings.pk)
    with pytest.raises(ActionRefused):
        withdraw(release_id=made.pk, actor=manager, reason=" ")
    assert (Publication.objects.count(), Withdrawal.objects.count()) == (1, 0)


def small_other() -> Any:
    return with_april("next")[0].desk


def test_settings_are_added_and_the_newest_counts() -> None:
    desk, manager = with_april()
    refused(ActionRefused, desk, manager)
    first = publishes(desk, manager, figures=("kind_share", "nonsense", "cases_by_month"), contact=" 窓口 ")
    assert (first.figures, first.contact, first.changed_by) == (["cases_by_month", "kind_share"], "窓口", manager)
    with pytest.raises(StaleRow):
        change_publication(desk=desk.desk, actor=manager, wanted=wanted(), seen=None)
    with pytest.raises(ActionRefused):
        publishes(desk, manager, contact=" ")
    publishes(desk, manager, figures=())
    refused(ActionRefused, desk, manager)
    assert Publication.objects.count() == 2


@pytest.mark.parametrize("table", ["reports_release", "reports_publication", "reports_withdrawal"])
def test_rows_are_kept(table: str) -> None:
    desk, manager = with_april()
    publishes(desk, manager)
    made = released(desk, manager)
    withdraw(release_id=made.pk, actor=manager, reason="誤り")
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1"):  # noqa: S608 - our own names
        with pytest.raises(IntegrityError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def refused(error: type[DeskError], desk: SmallDesk, actor: Any, days: Days = APRIL_DAYS, **more: Any) -> None:
    before = list(Release.objects.values())
    with pytest.raises(error):
        released(desk, actor, days, **more)
    assert list(Release.objects.values()) == before

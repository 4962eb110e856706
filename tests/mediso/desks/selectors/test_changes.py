"""A change of settings in words."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from mediso.desks.enums import ChangeKind, SettingKind
from mediso.desks.models import Desk, DeskChange, ProductType, Topic
from mediso.desks.selectors.changes import Difference, changes_of, shown_changes
from tests.factories.desks import ClosureFactory, PlanTemplateFactory, SignpostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def changed(
    desk: Desk, actor: User, setting: SettingKind, row: int, before: dict[str, Any], after: dict[str, Any]
) -> DeskChange:
    return DeskChange.objects.create(
        desk=desk, actor=actor, setting=setting, row=row, kind=ChangeKind.CHANGED, before=before, after=after
    )


def words(change: DeskChange) -> list[Difference]:
    (shown,) = shown_changes(change.desk_id, [change])
    return list(shown.differences)


def test_targets(desk: Desk, staff: User) -> None:
    change = changed(
        desk,
        staff,
        SettingKind.TARGETS,
        desk.pk,
        {"follow_up_months": [1, 3], "triage_days": 3},
        {"follow_up_months": [], "triage_days": 4},
    )
    assert words(change) == [
        Difference("triage within", "3", "4"),
        Difference("follow-up, months after closing", "1, 3", "–"),
    ]
    assert shown_changes(desk.pk, [change])[0].name == ""


def test_related_rows_are_named(desk: Desk, staff: User, product_type: ProductType, topic: Topic) -> None:
    row = SignpostFactory.create(desk=desk, name_en="Agency")
    before = {"product_types": [product_type.pk], "topics": []}
    change = changed(
        desk, staff, SettingKind.SIGNPOSTS, row.pk, before, {"product_types": [], "topics": [topic.pk, 999_999]}
    )
    assert words(change) == [
        Difference("product types", "Medical device", "–"),
        Difference("topics", "–", "Regulation, 999999"),
    ]
    assert shown_changes(desk.pk, [change])[0].name == "Agency"


def test_steps_are_written_out(desk: Desk, staff: User, product_type: ProductType) -> None:
    row = PlanTemplateFactory.create(desk=desk)
    step = {"text": "Send the documents", "owner": "founder", "due_after": 5}
    after = {"product_type": product_type.pk, "steps": [step]}
    change = changed(desk, staff, SettingKind.PLAN_TEMPLATES, row.pk, {"product_type": None, "steps": []}, after)
    assert words(change) == [
        Difference("product type", "–", "Medical device"),
        Difference("Steps", "–", "1. Send the documents (The founder, 5 business days)"),
    ]


def test_days_are_written_as_people_write_them(desk: Desk, staff: User) -> None:
    row = ClosureFactory.create(desk=desk, reason="年末休業")
    change = changed(desk, staff, SettingKind.CLOSURES, row.pk, {"retired_on": None}, {"retired_on": "2026-11-21"})
    with translation.override("ja"):
        assert [(one.before, one.after) for one in words(change)] == [("–", "2026年11月21日（土）")]


def test_changes_come_newest_first_and_by_kind_and_row(desk: Desk, other_desk: Desk, staff: User) -> None:
    made = []
    for day, (setting, row) in enumerate(
        [(SettingKind.TARGETS, desk.pk), (SettingKind.TERMS, 1), (SettingKind.TERMS, 2)]
    ):
        with time_machine.travel(dt.datetime(2026, 11, 1 + day, tzinfo=dt.UTC), tick=False):
            made.append(changed(desk, staff, setting, row, {}, {}))
    changed(other_desk, staff, SettingKind.TARGETS, other_desk.pk, {}, {})
    assert list(changes_of(desk.pk)) == made[::-1]
    assert list(changes_of(desk.pk, SettingKind.TERMS)) == [made[2], made[1]]
    assert list(changes_of(desk.pk, SettingKind.TERMS, 1)) == [made[1]]


@pytest.mark.parametrize("count", [1, 3])
def test_many_changes_cost_as_many_queries_as_one(
    count: int, desk: Desk, staff: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for row in SignpostFactory.create_batch(count, desk=desk):
        changed(desk, staff, SettingKind.SIGNPOSTS, row.pk, {}, {"keywords": "x"})
    with django_assert_num_queries(4):
        shown = shown_changes(desk.pk, changes_of(desk.pk))
    assert [one.change.actor.name for one in shown] == [staff.name] * count

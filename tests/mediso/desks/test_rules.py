"""A desk's rules: what the database refuses, and what counts on which day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone, translation

from mediso.desks.enums import ChangeKind, SettingKind
from mediso.desks.models import TARGETS, ChecklistItem, Closure, Desk, DeskChange, PlanTemplate, Signpost, Terms
from mediso.desks.selectors import checklist_for, closed_spans, offered_plan_templates, terms_in_force
from tests.factories.accounts import UserFactory
from tests.factories.desks import (
    ChecklistItemFactory,
    ClosureFactory,
    DeskFactory,
    PlanTemplateFactory,
    PlanTemplateStepFactory,
    ProductTypeFactory,
    SignpostFactory,
    TermsFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 4, 1)
NEXT = DAY + dt.timedelta(days=1)


def test_a_desk_begins_with_the_usual_targets(desk: Desk) -> None:
    desk.refresh_from_db()
    assert [getattr(desk, name) for name in TARGETS] == [2, 3, 5, 10]
    assert desk.follow_up_months == [1, 3, 6, 12]


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("days", [0, 251])
def test_a_target_is_1_to_250_days(name: str, days: int) -> None:
    desk = DeskFactory.build(**{name: days})
    with pytest.raises(ValidationError) as refusal:
        desk.full_clean()
    assert list(refusal.value.message_dict) == [name]
    with pytest.raises(IntegrityError, match='"desk_targets_are_1_to_250_days"'), transaction.atomic():
        desk.save()


@pytest.mark.parametrize("months", [[0], [61], [1, 61]])
def test_follow_ups_come_within_five_years(months: list[int]) -> None:
    with pytest.raises(IntegrityError, match='"desk_follow_ups_are_1_to_60_months"'), transaction.atomic():
        DeskFactory.create(follow_up_months=months)


@pytest.mark.parametrize("months", [[], [1], [60], list(range(1, 61))])
def test_a_desk_asks_as_often_as_it_likes(months: list[int]) -> None:
    DeskFactory.create(follow_up_months=months)
    assert Desk.objects.get().follow_up_months == months


def _step(**changes: Any) -> object:
    return PlanTemplateStepFactory.create(template=PlanTemplateFactory.create(), **changes)


def _twice(make: Callable[[], object]) -> None:
    make()
    make()


def _templates_of_one_name() -> None:
    desk = DeskFactory.create()
    _twice(lambda: PlanTemplateFactory.create(desk=desk, name_ja="雛形"))


def _signposts_of_one_name() -> None:
    desk = DeskFactory.create()
    _twice(lambda: SignpostFactory.create(desk=desk, name_ja="PMDA"))


def _items_for_every_product_type() -> None:
    desk = DeskFactory.create()
    _twice(lambda: ChecklistItemFactory.create(desk=desk, name_ja="項目"))


def _versions() -> None:
    desk = DeskFactory.create()
    _twice(lambda: TermsFactory.create(desk=desk, version=1))


def _positions() -> None:
    template = PlanTemplateFactory.create()
    _twice(lambda: PlanTemplateStepFactory.create(template=template, position=1))


IMPOSSIBLE: dict[str, tuple[Callable[[], object], str]] = {
    "a closure ends before it begins": (
        lambda: ClosureFactory.create(first_day=NEXT, last_day=DAY),
        "closure_ends_after_it_begins",
    ),
    "terms number 0": (lambda: TermsFactory.create(version=0), "terms_count_from_1"),
    "two terms of one version": (_versions, "terms_version_once_per_desk"),
    "two signposts of one name": (_signposts_of_one_name, "signpost_name_once_per_desk"),
    "two templates of one name": (_templates_of_one_name, "plan_template_name_once_per_desk"),
    "two steps at one place": (_positions, "step_position_once_per_template"),
    "a step done by nobody": (lambda: _step(owner=""), "template_step_owner_is_known"),
    "a step due at once": (lambda: _step(due_after=0), "template_step_due_is_1_to_500_days"),
    "a step due in years": (lambda: _step(due_after=501), "template_step_due_is_1_to_500_days"),
    "one item twice": (_items_for_every_product_type, "checklist_item_once_per_product_type"),
}


@pytest.mark.parametrize(("attempt", "constraint"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_the_database_refuses(attempt: Callable[[], object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        attempt()


def test_an_item_may_stand_in_several_checklists(desk: Desk) -> None:
    for product_type in (None, *ProductTypeFactory.create_batch(2, desk=desk)):
        ChecklistItemFactory.create(desk=desk, product_type=product_type, name_ja="項目")
    assert ChecklistItem.objects.count() == 3


RULES: dict[str, Callable[[], Model]] = {
    "closure": ClosureFactory.create,
    "terms": TermsFactory.create,
    "signpost": SignpostFactory.create,
    "plan template": PlanTemplateFactory.create,
    "checklist item": ChecklistItemFactory.create,
}


@pytest.mark.parametrize("make", RULES.values(), ids=RULES.keys())
def test_rules_are_never_deleted(make: Callable[[], Model]) -> None:
    row = make()
    with pytest.raises(IntegrityError, match=r"is retired, not deleted|the row is history"), transaction.atomic():
        row.delete()
    assert type(row)._default_manager.filter(pk=row.pk).exists()


def test_terms_in_force_are_frozen(desk: Desk) -> None:
    today = timezone.localdate()
    begun = TermsFactory.create(desk=desk, version=1, in_force_from=today)
    to_come = TermsFactory.create(desk=desk, version=2, in_force_from=today + dt.timedelta(days=1))
    with pytest.raises(IntegrityError, match="the row is history"), transaction.atomic():
        Terms.objects.filter(pk=begun.pk).update(text_ja="別の文")
    assert Terms.objects.filter(pk=to_come.pk).update(text_ja="別の文") == 1


@pytest.mark.parametrize("statement", ["UPDATE desks_deskchange SET kind = 'added'", "DELETE FROM desks_deskchange"])
def test_a_change_of_settings_is_history(statement: str, desk: Desk) -> None:
    actor = UserFactory.create()
    DeskChange.objects.create(desk=desk, actor=actor, setting=SettingKind.TARGETS, row=desk.pk, kind=ChangeKind.CHANGED)
    with pytest.raises(IntegrityError, match="the row is history"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert DeskChange.objects.get().kind == ChangeKind.CHANGED


def test_the_latest_terms_begun_are_in_force(desk: Desk, other_desk: Desk) -> None:
    first = TermsFactory.create(desk=desk, version=1, in_force_from=DAY)
    second = TermsFactory.create(desk=desk, version=2, in_force_from=NEXT)
    TermsFactory.create(desk=other_desk, version=9, in_force_from=DAY)
    assert terms_in_force(desk, DAY - dt.timedelta(days=1)) is None
    assert terms_in_force(desk, DAY) == first
    assert terms_in_force(desk, NEXT) == second


def test_of_two_versions_of_one_day_the_later_is_in_force(desk: Desk) -> None:
    later = TermsFactory.create(desk=desk, version=2, in_force_from=DAY)
    TermsFactory.create(desk=desk, version=1, in_force_from=DAY)
    assert terms_in_force(desk, DAY) == later


def test_closures_that_count(desk: Desk) -> None:
    ClosureFactory.create(desk=desk, first_day=DAY, last_day=NEXT)
    ClosureFactory.create(desk=desk, first_day=DAY, last_day=DAY)
    ClosureFactory.create(desk=desk, retired_on=DAY)
    ClosureFactory.create()
    assert closed_spans(desk.pk) == [(DAY, DAY), (DAY, NEXT)]
    assert Closure.objects.count() == 4


def test_a_checklist_has_what_is_for_all_and_what_is_for_the_product_type(desk: Desk) -> None:
    device, drug = ProductTypeFactory.create_batch(2, desk=desk)
    own = ChecklistItemFactory.create(desk=desk, product_type=device, position=1)
    common = ChecklistItemFactory.create(desk=desk, position=9)
    ChecklistItemFactory.create(desk=desk, product_type=drug)
    ChecklistItemFactory.create(desk=desk, retired_on=DAY)
    ChecklistItemFactory.create()
    assert list(checklist_for(desk.pk, device.pk, DAY)) == [common, own]
    assert list(checklist_for(desk.pk, None, DAY)) == [common]


def test_templates_for_a_product_type(desk: Desk) -> None:
    device, drug = ProductTypeFactory.create_batch(2, desk=desk)
    common = PlanTemplateFactory.create(desk=desk, position=1)
    own = PlanTemplateFactory.create(desk=desk, position=2, product_type=device)
    PlanTemplateFactory.create(desk=desk, product_type=drug)
    PlanTemplateFactory.create(desk=desk, retired_on=DAY)
    second = PlanTemplateStepFactory.create(template=own, position=2)
    first = PlanTemplateStepFactory.create(template=own, position=1)
    found = list(offered_plan_templates(desk, DAY, device.pk))
    assert found == [common, own]
    assert list(found[1].steps.all()) == [first, second]
    assert list(offered_plan_templates(desk, DAY)) == [common]


def test_words_are_in_the_reader_s_language(desk: Desk) -> None:
    topic = TopicFactory.create(desk=desk, examples_ja=" 一つ目\n\n二つ目 ", examples_en="one\ntwo")
    signpost = SignpostFactory.create(desk=desk, name_ja="機構", name_en="Agency", advice_ja="助言", advice_en="Advice")
    terms = TermsFactory.create(desk=desk, version=3)
    with translation.override("ja"):
        assert (topic.examples, str(signpost), signpost.advice) == (["一つ目", "二つ目"], "機構", "助言")
        assert terms.text == "利用条件 第3版"
    with translation.override("en"):
        assert (topic.examples, str(signpost), signpost.advice) == (["one", "two"], "Agency", "Advice")
        assert terms.text == "Terms of use, version 3"
    assert (Signpost.objects.count(), PlanTemplate.objects.count()) == (1, 0)

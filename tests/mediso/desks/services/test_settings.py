"""Staff change settings: once, in order, with a row that says who changed what."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.enums import ChangeKind, SettingKind, StepOwner
from mediso.desks.models import ChecklistItem, Closure, Desk, DeskChange, PlanTemplate, ProductType, Signpost, Terms
from mediso.desks.selectors.settings import last_change_id
from mediso.desks.services.settings import Saved, save_setting, set_retired
from tests.factories.desks import (
    ChecklistItemFactory,
    ClosureFactory,
    PlanTemplateFactory,
    SignpostFactory,
    TermsFactory,
)
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DAY = dt.date(2026, 12, 28)
SIGNPOST = {
    "name_ja": "機構",
    "name_en": "Agency",
    "url": "https://www.example.jp/",
    "advice_ja": "助言",
    "advice_en": "Advice",
    "product_types": [],
    "topics": [],
    "keywords": "治験届",
    "position": 1,
}
CLOSURE = {"first_day": DAY, "last_day": DAY, "reason": "年末休業"}
STEP = {"text": "資料を送る", "owner": StepOwner.FOUNDER.value, "due_after": 5}
TEMPLATE = {"name_ja": "雛形", "name_en": "Template", "product_type": None, "summary": "要旨", "position": 1}
ITEM = {"name_ja": "項目", "name_en": "Item", "product_type": None, "position": 1}

Save = Callable[..., Saved]


@pytest.fixture
def save(desk: Desk, staff: User) -> Save:
    def saved(
        setting: SettingKind, values: dict[str, Any], row_id: int | None = None, seen: int | None = None
    ) -> Saved:
        now = last_change_id(desk.pk, setting, row_id) if row_id else 0
        return save_setting(
            setting=setting,
            desk_id=desk.pk,
            actor_id=staff.pk,
            row_id=row_id,
            values=values,
            seen=now if seen is None else seen,
        )

    return saved


@pytest.fixture
def retire(desk: Desk, staff: User) -> Callable[..., Saved]:
    def done(setting: SettingKind, row_id: int, *, retired: bool) -> Saved:
        return set_retired(setting=setting, desk_id=desk.pk, actor_id=staff.pk, row_id=row_id, retired=retired)

    return done


def test_targets_are_changed_and_the_change_is_kept(desk: Desk, staff: User, save: Save) -> None:
    values = {"first_contact_days": 1, "triage_days": 3, "follow_up_months": [6]}
    change = save(SettingKind.TARGETS, values, desk.pk).change
    desk.refresh_from_db()
    assert (desk.first_contact_days, desk.triage_days, desk.follow_up_months) == (1, 3, [6])
    assert change is not None
    assert (change.desk, change.actor, change.row, change.kind) == (desk, staff, desk.pk, ChangeKind.CHANGED)
    assert change.before == {"first_contact_days": 2, "follow_up_months": [1, 3, 6, 12]}
    assert change.after == {"first_contact_days": 1, "follow_up_months": [6]}


def test_saving_what_is_there_leaves_no_change(desk: Desk, save: Save) -> None:
    assert save(SettingKind.TARGETS, {"triage_days": 3}, desk.pk).change is None
    assert not DeskChange.objects.exists()


def test_a_new_row_is_kept_whole(desk: Desk, product_type: ProductType, save: Save) -> None:
    saved = save(SettingKind.SIGNPOSTS, SIGNPOST | {"product_types": [product_type]})
    row = Signpost.objects.get()
    assert (saved.row, row.desk, row.name_ja, list(row.product_types.all())) == (row, desk, "機構", [product_type])
    change = DeskChange.objects.get()
    assert (change.kind, change.row, change.before) == (ChangeKind.ADDED, row.pk, {})
    assert change.after["product_types"] == [product_type.pk]
    assert change.after["name_ja"] == "機構"


def test_conditions_of_a_signpost_change(desk: Desk, product_type: ProductType, save: Save) -> None:
    row = SignpostFactory.create(desk=desk, product_types=[product_type])
    same = {name: getattr(row, name) for name in SIGNPOST.keys() - {"product_types", "topics"}}
    change = save(SettingKind.SIGNPOSTS, same | {"product_types": [], "topics": []}, row.pk).change
    assert list(row.product_types.all()) == []
    assert change is not None
    assert (change.before, change.after) == ({"product_types": [product_type.pk]}, {"product_types": []})


def test_steps_of_a_template_are_replaced(desk: Desk, save: Save) -> None:
    first = save(SettingKind.PLAN_TEMPLATES, TEMPLATE | {"steps": [STEP, STEP | {"text": "面談する"}]})
    row = PlanTemplate.objects.get()
    change = save(SettingKind.PLAN_TEMPLATES, TEMPLATE | {"steps": [STEP | {"due_after": 7}]}, row.pk).change
    assert [(step.position, step.text, step.due_after) for step in row.steps.all()] == [(1, "資料を送る", 7)]
    assert change is not None
    assert change.before == {"steps": [STEP, STEP | {"text": "面談する"}]}
    assert change.after == {"steps": [STEP | {"due_after": 7}]}
    assert first.change is not None
    assert first.change.after["steps"][1]["text"] == "面談する"


def test_who_was_slower_is_told_and_changes_nothing(desk: Desk, staff: User, save: Save) -> None:
    save(SettingKind.TARGETS, {"triage_days": 4}, desk.pk, seen=0)
    with pytest.raises(StaleRow, match=f"^{staff.name} changed this after you opened it"):
        save(SettingKind.TARGETS, {"triage_days": 9}, desk.pk, seen=0)
    desk.refresh_from_db()
    assert (desk.triage_days, DeskChange.objects.count()) == (4, 1)


SECONDS: dict[str, tuple[SettingKind, dict[str, Any], str]] = {
    "closure": (SettingKind.CLOSURES, CLOSURE, "A closure of these days is there already."),
    "signpost": (SettingKind.SIGNPOSTS, SIGNPOST, "A signpost of this Japanese name is there already."),
    "template": (
        SettingKind.PLAN_TEMPLATES,
        TEMPLATE | {"steps": [STEP]},
        "A template of this Japanese name is there already.",
    ),
    "item": (SettingKind.CHECKLISTS, ITEM, "This item is in the checklist of the product type already."),
    "terms": (
        SettingKind.TERMS,
        {"text_ja": "条件", "text_en": "Terms", "in_force_from": dt.date(2099, 4, 1)},
        "These terms are there already, in force from the same day.",
    ),
}


@pytest.mark.parametrize(("setting", "values", "said"), SECONDS.values(), ids=SECONDS.keys())
def test_the_same_is_added_once(setting: SettingKind, values: dict[str, Any], said: str, save: Save) -> None:
    save(setting, values)
    with pytest.raises(ActionRefused) as refusal:
        save(setting, values)
    assert str(refusal.value) == said
    assert DeskChange.objects.count() == 1


def test_a_retired_one_is_named_as_such(desk: Desk, save: Save) -> None:
    SignpostFactory.create(desk=desk, name_ja="機構", retired_on=DAY)
    with pytest.raises(ActionRefused, match=r"is there already\. It is retired; take it into use again instead\.$"):
        save(SettingKind.SIGNPOSTS, SIGNPOST)


def test_another_desk_s_name_is_free(other_desk: Desk, save: Save) -> None:
    SignpostFactory.create(desk=other_desk, name_ja="機構")
    assert save(SettingKind.SIGNPOSTS, SIGNPOST).row.name_ja == "機構"


def test_a_row_of_another_desk_is_not_there(other_desk: Desk, save: Save) -> None:
    row = ClosureFactory.create(desk=other_desk)
    with pytest.raises(Closure.DoesNotExist):
        save(SettingKind.CLOSURES, CLOSURE, row.pk)


@pytest.mark.parametrize(
    ("setting", "make"),
    [
        pytest.param(SettingKind.CLOSURES, ClosureFactory, id="closure"),
        pytest.param(SettingKind.SIGNPOSTS, SignpostFactory, id="signpost"),
        pytest.param(SettingKind.PLAN_TEMPLATES, PlanTemplateFactory, id="template"),
        pytest.param(SettingKind.CHECKLISTS, ChecklistItemFactory, id="item"),
    ],
)
def test_a_row_is_retired_and_taken_into_use_again(
    setting: SettingKind, make: Any, desk: Desk, retire: Callable[..., Saved]
) -> None:
    row, today = make.create(desk=desk), timezone.localdate()
    assert retire(setting, row.pk, retired=True).row.retired_on == today
    assert retire(setting, row.pk, retired=True).change is None
    assert retire(setting, row.pk, retired=False).row.retired_on is None
    assert retire(setting, row.pk, retired=False).change is None
    kinds = list(DeskChange.objects.order_by("pk").values_list("kind", "before", "after"))
    assert kinds == [
        (ChangeKind.RETIRED, {"retired_on": None}, {"retired_on": today.isoformat()}),
        (ChangeKind.RESTORED, {"retired_on": today.isoformat()}, {"retired_on": None}),
    ]


def _terms(day: dt.date, text: str = "条件") -> dict[str, Any]:
    return {"text_ja": text, "text_en": "Terms", "in_force_from": day}


def test_versions_of_terms_are_numbered(save: Save) -> None:
    today = timezone.localdate()
    assert save(SettingKind.TERMS, _terms(today)).row.version == 1
    assert save(SettingKind.TERMS, _terms(today, "改めた条件")).row.version == 2
    assert save(SettingKind.TERMS, _terms(today + dt.timedelta(days=30))).row.version == 3


def test_terms_begin_today_or_later(save: Save) -> None:
    with pytest.raises(ActionRefused, match=r"^New terms come into force today or later, not in the past\.$"):
        save(SettingKind.TERMS, _terms(timezone.localdate() - dt.timedelta(days=1)))
    assert not Terms.objects.exists()


def test_terms_that_have_begun_stay(desk: Desk, save: Save) -> None:
    row = TermsFactory.create(desk=desk, version=1, in_force_from=timezone.localdate())
    with pytest.raises(ActionRefused, match=r"^These terms are or were in force and stay as they are\."):
        save(SettingKind.TERMS, _terms(timezone.localdate()), row.pk)


def test_terms_to_come_are_changed(desk: Desk, save: Save) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    row = TermsFactory.create(desk=desk, version=4, in_force_from=tomorrow)
    saved = save(SettingKind.TERMS, _terms(tomorrow + dt.timedelta(days=1)), row.pk)
    assert (saved.row.pk, saved.row.version, saved.row.text_ja) == (row.pk, 4, "条件")
    assert Terms.objects.count() == 1


def test_versions_keep_their_order(desk: Desk, save: Save) -> None:
    today = timezone.localdate()
    earlier = TermsFactory.create(desk=desk, version=1, in_force_from=today + dt.timedelta(days=10))
    with pytest.raises(ActionRefused, match=r"^Version 1 comes into force on .+\. Keep the versions in their order\.$"):
        save(SettingKind.TERMS, _terms(today))
    later = save(SettingKind.TERMS, _terms(today + dt.timedelta(days=10))).row
    with pytest.raises(ActionRefused, match=f"^Version {later.version} comes into force"):
        save(SettingKind.TERMS, _terms(today + dt.timedelta(days=11)), earlier.pk)


def test_an_item_may_stand_in_two_checklists(product_type: ProductType, save: Save) -> None:
    save(SettingKind.CHECKLISTS, ITEM)
    save(SettingKind.CHECKLISTS, ITEM | {"product_type": product_type})
    assert ChecklistItem.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(desk: Desk, save: Save) -> None:
    answers = at_once(
        lambda: save(SettingKind.TARGETS, {"triage_days": 4}, desk.pk, 0),
        lambda: save(SettingKind.TARGETS, {"triage_days": 5}, desk.pk, 0),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Saved", "StaleRow"]
    assert DeskChange.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_adds_one(save: Save) -> None:
    answers = at_once(*(lambda: save(SettingKind.CLOSURES, CLOSURE),) * 3)
    assert sorted(type(answer).__name__ for answer in answers) == ["ActionRefused", "ActionRefused", "Saved"]
    assert Closure.objects.count() == DeskChange.objects.count() == 1

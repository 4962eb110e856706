"""A desk's settings, as its staff list and change them: a table of kind → rows."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Max, Model, QuerySet
from django.forms import model_to_dict

from mediso.desks.enums import SettingKind
from mediso.desks.models import (
    ChecklistItem,
    Closure,
    Desk,
    DeskChange,
    NoticeRule,
    NoticeText,
    PlanTemplate,
    Signpost,
    Terms,
    TriageRule,
    UndertakingText,
)

Rows = QuerySet[Any]

# Columns of the desk itself: there is one row, and its form is the list.
OF_THE_DESK = frozenset({SettingKind.TARGETS, SettingKind.ROUTING})

MODELS: Mapping[SettingKind, type[Any]] = {
    SettingKind.TARGETS: Desk,
    SettingKind.ROUTING: Desk,
    SettingKind.CLOSURES: Closure,
    SettingKind.SIGNPOSTS: Signpost,
    SettingKind.PLAN_TEMPLATES: PlanTemplate,
    SettingKind.CHECKLISTS: ChecklistItem,
    SettingKind.TRIAGE_RULES: TriageRule,
    SettingKind.TERMS: Terms,
    SettingKind.NOTICES: NoticeText,
    SettingKind.NOTICE_RULES: NoticeRule,
    SettingKind.UNDERTAKINGS: UndertakingText,
}

# Everything a list shows is fetched along.
_ROWS: Mapping[SettingKind, Callable[[int], Rows]] = {
    SettingKind.TARGETS: lambda desk: Desk.objects.filter(pk=desk),
    SettingKind.ROUTING: lambda desk: Desk.objects.filter(pk=desk),
    SettingKind.CLOSURES: lambda desk: Closure.objects.filter(desk=desk).order_by("-first_day", "-last_day", "-pk"),
    SettingKind.SIGNPOSTS: lambda desk: (
        Signpost.objects.filter(desk=desk).order_by("position", "pk").prefetch_related("product_types", "topics")
    ),
    SettingKind.PLAN_TEMPLATES: lambda desk: (
        PlanTemplate.objects.filter(desk=desk)
        .order_by("position", "pk")
        .select_related("product_type")
        .prefetch_related("steps")
    ),
    SettingKind.CHECKLISTS: lambda desk: (
        ChecklistItem.objects.filter(desk=desk)
        .select_related("product_type")
        .order_by(F("product_type__position").asc(nulls_first=True), "product_type_id", "position", "pk")
    ),
    SettingKind.TRIAGE_RULES: lambda desk: (
        TriageRule.objects.filter(desk=desk)
        .order_by("position", "pk")
        .select_related("responsible")
        .prefetch_related("product_types", "topics", "tests")
    ),
    SettingKind.TERMS: lambda desk: Terms.objects.filter(desk=desk).order_by("-in_force_from", "-version"),
    SettingKind.NOTICES: lambda desk: NoticeText.objects.filter(desk=desk).order_by("kind", "language"),
    SettingKind.NOTICE_RULES: lambda desk: NoticeRule.objects.filter(desk=desk).order_by("kind"),
    SettingKind.UNDERTAKINGS: lambda desk: UndertakingText.objects.filter(desk=desk).order_by("kind"),
}


def settings_of(desk_id: int, setting: SettingKind) -> Rows:
    """The rows of that kind, the retired ones too, in the order of lists; for targets and routing the desk itself."""
    return _ROWS[setting](desk_id)


def snapshot(row: Model) -> dict[str, Any]:
    """What the row holds, as JSON can: ids of related rows, days in ISO form; steps of a template with it."""
    held = {name: _plain(value) for name, value in model_to_dict(row, exclude=["id", "desk"]).items()}
    if isinstance(row, PlanTemplate):
        held["steps"] = list(row.steps.order_by("position").values("text", "owner", "due_after"))
    return held


def last_change_id(desk_id: int, setting: SettingKind, row_id: int) -> int:
    """The number of the row's last change, which a form carries as `seen`; 0 for one that staff never changed."""
    changes = DeskChange.objects.filter(desk=desk_id, setting=setting, row=row_id)
    found: int | None = changes.aggregate(last=Max("pk"))["last"]
    return found or 0


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return [one.pk if isinstance(one, Model) else one for one in value]
    return value

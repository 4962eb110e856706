"""Who changed which setting, from what to what: the words of a `DeskChange`, made when it is shown."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth import get_user_model
from django.db.models import DateField, Field, Model, QuerySet
from django.utils.translation import gettext as _

from mediso.common.formats import written_date
from mediso.desks.enums import SettingKind, StepOwner
from mediso.desks.models import DeskChange, ProductType, Topic
from mediso.desks.selectors.settings import MODELS, OF_THE_DESK

NOTHING = "–"
STEPS = "steps"

AnyField: TypeAlias = "Field[Any, Any] | None"


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """`name` is the row's present name, empty for targets and routing, which are the desk's."""

    change: DeskChange
    name: str
    differences: Sequence[Difference]


def changes_of(desk_id: int, setting: SettingKind | None = None, row_id: int | None = None) -> QuerySet[DeskChange]:
    """The newest first: of all settings, of one kind, or of one row."""
    wanted = {"setting": setting, "row": row_id}
    given = {name: value for name, value in wanted.items() if value is not None}
    return DeskChange.objects.filter(desk=desk_id, **given).select_related("actor").order_by("-at", "-pk")


def shown_changes(
    desk_id: int, changes: Iterable[DeskChange], codes: Mapping[str, Mapping[Any, str]] | None = None
) -> list[ShownChange]:
    """In the reader's language; at most a query a kind of setting, whatever the number of changes.

    `codes` has the words of codes that another room knows, by column.
    """
    listed = list(changes)
    names = _names_of(listed)
    choices: dict[str, Mapping[Any, str]] = {
        "product_types": {row.pk: str(row) for row in ProductType.objects.filter(desk=desk_id)},
        "topics": {row.pk: str(row) for row in Topic.objects.filter(desk=desk_id)},
    }
    choices |= {"product_type": choices["product_types"], "responsible": _people_of(listed), **(codes or {})}
    return [
        ShownChange(change, names.get((change.setting, change.row), ""), _differences(change, choices))
        for change in listed
    ]


def _names_of(changes: Iterable[DeskChange]) -> dict[tuple[str, int], str]:
    wanted: dict[SettingKind, set[int]] = {}
    for change in changes:
        wanted.setdefault(SettingKind(change.setting), set()).add(change.row)
    return {
        (setting.value, pk): str(row)
        for setting, ids in wanted.items()
        if setting not in OF_THE_DESK
        for pk, row in MODELS[setting].objects.in_bulk(ids).items()
    }


def _people_of(changes: Iterable[DeskChange]) -> dict[int, str]:
    sides = [side.get("responsible") for change in changes for side in (change.before, change.after)]
    people = get_user_model().objects.filter(pk__in=set(filter(None, sides)))
    return {person.pk: str(person) for person in people}


def _differences(change: DeskChange, choices: Mapping[str, Mapping[Any, str]]) -> list[Difference]:
    before, after = change.before, change.after
    return [
        Difference(label, _words(field, before.get(name), choices), _words(field, after.get(name), choices))
        for name, label, field in _columns(MODELS[SettingKind(change.setting)])
        if before.get(name) or after.get(name)
    ]


def _columns(model: type[Model]) -> list[tuple[str, str, AnyField]]:
    """Name, label and field of everything a change may be of, in the model's order; steps have no field."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]  # noqa: SLF001 - documented API
    return [*((field.name, str(field.verbose_name), field) for field in fields), (STEPS, _("Steps"), None)]


def _words(field: AnyField, value: Any, choices: Mapping[str, Mapping[Any, str]]) -> str:
    if value in (None, "", []):
        return NOTHING
    if field is None:
        return "\n".join(_step(number, step) for number, step in enumerate(value, start=1))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    known = choices.get(field.name, {})
    if isinstance(value, list):
        return _(", ").join(known.get(one, str(one)) for one in value)
    if isinstance(field, DateField):
        return written_date(dt.date.fromisoformat(value))
    return known.get(value, str(value))


def _step(number: int, step: Mapping[str, Any]) -> str:
    words = {"number": number, "text": step["text"], "owner": StepOwner(step["owner"]).label, "days": step["due_after"]}
    return _("%(number)d. %(text)s (%(owner)s, %(days)d business days)") % words

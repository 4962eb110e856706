"""Staff change their desk's settings. Every change leaves one `DeskChange`, in its transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.formats import written_date
from mediso.desks.enums import ChangeKind, SettingKind
from mediso.desks.models import Desk, DeskChange, PlanTemplateStep, Terms
from mediso.desks.selectors.settings import MODELS, OF_THE_DESK, last_change_id, settings_of, snapshot
from mediso.desks.services.rule_versions import OFF, prepare_rule

Values = Mapping[str, Any]
RELATED = frozenset({"product_types", "topics", "steps"})
RETIRABLE = frozenset(SettingKind) - OF_THE_DESK - {SettingKind.TERMS}


@dataclass(frozen=True, slots=True)
class Saved:
    """`change` is None when everything was as it is now."""

    row: Any
    change: DeskChange | None


@transaction.atomic
def save_setting(
    *, setting: SettingKind, desk_id: int, actor_id: int, row_id: int | None, values: Values, seen: int
) -> Saved:
    """Change the row, or make one where `row_id` is None. `values` are checked by a form; `steps` are dicts.

    `seen` is `last_change_id` as it was when the form was drawn. Raises `StaleRow` when somebody was quicker, and
    `ActionRefused` for what is there already and for terms that may not be.
    """
    desk = Desk.objects.select_for_update().get(pk=desk_id)
    row = _row(desk, setting, row_id)
    if row_id is not None and seen != last_change_id(desk.pk, setting, row_id):
        raise StaleRow(_somebody_was_quicker(desk, setting, row_id))
    before = snapshot(row) if row_id is not None else {}
    if setting in PREPARE:
        values = PREPARE[setting](row, values)
    _refuse_second(setting, row, values)
    _write(row, values)
    kind = ChangeKind.ADDED if row_id is None else ChangeKind.CHANGED
    return Saved(row, _record(desk, setting, row, kind=kind, before=before, actor_id=actor_id))


@transaction.atomic
def set_retired(*, setting: SettingKind, desk_id: int, actor_id: int, row_id: int, retired: bool) -> Saved:
    """Retire the row from today on, or take it into use again. Doing it twice is doing it once."""
    desk = Desk.objects.select_for_update().get(pk=desk_id)
    row = _row(desk, setting, row_id)
    before = snapshot(row)
    if retired != (row.retired_on is not None):
        _write(row, {"retired_on": timezone.localdate() if retired else None, **WHEN_RETIRED.get(setting, {})})
    kind = ChangeKind.RETIRED if retired else ChangeKind.RESTORED
    return Saved(row, _record(desk, setting, row, kind=kind, before=before, actor_id=actor_id))


def _row(desk: Desk, setting: SettingKind, row_id: int | None) -> Any:
    return MODELS[setting](desk=desk) if row_id is None else settings_of(desk.pk, setting).get(pk=row_id)


def _write(row: Any, values: Values) -> None:
    for name in values.keys() - RELATED:
        setattr(row, name, values[name])
    row.save()
    for name in values.keys() & (RELATED - {"steps"}):
        getattr(row, name).set(values[name])
    if "steps" in values:
        PlanTemplateStep.objects.filter(template=row).delete()
        PlanTemplateStep.objects.bulk_create(
            PlanTemplateStep(template=row, position=position, **step)
            for position, step in enumerate(values["steps"], start=1)
        )


def _record(
    desk: Desk, setting: SettingKind, row: Model, *, kind: ChangeKind, before: dict[str, Any], actor_id: int
) -> DeskChange | None:
    after = snapshot(row)
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    if not names:
        return None
    return DeskChange.objects.create(
        desk=desk,
        actor_id=actor_id,
        setting=setting,
        row=row.pk,
        kind=kind,
        before={name: value for name, value in before.items() if name in names},
        after={name: value for name, value in after.items() if name in names},
    )


# What may be there once, retired or not, and what is said of a second.
ONCE: Mapping[SettingKind, tuple[tuple[str, ...], str | Promise]] = {
    SettingKind.CLOSURES: (("first_day", "last_day"), gettext_lazy("A closure of these days is there already.")),
    SettingKind.SIGNPOSTS: (("name_ja",), gettext_lazy("A signpost of this Japanese name is there already.")),
    SettingKind.PLAN_TEMPLATES: (("name_ja",), gettext_lazy("A template of this Japanese name is there already.")),
    SettingKind.CHECKLISTS: (
        ("product_type", "name_ja"),
        gettext_lazy("This item is in the checklist of the product type already."),
    ),
    SettingKind.TRIAGE_RULES: (("name_ja",), gettext_lazy("A rule of this Japanese name is there already.")),
    SettingKind.TERMS: (
        ("text_ja", "text_en", "in_force_from"),
        gettext_lazy("These terms are there already, in force from the same day."),
    ),
    SettingKind.NOTICES: (("kind", "language"), gettext_lazy("The desk has words of its own for this already.")),
    SettingKind.NOTICE_RULES: (("kind",), gettext_lazy("The desk has set this already.")),
    SettingKind.UNDERTAKINGS: (("kind",), gettext_lazy("The desk has words of its own for this undertaking already.")),
}


def _refuse_second(setting: SettingKind, row: Model, values: Values) -> None:
    """The desk is locked: nobody adds the same at the same time."""
    names, said = ONCE.get(setting, ((), ""))
    if not names or not values.keys() >= set(names):
        return
    alike = {name: values[name] for name in names}
    same = settings_of(row.desk_id, setting).filter(**alike).exclude(pk=row.pk).first()  # type: ignore[attr-defined]
    if same is None:
        return
    if getattr(same, "retired_on", None):
        raise ActionRefused(f"{said} {_('It is retired; take it into use again instead.')}")
    raise ActionRefused(said)


def _prepare_terms(terms: Terms, values: Values) -> Values:
    """Number a new version; refuse what would change terms that were in force, or put versions out of order."""
    today = timezone.localdate()
    if terms.pk and terms.in_force_from <= today:
        raise ActionRefused(_("These terms are or were in force and stay as they are. Add a new version instead."))
    if values["in_force_from"] < today:
        raise ActionRefused(_("New terms come into force today or later, not in the past."))
    others = Terms.objects.filter(desk=terms.desk_id).exclude(pk=terms.pk)
    last: int = others.aggregate(last=Max("version"))["last"] or 0
    number = terms.version if terms.pk else last + 1
    for other in others:
        ordered = (values["in_force_from"] - other.in_force_from).days * (number - other.version) >= 0
        if not ordered:
            raise ActionRefused(
                _("Version %(number)d comes into force on %(day)s. Keep the versions in their order.")
                % {"number": other.version, "day": written_date(other.in_force_from)}
            )
    return {**values, "version": number}


PREPARE: Mapping[SettingKind, Callable[[Any, Values], Values]] = {
    SettingKind.TERMS: _prepare_terms,
    SettingKind.TRIAGE_RULES: prepare_rule,
}
# What else is written with the day of retirement, and stays so when the row is taken into use again.
WHEN_RETIRED: Mapping[SettingKind, Values] = {SettingKind.TRIAGE_RULES: OFF}


def _somebody_was_quicker(desk: Desk, setting: SettingKind, row_id: int) -> str:
    changes = DeskChange.objects.filter(desk=desk, setting=setting, row=row_id).select_related("actor")
    return _(
        "%(name)s changed this after you opened it. What you typed is still here: compare it with the changes below, "
        "and save again if it should stand."
    ) % {"name": changes.latest("pk").actor}

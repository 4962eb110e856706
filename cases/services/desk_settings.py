"""Staff change the settings of their desk; what the open cases owe to them is worked out again."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.policies import may_keep_settings
from cases.services.clocks import recompute_due_dates
from mediso.common.errors import ActionRefused
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk
from mediso.desks.services import settings
from mediso.desks.services.settings import Saved

# Due dates of open cases depend on these.
MOVES_DUE_DATES = frozenset({SettingKind.TARGETS, SettingKind.CLOSURES})


@transaction.atomic
def save_setting(
    *, setting: SettingKind, desk: Desk, actor: User, row_id: int | None, values: Mapping[str, Any], seen: int
) -> Saved:
    """Raises `ActionRefused` and `StaleRow`, as `mediso.desks.services.settings` does."""
    refuse_others(actor, desk)
    saved = settings.save_setting(
        setting=setting, desk_id=desk.pk, actor_id=actor.pk, row_id=row_id, values=values, seen=seen
    )
    _work_out_due_dates(setting, desk, saved)
    return saved


@transaction.atomic
def set_retired(*, setting: SettingKind, desk: Desk, actor: User, row_id: int, retired: bool) -> Saved:
    """Retire the row from today on, or take it into use again."""
    refuse_others(actor, desk)
    saved = settings.set_retired(setting=setting, desk_id=desk.pk, actor_id=actor.pk, row_id=row_id, retired=retired)
    _work_out_due_dates(setting, desk, saved)
    return saved


def refuse_others(actor: User, desk: Desk) -> None:
    """Raises `ActionRefused` for whoever is not of the desk's staff."""
    decision = may_keep_settings(actor, desk.pk)
    if not decision:
        raise ActionRefused(decision.reason)


def _work_out_due_dates(setting: SettingKind, desk: Desk, saved: Saved) -> None:
    """After the change is kept: case by case, so that nobody who works on one waits for all."""
    if setting in MOVES_DUE_DATES and saved.change is not None:
        transaction.on_commit(partial(recompute_due_dates, desk.pk))

"""Rules of automatic triage are tested, switched and put in order. Each change is a `DeskChange`, as of any setting."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mediso.common.errors import StaleRow
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk, TriageRule, TriageRuleTest
from mediso.desks.selectors.settings import last_change_id
from mediso.desks.services.settings import Saved, save_setting

RULES = SettingKind.TRIAGE_RULES


@transaction.atomic
def record_test(
    *, desk_id: int, actor_id: int, rule_id: int, version: int, looked_at: int, matched: int
) -> TriageRuleTest:
    """That this version was looked at beside past cases. Raises `StaleRow` when it is not the present one any more."""
    rule = _locked(desk_id, rule_id)
    _refuse_other_version(rule, version)
    return TriageRuleTest.objects.create(
        rule=rule, version=version, tested_by_id=actor_id, looked_at=looked_at, matched=matched
    )


@transaction.atomic
def switch_rule(*, desk_id: int, actor_id: int, rule_id: int, version: int, on: bool) -> Saved:
    """Doing it twice is doing it once. Raises `StaleRow`, and `ActionRefused` for a version that was not tested."""
    rule = _locked(desk_id, rule_id)
    _refuse_other_version(rule, version)
    return _save(rule, actor_id, is_on=on)


@transaction.atomic
def move_rule(*, desk_id: int, actor_id: int, rule_id: int, up: bool) -> None:
    """Change places with the rule before or after it; the first stays first, the last stays last."""
    moved = _locked(desk_id, rule_id)
    before = list(TriageRule.objects.filter(desk=desk_id, retired_on=None).order_by("position", "pk"))
    at = before.index(moved) if moved in before else 0
    to = at - 1 if up else at + 1
    if moved not in before or not 0 <= to < len(before):
        return
    before[at], before[to] = before[to], before[at]
    for position, rule in enumerate(before, start=1):
        _save(rule, actor_id, position=position)


def _locked(desk_id: int, rule_id: int) -> TriageRule:
    """The desk's row is the lock of its settings."""
    Desk.objects.select_for_update().get(pk=desk_id)
    return TriageRule.objects.get(desk=desk_id, pk=rule_id)


def _save(rule: TriageRule, actor_id: int, **values: Any) -> Saved:
    return save_setting(
        setting=RULES,
        desk_id=rule.desk_id,
        actor_id=actor_id,
        row_id=rule.pk,
        values=values,
        seen=last_change_id(rule.desk_id, RULES, rule.pk),
    )


def _refuse_other_version(rule: TriageRule, version: int) -> None:
    if rule.version != version:
        raise StaleRow(
            _("The rule was changed meanwhile: version %(version)d counts now. Look at its test before you go on.")
            % {"version": rule.version}
        )

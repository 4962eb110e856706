"""What a change makes of a rule of automatic triage: a new version is off until it was tested."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from mediso.common.errors import ActionRefused
from mediso.desks.models import TriageRule

SETS = ("product_types", "topics")
CONDITIONS = (*SETS, "channels", "organisations")
STEPS = ("starts_triage", "takes_over_classification", "responsible", "starts_matching", "proposes")
OFF: Mapping[str, Any] = {"is_on": False, "on_since": None}


def prepare_rule(rule: TriageRule, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Number the version, and say when the rule is on. Raises `ActionRefused` for switching on what was not tested."""
    if not rule.pk:
        last = TriageRule.objects.filter(desk=rule.desk_id).aggregate(last=Max("position"))["last"]
        return {**values, "position": (last or 0) + 1}
    if any(_plain(values[name]) != _held(rule, name) for name in (*CONDITIONS, *STEPS) if name in values):
        return {**values, **OFF, "version": rule.version + 1}
    if "is_on" not in values or values["is_on"] == rule.is_on:
        return {name: value for name, value in values.items() if name != "is_on"}
    if not values["is_on"]:
        return {**values, **OFF}
    if rule.retired_on is not None:
        raise ActionRefused(_("This rule is retired. Take it into use again first."))
    if not is_tested(rule):
        raise ActionRefused(
            _("Version %(version)d was not tested yet. Test it at past cases first, then switch it on.")
            % {"version": rule.version}
        )
    return {**values, "on_since": timezone.now()}


def is_tested(rule: TriageRule) -> bool:
    """Whether its present version was."""
    return rule.tests.filter(version=rule.version).exists()


def _held(rule: TriageRule, name: str) -> Any:
    value = getattr(rule, name)
    return {row.pk for row in value.all()} if name in SETS else _plain(value)


def _plain(value: Any) -> Any:
    """Comparable, whatever the order of choices."""
    if isinstance(value, Model) or value is None or isinstance(value, str | bool):
        return value
    return {getattr(one, "pk", one) for one in value}

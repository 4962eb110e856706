"""Rules of automatic triage of the demo: one that was tested and is on, one that waits for its test."""

from typing import Any

from accounts.models import User
from cases.services.demo.acts import Row, Scene
from cases.services.desk_settings import save_setting
from cases.services.triage_rules import record_test, switch_rule
from mediso.desks.enums import SettingKind
from mediso.desks.models import ProductType, Topic, TriageRule
from mediso.desks.selectors.settings import last_change_id


def make_rule(scene: Scene, row: Row) -> None:
    """By the hand of the staff, with what the file says; lists name product types and topics in Japanese."""
    actor = scene.people[row["by"]]
    saved = save_setting(
        setting=SettingKind.TRIAGE_RULES,
        desk=scene.desk,
        actor=actor,
        row_id=None,
        values=_values(scene, row),
        seen=0,
    )
    if row["on"]:
        rule: TriageRule = saved.row
        record_test(desk=scene.desk, actor=actor, rule=rule, version=rule.version)
        switch_rule(desk=scene.desk, actor=actor, rule=rule, version=rule.version, on=True)


def set_routing(scene: Scene, row: Row) -> None:
    """What the desk sets for proposing and paying its supporters, by the hand of the staff."""
    setting, desk = SettingKind.ROUTING, scene.desk
    save_setting(
        setting=setting,
        desk=desk,
        actor=scene.people[row["by"]],
        row_id=desk.pk,
        values={"honorarium_per_hour": row["honorarium_per_hour"]},
        seen=last_change_id(desk.pk, setting, desk.pk),
    )


def _values(scene: Scene, row: Row) -> dict[str, Any]:
    responsible: User | None = scene.people[row["responsible"]] if "responsible" in row else None
    return {
        **{name: row[name] for name in ("name_ja", "name_en", "channels")},
        **dict.fromkeys(row["steps"], True),
        "product_types": list(ProductType.objects.filter(desk=scene.desk, name_ja__in=row["product_types"])),
        "topics": list(Topic.objects.filter(desk=scene.desk, name_ja__in=row["topics"])),
        "responsible": responsible,
    }

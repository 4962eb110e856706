"""A rule is off until its present version was tested; each change of conditions or steps is a new version."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from cases.enums import State
from cases.services.desk_settings import save_setting, set_retired
from cases.services.triage_rules import move_rule, record_test, switch_rule
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk, DeskChange, ProductType, Topic, TriageRule, TriageRuleTest
from mediso.desks.selectors.settings import last_change_id
from tests.conftest import MakeCase
from tests.factories.desks import TriageRuleFactory, TriageRuleTestFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

RULES = SettingKind.TRIAGE_RULES


@pytest.fixture
def rule(desk: Desk) -> TriageRule:
    return TriageRuleFactory.create(desk=desk)


def save(rule: TriageRule, actor: User, **values: Any) -> TriageRule:
    seen = last_change_id(rule.desk_id, RULES, rule.pk)
    save_setting(setting=RULES, desk=rule.desk, actor=actor, row_id=rule.pk, values=values, seen=seen)
    rule.refresh_from_db()
    return rule


def switch(rule: TriageRule, actor: User, *, on: bool = True, version: int | None = None) -> TriageRule:
    switch_rule(desk=rule.desk, actor=actor, rule=rule, version=version or rule.version, on=on)
    rule.refresh_from_db()
    return rule


def test_it_is_switched_on_only_after_its_version_was_tested(rule: TriageRule, staff: User) -> None:
    with pytest.raises(ActionRefused) as refusal:
        switch(rule, staff)
    assert str(refusal.value) == "Version 1 was not tested yet. Test it at past cases first, then switch it on."
    rule.refresh_from_db()
    assert (rule.is_on, rule.on_since, DeskChange.objects.exists()) == (False, None, False)
    record_test(desk=rule.desk, actor=staff, rule=rule, version=1)
    switch(rule, staff)
    assert rule.is_on
    assert rule.on_since is not None
    since = rule.on_since
    switch(rule, staff)  # twice is once
    assert rule.on_since == since
    change = DeskChange.objects.get()
    assert (change.setting, change.kind, change.before, change.after) == (
        "triage-rules",
        "changed",
        {"is_on": False},
        {"is_on": True},
    )
    off = switch(rule, staff, on=False)
    assert (off.is_on, off.on_since, off.version) == (False, None, 1)


def test_a_test_changes_nothing_but_that_it_was_done(rule: TriageRule, staff: User, make_case: MakeCase) -> None:
    make_case(State.CLOSED)
    make_case(State.SUBMITTED, channel="phone")
    before = world()
    record_test(desk=rule.desk, actor=staff, rule=rule, version=1)
    test = TriageRuleTest.objects.get()
    assert (test.rule, test.version, test.tested_by, test.looked_at, test.matched) == (rule, 1, staff, 2, 1)
    assert world() == before
    assert not DeskChange.objects.exists()


CHANGES: Mapping[str, Any] = {
    "channels": ["portal", "mail"],
    "organisations": "株式会社若竹",
    "starts_triage": True,  # as it was
    "takes_over_classification": True,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_conditions_or_steps_is_a_new_version_and_off(name: str, desk: Desk, staff: User) -> None:
    rule = TriageRuleFactory.create(desk=desk, is_on=True)
    TriageRuleTestFactory.create(rule=rule, tested_by=staff)
    save(rule, staff, **{name: CHANGES[name]})
    changed = name != "starts_triage"
    assert (rule.version, rule.is_on, rule.on_since is None) == (1 + changed, not changed, changed)
    if changed:
        with pytest.raises(ActionRefused, match=r"^Version 2 was not tested yet\."):
            switch(rule, staff)


def test_choices_and_people_count_as_changes_and_names_do_not(
    rule: TriageRule, staff: User, product_type: ProductType, topic: Topic
) -> None:
    save(rule, staff, name_en="Devices", name_ja="機器")
    assert rule.version == 1
    save(rule, staff, product_types=[product_type], topics=[topic])
    assert rule.version == 2
    save(rule, staff, product_types=ProductType.objects.filter(pk=product_type.pk), topics=[topic])
    assert rule.version == 2
    save(rule, staff, responsible=staff)
    assert rule.version == 3
    save(rule, staff, topics=[])
    assert rule.version == 4


def test_a_version_that_is_no_longer_the_present_one_is_neither_tested_nor_switched(
    rule: TriageRule, staff: User
) -> None:
    save(rule, staff, channels=["mail"])
    said = r"^The rule was changed meanwhile: version 2 counts now\."
    with pytest.raises(StaleRow, match=said):
        record_test(desk=rule.desk, actor=staff, rule=rule, version=1)
    with pytest.raises(StaleRow, match=said):
        switch(rule, staff, version=1)
    assert not TriageRuleTest.objects.exists()


def test_a_retired_rule_is_off_and_stays_off_when_it_is_used_again(desk: Desk, staff: User) -> None:
    rule = TriageRuleFactory.create(desk=desk, is_on=True)
    TriageRuleTestFactory.create(rule=rule, tested_by=staff)
    set_retired(setting=RULES, desk=desk, actor=staff, row_id=rule.pk, retired=True)
    rule.refresh_from_db()
    assert (rule.is_on, rule.on_since) == (False, None)
    with pytest.raises(ActionRefused, match=r"^This rule is retired\."):
        switch(rule, staff)
    set_retired(setting=RULES, desk=desk, actor=staff, row_id=rule.pk, retired=False)
    rule.refresh_from_db()
    assert not rule.is_on
    switch(rule, staff)
    assert rule.is_on


def order(desk: Desk) -> list[str]:
    return list(TriageRule.objects.filter(desk=desk).order_by("position", "pk").values_list("name_en", flat=True))


def test_rules_are_moved_and_keep_version_and_switch(desk: Desk, staff: User) -> None:
    first, second, third = (
        TriageRuleFactory.create(desk=desk, name_en=name, position=1, is_on=name == "second")
        for name in ("first", "second", "third")
    )
    move_rule(desk=desk, actor=staff, rule=third, up=True)
    assert order(desk) == ["first", "third", "second"]
    move_rule(desk=desk, actor=staff, rule=first, up=False)
    assert order(desk) == ["third", "first", "second"]
    move_rule(desk=desk, actor=staff, rule=third, up=True)  # the first stays first
    move_rule(desk=desk, actor=staff, rule=second, up=False)
    assert order(desk) == ["third", "first", "second"]
    second.refresh_from_db()
    assert (second.version, second.is_on) == (1, True)
    assert {change.setting for change in DeskChange.objects.all()} == {"triage-rules"}


@pytest.mark.parametrize("who", ["founder", "supporter", "full_time", "other_staff", "manager", "administrator"])
def test_nobody_else_tests_switches_or_moves_them(
    who: str, rule: TriageRule, request: pytest.FixtureRequest, staff: User
) -> None:
    TriageRuleTestFactory.create(rule=rule, tested_by=staff)
    actor = request.getfixturevalue(who)
    for act in (
        lambda: record_test(desk=rule.desk, actor=actor, rule=rule, version=1),
        lambda: switch_rule(desk=rule.desk, actor=actor, rule=rule, version=1, on=True),
        lambda: move_rule(desk=rule.desk, actor=actor, rule=rule, up=True),
    ):
        with pytest.raises(ActionRefused, match=r"^Only the staff of a desk can see and change its settings\.$"):
            act()
    rule.refresh_from_db()
    assert (rule.is_on, TriageRuleTest.objects.count(), DeskChange.objects.exists()) == (False, 1, False)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("triage_rule_is_on_since_a_moment", {"is_on": True}),
        ("triage_rule_steps_follow_each_other", {"proposes": True}),
        ("triage_rule_steps_follow_each_other", {"starts_matching": True}),
        ("triage_rule_does_something", {"starts_triage": False}),
    ],
)
def test_the_database_backs_it(constraint: str, values: dict[str, Any], rule: TriageRule) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TriageRule.objects.filter(pk=rule.pk).update(**values)


def test_rules_and_tests_are_kept(rule: TriageRule, staff: User) -> None:
    test = TriageRuleTestFactory.create(rule=rule, tested_by=staff)
    for act in (lambda: TriageRuleTest.objects.update(matched=0), test.delete):
        with pytest.raises(DatabaseError, match="history"), transaction.atomic():
            act()
    bare = TriageRuleFactory.create(desk=rule.desk)
    with pytest.raises(DatabaseError, match="desks_triagerule"), transaction.atomic():
        bare.delete()

"""Staff test, switch and order the rules of automatic triage of their desk."""

from django.db import transaction

from accounts.models import User
from cases.selectors.rule_trial import trial_of
from cases.services.desk_settings import refuse_others
from mediso.desks.models import Desk, TriageRule, TriageRuleTest
from mediso.desks.services import triage_rules
from mediso.desks.services.settings import Saved


@transaction.atomic
def record_test(*, desk: Desk, actor: User, rule: TriageRule, version: int) -> TriageRuleTest:
    """That the actor looked at what this version would have taken. Raises `ActionRefused` and `StaleRow`."""
    refuse_others(actor, desk)
    trial = trial_of(actor, rule)
    return triage_rules.record_test(
        desk_id=desk.pk,
        actor_id=actor.pk,
        rule_id=rule.pk,
        version=version,
        looked_at=trial.looked_at,
        matched=trial.matched,
    )


def switch_rule(*, desk: Desk, actor: User, rule: TriageRule, version: int, on: bool) -> Saved:
    """Raises `ActionRefused` for a version that was not tested, and `StaleRow` when another one counts by now."""
    refuse_others(actor, desk)
    return triage_rules.switch_rule(desk_id=desk.pk, actor_id=actor.pk, rule_id=rule.pk, version=version, on=on)


def move_rule(*, desk: Desk, actor: User, rule: TriageRule, up: bool) -> None:
    refuse_others(actor, desk)
    triage_rules.move_rule(desk_id=desk.pk, actor_id=actor.pk, rule_id=rule.pk, up=up)

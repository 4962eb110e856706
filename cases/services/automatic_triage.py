"""自動処理: what came in is sorted by the desk's rules, each step through the gate as a person's would be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from cases.enums import RuleStep, RuleStop, State
from cases.models import Case, RuleRun
from cases.policies import ByRule
from cases.selectors.candidates import can_be_asked, ranking_for
from cases.selectors.triage_rules import AS_RECEIVED, conditions_of, facts_of, rules_on_since, waiting_for_rules
from cases.services import charge, gate, matching, triage
from cases.services.records import record_by_rule
from cases.works import Work
from mediso.common.errors import ActionRefused
from mediso.common.queueing import queue
from mediso.desks.models import TriageRule
from mediso.desks.triage_rules import first_that_holds
from supporters.models import Supporter

TASK = "cases.apply_rules"  # by name: the tasks import the services
MOST_AT_ONCE = 200


class StepStopped(Exception):
    """A step that cannot be taken, before anything was tried."""

    def __init__(self, why: RuleStop) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class TakenStep:
    """`wanted` says whether the rule has the step; `take` takes it, and raises `StepStopped` or `ActionRefused`."""

    step: RuleStep
    wanted: Callable[[TriageRule], bool]
    take: Callable[[Case, TriageRule, ByRule], object]


def ask_for_rules(case: Case) -> None:
    """After the commit a worker looks at the case; with the broker away the sweeper finds it."""
    if waiting_for_rules().filter(pk=case.pk).exists():
        transaction.on_commit(lambda: queue(TASK, case.pk))


def sweep() -> int:
    """Queue every case at which no rule has looked yet; how many."""
    case_ids = list(waiting_for_rules().values_list("pk", flat=True)[:MOST_AT_ONCE])
    for case_id in case_ids:
        queue(TASK, case_id)
    return len(case_ids)


@transaction.atomic
def apply_rules(case_id: int) -> RuleRun | None:
    """The first rule that holds takes the case, which nobody may have moved since it was received; None if they did.

    Doing it twice is doing it once. What a step is refused is kept in the history, and the steps before it stand; all
    in one transaction, so that a worker that dies in between leaves the case as it was received.
    """
    case = gate.locked_case(case_id)
    if case.state != State.SUBMITTED or case.version != AS_RECEIVED or RuleRun.objects.filter(case=case).exists():
        return None
    rules = {rule.pk: rule for rule in rules_on_since(case.desk_id, case.consultation.submitted_at or timezone.now())}
    if not rules:
        return None
    found = first_that_holds(map(conditions_of, rules.values()), facts_of(case))
    return _take(case, rules[found.rule_id]) if found else RuleRun.objects.create(case=case)


def _take(case: Case, rule: TriageRule) -> RuleRun:
    by, done, stopped = ByRule(rule.pk, rule.version), [], {}
    for one in STEPS:
        if not one.wanted(rule):
            continue
        try:
            with transaction.atomic():
                one.take(case, rule, by)
        except StepStopped as stop:
            stopped = _stop(case, by, one.step, stop.why)
        except ActionRefused as refusal:
            stopped = _stop(case, by, one.step, RuleStop.REFUSED, text=str(refusal))
        if stopped:
            break
        done.append(one.step)
    return RuleRun.objects.create(case=case, rule=rule, version=rule.version, done=done, **stopped)


def _stop(case: Case, by: ByRule, step: RuleStep, why: RuleStop, text: str = "") -> dict[str, Any]:
    payload = {"rule_step": step, "why": why, "text": text}
    record_by_rule(case_id=case.pk, work=Work.STOP_RULE, by=by, payload=payload)
    return {"stopped_at": step, "stopped_by": why}


def _classify(case: Case, _rule: TriageRule, by: ByRule) -> object:
    asked = case.consultation
    if asked.product_type is None or asked.topic_set is None:
        raise StepStopped(RuleStop.NOT_CHOSEN)
    topics = list(asked.topic_set.topics.all())
    return triage.classify(case_id=case.pk, actor=by, seen=None, product_type=asked.product_type, topics=topics)


def _hand_over(case: Case, rule: TriageRule, by: ByRule) -> object:
    colleague = rule.responsible
    if colleague is None or not (colleague.is_active and colleague.has_role(Role.STAFF, case.desk_id)):
        raise StepStopped(RuleStop.NOT_STAFF)
    return charge.hand_over(case_id=case.pk, actor=by, seen=None, colleague=colleague)


def _propose(case: Case, _rule: TriageRule, by: ByRule) -> object:
    """To the first of the ranking who could sign in to answer."""
    case.refresh_from_db()
    ranked = [one.supporter_id for one in ranking_for(case, timezone.localdate()).ranked]
    rows = Supporter.objects.select_related("user").in_bulk(ranked)
    chosen = next((pk for pk in ranked if can_be_asked(rows[pk])), None)
    if chosen is None:
        raise StepStopped(RuleStop.NOBODY)
    return matching.propose(case_id=case.pk, actor=by, seen=None, supporter_id=chosen)


STEPS = (
    TakenStep(
        RuleStep.START_TRIAGE,
        lambda rule: rule.starts_triage,
        lambda case, _rule, by: triage.start_triage(case_id=case.pk, actor=by, seen=None),
    ),
    TakenStep(RuleStep.CLASSIFY, lambda rule: rule.takes_over_classification, _classify),
    TakenStep(RuleStep.HAND_OVER, lambda rule: rule.responsible_id is not None, _hand_over),
    TakenStep(
        RuleStep.START_MATCHING,
        lambda rule: rule.starts_matching,
        lambda case, _rule, by: triage.start_matching(case_id=case.pk, actor=by, seen=None),
    ),
    TakenStep(RuleStep.PROPOSE, lambda rule: rule.proposes, _propose),
)

"""A rule of automatic triage tried at past cases: which it would have taken, beside what the desk really did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import AssignmentRole
from cases.models import Assignment, Case
from cases.models.assignment import HAS_ACCEPTED
from cases.selectors.chart import visible_charts
from cases.selectors.triage_rules import conditions_of, facts_of, rules_in_order, with_facts
from mediso.desks.models import TriageRule
from mediso.desks.triage_rules import first_that_holds, holds
from supporters.models import Supporter

MOST_LOOKED_AT = 200
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Lead:
    """Who led the case, and who came first in the ranking with which they were proposed; empty where nobody did."""

    name: str = ""
    first: str = ""

    @property
    def was_first(self) -> bool:
        return bool(self.name) and self.name == self.first


@dataclass(frozen=True, slots=True)
class TriedCase:
    """`classified` says what the desk made of the founder's choice; `earlier` is the rule before that takes it."""

    case: Case
    asked: str
    classified: str
    lead: Lead
    earlier: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Of the newest `looked_at` cases `matched` meet the conditions; earlier rules take `to_earlier` of them."""

    looked_at: int
    matched: int
    to_earlier: int
    shown: Sequence[TriedCase]


def trial_of(reader: User, rule: TriageRule) -> Trial:
    """In a constant number of queries; nothing is written."""
    rows = visible_charts(reader).filter(desk=rule.desk_id).order_by("-received_on", "-number")
    cases = list(_with_what_was_done(with_facts(rows))[:MOST_LOOKED_AT])
    own = conditions_of(rule)
    before = {one.pk: one for one in rules_in_order(rule.desk_id) if one.is_on and _place(one) < _place(rule)}
    earlier = [conditions_of(one) for one in before.values()]
    matched = []
    for case in cases:
        facts = facts_of(case)
        if holds(own, facts):
            first = first_that_holds(earlier, facts)
            matched.append((case, str(before[first.rule_id]) if first else ""))
    first_ones = matched[:MOST_SHOWN]
    leads = _leads_of([case.pk for case, _earlier in first_ones])
    return Trial(
        looked_at=len(cases),
        matched=len(matched),
        to_earlier=sum(1 for _case, name in matched if name),
        shown=[_tried(case, name, leads.get(case.pk, Lead())) for case, name in first_ones],
    )


def _with_what_was_done(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related(
        "organisation", "consultation__organisation", "responsible", "product_type", "consultation__product_type"
    ).prefetch_related("topic_set__topics", "consultation__topic_set__topics")


def _tried(case: Case, earlier: str, lead: Lead) -> TriedCase:
    asked = case.consultation
    return TriedCase(case, _sorted_as(asked.product_type, asked.topic_set), _classified(case), lead, earlier)


def _place(rule: TriageRule) -> tuple[int, int]:
    return rule.position, rule.pk


def _leads_of(case_ids: Iterable[int]) -> dict[int, Lead]:
    """The latest of each case. Of the stored ranking its first is read, not all of it."""
    rows = Assignment.objects.filter(case__in=list(case_ids), role=AssignmentRole.LEAD, state__in=HAS_ACCEPTED)
    found = rows.annotate(first=KT("known__ranked__0__supporter_id")).order_by("pk")
    leads = list(found.values_list("case", "supporter__name", "first"))
    firsts = {int(first) for _case, _name, first in leads if first}
    names = dict(Supporter.objects.filter(pk__in=firsts).values_list("pk", "name"))
    return {case: Lead(name, names.get(int(first), "") if first else "") for case, name, first in leads}


def _classified(case: Case) -> str:
    if case.classified_at is None:
        return _("not classified")
    asked = case.consultation
    if (case.product_type_id, case.topic_set_id) == (asked.product_type_id, asked.topic_set_id):
        return _("as the founder chose")
    return _("changed to %(what)s") % {"what": _sorted_as(case.product_type, case.topic_set)}


def _sorted_as(product_type: object, topic_set: object) -> str:
    """Product type and topics; what is not known is said."""
    return " / ".join(str(one) if one else _("not known") for one in (product_type, topic_set))

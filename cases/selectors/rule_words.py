"""The rules of automatic triage in sentences, and how often each has acted."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import Channel
from cases.models import RuleRun
from mediso.desks.models import TriageRule, TriageRuleTest

A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Firings:
    """Of one rule: how often in the last 12 months, of these how often it stopped at a step, and when last of all."""

    count: int = 0
    stopped: int = 0
    last: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ShownRule:
    """`number` is its place among the desk's rules. `tested` is whether its present version was."""

    number: int
    rule: TriageRule
    when: Sequence[str]
    then: Sequence[str]
    tested: bool
    firings: Firings


def shown_rules(rules: Iterable[TriageRule]) -> list[ShownRule]:
    """In the order given, which is the order in which they are asked; two queries, and none for what was fetched."""
    listed = list(rules)
    ids = [rule.pk for rule in listed]
    fired = firings_of(ids)
    tested = set(TriageRuleTest.objects.filter(rule__in=ids).values_list("rule", "version"))
    return [
        ShownRule(
            number,
            rule,
            conditions(rule),
            steps(rule),
            (rule.pk, rule.version) in tested,
            fired.get(rule.pk, Firings()),
        )
        for number, rule in enumerate(listed, start=1)
    ]


def firings_of(rule_ids: Iterable[int]) -> dict[int, Firings]:
    lately = Q(at__gte=timezone.now() - A_YEAR)
    rows = (
        RuleRun.objects.filter(rule__in=list(rule_ids))
        .order_by()
        .values("rule")
        .annotate(
            count=Count("pk", filter=lately), stopped=Count("pk", filter=lately & ~Q(stopped_at="")), last=Max("at")
        )
    )
    return {row["rule"]: Firings(row["count"], row["stopped"], row["last"]) for row in rows}


def conditions(rule: TriageRule) -> list[str]:
    """Each kind that is given in a sentence; all of them must hold."""
    kinds: tuple[tuple[str, list[str]], ...] = (
        (_("The founder chose the product type %(any)s."), [str(one) for one in rule.product_types.all()]),
        (_("The founder chose the topic %(any)s."), [str(one) for one in rule.topics.all()]),
        (_("It came by: %(any)s."), [str(Channel(code).label) for code in rule.channels]),
        (_("The organisation is %(any)s."), rule.organisations.splitlines()),
    )
    return [said % {"any": _(" or ").join(map(_quoted, any_of))} for said, any_of in kinds if any_of]


def _quoted(name: str) -> str:
    return _("“%(name)s”") % {"name": name}


STEPS: tuple[tuple[Callable[[TriageRule], bool], Callable[[TriageRule], str]], ...] = (
    (lambda rule: rule.starts_triage, lambda _rule: _("Triage is started.")),
    (
        lambda rule: rule.takes_over_classification,
        lambda _rule: _("The case is classified by the product type and the topics that the founder chose."),
    ),
    (
        lambda rule: rule.responsible_id is not None,
        lambda rule: _("%(name)s is put in charge and told by mail.") % {"name": rule.responsible},
    ),
    (lambda rule: rule.starts_matching, lambda _rule: _("The search for supporters is started.")),
    (
        lambda rule: rule.proposes,
        lambda _rule: _("The first of the ranking is proposed and asked by mail, without a person having looked."),
    ),
)


def steps(rule: TriageRule) -> list[str]:
    """In the order in which they are taken."""
    return [said(rule) for wanted, said in STEPS if wanted(rule)]

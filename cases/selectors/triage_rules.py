"""The rules of automatic triage of a desk, and what is known of a case that they look at."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organisation
from accounts.names import normalise_organisation_name
from cases.enums import Awaits, State
from cases.models import Case
from mediso.desks.models import TriageRule
from mediso.desks.triage_rules import Conditions, Facts

AS_RECEIVED = 1
"""The version of a case that nobody moved since it was received."""


def rules_in_order(desk_id: int) -> QuerySet[TriageRule]:
    """Those in use, on or off, as they are asked."""
    rows = TriageRule.objects.filter(desk=desk_id, retired_on=None).order_by("position", "pk")
    return rows.select_related("responsible").prefetch_related("product_types", "topics")


def rules_on_since(desk_id: int, moment: dt.datetime) -> QuerySet[TriageRule]:
    """Those that may take what was received at that moment: a rule never reaches back."""
    return rules_in_order(desk_id).filter(is_on=True, on_since__lte=moment)


def waiting_for_rules() -> QuerySet[Case]:
    """Cases as they were received, at which no rule has looked although one was on when they came."""
    on = TriageRule.objects.filter(
        desk=OuterRef("desk"), is_on=True, on_since__lte=OuterRef("consultation__submitted_at")
    )
    return Case.objects.filter(
        Exists(on), state=State.SUBMITTED, awaits=Awaits.STAFF, version=AS_RECEIVED, rule_run=None
    ).order_by("pk")


def conditions_of(rule: TriageRule) -> Conditions:
    return Conditions(
        rule_id=rule.pk,
        product_types=frozenset(row.pk for row in rule.product_types.all()),
        topics=frozenset(row.pk for row in rule.topics.all()),
        channels=frozenset(rule.channels),
        organisations=frozenset(map(_key, rule.organisations.splitlines())),
    )


def with_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with everything `facts_of` reads, in a constant number of queries."""
    return cases.select_related("organisation", "consultation__organisation").prefetch_related(
        "organisation__merged_rows", "consultation__topic_set__members"
    )


def facts_of(case: Case) -> Facts:
    """What the founder asked and chose; the desk's own classification is not looked at."""
    asked = case.consultation
    return Facts(
        product_type=asked.product_type_id,
        topics=frozenset(row.topic_id for row in asked.topic_set.members.all()) if asked.topic_set else frozenset(),
        channel=case.channel,
        organisations=frozenset(_keys(_organisations(case))),
    )


def _organisations(case: Case) -> Iterator[Organisation]:
    """The one of the case, those merged into it, and the one that was named."""
    yield case.organisation
    yield from case.organisation.merged_rows.all()
    if case.consultation.organisation is not None:
        yield case.consultation.organisation


def _keys(organisations: Iterable[Organisation]) -> Iterator[str]:
    for organisation in organisations:
        yield _key(organisation.name)
        if organisation.corporate_number:
            yield organisation.corporate_number


def _key(line: str) -> str:
    return line if line.isdecimal() else normalise_organisation_name(line)

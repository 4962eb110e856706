"""Which rule of automatic triage takes a question. Pure: plain values in, plain values out.

The kinds of condition that a rule gives must all hold; within a kind one is enough. A rule without any condition takes
nothing. What the founder does not know yet meets no condition.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conditions:
    """Of one rule. `organisations` are keys to compare by: normalised names, and corporate numbers of 13 digits."""

    rule_id: int
    product_types: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    channels: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What was asked, as it was asked. `organisations` are the keys of every name and number of the one that asks."""

    product_type: int | None = None
    topics: frozenset[int] = frozenset()
    channel: str = ""
    organisations: frozenset[str] = frozenset()


def holds(rule: Conditions, facts: Facts) -> bool:
    """Whether every kind of condition that the rule gives is met."""
    kinds = (
        (rule.product_types, {facts.product_type}),
        (rule.topics, facts.topics),
        (rule.channels, {facts.channel}),
        (rule.organisations, facts.organisations),
    )
    given = [(wanted, known) for wanted, known in kinds if wanted]
    return bool(given) and all(wanted & known for wanted, known in given)


def first_that_holds(rules: Iterable[Conditions], facts: Facts) -> Conditions | None:
    """Of rules in their order the one that acts; those after it do not."""
    return next((rule for rule in rules if holds(rule, facts)), None)

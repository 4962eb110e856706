"""The hard rules: each finds what keeps a supporter from a case. None of them is ever a low score."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from mediso.common.fiscal_years import fiscal_year_of
from supporters.matching.answers import Exclusion, Values
from supporters.matching.codes import OVERRIDABLE, RuleCode
from supporters.matching.values import Candidate, CaseNeed

Finder = Callable[[CaseNeed, Candidate], Iterator[Values]]

UNDERTAKINGS = ("confidentiality", "conduct")
"""What must be signed for the fiscal year, in the order in which it is told."""


class Rule(NamedTuple):
    """`looks_at` is all that `find` uses of a case with which the supporter has nothing to do yet."""

    find: Finder
    looks_at: Callable[[CaseNeed], Hashable]


def _conflict_of_interest(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    """One reason for each tie, oldest first."""
    sides = need.sides
    ties = [tie for tie in candidate.interests if not tie.keys.isdisjoint(sides) and tie.holds_on(need.on)]
    for tie in sorted(ties, key=lambda tie: (tie.since or date.min, tie.organisation_name, tie.kind)):
        side, related = next(sides[key] for key in sides if key in tie.keys)
        yield {
            "organisation": tie.organisation_name,
            "kind": tie.kind,
            "period": [_iso(tie.since), _iso(tie.until)],
            "side": [side, related],
        }


def _term_not_begun(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if need.on < candidate.term_start:
        yield {"term_start": _iso(candidate.term_start)}


def _term_ended(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if candidate.term_end is not None and candidate.term_end < need.on:
        yield {"term_end": _iso(candidate.term_end)}


def _undertaking_missing(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    year = fiscal_year_of(need.on)
    if missing := [kind for kind in UNDERTAKINGS if (kind, year) not in candidate.undertakings]:
        yield {"undertakings": missing, "fiscal_year": year}


def _on_leave(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    covering = [away for away in candidate.leaves if away.covers(need.on)]
    for away in sorted(covering, key=lambda away: (away.first_day, away.last_day or date.max, away.kind)):
        yield {"leave": away.kind, "first_day": _iso(away.first_day), "last_day": _iso(away.last_day)}


def _open_case_cap(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    """Open proposals count, so that the last free place is not proposed twice.

    Whoever is asked for this very case has a place held for the answer: against that, accepted cases alone count.
    """
    proposed = 0 if need.case_id in candidate.open_proposals else len(candidate.open_proposals)
    if candidate.open_cases + proposed >= candidate.max_open_cases:
        yield {"open": candidate.open_cases, "proposed": proposed, "cap": candidate.max_open_cases}


def _monthly_hours(_need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if candidate.hours_used_this_month >= candidate.hours_per_month:
        yield {"used": plain_hours(candidate.hours_used_this_month), "offered": plain_hours(candidate.hours_per_month)}


def _weekly_proposals(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    """Whoever is asked for this very case is asked already, and may accept."""
    cap, count = candidate.proposals_per_week, candidate.proposals_this_week
    if cap is not None and count >= cap and need.case_id not in candidate.open_proposals:
        yield {"count": count, "cap": cap}


def _language(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if need.language not in candidate.languages:
        yield {"language": need.language}


def _declined(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if candidate.supporter_id in need.declined_ids:
        yield {}


def _already_involved(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if candidate.supporter_id in need.involved_ids:
        yield {}


def _no_expertise(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if need.topic_ids.isdisjoint(candidate.expertise):
        yield {"topics": sorted(need.topic_ids)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def plain_hours(hours: Decimal | int) -> str:
    """To a tenth of an hour, without an exponent or trailing zeros, so that equal hours are written alike."""
    return format(round(Decimal(hours), 1).normalize(), "f")


def _nothing(_need: CaseNeed) -> None:
    return None


def _day(need: CaseNeed) -> date:
    return need.on


# In the order in which reasons are shown. A rule yields the values of each reason it finds.
RULES: Mapping[RuleCode, Rule] = {
    RuleCode.CONFLICT_OF_INTEREST: Rule(_conflict_of_interest, lambda need: (need.on, frozenset(need.sides))),
    RuleCode.TERM_NOT_BEGUN: Rule(_term_not_begun, _day),
    RuleCode.TERM_ENDED: Rule(_term_ended, _day),
    RuleCode.UNDERTAKING_MISSING: Rule(_undertaking_missing, _day),
    RuleCode.DECLINED: Rule(_declined, lambda need: need.declined_ids),
    RuleCode.ALREADY_INVOLVED: Rule(_already_involved, lambda need: need.involved_ids),
    RuleCode.NO_EXPERTISE: Rule(_no_expertise, lambda need: need.topic_ids),
    RuleCode.LANGUAGE: Rule(_language, lambda need: need.language),
    RuleCode.ON_LEAVE: Rule(_on_leave, _day),
    RuleCode.OPEN_CASE_CAP: Rule(_open_case_cap, _nothing),
    RuleCode.MONTHLY_HOURS: Rule(_monthly_hours, _nothing),
    RuleCode.WEEKLY_PROPOSALS: Rule(_weekly_proposals, _nothing),
}


def check(
    need: CaseNeed, candidate: Candidate, overridden: Collection[RuleCode] = frozenset()
) -> tuple[Exclusion, ...]:
    """Every reason why this supporter cannot have this case; empty when there is none.

    At acceptance the supporter is on the case already: ask with `need.before_asking(supporter_id)` there. `overridden`
    are left out. Raises ValueError for one that nobody may set aside (`OVERRIDABLE`).
    """
    asked = _in_force(frozenset(overridden))
    return tuple([Exclusion(code, values) for code, find in asked for values in find(need, candidate)])


@lru_cache(maxsize=32)
def _in_force(overridden: frozenset[RuleCode]) -> tuple[tuple[RuleCode, Finder], ...]:
    """In the order shown."""
    if refused := overridden - OVERRIDABLE:
        raise ValueError(f"These rules cannot be set aside: {', '.join(sorted(refused))}.")
    return tuple((code, rule.find) for code, rule in RULES.items() if code not in overridden)

"""The hard rules: each finds what keeps a supporter from a case. None of them is ever a low score."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from accounts.names import normalise_organisation_name
from supporters.matching.answers import Exclusion, Values
from supporters.matching.codes import RuleCode
from supporters.matching.values import Candidate, CaseNeed, Tie

Finder = Callable[[CaseNeed, Candidate], Iterator[Values]]


def _conflict_of_interest(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if not candidate.interests:
        return
    names = {normalise_organisation_name(name) for name in need.organisation_names} - {""}
    ties = (tie for tie in candidate.interests if tie.holds_on(need.on) and _names_the_asker(tie, need, names))
    for tie in sorted(ties, key=lambda tie: (tie.since or date.min, tie.organisation_name, tie.kind)):
        yield {
            "organisation": tie.organisation_name,
            "kind": tie.kind,
            "period": [_iso(tie.since), _iso(tie.until)],
        }


def _names_the_asker(tie: Tie, need: CaseNeed, names: Collection[str]) -> bool:
    same_row = tie.organisation_id is not None and tie.organisation_id == need.organisation_id
    return same_row or normalise_organisation_name(tie.organisation_name) in names


def _term_not_begun(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if need.on < candidate.term_start:
        yield {"term_start": _iso(candidate.term_start)}


def _term_ended(need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if candidate.term_end is not None and candidate.term_end < need.on:
        yield {"term_end": _iso(candidate.term_end)}


def _open_case_cap(_need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if candidate.open_cases >= candidate.max_open_cases:
        yield {"open": candidate.open_cases, "cap": candidate.max_open_cases}


def _monthly_hours(_need: CaseNeed, candidate: Candidate) -> Iterator[Values]:
    if candidate.hours_used_this_month >= candidate.hours_per_month:
        yield {"used": _plain(candidate.hours_used_this_month), "offered": _plain(candidate.hours_per_month)}


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


def _plain(hours: Decimal | int) -> str:
    """To a tenth of an hour, without an exponent or trailing zeros, so that equal hours are written alike."""
    return format(round(Decimal(hours), 1).normalize(), "f")


# In the order in which reasons are shown. A rule yields the values of each reason it finds.
RULES: Mapping[RuleCode, Finder] = {
    RuleCode.CONFLICT_OF_INTEREST: _conflict_of_interest,
    RuleCode.TERM_NOT_BEGUN: _term_not_begun,
    RuleCode.TERM_ENDED: _term_ended,
    RuleCode.DECLINED: _declined,
    RuleCode.ALREADY_INVOLVED: _already_involved,
    RuleCode.NO_EXPERTISE: _no_expertise,
    RuleCode.LANGUAGE: _language,
    RuleCode.OPEN_CASE_CAP: _open_case_cap,
    RuleCode.MONTHLY_HOURS: _monthly_hours,
}


def check(need: CaseNeed, candidate: Candidate) -> tuple[Exclusion, ...]:
    """Every reason why this supporter cannot have this case; empty when there is none.

    At acceptance the supporter is on the case already: ask with `need.before_asking(supporter_id)` there.
    """
    return tuple(Exclusion(code, values) for code, find in RULES.items() for values in find(need, candidate))

"""The names of the rules and parts. Stored answers use them, so a code is never renamed or removed."""

from enum import StrEnum


class RuleCode(StrEnum):
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    TERM_NOT_BEGUN = "term_not_begun"
    TERM_ENDED = "term_ended"
    UNDERTAKING_MISSING = "undertaking_missing"
    OPEN_CASE_CAP = "open_case_cap"
    MONTHLY_HOURS = "monthly_hours"
    WEEKLY_PROPOSALS = "weekly_proposals"
    ON_LEAVE = "on_leave"
    LANGUAGE = "language"
    DECLINED = "declined"
    ALREADY_INVOLVED = "already_involved"
    NO_EXPERTISE = "no_expertise"


OVERRIDABLE: frozenset[RuleCode] = frozenset(
    {RuleCode.OPEN_CASE_CAP, RuleCode.MONTHLY_HOURS, RuleCode.WEEKLY_PROPOSALS, RuleCode.ON_LEAVE}
)
"""What staff may set aside for one proposal, with a reason.

Caps and leave say how much a supporter wishes to be asked, and the supporter still answers the proposal: nobody is
harmed by the question. All other rules protect the asker (a conflict of interest, a missing undertaking or
appointment) or say that the supporter cannot help (expertise, language) or has answered (declined, already involved).
"""


class PartCode(StrEnum):
    """Each value is also the name of the part's weight in `Weights`."""

    COVERAGE = "coverage"
    PRODUCT_TYPE = "product_type"
    MODALITY = "modality"
    CONTINUITY = "continuity"
    FREE_HOURS = "free_hours"
    CAPACITY = "capacity"
    FAIR_SHARE = "fair_share"


RETIRED: frozenset[PartCode] = frozenset({PartCode.CAPACITY})
"""Parts of earlier rules: old answers speak of them; a ranking has them only where their weight is not 0."""

"""The names of the rules and parts. Stored answers use them, so a code is never renamed or removed."""

from enum import StrEnum


class RuleCode(StrEnum):
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    TERM_NOT_BEGUN = "term_not_begun"
    TERM_ENDED = "term_ended"
    OPEN_CASE_CAP = "open_case_cap"
    MONTHLY_HOURS = "monthly_hours"
    LANGUAGE = "language"
    DECLINED = "declined"
    ALREADY_INVOLVED = "already_involved"
    NO_EXPERTISE = "no_expertise"


class PartCode(StrEnum):
    """Each value is also the name of the part's weight in `Weights`."""

    COVERAGE = "coverage"
    PRODUCT_TYPE = "product_type"
    CONTINUITY = "continuity"
    CAPACITY = "capacity"
    FAIR_SHARE = "fair_share"

"""What the hard rules are called, where a page groups by them or names one that was set aside."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from supporters.matching.codes import RuleCode

RULE_NAMES: Mapping[str, Promise] = {
    RuleCode.CONFLICT_OF_INTEREST: pgettext_lazy("hard rule", "Conflict of interest"),
    RuleCode.TERM_NOT_BEGUN: pgettext_lazy("hard rule", "Term not begun"),
    RuleCode.TERM_ENDED: pgettext_lazy("hard rule", "Term ended"),
    RuleCode.UNDERTAKING_MISSING: pgettext_lazy("hard rule", "Undertaking not signed"),
    RuleCode.DECLINED: pgettext_lazy("hard rule", "Declined this case"),
    RuleCode.ALREADY_INVOLVED: pgettext_lazy("hard rule", "Already on this case"),
    RuleCode.NO_EXPERTISE: pgettext_lazy("hard rule", "No expertise in the topics"),
    RuleCode.LANGUAGE: pgettext_lazy("hard rule", "Language"),
    RuleCode.ON_LEAVE: pgettext_lazy("hard rule", "Leave or pause"),
    RuleCode.OPEN_CASE_CAP: pgettext_lazy("hard rule", "Cap on open cases"),
    RuleCode.MONTHLY_HOURS: pgettext_lazy("hard rule", "Hours of the month"),
    RuleCode.WEEKLY_PROPOSALS: pgettext_lazy("hard rule", "Proposals of the week"),
}


def rule_name(code: str) -> str:
    """In the reader's language; a code that no rule has is shown as it is."""
    return str(RULE_NAMES.get(code, code))

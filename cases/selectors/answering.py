"""What keeps a supporter from a case that was proposed to them, when they answer."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from cases.models import Case
from cases.selectors.candidates import candidates_of, need_of
from cases.selectors.clocks import calendar_of
from supporters.matching import RuleCode, check
from supporters.matching.answers import Exclusion
from supporters.models import Supporter


def exclusions_at_answer(
    supporter: Supporter, case: Case, on: dt.date, overridden: Collection[RuleCode] = frozenset()
) -> tuple[Exclusion, ...]:
    """The hard rules of that day but for `overridden`. What else the supporter was only asked holds no place any more.

    Who was asked about two cases for one free place takes the one they like, and is refused the other. Raises
    ValueError for a rule that cannot be set aside.
    """
    need = need_of(case, on).before_asking(supporter.pk)
    (asked,) = candidates_of(Supporter.objects.filter(pk=supporter.pk), [need], calendar_of(case.desk), on)
    return check(need, replace(asked, open_proposals=frozenset(), proposals_this_week=0), overridden)

"""What there is to remind of on a roster today, told before or not. Each read takes a constant number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, Q

from accounts.models import User
from mediso.common.fiscal import FiscalYear
from mediso.desks.models import Desk
from supporters.enums import UndertakingKind
from supporters.models import Supporter, Undertaking
from supporters.selectors.roster import appointed_on
from supporters.signing import signable_years, unsigned

TERM_REMINDERS = (60, 14)
"""Days before the last day of a term; each is told once."""


@dataclass(frozen=True, slots=True)
class MissingUndertakings:
    """What one supporter has not signed for one fiscal year; `begun` once that year has."""

    supporter: Supporter
    year: FiscalYear
    kinds: Sequence[UndertakingKind]
    begun: bool


@dataclass(frozen=True, slots=True)
class EndingTerm:
    """`level` is the reminder that is due: the smallest of `TERM_REMINDERS` that is not less than the days left."""

    supporter: Supporter
    last_day: dt.date
    level: int


def missing_undertakings(desk: Desk, today: dt.date) -> list[MissingUndertakings]:
    """Of everybody in term: for the present fiscal year, and from 1 March for the next if the term reaches it."""
    years = signable_years(today)
    signed = Undertaking.objects.filter(fiscal_year__in=[year.year for year in years])
    roster = (
        appointed_on(today).filter(desk=desk).select_related("user").prefetch_related(Prefetch("undertakings", signed))
    )
    found = []
    for supporter in roster:
        pairs = {(one.kind, one.fiscal_year) for one in supporter.undertakings.all()}
        for year in years:
            reaches = supporter.term_end is None or supporter.term_end >= year.first
            if reaches and (kinds := unsigned(pairs, year)):
                found.append(MissingUndertakings(supporter, year, kinds, today in year))
    return found


def ending_terms(desk: Desk, today: dt.date) -> list[EndingTerm]:
    """Terms of today whose last day is so near, the nearest first."""
    latest = today + dt.timedelta(days=max(TERM_REMINDERS))
    ending = appointed_on(today).filter(Q(term_end__lte=latest), desk=desk).select_related("user")
    return [
        EndingTerm(one, one.term_end, min(days for days in TERM_REMINDERS if days >= (one.term_end - today).days))
        for one in ending.order_by("term_end", "pk")
        if one.term_end
    ]


def can_sign_in(user: User | None) -> bool:
    """Whether the person has answered their invitation and may come in."""
    return user is not None and user.is_active and not user.password.startswith(UNUSABLE_PASSWORD_PREFIX)

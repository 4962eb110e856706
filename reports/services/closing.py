"""月次締め: freezing months, and freezing one again for a reason. Nothing opens a closed month."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.months import Month
from mediso.desks.models import Desk
from reports.drawings.json import json_data
from reports.models import ClosedCase, MonthlyClose
from reports.periods import Period
from reports.policies import may_close_months
from reports.registry import MONTHLY
from reports.scope import Basis, Scope
from reports.selectors.closes.differences import count_differences
from reports.selectors.closes.open_months import last_month_over, open_months
from reports.selectors.closes.record import seal_of
from reports.selectors.counted import counted_cases


def refuse_unless_closable(desk: Desk, until: Month, actor: User) -> list[Month]:
    """The months that closing up to `until` would close.

    Raises `ActionRefused` for others than the managers of the desk, for a month that is not over in Japan, and where
    nothing is left to close.
    """
    _refuse_unless_manager(actor, desk)
    if until > last_month_over(timezone.localdate()):
        message = _("%(month)s is not over yet. A month can be closed from the first day of the next month on.")
        raise ActionRefused(message % {"month": until})
    if months := open_months(desk, until):
        return months
    raise ActionRefused(_("Every month up to %(month)s is closed already, or had no case yet.") % {"month": until})


def close_months(*, desk: Desk, until: Month, actor: User) -> list[MonthlyClose]:
    """Close every month of the desk up to `until` that is not closed yet, in order; those closed here.

    Each month is one transaction: what is done stays if a later one fails. Raises as `refuse_unless_closable`.
    """
    months = refuse_unless_closable(desk, until, actor)
    return [close for month in months if (close := close_month(desk, month, actor))]


@transaction.atomic
def close_month(desk: Desk, month: Month, actor: User) -> MonthlyClose | None:
    """None where it is closed already. Whoever calls has asked whether it may be."""
    _lock(desk)
    if MonthlyClose.objects.filter(desk=desk, month=month.first).exists():
        return None
    return _freeze(desk, month, actor)


@transaction.atomic
def revise(*, close_id: int, actor: User, reason: str) -> MonthlyClose:
    """A new edition of a closed month, from what is known today; the one before stays as it was.

    Raises `ActionRefused` for others than the managers of the desk, without a reason, and where nothing has changed
    since; `StaleRow` where there is a later edition already.
    """
    earlier = MonthlyClose.objects.select_related("desk").get(pk=close_id)
    _refuse_unless_manager(actor, earlier.desk)
    if not (said := reason.strip()):
        raise ActionRefused(_("Say why there is a new edition: whoever has the earlier one wants to know."))
    _lock(earlier.desk)
    earlier.refresh_from_db(fields=["is_current"])
    if not earlier.is_current:
        raise StaleRow(_("There is a later edition of this month already. Look at it first."))
    if not count_differences([earlier])[earlier.pk].total:
        raise ActionRefused(
            _("Nothing of this month has changed since it was closed: a new edition would be the same.")
        )
    MonthlyClose.objects.filter(pk=earlier.pk).update(is_current=False)
    return _freeze(earlier.desk, earlier.of_month, actor, edition=earlier.edition + 1, reason=said)


def _freeze(desk: Desk, month: Month, actor: User, **edition: Any) -> MonthlyClose:
    """Cases are read once; the figures are counted from the frozen rows, so that both say the same."""
    close = MonthlyClose.objects.create(
        desk=desk, month=month.first, closed_by=actor, follows=_last_seal(desk), **edition
    )
    scope = Scope((desk,), Period.of(month))
    cases = counted_cases(scope).only(*(name.removesuffix("_id") for name in ClosedCase.FROZEN)).order_by("pk")
    ClosedCase.objects.bulk_create(
        [ClosedCase(close=close, case_id=case.pk, desk=desk, **ClosedCase.frozen_of(case)) for case in cases]
    )
    published = Scope(scope.desks, scope.period, basis=Basis.PUBLISHED)
    close.figures = {kind.name: json_data(kind.select(published)) for kind in MONTHLY}
    close.sha256 = seal_of(close)
    MonthlyClose.objects.filter(pk=close.pk).update(figures=close.figures, sha256=close.sha256)
    return close


def _lock(desk: Desk) -> None:
    """One at a time closes months of a desk; cases come in meanwhile all the same."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)


def _last_seal(desk: Desk) -> str:
    seals = MonthlyClose.objects.filter(desk=desk).order_by("-pk").values_list("sha256", flat=True)
    return seals.first() or ""


def _refuse_unless_manager(actor: User, desk: Desk) -> None:
    if not (decision := may_close_months(actor, desk.pk)):
        raise ActionRefused(decision.reason)

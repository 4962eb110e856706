"""成果: what came of the support, told by the founder or noted by the desk."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import OutcomeKind
from cases.models import Outcome
from cases.services.records import record
from cases.works import Work
from mediso.common.errors import ActionRefused


def tell_outcome(
    *, case_id: int, actor: User, kind: OutcomeKind, occurred_on: datetime.date, amount: int | None, description: str
) -> Outcome:
    """`occurred_on` is a day in Japan, `amount` in yen and of funds raised alone.

    Raises `ActionRefused` for a day to come, an amount of anything else, and what was told already.
    """
    with record(case_id=case_id, work=Work.TELL_OUTCOME, actor=actor) as entry:
        if occurred_on > timezone.localdate():
            raise ActionRefused(_("This day is still to come."))
        if amount is not None and (kind != OutcomeKind.FUNDS_RAISED or amount < 1):
            raise ActionRefused(_("Only funds raised have an amount, of 1 yen or more."))
        told = {"kind": kind, "occurred_on": occurred_on, "amount": amount, "description": description}
        if entry.case.outcomes.filter(**told).exists():
            raise ActionRefused(_("This was told already."))
        outcome = Outcome.objects.create(case=entry.case, told_by=actor, **told)
        entry.payload |= {"outcome": outcome.pk, "kind": kind}
    return outcome

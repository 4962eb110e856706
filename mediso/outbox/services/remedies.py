"""What becomes of a mail after it was sent or given up: it comes back, or staff do something about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediso.common.decision import Decision
from mediso.common.errors import ActionRefused
from mediso.outbox import counts
from mediso.outbox.models import NEED_A_PERSON, MailRemedy, MailState, OutboxMail, Remedy
from mediso.outbox.services.writing import queue_after_commit

MOST_REASON = 1_000
"""Characters of what another mail server says; the rest tells nobody more."""
FORGOTTEN = _("The words of this mail are forgotten, because it held a one-time link. Invite the person again.")


@dataclass(frozen=True, slots=True)
class Rule:
    sources: tuple[MailState, ...]
    target: MailState
    refusal: str | Promise


RULES: Mapping[Remedy, Rule] = {
    Remedy.SEND_AGAIN: Rule(NEED_A_PERSON, MailState.PENDING, _("Only a mail that went wrong is sent again.")),
    Remedy.ARRIVED: Rule((MailState.UNSURE,), MailState.SENT, _("Nobody is in doubt about this mail.")),
    Remedy.DISMISS: Rule(NEED_A_PERSON, MailState.DISMISSED, _("Only a mail that went wrong is set aside.")),
}


def may_remedy(mail: OutboxMail, remedy: Remedy) -> Decision:
    """Whether the mail is such that this can be done; who may is asked elsewhere."""
    rule = RULES[remedy]
    if mail.state not in rule.sources:
        return Decision.no(rule.refusal)
    return Decision.no(FORGOTTEN) if remedy == Remedy.SEND_AGAIN and mail.secret else Decision.yes()


@transaction.atomic
def apply_remedy(*, mail_id: int, remedy: Remedy, actor_id: int) -> OutboxMail:
    """Do it, and keep who did. Raises `ActionRefused` when the mail is not such, or somebody was quicker."""
    mail = OutboxMail.objects.select_for_update().get(pk=mail_id)
    if not (decision := may_remedy(mail, remedy)):
        raise ActionRefused(decision.reason)
    changes: dict[str, Any] = {"state": RULES[remedy].target}
    if remedy == Remedy.SEND_AGAIN:
        changes |= {"attempts": 0, "due_at": timezone.now()}
        queue_after_commit(mail.pk)
    if remedy == Remedy.ARRIVED:
        changes |= {"sent_at": mail.handed_over_at}
    OutboxMail.objects.filter(pk=mail.pk).update(**changes)
    MailRemedy.objects.create(mail=mail, remedy=remedy, actor_id=actor_id)
    transaction.on_commit(counts.COUNTS.refresh, robust=True)
    mail.refresh_from_db()
    return mail


def bounced(outbox_id: int, reason: str) -> bool:
    """Mark a mail that was sent as come back; whether it was one that could. `reason` is what the other side said."""
    sent = OutboxMail.objects.filter(pk=outbox_id, state__in=[MailState.SENT, MailState.UNSURE])
    return bool(sent.update(state=MailState.BOUNCED, last_error=reason[:MOST_REASON]))

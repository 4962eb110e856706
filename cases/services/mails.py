"""Staff do something about a mail of their desk that went wrong."""

from accounts.models import User
from cases.policies import may_keep_mails
from mediso.common.errors import ActionRefused
from mediso.outbox.models import OutboxMail, Remedy
from mediso.outbox.services import apply_remedy


def remedy_mail(*, mail: OutboxMail, remedy: Remedy, actor: User) -> OutboxMail:
    """Raises `ActionRefused` for whoever is not of the desk's staff, and when the mail is not such."""
    # A mail of no desk is nobody's to mend: no role has the desk 0.
    if not (decision := may_keep_mails(actor, mail.desk_id or 0)):
        raise ActionRefused(decision.reason)
    return apply_remedy(mail_id=mail.pk, remedy=remedy, actor_id=actor.pk)

"""Both kinds of mails, each a tab with how many of it need a person."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.selectors.incoming import mails_to_sort
from cases.selectors.mails import visible_mails
from mediso.outbox.models import NEED_A_PERSON


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int | None


def mail_tabs(user: User, *, incoming: bool) -> list[Tab]:
    """Two queries."""
    failed = visible_mails(user).filter(state__in=NEED_A_PERSON).count()
    waiting = mails_to_sort(user).count()
    return [
        Tab(_("Outgoing"), reverse("mail_list"), current=not incoming, count=failed or None),
        Tab(_("Incoming"), reverse("incoming_list"), current=incoming, count=waiting or None),
    ]

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Automatic(models.TextChoices):
    """What kind of machine wrote a mail, where one did (RFC 3834, RFC 3464, RFC 2919)."""

    AUTO_REPLY = "auto-reply", _("automatic reply")
    BOUNCE = "bounce", _("undelivered mail")
    LIST = "list", _("mailing list")
    LOOP = "loop", _("our own mail")


class IncomingState(models.TextChoices):
    """Where a mail that reached the desk stands."""

    NEW = "new", pgettext_lazy("incoming mail", "to be filed")
    FILED = "filed", pgettext_lazy("incoming mail", "filed")
    WAITING = "waiting", pgettext_lazy("incoming mail", "to be sorted by the desk")
    DISMISSED = "dismissed", pgettext_lazy("incoming mail", "dismissed")
    IGNORED = "ignored", pgettext_lazy("incoming mail", "automatic, not answered")


OPEN = (IncomingState.NEW, IncomingState.WAITING, IncomingState.IGNORED)
"""Nobody has sorted such a mail yet; a machine's may turn out to be a person's."""


class IncomingNote(models.TextChoices):
    """Why a mail waits for the staff instead of being filed by itself."""

    TOO_LARGE = "too-large", _("The mail is too large: only its headers were fetched. Please ask its sender.")
    TOO_MANY = "too-many", _("Many mails from this address came within an hour.")
    NOBODY = "nobody", _("The mail names no sender.")

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

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Whom a notice concerns. The values are those of the roles; an account's own notices concern everybody."""

    FOUNDER = "founder", _("Founder")
    SUPPORTER = "supporter", _("Supporter")
    STAFF = "staff", _("Staff")
    ANYBODY = "anybody", _("Everybody")

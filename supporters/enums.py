from django.db import models
from django.utils.translation import gettext_lazy as _


class Employment(models.TextChoices):
    FULL_TIME = "full_time", _("full-time")
    PART_TIME = "part_time", _("part-time")


class Language(models.TextChoices):
    JAPANESE = "ja", _("Japanese")
    ENGLISH = "en", _("English")


class InterestKind(models.TextChoices):
    EMPLOYER = "employer", _("employer")
    HOLDINGS = "holdings", _("holdings")
    CLIENT = "client", _("client")
    FAMILY = "family", _("family")
    PAST_WORK = "past_work", _("past work")

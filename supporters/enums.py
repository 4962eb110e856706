from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediso.desks.enums import UndertakingKind

__all__ = [
    "Employment",
    "InterestKind",
    "Language",
    "LeaveKind",
    "Region",
    "RosterPart",
    "UndertakingKind",
    "Weekday",
]


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


class Region(models.TextChoices):
    """規制地域: whose rules for medical products a supporter knows."""

    JAPAN = "jp", _("Japan (PMDA)")
    UNITED_STATES = "us", _("United States (FDA)")
    EUROPE = "eu", _("European Union (EMA, CE marking)")
    UNITED_KINGDOM = "uk", _("United Kingdom (MHRA)")
    CHINA = "cn", _("China (NMPA)")
    KOREA = "kr", _("South Korea (MFDS)")
    OTHER = "other", pgettext_lazy("region of regulation", "Other")


class LeaveKind(models.TextChoices):
    """Why a supporter is asked nothing for a time."""

    LEAVE = "leave", _("leave")
    PAUSE = "pause", _("pause of proposals")


class Weekday(models.IntegerChoices):
    """Numbered as Python's `date.weekday()`."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class RosterPart(models.TextChoices):
    """What of a supporter was changed (`SupporterChange.part`)."""

    APPOINTMENT = "appointment", _("appointment")
    PROFILE = "profile", _("profile")
    EXPERTISE = "expertise", _("expertise")
    CAPACITY = "capacity", _("capacity")
    LEAVE = "leave", _("leave and pauses")
    HOURS = "hours", _("possible hours")
    INTERESTS = "interests", _("declared interests")
    UNDERTAKINGS = "undertakings", _("undertakings")
    PHOTO = "photo", _("photo")

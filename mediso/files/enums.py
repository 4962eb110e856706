from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """What the scanner thinks of a kept file. Only what it found clean is served, and what the desk made itself."""

    UNSCANNED = "unscanned", _("not checked for viruses")
    WAITING = "waiting", _("waits for the virus check")
    CLEAN = "clean", _("checked for viruses")
    INFECTED = "infected", _("removed because of a virus")
    MADE = "made", _("made by the desk itself")


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_LARGE_IN_ALL = "too_large_in_all"
    EXECUTABLE = "executable"
    MARKUP = "markup"
    ARCHIVE = "archive"
    BOMB = "bomb"
    OLD_OFFICE = "old_office"
    MACRO = "macro"
    EMBEDDED = "embedded"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNKNOWN = "unknown"

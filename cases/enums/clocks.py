"""The clocks of a case, and how near a due date is."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Clock(models.TextChoices):
    """What the desk promises by when; counted in business days (docs/clocks.md)."""

    FIRST_CONTACT = "first_contact", pgettext_lazy("clock", "First contact")
    TRIAGE = "triage", pgettext_lazy("clock", "Triage")
    PROPOSAL = "proposal", pgettext_lazy("clock", "Proposal")
    ANSWER = "answer", pgettext_lazy("clock", "Answer")


class ClockRun(models.TextChoices):
    """Whether a clock runs."""

    RUNNING = "running", pgettext_lazy("clock", "running")
    STOPPED = "stopped", pgettext_lazy("clock", "stopped: the founder owes an answer")
    MET = "met", pgettext_lazy("clock", "done")
    ENDED = "ended", pgettext_lazy("clock", "ended with the case")


class Tone(models.TextChoices):
    """How near the due date is. Values are tones of chips (docs/ui.md); gray is a clock that does not run."""

    GREEN = "green", pgettext_lazy("clock", "in time")
    AMBER = "yellow", pgettext_lazy("clock", "due soon")
    RED = "red", pgettext_lazy("clock", "late")
    GRAY = "gray", pgettext_lazy("clock", "not running")

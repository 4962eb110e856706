"""How far a round of assigning many cases at once has come."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RoundState(models.TextChoices):
    """割当案. What is ready can be changed and sent; once some of it is sent, the rest still can."""

    WORKING = "working", pgettext_lazy("round", "being worked out")
    READY = "ready", pgettext_lazy("round", "ready")
    SENT = "sent", pgettext_lazy("round", "sent")
    SET_ASIDE = "set_aside", pgettext_lazy("round", "set aside")
    FAILED = "failed", pgettext_lazy("round", "not worked out")


OPEN_ROUNDS = (RoundState.READY, RoundState.SENT)

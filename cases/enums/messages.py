"""The thread of a case."""

from django.db import models
from django.utils.translation import pgettext_lazy


class MessageSide(models.TextChoices):
    """Who speaks in a case's thread."""

    FOUNDER = "founder", pgettext_lazy("side of a thread", "whoever asked")
    DESK = "desk", pgettext_lazy("side of a thread", "the desk")


class MessageKind(models.TextChoices):
    """What a message is besides being read: a question stops the clocks, its answer starts them again."""

    MESSAGE = "message", pgettext_lazy("kind of message", "Message")
    QUESTION = "question", pgettext_lazy("kind of message", "Question of the desk")
    ANSWER = "answer", pgettext_lazy("kind of message", "Answer to the desk")

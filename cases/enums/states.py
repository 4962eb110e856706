"""Where a case stands, whose move it is, and what can be done with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a case stands; docs/states.md draws the moves between them."""

    SUBMITTED = "submitted", pgettext_lazy("case state", "Received")
    TRIAGING = "triaging", pgettext_lazy("case state", "In triage")
    MATCHING = "matching", pgettext_lazy("case state", "Finding supporters")
    SUPPORTING = "supporting", pgettext_lazy("case state", "Being supported")
    AWAITING_FOUNDER = "awaiting_founder", pgettext_lazy("case state", "Waiting for the founder")
    CLOSED = "closed", pgettext_lazy("case state", "Closed")
    REFERRED = "referred", pgettext_lazy("case state", "Referred elsewhere")
    DECLINED = "declined", pgettext_lazy("case state", "Out of scope")
    WITHDRAWN = "withdrawn", pgettext_lazy("case state", "Withdrawn")


class Awaits(models.TextChoices):
    """Whose move it is."""

    STAFF = "staff", pgettext_lazy("whose move", "the desk")
    SUPPORTER = "supporter", pgettext_lazy("whose move", "the supporter")
    FOUNDER = "founder", pgettext_lazy("whose move", "the founder")
    NOBODY = "nobody", pgettext_lazy("whose move", "nobody")


MONTH_END_LETTERS = {Awaits.STAFF: "D", Awaits.SUPPORTER: "S", Awaits.FOUNDER: "F", Awaits.NOBODY: "N"}
"""Whose move it was at the end of a month, in `Case.month_end_moves`."""
UNKNOWN_MOVE = "-"
"""The same, where the old register does not tell."""


class Action(models.TextChoices):
    """Everything that can be done to a case through the gate. Values stand in addresses."""

    START_TRIAGE = "start-triage", _("Start triage")
    CLASSIFY = "classify", _("Classify")
    START_MATCHING = "start-matching", _("Find supporters")
    PROPOSE = "propose", _("Propose a supporter")
    ACCEPT = "accept", _("Accept the proposal")
    TURN_DOWN = "turn-down", _("Decline the proposal")
    WITHDRAW_PROPOSAL = "withdraw-proposal", _("Withdraw the proposal")
    LAPSE = "lapse", _("Let the proposal lapse")
    TAKE = "take", _("Take the case myself")
    RECORD_PRELIMINARY = "record-preliminary-interview", _("Record a preliminary interview")
    RECORD_INTERVIEW = "record-interview", _("Record a supporter interview")
    ASK_FOUNDER = "ask-founder", _("Ask the founder")
    ANSWER = "answer", _("Answer the desk")
    REFER = "refer", _("Refer elsewhere")
    DECLINE = "decline", _("Declare out of scope")
    WITHDRAW = "withdraw", _("Withdraw the consultation")
    CLOSE = "close", _("Close the case")
    REOPEN = "reopen", _("Reopen the case")
    CLAIM = "claim", _("Take charge of the case")
    HAND_OVER = "hand-over", _("Hand the case over")
    RECORD_CONTACT = "record-contact", _("Record a contact")
    DELIVER_PLAN = "deliver-plan", _("Deliver the support plan")
    RECORD_FOLLOW_UP = "record-follow-up", _("Record a follow-up")
    RATE = "rate", _("Rate the support")
    MESSAGE = "message", _("Write to the founder")

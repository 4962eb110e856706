"""What the desk and its supporters do for a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssignmentState(models.TextChoices):
    """打診 → 担当."""

    PROPOSED = "proposed", pgettext_lazy("assignment", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("assignment", "accepted")
    DECLINED = "declined", pgettext_lazy("assignment", "declined")
    LAPSED = "lapsed", pgettext_lazy("assignment", "lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("assignment", "withdrawn")
    COMPLETED = "completed", pgettext_lazy("assignment", "completed")


LIVE_ASSIGNMENTS = (AssignmentState.PROPOSED, AssignmentState.ACCEPTED)


class AssignmentRole(models.TextChoices):
    LEAD = "lead", pgettext_lazy("assignment role", "lead")
    ADVISER = "adviser", pgettext_lazy("assignment role", "adviser")


class DeclineReason(models.TextChoices):
    """Why a supporter declines; coded so that it can be counted."""

    CONFLICT = "conflict", _("I have a conflict of interest")
    NO_TIME = "no_time", _("I have no time before it is needed")
    NOT_MY_FIELD = "not_my_field", _("It is not my field")
    OTHER = "other", _("Another reason")


class InterviewKind(models.TextChoices):
    PRELIMINARY = "preliminary", _("Preliminary interview")
    SUPPORTER = "supporter", _("Supporter interview")
    FOLLOW_UP = "follow_up", _("Follow-up")


class InterviewForm(models.TextChoices):
    FACE = "face", _("Face to face")
    ONLINE = "online", pgettext_lazy("form of an interview", "Online")
    PHONE = "phone", _("By phone")


class ContactMedium(models.TextChoices):
    """How the desk reached the founder."""

    PHONE = "phone", _("By phone")
    MAIL = "mail", _("By mail")
    ONLINE = "online", pgettext_lazy("form of an interview", "Online")
    FACE = "face", _("Face to face")


class NoteAudience(models.TextChoices):
    """Who reads an internal note. The founder is in neither."""

    DESK = "desk", _("The staff and full-time supporters of the desk")
    TEAM = "team", _("The desk and the supporters of this case")


class PlanState(models.TextChoices):
    """支援計画: drafted → in review → reviewed by a second person → delivered to the founder."""

    DRAFT = "draft", pgettext_lazy("plan state", "draft")
    IN_REVIEW = "in_review", pgettext_lazy("plan state", "in review")
    REVIEWED = "reviewed", pgettext_lazy("plan state", "reviewed")
    DELIVERED = "delivered", pgettext_lazy("plan state", "delivered")


class LinkKind(models.TextChoices):
    RELATED = "related", _("Related case")
    FOLLOW_ON = "follow_on", _("Follow-on case")


class OutcomeKind(models.TextChoices):
    """What came of the support."""

    FUNDS_RAISED = "funds_raised", _("Funds raised")
    APPROVAL = "approval", _("Approval or certification")
    PARTNERSHIP = "partnership", _("Partnership")
    FOUNDED = "founded", _("Company founded")
    OTHER = "other", pgettext_lazy("outcome", "Other")


class ConsentForm(models.TextChoices):
    """How the founder agreed that the desk hands something on."""

    PORTAL = "portal", pgettext_lazy("form of consent", "On the portal")
    WRITTEN = "written", pgettext_lazy("form of consent", "In writing")
    MAIL = "mail", pgettext_lazy("form of consent", "By mail")
    SPOKEN = "spoken", pgettext_lazy("form of consent", "By word of mouth")


class OrganisationTie(models.TextChoices):
    """What an organisation is to the one that asks."""

    PARENT = "parent", pgettext_lazy("organisation of a case", "Parent company")
    COMPETITOR = "competitor", pgettext_lazy("organisation of a case", "Competitor")

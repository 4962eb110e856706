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


class Action(models.TextChoices):
    """Everything that can be done to a case through the gate. Values stand in addresses."""

    START_TRIAGE = "start-triage", _("Start triage")
    CLASSIFY = "classify", _("Classify")
    START_MATCHING = "start-matching", _("Find supporters")
    PROPOSE = "propose", _("Propose a supporter")
    ACCEPT = "accept", _("Accept the proposal")
    TURN_DOWN = "turn-down", _("Decline the proposal")
    WITHDRAW_PROPOSAL = "withdraw-proposal", _("Withdraw the proposal")
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


class EventKind(models.TextChoices):
    """What an event records. The column has no `choices`: a new kind is no migration."""

    SUBMITTED = "submitted", pgettext_lazy("event", "Consultation received")
    IMPORTED = "imported", pgettext_lazy("event", "Imported from the register")
    TRIAGE_STARTED = "triage_started", pgettext_lazy("event", "Triage started")
    CLASSIFIED = "classified", pgettext_lazy("event", "Classified")
    MATCHING_STARTED = "matching_started", pgettext_lazy("event", "Search for supporters started")
    PROPOSED = "proposed", pgettext_lazy("event", "Proposed to a supporter")
    ACCEPTED = "accepted", pgettext_lazy("event", "Proposal accepted")
    TURNED_DOWN = "turned_down", pgettext_lazy("event", "Proposal declined")
    PROPOSAL_WITHDRAWN = "proposal_withdrawn", pgettext_lazy("event", "Proposal withdrawn")
    TAKEN = "taken", pgettext_lazy("event", "Taken by a full-time supporter")
    PRELIMINARY_INTERVIEW = "preliminary_interview", pgettext_lazy("event", "Preliminary interview recorded")
    SUPPORTER_INTERVIEW = "supporter_interview", pgettext_lazy("event", "Supporter interview recorded")
    FOLLOWED_UP = "followed_up", pgettext_lazy("event", "Followed up")
    RATED = "rated", pgettext_lazy("event", "Rated by the founder")
    FOUNDER_ASKED = "founder_asked", pgettext_lazy("event", "Question to the founder")
    FOUNDER_ANSWERED = "founder_answered", pgettext_lazy("event", "Answer of the founder")
    REFERRED = "referred", pgettext_lazy("event", "Referred elsewhere")
    DECLINED = "declined", pgettext_lazy("event", "Declared out of scope")
    WITHDRAWN = "withdrawn", pgettext_lazy("event", "Withdrawn by the founder")
    CLOSED = "closed", pgettext_lazy("event", "Closed")
    REOPENED = "reopened", pgettext_lazy("event", "Reopened")
    VIEWED = "viewed", pgettext_lazy("event", "Chart opened")


class EventSource(models.TextChoices):
    DESK = "desk", pgettext_lazy("source of an event", "at the desk")
    IMPORT = "import", pgettext_lazy("source of an event", "imported from the register")


class Channel(models.TextChoices):
    """受付経路."""

    PORTAL = "portal", _("Portal")
    MAIL = "mail", _("Mail")
    PHONE = "phone", _("Phone")
    OPEN_HOURS = "open_hours", _("Open Hours")
    REFERRAL = "referral", _("Referral by another body")
    EVENT = "event", _("Event")


class DevelopmentStage(models.TextChoices):
    """開発段階: drugs and regenerative products count the first row, devices and others the second."""

    BASIC_RESEARCH = "basic_research", _("Basic research")
    NON_CLINICAL = "non_clinical", _("Non-clinical")
    TRIAL_PREPARATION = "trial_preparation", _("Preparing clinical trials")
    CLINICAL_TRIAL = "clinical_trial", _("In clinical trials")
    APPROVAL_APPLICATION = "approval_application", _("Applying for approval")
    CONCEPT = "concept", _("Concept")
    PROTOTYPE = "prototype", _("Prototype")
    DEMONSTRATION = "demonstration", _("Demonstration")
    CERTIFICATION = "certification", _("Applying for approval or certification")
    COMMERCIALISATION = "commercialisation", _("Commercialisation")
    ON_MARKET = "on_market", _("On the market")


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


class InterviewForm(models.TextChoices):
    FACE = "face", _("Face to face")
    ONLINE = "online", pgettext_lazy("form of an interview", "Online")
    PHONE = "phone", _("By phone")

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
    CLAIM = "claim", _("Take charge of the case")
    HAND_OVER = "hand-over", _("Hand the case over")
    RECORD_CONTACT = "record-contact", _("Record a contact")
    DELIVER_PLAN = "deliver-plan", _("Deliver the support plan")
    RECORD_FOLLOW_UP = "record-follow-up", _("Record a follow-up")
    RATE = "rate", _("Rate the support")


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
    FOLLOW_UP_DISMISSED = "follow_up_dismissed", pgettext_lazy("event", "Follow-up dismissed")
    RATED = "rated", pgettext_lazy("event", "Rated by the founder")
    FOUNDER_ASKED = "founder_asked", pgettext_lazy("event", "Question to the founder")
    FOUNDER_ANSWERED = "founder_answered", pgettext_lazy("event", "Answer of the founder")
    REFERRED = "referred", pgettext_lazy("event", "Referred elsewhere")
    DECLINED = "declined", pgettext_lazy("event", "Declared out of scope")
    WITHDRAWN = "withdrawn", pgettext_lazy("event", "Withdrawn by the founder")
    CLOSED = "closed", pgettext_lazy("event", "Closed")
    REOPENED = "reopened", pgettext_lazy("event", "Reopened")
    VIEWED = "viewed", pgettext_lazy("event", "Chart opened")
    TAKEN_IN = "taken_in", pgettext_lazy("event", "Taken in by the desk")
    CLAIMED = "claimed", pgettext_lazy("event", "Staff member took charge")
    HANDED_OVER = "handed_over", pgettext_lazy("event", "Handed over")
    CONTACT_RECORDED = "contact_recorded", pgettext_lazy("event", "Contact with the founder")
    PLAN_DELIVERED = "plan_delivered", pgettext_lazy("event", "Support plan delivered")
    PLAN_DRAFTED = "plan_drafted", pgettext_lazy("event", "Support plan drafted")
    PLAN_SENT_TO_REVIEW = "plan_sent_to_review", pgettext_lazy("event", "Support plan sent to review")
    PLAN_REVIEWED = "plan_reviewed", pgettext_lazy("event", "Support plan reviewed")
    PLAN_SENT_BACK = "plan_sent_back", pgettext_lazy("event", "Support plan sent back")
    PLAN_STEP_DONE = "plan_step_done", pgettext_lazy("event", "Step of the plan done")
    PLAN_STEP_OPENED = "plan_step_opened", pgettext_lazy("event", "Step of the plan opened again")
    CHART_EDITED = "chart_edited", pgettext_lazy("event", "Chart changed")
    COLLABORATOR_ADDED = "collaborator_added", pgettext_lazy("event", "Collaborator added")
    COLLABORATOR_CHANGED = "collaborator_changed", pgettext_lazy("event", "Collaborator changed")
    COLLABORATOR_REMOVED = "collaborator_removed", pgettext_lazy("event", "Collaborator removed")
    NOTE_WRITTEN = "note_written", pgettext_lazy("event", "Internal note written")
    TASK_SET = "task_set", pgettext_lazy("event", "Task set")
    TASK_DONE = "task_done", pgettext_lazy("event", "Task done")
    TASK_OPENED = "task_opened", pgettext_lazy("event", "Task opened again")
    ITEM_TICKED = "item_ticked", pgettext_lazy("event", "Checklist: ticked")
    ITEM_UNTICKED = "item_unticked", pgettext_lazy("event", "Checklist: tick removed")
    LINKED = "linked", pgettext_lazy("event", "Linked to another case")
    UNLINKED = "unlinked", pgettext_lazy("event", "Link removed")
    OUTCOME_TOLD = "outcome_told", pgettext_lazy("event", "Outcome told")
    ORGANISATION_MERGED = "organisation_merged", pgettext_lazy("event", "Organisation merged")
    MERGE_UNDONE = "merge_undone", pgettext_lazy("event", "Merge undone")


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
    FOLLOW_UP = "follow_up", _("Follow-up")


class InterviewForm(models.TextChoices):
    FACE = "face", _("Face to face")
    ONLINE = "online", pgettext_lazy("form of an interview", "Online")
    PHONE = "phone", _("By phone")


class Modality(models.TextChoices):
    """モダリティ: what kind of thing the product is."""

    SMALL_MOLECULE = "small_molecule", _("Small molecule")
    PROTEIN = "protein", _("Protein or antibody")
    NUCLEIC_ACID = "nucleic_acid", _("Nucleic acid")
    VACCINE = "vaccine", _("Vaccine")
    CELL_THERAPY = "cell_therapy", _("Cell therapy")
    GENE_THERAPY = "gene_therapy", _("Gene therapy")
    DEVICE = "device", _("Device (hardware)")
    SOFTWARE = "software", _("Software as a medical device")
    DIAGNOSTIC = "diagnostic", _("In vitro diagnostic")
    OTHER = "other", pgettext_lazy("modality", "Other")


class DeviceClass(models.TextChoices):
    """医療機器のクラス分類 (薬機法第2条第5項–第7項: general, controlled, specially controlled)."""

    CLASS_1 = "1", _("Class I (general)")
    CLASS_2 = "2", _("Class II (controlled)")
    CLASS_3 = "3", _("Class III (specially controlled)")
    CLASS_4 = "4", _("Class IV (specially controlled)")
    UNKNOWN = "unknown", _("Not known yet")


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

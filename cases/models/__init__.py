from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.consultation import Consultation
from cases.models.event import CaseEvent
from cases.models.message import Attachment, Message
from cases.models.note import Note
from cases.models.numbering import NumberSequence
from cases.models.plan import PlanStep, SupportPlan
from cases.models.record import CaseLink, Collaborator, FollowUpReminder, Outcome, Referral, RelatedOrganisation
from cases.models.reminder import ClockReminder
from cases.models.round import AssignmentRound, RoundRow
from cases.models.rule_run import RuleRun
from cases.models.saved_view import SavedView
from cases.models.support import Interview, Rating
from cases.models.task import ChecklistTick, Task
from cases.models.typed import TypedStep

__all__ = [
    "Assignment",
    "AssignmentRound",
    "Attachment",
    "Case",
    "CaseEvent",
    "CaseLink",
    "ChecklistTick",
    "ClockReminder",
    "Collaborator",
    "Consultation",
    "FollowUpReminder",
    "Interview",
    "Message",
    "Note",
    "NumberSequence",
    "Outcome",
    "PlanStep",
    "Rating",
    "Referral",
    "RelatedOrganisation",
    "RoundRow",
    "RuleRun",
    "SavedView",
    "SupportPlan",
    "Task",
    "TypedStep",
]

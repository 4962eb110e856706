from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.consultation import Consultation
from cases.models.event import CaseEvent
from cases.models.numbering import NumberSequence
from cases.models.support import FollowUp, Interview, Rating

__all__ = [
    "Assignment",
    "Case",
    "CaseEvent",
    "Consultation",
    "FollowUp",
    "Interview",
    "NumberSequence",
    "Rating",
]

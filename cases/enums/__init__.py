"""The tables of values of this room, by what they are about."""

from cases.enums.asked import Channel, DevelopmentStage, DeviceClass
from cases.enums.clocks import Clock, ClockRun, Tone
from cases.enums.events import EventKind, EventSource
from cases.enums.messages import MessageKind, MessageSide
from cases.enums.rounds import OPEN_ROUNDS, RoundState
from cases.enums.rules import RuleStep, RuleStop
from cases.enums.states import MONTH_END_LETTERS, UNKNOWN_MOVE, Action, Awaits, State
from cases.enums.work import (
    LIVE_ASSIGNMENTS,
    AssignmentRole,
    AssignmentState,
    ConsentForm,
    ContactMedium,
    DeclineReason,
    InterviewForm,
    InterviewKind,
    LinkKind,
    NoteAudience,
    OrganisationTie,
    OutcomeKind,
    PlanState,
)
from mediso.desks.enums import Modality

__all__ = [
    "LIVE_ASSIGNMENTS",
    "MONTH_END_LETTERS",
    "OPEN_ROUNDS",
    "UNKNOWN_MOVE",
    "Action",
    "AssignmentRole",
    "AssignmentState",
    "Awaits",
    "Channel",
    "Clock",
    "ClockRun",
    "ConsentForm",
    "ContactMedium",
    "DeclineReason",
    "DevelopmentStage",
    "DeviceClass",
    "EventKind",
    "EventSource",
    "InterviewForm",
    "InterviewKind",
    "LinkKind",
    "MessageKind",
    "MessageSide",
    "Modality",
    "NoteAudience",
    "OrganisationTie",
    "OutcomeKind",
    "PlanState",
    "RoundState",
    "RuleStep",
    "RuleStop",
    "State",
    "Tone",
]

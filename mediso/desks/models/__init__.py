"""The desk, its reference data and its rules. What was in use is retired, never deleted (docs/adr/0003)."""

from mediso.desks.models.change import DeskChange
from mediso.desks.models.desk import FOLLOW_UP_MONTHS, TARGETS, Closure, Desk
from mediso.desks.models.guidance import DUE_AFTER, ChecklistItem, PlanTemplate, PlanTemplateStep, Signpost
from mediso.desks.models.naming import Bilingual
from mediso.desks.models.notices import LONGEST_SUBJECT, NoticeRule, NoticeText
from mediso.desks.models.reference import ProductType, Topic
from mediso.desks.models.routing import WEIGHTS
from mediso.desks.models.terms import Terms
from mediso.desks.models.topic_set import TopicSet, TopicSetMember
from mediso.desks.models.triage_rule import TriageRule, TriageRuleTest
from mediso.desks.models.undertakings import UndertakingText

__all__ = [
    "DUE_AFTER",
    "FOLLOW_UP_MONTHS",
    "LONGEST_SUBJECT",
    "TARGETS",
    "WEIGHTS",
    "Bilingual",
    "ChecklistItem",
    "Closure",
    "Desk",
    "DeskChange",
    "NoticeRule",
    "NoticeText",
    "PlanTemplate",
    "PlanTemplateStep",
    "ProductType",
    "Signpost",
    "Terms",
    "Topic",
    "TopicSet",
    "TopicSetMember",
    "TriageRule",
    "TriageRuleTest",
    "UndertakingText",
]

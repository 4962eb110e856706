"""What is in the tables a case touches, so that a test can say that nothing happened."""

from typing import Any

from django.db.models import Model

from accounts.models import Membership, Organisation
from cases.models import (
    Assignment,
    Attachment,
    Case,
    CaseEvent,
    CaseLink,
    ChecklistTick,
    ClockReminder,
    Collaborator,
    Consultation,
    FollowUpReminder,
    Interview,
    Message,
    Note,
    NumberSequence,
    Outcome,
    PlanStep,
    Rating,
    Referral,
    RelatedOrganisation,
    RuleRun,
    SupportPlan,
    Task,
    TypedStep,
)
from mediso.files.models import StoredFile
from mediso.outbox.models import OutboxMail

TABLES: tuple[type[Model], ...] = (
    Case,
    Consultation,
    TypedStep,
    CaseEvent,
    Assignment,
    Interview,
    Interview.supporters.through,
    NumberSequence,
    Rating,
    RuleRun,
    Note,
    Note.mentioned.through,
    Task,
    ChecklistTick,
    CaseLink,
    Collaborator,
    RelatedOrganisation,
    SupportPlan,
    PlanStep,
    Referral,
    Outcome,
    FollowUpReminder,
    ClockReminder,
    Message,
    Attachment,
    StoredFile,
    OutboxMail,
    Organisation,
    Membership,
)


def world() -> dict[str, list[dict[str, Any]]]:
    """Every row of these tables, column by column."""
    return {table._meta.label: list(table._default_manager.order_by("pk").values()) for table in TABLES}

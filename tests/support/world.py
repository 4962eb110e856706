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
from tests.support.rows import rows_of

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
    """Every row of these tables."""
    return rows_of(TABLES)

"""The thread of a case: its messages, who reads them, and the way to their files."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from cases.models import Attachment, Case, Message
from cases.models.assignment import HAS_ACCEPTED
from cases.selectors.visibility import visible_cases


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads every message of the thread: whoever asked, the desk, and the supporters of the case by name."""

    asker: str
    has_account: bool
    supporters: Sequence[str]


def messages_of(case: Case) -> QuerySet[Message]:
    """What was sent, oldest first, with authors and files; whoever sees the case reads all of it. Two queries."""
    sent = Message.objects.filter(case=case, sent_at__isnull=False)
    return sent.select_related("author").prefetch_related("attachments__file").order_by("sent_at", "pk")


def draft_of(user: User, case: Case) -> Message | None:
    """The one message that this person has begun on the case and not sent."""
    drafts = Message.objects.filter(case=case, author=user, sent_at=None, incoming=None)
    return drafts.prefetch_related("attachments__file").first()


def readers_of(case: Case) -> Readers:
    """One query. Full-time supporters are of the desk; whoever accepted the case is named."""
    asked_by, contact = case.consultation.asked_by, case.contact
    working = case.assignments.filter(state__in=HAS_ACCEPTED).order_by("supporter__name", "pk")
    return Readers(
        asker=asked_by.name if asked_by else contact.name if contact else "",
        has_account=asked_by is not None,
        supporters=list(dict.fromkeys(working.values_list("supporter__name", flat=True))),
    )


def visible_attachments(user: User) -> QuerySet[Attachment]:
    """Files of sent messages in the threads the person reads, and those of their own drafts there."""
    readable = Q(message__sent_at__isnull=False) | Q(message__author=user)
    return Attachment.objects.filter(readable, message__case__in=visible_cases(user)).select_related(
        "file", "message__case__consultation"
    )

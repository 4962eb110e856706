"""The thread of a case: drafts with their files, and sending them."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.decisions import writing
from cases.enums import Action, MessageKind, MessageSide
from cases.models import Attachment, Case, Message
from cases.notifications import tell_message
from cases.selectors.thread import draft_of
from cases.services import gate, records, triage
from cases.services.chart import record_on_chart
from cases.services.posting import SentAlready, author_lock, post
from cases.works import Work
from mediso.common.errors import ActionRefused, StaleRow
from mediso.files.refusals import FileRefused
from mediso.files.services.keeping import check_count, discard_file, keep_file


@transaction.atomic
def keep_draft(*, case: Case, actor: User, token: uuid.UUID, text: str) -> Message:
    """Keep what was typed, for its author alone. `token` is the form's own.

    Raises `StaleRow` where the author has another draft on this case, begun on another page, or sent this one from
    there with other words; `SentAlready` when it was sent with these, `ActionRefused` for whoever may not write now.
    """
    now = writing(actor, case)
    if not now.decision:
        raise ActionRefused(now.decision.reason)
    author_lock(actor)
    found = Message.objects.filter(token=token).first()
    if found is not None and (found.author_id, found.case_id) != (actor.pk, case.pk):
        raise ActionRefused(_("This draft was discarded."))
    if found is not None and not found.is_draft and found.text != text:
        raise StaleRow(
            _(
                "You have sent this message already, from another page or device, with other words. What you typed "
                "here was not sent: send it once more if it is to be a message of its own."
            )
        )
    if found is not None and not found.is_draft:
        raise SentAlready(found)
    if found is None and draft_of(actor, case) is not None:
        raise StaleRow(
            _(
                "You have begun another message on this case, on another page or device. It is kept and shown below; "
                "what you send now takes its place."
            )
        )
    if found is None:
        return Message.objects.create(case=case, author=actor, side=now.side, token=token, text=text)
    found.text, found.written_at = text, timezone.now()
    found.save(update_fields=["text", "written_at"])
    return found


def attach(*, draft: Message, uploads: Iterable["UploadedFile[Any]"]) -> list[FileRefused]:
    """Keep each file with the draft; those that were not taken, with the reason. What is kept stays kept.

    Raises `ActionRefused` when the draft was sent or discarded meanwhile: what was sent keeps the files it had.
    """
    refused = []
    for upload in uploads:
        try:
            with transaction.atomic():
                author_lock(_author(draft))
                if Message.objects.select_for_update().filter(pk=draft.pk, sent_at=None).first() is None:
                    raise ActionRefused(_("This message was sent already."))
                sizes = draft.attachments.values_list("file__size", flat=True)
                check_count([*sizes, upload.size or 0])
                kept = keep_file(name=upload.name or "", content=cast("IO[bytes]", upload))
                Attachment.objects.create(message=draft, file=kept)
        except FileRefused as refusal:
            refused.append(refusal)
    return refused


@transaction.atomic
def detach(*, draft: Message, pk: int) -> None:
    """Take a file off the draft again. Doing it twice is doing it once."""
    author_lock(_author(draft))
    found = Attachment.objects.select_related("file", "message").filter(message=draft, message__sent_at=None, pk=pk)
    for one in found:
        one.delete()
        discard_file(one.file)


@transaction.atomic
def discard_draft(*, draft: Message) -> None:
    author_lock(_author(draft))
    for one in list(draft.attachments.all()):
        detach(draft=draft, pk=one.pk)
    Message.objects.filter(pk=draft.pk, sent_at=None).delete()


def send(
    *,
    case_id: int,
    actor: User,
    token: uuid.UUID,
    text: str | None = None,
    latest: int | None = None,
    as_question: bool = False,
) -> Message:
    """Send the draft of that token. Sending it twice answers the one message there is.

    `text` is what the page holds: it is what is sent, whatever another page has made of the draft since.
    `latest` is the key of the thread's last message when the page was drawn (0 for none): a colleague who answered
    meanwhile is told of first. `as_question` lets the case wait for the founder's answer (照会). What the founder sends
    while the desk waits is that answer.

    Raises `StaleRow` and `ActionRefused`, as the gate does.
    """
    case = Case.objects.select_related("desk", "consultation", "contact").get(pk=case_id)
    now = writing(actor, case)
    kind = MessageKind.QUESTION if as_question else now.kind
    try:
        with transaction.atomic():
            if text is not None:
                keep_draft(case=case, actor=actor, token=token, text=text)
            if latest is not None and now.side == MessageSide.DESK:
                _refuse_if_a_colleague_wrote(case_id, actor, latest)
            WAYS[now.side, kind](case_id=case_id, actor=actor, draft=token)
    except SentAlready as earlier:
        return earlier.message_sent
    return Message.objects.get(token=token)


def settle(*, case_id: int, actor: User) -> None:
    """What the founder wrote needs no answer; it waits no longer."""
    with record_on_chart(case_id=case_id, work=Work.SETTLE_MESSAGE, actor=actor) as entry:
        entry.silent = entry.case.unanswered_since is None
        Case.objects.filter(pk=case_id).update(unanswered_since=None)


def _refuse_if_a_colleague_wrote(case_id: int, actor: User, latest: int) -> None:
    """Under the lock of the case, so that of two who send at once one is told."""
    gate.locked_case(case_id)
    sent = Message.objects.filter(case=case_id, sent_at__isnull=False)
    # By when they were sent: a key is as old as the draft.
    last_read = sent.filter(pk=latest).values_list("sent_at", flat=True).first()
    newer = sent.filter(sent_at__gt=last_read) if last_read else sent
    other = newer.filter(side=MessageSide.DESK).exclude(author=actor).select_related("author").last()
    if other is not None:
        raise StaleRow(
            _("%(who)s has written to the founder meanwhile. Your draft is kept: read the message, then send yours.")
            % {"who": other.author}
        )


def write_to_founder(
    *, case_id: int, actor: User, seen: int | None = None, text: str = "", draft: uuid.UUID | None = None
) -> Message:
    """`text`, or the actor's draft of that token, goes to whoever asked; it meets the clock of the first contact."""
    with gate.move(case_id=case_id, action=Action.MESSAGE, actor=actor, seen=seen) as step:
        kind = MessageKind.MESSAGE
        message = post(case=step.case, author=actor, side=MessageSide.DESK, kind=kind, text=text, draft=draft)
        step.payload["message"] = message.pk
        tell_message(message)
    return message


def write_to_desk(*, case_id: int, actor: User, text: str = "", draft: uuid.UUID | None = None) -> Message:
    """`text`, or the founder's draft of that token, waits for the desk until it is answered or settled."""
    with records.record(case_id=case_id, work=Work.WRITE_TO_DESK, actor=actor) as entry:
        kind = MessageKind.MESSAGE
        message = post(case=entry.case, author=actor, side=MessageSide.FOUNDER, kind=kind, text=text, draft=draft)
        entry.payload["message"] = message.pk
        wait_for_the_desk(entry.case, message)
    return message


def wait_for_the_desk(case: Case, message: Message) -> None:
    """Until the desk answers, or settles it. The caller holds the case's lock."""
    Case.objects.filter(pk=case.pk, unanswered_since=None).update(unanswered_since=message.sent_at)
    tell_message(message)


def _author(draft: Message) -> User:
    if draft.author is None:
        msg = "a draft has its author"
        raise ValueError(msg)
    return draft.author


WAYS: Mapping[tuple[MessageSide, MessageKind], Callable[..., object]] = {
    (MessageSide.DESK, MessageKind.MESSAGE): write_to_founder,
    (MessageSide.DESK, MessageKind.QUESTION): partial(triage.ask_founder, seen=None),
    (MessageSide.FOUNDER, MessageKind.MESSAGE): write_to_desk,
    (MessageSide.FOUNDER, MessageKind.ANSWER): partial(triage.answer, seen=None),
}

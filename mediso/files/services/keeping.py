"""Keeping what was handed in, and discarding it."""

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from mediso.common.queueing import queue
from mediso.files import scanner
from mediso.files.allowed import MEGABYTE, AllowedType
from mediso.files.checking import check
from mediso.files.enums import FileState, Refusal
from mediso.files.models import StoredFile
from mediso.files.names import harmless_name, named_as
from mediso.files.refusals import FileRefused
from mediso.files.storage import attachments, put

SCAN_TASK = "files.scan"  # by name: the tasks import the services
CHUNK = 256 * 1024  # bytes


def check_count(sizes: Sequence[int]) -> None:
    """Raise `FileRefused` when so many files, or so many bytes together, are not taken with one message."""
    if len(sizes) > settings.ATTACHMENTS_MOST_COUNT:
        raise FileRefused(Refusal.TOO_MANY, count=len(sizes), most=settings.ATTACHMENTS_MOST_COUNT)
    if sum(sizes) > settings.ATTACHMENTS_MOST_BYTES:
        raise FileRefused(Refusal.TOO_LARGE_IN_ALL, megabytes=settings.ATTACHMENTS_MOST_BYTES // MEGABYTE)


@transaction.atomic
def keep_file(*, name: str, content: IO[bytes]) -> StoredFile:
    """Check and keep one file under a harmless name; it is scanned after the commit. Raises `FileRefused`.

    `content` must be seekable; it is read chunk by chunk and left open. Should the caller's transaction be rolled back,
    the content that no row knows is removed by `remove_leftovers`.
    """
    checked = check(name, content, most_bytes=settings.ATTACHMENT_MOST_BYTES)
    state = FileState.WAITING if scanner.is_configured() else FileState.UNSCANNED
    stored = _kept(
        content,
        name=checked.name,
        content_type=checked.kind.content_type,
        charset=checked.charset,
        size=checked.size,
        state=state,
    )
    if stored.state == FileState.WAITING:
        transaction.on_commit(lambda: queue(SCAN_TASK, stored.pk))
    return stored


@transaction.atomic
def keep_made(*, name: str, kind: AllowedType, content: bytes) -> StoredFile:
    """Keep what the desk made itself, under a harmless name. It came from nobody, so it waits for no scanner."""
    return _kept(
        BytesIO(content),
        name=named_as(harmless_name(name), kind),
        content_type=kind.content_type,
        size=len(content),
        state=FileState.MADE,
    )


def _kept(content: IO[bytes], **columns: Any) -> StoredFile:
    """The content in its place, with its row; no content stays where the row could not be written."""
    digest = _sha256(content)
    with ExitStack() as undo:
        place = put(content)
        undo.callback(attachments().delete, place)
        stored = StoredFile.objects.create(place=place, sha256=digest, **columns)
        undo.pop_all()
    return stored


@transaction.atomic
def discard_file(stored: StoredFile) -> None:
    """Delete the row in the caller's transaction and the content after it. A second time is no error."""
    row = StoredFile.objects.select_for_update().filter(pk=stored.pk).first()
    if row is None:
        return
    row.delete()
    if row.place:
        # A store that is away is logged; the content is a leftover then.
        transaction.on_commit(lambda: attachments().delete(row.place), robust=True)


def _sha256(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    while chunk := content.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()

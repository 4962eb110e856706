"""The daily digest: one mail a person and desk that names what was held for it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from mediso.desks.models import Desk
from mediso.notices.services.writing import write_notice
from mediso.outbox.models import MailState, OutboxMail

DIGEST = "daily_digest"


def write_digests() -> int:
    """Tell everybody what was held for them; how many mails were written.

    Safe to run at any time and twice at once: one digest a person, desk and day. What is held after today's digest
    waits for tomorrow's.
    """
    waiting = OutboxMail.objects.filter(state=MailState.HELD).order_by().values_list("desk", "recipient").distinct()
    return sum(_write(desk_id, user_id) for desk_id, user_id in list(waiting))


@transaction.atomic
def _write(desk_id: int, user_id: int | None) -> bool:
    # Whoever comes second waits here, and finds nothing held any more.
    held = list(
        OutboxMail.objects.select_for_update()
        .filter(state=MailState.HELD, desk=desk_id, recipient=user_id)
        .order_by("written_at", "pk")
    )
    rows = OutboxMail.objects.filter(pk__in=[mail.pk for mail in held])
    reader: Any = get_user_model().objects.filter(pk=user_id or 0, is_active=True).first()
    if reader is None:  # the account was closed or is gone: there is nobody to tell
        rows.update(state=MailState.DISMISSED)
        return False
    digest = _tell(Desk.objects.get(pk=desk_id), reader, held) if held else None
    if digest is None:
        return False
    rows.update(state=MailState.DIGESTED, digest=digest)
    return True


def _tell(desk: Desk, reader: Any, held: Sequence[OutboxMail]) -> OutboxMail | None:
    return write_notice(
        kind=DIGEST,
        desk=desk,
        to=reader.email,
        language=reader.language,
        key=f"{DIGEST}:{reader.pk}:{desk.pk}:{timezone.localdate()}",
        values={"name": reader.name, "mails": render_to_string("mail/_digested_mails.txt", {"mails": held}).strip()},
        recipient=reader.pk,
    )

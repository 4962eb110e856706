"""Writing a notice: in the reader's language, in the desk's words, and as its reader wants it."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from mediso.desks.enums import Delivery
from mediso.desks.models import Desk
from mediso.files.models import StoredFile
from mediso.notices.selectors import delivery_for, words_for
from mediso.notices.table import NOTICES, Notice
from mediso.notices.variables import DESK
from mediso.notices.words import NoticeWords, filled
from mediso.outbox.models import OutboxMail
from mediso.outbox.services import write_mail


def write_notice(
    *,
    kind: str,
    desk: Desk | None,
    to: str,
    language: str,
    key: str,
    values: Mapping[str, object],
    recipient: int | None = None,
    reply_to: str = "",
    secret: bool = False,
    attached: Sequence[StoredFile] = (),
) -> OutboxMail | None:
    """Write the notice to the outbox in the caller's transaction; None if it was told already or is not wanted.

    `key` names what is told and to whom: the same key is one mail. `values` are those the table names, no more and no
    fewer, or this raises `KeyError`; each becomes text in the reader's language, so it may be lazy. `recipient` is the
    id of the account the mail is to. Answers to the mail reach `reply_to`, where one is given.
    Files that are `attached` go along with it.
    """
    notice = NOTICES[kind]
    if values.keys() != set(notice.names):
        message = f"{kind} is written with {sorted(notice.names)}, not with {sorted(values)}"
        raise KeyError(message)
    delivery = delivery_for(notice, desk, recipient)
    if delivery == Delivery.NONE:
        return None
    with translation.override(language):
        plain = {name: str(value) for name, value in values.items()}
        words = worded(words_for(notice, desk, language), plain, desk, answered=bool(reply_to))
    return write_mail(
        key=key,
        to=to,
        subject=words.subject,
        body=words.body,
        kind=kind,
        desk_id=desk.pk if desk else None,
        recipient=recipient,
        reply_to=reply_to,
        link="" if secret else plain.get("address", settings.SITE_ADDRESS),
        secret=secret,
        held=delivery == Delivery.DAILY and not secret,
        attached=attached,
    )


def worded(words: NoticeWords, values: Mapping[str, str], desk: Desk | None, *, answered: bool) -> NoticeWords:
    """As it is sent, in the active language: variables put in, and the signature under it."""
    values = {**values, DESK: str(desk) if desk else _("the consultation desk")}
    about = {"desk": desk, "site_address": settings.SITE_ADDRESS, "answered": answered}
    signature = render_to_string("mail/_signature.txt", about).strip()
    subject = " ".join(filled(words.subject, values).split())
    return NoticeWords(subject, f"{filled(words.body, values).strip()}\n\n{signature}\n")


def preview(notice: Notice, words: NoticeWords, desk: Desk, language: str) -> NoticeWords:
    """What a reader of this language would get, with the examples of the table."""
    with translation.override(language):
        examples = {name: str(variable.example) for name, variable in notice.variables.items()}
        return worded(words, examples, desk, answered=False)

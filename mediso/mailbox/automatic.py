"""Whether a machine wrote a mail, and what came back of ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mediso.common.own_mails import OURS
from mediso.mailbox.charsets import decode
from mediso.mailbox.enums import Automatic
from mediso.mailbox.headers import ADDRESS, MOST_ADDRESS, MOST_ID, Address, Headers, raw, text_of
from mediso.mailbox.mime import Entity

POSTMASTER = re.compile(r"(mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
# "Out of office" in a subject is no proof: people write of it. With a second sign it is.
AWAY = re.compile(
    r"(automatic reply|auto(matic)?[ -]?reply|auto[ -]?response|out of (the )?office|on vacation)"
    r"|自動(応答|返信|送信)|不在(通知|連絡|のお知らせ|応答)|^不在[:：]|休暇中",
    re.IGNORECASE,
)
SILENT = {"bulk", "junk", "list"}
MESSAGE_ID = re.compile(r"^[> \t]*Message-ID:\s{0,5}<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
FIELDS = ("final-recipient", "original-recipient", "status", "action")
MOST_REPORT = 64 * 1024  # bytes of a report that are read


@dataclass(frozen=True)
class Bounced:
    """A mail that came back: its Message-ID, whom it did not reach, and how (RFC 3463: `5.1.1` is for good).

    `action` is `failed`, `delayed` and others of RFC 3464. What the report does not say is "".
    """

    message_id: str
    recipient: str = ""
    status: str = ""
    action: str = ""


def kind_of(whole: Entity, sender: Address, own_addresses: Iterable[str]) -> Automatic | None:
    """The kind of machine that wrote the mail, None for a person. The first sign of the table decides."""
    headers = whole.headers
    for kind, sign in (
        (Automatic.BOUNCE, _is_delivery_report(whole)),
        (Automatic.LOOP, sender.address.lower() in own_addresses or bool(raw(headers, OURS))),
        (Automatic.AUTO_REPLY, _answers_by_itself(whole)),
        (Automatic.BOUNCE, _has_no_way_back(headers) or POSTMASTER.match(sender.address) is not None),
        (Automatic.LIST, _is_list(headers)),
    ):
        if sign:
            return kind
    return None


def _report_of(whole: Entity) -> str:
    return whole.kind_parameters.get("report-type", "").lower() if whole.kind == "multipart/report" else ""


def _is_delivery_report(whole: Entity) -> bool:
    return _report_of(whole) == "delivery-status"


def _says(headers: Headers, name: str) -> str:
    return raw(headers, name).split(";")[0].strip().lower()


def _has_no_way_back(headers: Headers) -> bool:
    return "".join(raw(headers, "Return-Path").split()) == "<>"


def _answers_by_itself(whole: Entity) -> bool:
    headers = whole.headers
    if _says(headers, "Auto-Submitted") not in {"", "no"} or _says(headers, "Precedence") == "auto_reply":
        return True
    if any(raw(headers, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")):
        return True
    if _report_of(whole) == "disposition-notification":
        return True
    second_sign = (
        raw(headers, "X-Auto-Response-Suppress")
        or raw(headers, "X-MS-Exchange-Inbox-Rules-Loop")
        or _has_no_way_back(headers)
        or _says(headers, "Precedence") in SILENT
    )
    return bool(second_sign) and AWAY.search(text_of(raw(headers, "Subject"))) is not None


def _is_list(headers: Headers) -> bool:
    return bool(raw(headers, "List-Id")) or _says(headers, "Precedence") in SILENT


def bounced(report: Iterable[Entity], text: str) -> Bounced | None:
    """What came back, from the parts of a report or, without such, from a Message-ID quoted in its text."""
    fields: dict[str, str] = {}
    message_id = ""
    for part in report:
        content = decode(part.content()[:MOST_REPORT])
        if part.kind == "message/delivery-status":
            fields = _fields(content) | fields
        elif part.kind in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"}:
            message_id = message_id or _quoted_id(content)
    message_id = message_id or _quoted_id(text[:MOST_REPORT])
    recipient = fields.get("original-recipient") or fields.get("final-recipient", "")
    address = ADDRESS.search(recipient)
    if not (message_id or address):
        return None
    status = fields.get("status", "").split(" ")[0][:20]
    return Bounced(
        message_id, address[0].lower()[:MOST_ADDRESS] if address else "", status, fields.get("action", "")[:20].lower()
    )


def _fields(content: str) -> dict[str, str]:
    """The first value of each field; a report has one block for itself and one a recipient."""
    found: dict[str, str] = {}
    for line in content.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip().lower() in FIELDS:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _quoted_id(content: str) -> str:
    found = MESSAGE_ID.search(content)
    return found[1][:MOST_ID] if found else ""

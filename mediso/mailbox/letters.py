"""A mail as plain values. Whatever arrives is read as far as it can be; nothing here raises for what stands in it."""

import datetime as dt
import hashlib
import mimetypes
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from mediso.mailbox import html, mime
from mediso.mailbox.automatic import Bounced, bounced, kind_of
from mediso.mailbox.charsets import clean, decode
from mediso.mailbox.enums import Automatic
from mediso.mailbox.flowed import unflowed
from mediso.mailbox.folding import fold
from mediso.mailbox.headers import Address, addresses, identifiers, moment, parameters, raw, text_of

MOST_TEXT = 50_000  # characters of `text`: what goes on is folded
MOST_FOLDED = 200_000  # characters of `folded`: what goes on is in the mail as it was stored
MOST_SOURCE = 2_000_000  # bytes of one part's text, and characters of all, that are read
MOST_RECIPIENTS = 200
MOST_REFERENCES = 100
MOST_ALL_PARTS = 2_000
MOST_SUBJECT = 500
MOST_NAME = 150

# Bytes from which on a text is perhaps not read to its end.
MOST_LENGTHS = {"text/plain": MOST_SOURCE, "text/html": html.MOST_MARKUP}
META_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
UNPLEASANT = re.compile(r"[\x00-\x1f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Part:
    """A file that came along. `inline`: it is shown inside the text, as the pictures of signatures are."""

    name: str
    kind: str
    inline: bool
    _source: mime.Entity = field(repr=False, compare=False)

    @property
    def content(self) -> bytes:
        """The file, decoded at each call: of 500 files in a mail one is in memory at a time."""
        return self._source.content()


@dataclass(frozen=True)
class Letter:
    """A mail.

    `message_id` and `references` stand without brackets; a missing or unusable id is made from the bytes.
    `text` is what the person wrote, `folded` the quotes and signature below. `cut` says that not all of the mail could
    be read into these values: the mail itself has it. `automatic` is None for a person.
    """

    message_id: str
    references: tuple[str, ...]
    sender: Address
    recipients: tuple[str, ...]
    subject: str
    sent_at: dt.datetime | None
    text: str
    folded: str
    parts: tuple[Part, ...]
    automatic: Automatic | None
    bounced: Bounced | None
    cut: bool


@dataclass
class _Read:
    """What was found on the way through a mail."""

    texts: list[str] = field(default_factory=list)
    files: list[mime.Entity] = field(default_factory=list)
    cut: bool = False


def parse(data: bytes, own_addresses: Collection[str] = ()) -> Letter:
    """The mail in these bytes. A mail from one of `own_addresses` (lower-case) is a loop."""
    whole = mime.entity(memoryview(data))
    headers = whole.headers
    sender = _sender(whole)
    read = _read(whole)
    body = "\n".join(text.strip("\n") for text in read.texts if text.strip())
    text, folded, cut = _bounded(body[:MOST_SOURCE])
    automatic = kind_of(whole, sender, own_addresses)
    files = read.files[:MOST_ALL_PARTS]
    return Letter(
        message_id=next(iter(identifiers(headers, "Message-ID")), "") or made_id(data),
        references=tuple(identifiers(headers, "In-Reply-To", "References"))[:MOST_REFERENCES],
        sender=sender,
        recipients=_recipients(whole),
        subject=text_of(raw(headers, "Subject"))[:MOST_SUBJECT],
        sent_at=moment(headers),
        text=text,
        folded=folded,
        parts=tuple(_part(one, number) for number, one in enumerate(files, start=1)),
        automatic=automatic,
        bounced=bounced(files, body) if automatic == Automatic.BOUNCE else None,
        cut=cut or read.cut or len(body) > MOST_SOURCE or len(read.files) > MOST_ALL_PARTS,
    )


def made_id(data: bytes) -> str:
    """The Message-ID of a mail that has none: equal bytes have the same."""
    return f"sha256.{hashlib.sha256(data).hexdigest()}@mailbox.invalid"


def _sender(whole: mime.Entity) -> Address:
    found = next(iter(addresses(whole.headers, "From", "Sender", "Reply-To")), Address())
    return Address(found.address.lower(), found.name)


def _recipients(whole: mime.Entity) -> tuple[str, ...]:
    found = (one.address for one in addresses(whole.headers, *RECIPIENTS))
    return tuple(dict.fromkeys(found))[:MOST_RECIPIENTS]


def _bounded(body: str) -> tuple[str, str, bool]:
    """Text, folded, and whether something was left out."""
    folds = fold(body)
    text, folded = folds.text, folds.folded
    if len(text) > MOST_TEXT:
        text, folded = text[:MOST_TEXT], text[MOST_TEXT:] + ("\n" + folded if folded else "")
    return text, folded[:MOST_FOLDED], len(folded) > MOST_FOLDED


def _read(whole: mime.Entity, depth: int = 0) -> _Read:
    """The texts and files of a part; of alternatives the plain text, or the page where that is empty."""
    if not whole.kind.startswith("multipart/") or depth >= mime.MOST_DEEP:
        return _leaf(whole)
    found, cut = mime.parts(whole)
    if not found:
        return _Read(texts=[_text(whole, "text/plain")], cut=cut or len(whole.body) > MOST_SOURCE)
    reads = [_read(one, depth + 1) for one in found]
    files = [file for one in reads for file in one.files]
    if whole.kind == "multipart/alternative":
        texts = next((one.texts for one in reads if "".join(one.texts).strip()), [])
    else:
        texts = [text for one in reads for text in one.texts]
    return _Read(texts, files, cut=cut or any(one.cut for one in reads))


def _leaf(one: mime.Entity) -> _Read:
    if one.kind in MOST_LENGTHS and one.disposition != "attachment" and not _said_name(one):
        return _Read(texts=[_text(one, one.kind)], cut=len(one.body) > MOST_LENGTHS[one.kind])
    return _Read(files=[one])


def _text(one: mime.Entity, kind: str) -> str:
    content = one.content()
    if len(content) > MOST_SOURCE:  # at the end of a line, not inside a character
        content = content[: content.rfind(b"\n", 0, MOST_SOURCE) + 1 or MOST_SOURCE]
    said = one.kind_parameters
    charset = said.get("charset")
    if kind == "text/html":
        named = META_CHARSET.search(content[:4096])
        return clean(html.text_of(decode(content, charset or (named[1].decode() if named else None))))
    text = decode(content, charset)
    if said.get("format", "").lower() == "flowed":
        return unflowed(text, deletes_blank=said.get("delsp", "").lower() == "yes")
    return text


def _said_name(one: mime.Entity) -> str:
    for header, name in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        said = parameters(raw(one.headers, header)).get(name, "")
        if said:
            return said
    return ""


def _part(one: mime.Entity, number: int) -> Part:
    inline = bool(raw(one.headers, "Content-ID")) and one.disposition != "attachment"
    return Part(_name(one, number), one.kind, inline, one)


def _name(one: mime.Entity, number: int) -> str:
    """A name that a file can have, its ending kept: the one said, else the subject of a mail, else a number."""
    said = UNPLEASANT.sub("_", re.split(r"[/\\]", _said_name(one))[-1]).strip(" .")
    if not said and one.kind == "message/rfc822":
        subject = text_of(raw(mime.entity(memoryview(one.content())).headers, "Subject"))
        said = (UNPLEASANT.sub("_", subject).strip(" .")[:MOST_NAME] or f"mail-{number}") + ".eml"
    if not said:
        said = f"attachment-{number}{mimetypes.guess_extension(one.kind) or '.bin'}"
    stem, dot, ending = said.rpartition(".")
    if len(said) <= MOST_NAME:
        return said
    return f"{stem[: MOST_NAME - 20]}{dot}{ending[:15]}" if dot else said[:MOST_NAME]

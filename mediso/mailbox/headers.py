"""Headers of a mail as plain values. Nothing here raises, whatever stands in them."""

import binascii
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from mediso.mailbox.charsets import clean, decode

MOST_HEADER = 20_000  # characters of one header that are read: nobody types more
MOST_COMMENTS = 20  # the standard library reads parentheses in addresses by recursion
MOST_ADDRESS = 320  # RFC 5321: 64 before the @, 255 after it
MOST_ID = 500
YEARS = range(1980, 2200)

Headers: TypeAlias = "Message[str, str]"

# RFC 2047, and what is sent instead: encoded words inside quotes, without blanks between them, with blanks in them.
WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
IDENTIFIER = re.compile(r"<([^<>\s]+)>")
ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
FOLD = re.compile(r"[\r\n]+[ \t]*")
NUMBERED = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?", re.ASCII)


@dataclass(frozen=True)
class Address:
    """Who is meant: `address` as it can be written to, `name` as it is shown; "" where a mail does not say."""

    address: str = ""
    name: str = ""


def values(headers: Headers, *names: str) -> Iterator[str]:
    """Every value of these headers as it came, in the order of `names`; bytes beyond ASCII are lone surrogates."""
    # Not `get_all`: what it makes of a value with bytes beyond ASCII has lost them.
    everything = [(name.lower(), value) for name, value in headers.raw_items()]
    for wanted in names:
        yield from (str(value)[:MOST_HEADER] for name, value in everything if name == wanted.lower())


def raw(headers: Headers, name: str) -> str:
    """The first value of a header as it came, "" if there is none."""
    return next(values(headers, name), "")


def text_of(value: str) -> str:
    """What a header says: lines joined, encoded words read, bytes beyond ASCII guessed."""
    return clean(_decoded_words(FOLD.sub(" ", value))).replace("\n", " ").strip()


def _decoded_words(value: str) -> str:
    """RFC 2047. Neighbours of one character set are joined as bytes first: programs cut inside a character."""
    made: list[str] = []
    waiting, waiting_charset = b"", ""
    end = 0
    for word in WORD.finditer(value):
        between, end = value[end : word.start()], word.end()
        charset = word[1].lower()
        if waiting and (between.strip() or charset != waiting_charset):
            made.append(decode(waiting, waiting_charset))
            waiting = b""
        if between.strip() or (not made and not waiting):
            made.append(_from_bytes(between))
        waiting, waiting_charset = waiting + _bytes_of(word[2], word[3]), charset
    if waiting:
        made.append(decode(waiting, waiting_charset))
    return "".join(made) + _from_bytes(value[end:])


def _bytes_of(encoding: str, content: str) -> bytes:
    data = content.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    return from_base64(data)


def from_base64(data: bytes) -> bytes:
    """The bytes; what is not of the alphabet is passed over, and a last group that lacks letters is read so far."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _from_bytes(value: str) -> str:
    return decode(value.encode("utf-8", "surrogateescape")) if not value.isascii() else value


def addresses(headers: Headers, *names: str) -> list[Address]:
    """Who stands in these headers, in their order and as they are written; what is no address is left out."""
    found = []
    for value in values(headers, *names):
        line = FOLD.sub(" ", value)
        if line.count("(") > MOST_COMMENTS:
            line = line.replace("(", " ").replace(")", " ")
        for name, address in getaddresses([line]):
            plain = clean(address).replace("\n", "")
            if ADDRESS.fullmatch(plain) and len(plain) <= MOST_ADDRESS:
                found.append(Address(plain, text_of(name)[:200]))
    return found


def identifiers(headers: Headers, *names: str) -> list[str]:
    """The Message-IDs in these headers, without their brackets, each once."""
    found = (clean(FOLD.sub("", one)) for value in values(headers, *names) for one in IDENTIFIER.findall(value))
    return list(dict.fromkeys(one for one in found if one.isascii() and len(one) <= MOST_ID))


def moment(headers: Headers) -> dt.datetime | None:
    """The moment in `Date`; None where it is missing or nonsense. Without a zone it is taken for UTC (RFC 5322)."""
    try:
        said = parsedate_to_datetime(raw(headers, "Date"))
        aware = said if said.tzinfo else said.replace(tzinfo=dt.UTC)
        return aware.astimezone(dt.UTC) if aware.year in YEARS else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def parameters(value: str) -> dict[str, str]:
    """The parameters of a structured header by lower-cased name, with the forms of RFC 2231 joined and read.

    Encoded words inside a parameter are forbidden and what Outlook sends: they are read too.
    """
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, content in _pairs(FOLD.sub(" ", value)):
        numbered = NUMBERED.fullmatch(name)
        if numbered and (numbered[2] or numbered[3]):
            place = int(numbered[2] or 0)
            pieces.setdefault(numbered[1], []).append((place, bool(numbered[3]), content))
        else:
            plain.setdefault(name, text_of(content))
    return plain | {name: _joined(some) for name, some in pieces.items()}


def _pairs(value: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r';\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))', value):
        quoted = found[2]
        yield found[1].lower(), re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else found[3].strip()


def _joined(pieces: Iterable[tuple[int, bool, str]]) -> str:
    """RFC 2231: the pieces in their order; the first encoded one begins with the character set."""
    data, charset = b"", ""
    for place, encoded, content in sorted(pieces):
        rest = content
        if encoded and place == 0 and content.count("'") >= 2:  # noqa: PLR2004 - charset'language'text
            charset, _language, rest = content.split("'", 2)
        piece = rest.encode("utf-8", "surrogateescape")
        data += unquote_to_bytes(piece) if encoded else piece
    return text_of(decode(data, charset or None))

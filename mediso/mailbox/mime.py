"""A mail taken apart into its headers and bodies, as slices of the bytes it came in.

Not the standard library's parser: 900 kB of nested boundaries took it from 3 s (100 deep) to 18 s (900 deep), beyond
which it raises RecursionError; a forwarded mail cannot be had from it as the bytes that came; and it needed 157 MB for
a mail of 33 MB (docs/adr/0012-mails-taken-apart.md). Header blocks are still read by it.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesHeaderParser

from mediso.mailbox.headers import Headers, from_base64, parameters, raw

MOST_DEEP = 20  # multiparts inside each other; what lies deeper is kept as an attachment as it came
MOST_PARTS = 1_000  # parts of one multipart; the rest stays in the mail as it was stored
MOST_HEADERS = 256 * 1024  # bytes of one block of headers

# Lines with a name and a colon, lines that go on, and the first line of a mail out of an mbox.
HEADER_LINES = re.compile(rb"(?:From [^\n]*\n)?(?:(?:[^\s:]+[ \t]*:|[ \t])[^\n]*(?:\n|\Z))*+")
TOKEN = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}")
# A multipart whose boundary is not the one it says: its lines are known by what follows them.
LOOKS_LIKE_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200}?)[ \t]*\r?\nContent-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entity:
    """Headers and the body below them, still as it was encoded for the way."""

    headers: Headers
    body: memoryview

    @property
    def kind(self) -> str:
        """The media type, `text/plain` where it is missing or none."""
        said = raw(self.headers, "Content-Type").split(";")[0].strip().lower()
        return said if TOKEN.fullmatch(said) else "text/plain"

    @property
    def kind_parameters(self) -> dict[str, str]:
        return parameters(raw(self.headers, "Content-Type"))

    @property
    def disposition(self) -> str:
        return raw(self.headers, "Content-Disposition").split(";")[0].strip().lower()

    def content(self) -> bytes:
        """The body as it was before it was encoded. An unknown encoding leaves it as it is."""
        encoding = raw(self.headers, "Content-Transfer-Encoding").strip().lower()
        if encoding == "base64":
            return from_base64(bytes(self.body))
        if encoding == "quoted-printable":
            return binascii.a2b_qp(bytes(self.body))
        return bytes(self.body)


def entity(data: memoryview) -> Entity:
    """The mail or part in `data`. Without a blank line the headers end where a line is none."""
    head = bytes(data[:MOST_HEADERS])
    end = HEADER_LINES.match(head).end()  # type: ignore[union-attr]  # it matches nothing too
    return Entity(BytesHeaderParser().parsebytes(head[:end]), data[_after_line(data, end) :])


def parts(whole: Entity) -> tuple[list[Entity], bool]:
    """The parts of a multipart, and whether there were more than `MOST_PARTS`.

    None where no line parts them: the body is then one text.
    """
    data = whole.body
    lines = list(_between(data, _boundary(whole)))
    if not lines:
        guess = LOOKS_LIKE_BOUNDARY.search(data)
        lines = list(_between(data, guess[1])) if guess else []
    return [entity(data[start:end]) for start, end in lines[:MOST_PARTS]], len(lines) > MOST_PARTS


def _boundary(whole: Entity) -> bytes:
    said = whole.kind_parameters.get("boundary", "").rstrip()
    return said.encode("utf-8", "surrogateescape")[:200]


def _between(data: memoryview, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends; a last one that is not closed ends with the mail."""
    if not boundary:
        return
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    start = None
    for count, found in enumerate(line.finditer(data)):
        if start is not None:
            yield start, found.start()
        if found[1] or count > MOST_PARTS:
            return
        start = _after_line(data, found.end())
    if start is not None and start < len(data):
        yield start, len(data)


def _after_line(data: memoryview, end: int) -> int:
    for line_end in (b"\r\n", b"\n"):
        if bytes(data[end : end + len(line_end)]) == line_end:
            return end + len(line_end)
    return end

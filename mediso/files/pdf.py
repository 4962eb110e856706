"""Whether a PDF is whole and open."""

import re
from typing import IO

from mediso.files.enums import Refusal
from mediso.files.refusals import Unfit

CHUNK = 256 * 1024
OVERLAP = 64  # bytes
TAIL = 2048  # bytes: readers look for the end within the last 1024, and some programs pad
# The trailer names the encryption dictionary (ISO 32000-1, 7.5.5); trailers themselves are never compressed.
ENCRYPTED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")


def check_pdf(stream: IO[bytes]) -> None:
    """Raise `Unfit` for a PDF that is cut off or encrypted."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - TAIL))
    if b"%%EOF" not in stream.read(TAIL):
        raise Unfit(Refusal.BROKEN)
    stream.seek(0)
    before = b""
    while chunk := stream.read(CHUNK):
        if ENCRYPTED.search(before + chunk):
            raise Unfit(Refusal.ENCRYPTED)
        before = chunk[-OVERLAP:]

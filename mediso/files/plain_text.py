"""Text and CSV: what decodes as one of Japan's encodings, has no controls, and is no page, drawing or script."""

import codecs
import re
from typing import IO

from mediso.files.enums import Refusal
from mediso.files.refusals import Unfit

CHUNK = 64 * 1024
# The name for Python, the name for browsers (WHATWG Encoding Standard).
ENCODINGS = {"utf-8": "utf-8", "cp932": "shift_jis", "iso2022_jp": "iso-2022-jp"}
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")  # tab, line feed, form feed and carriage return are text
ESCAPE = re.compile(rb"\x1b[$(]")  # by which ISO-2022-JP changes its sets (RFC 1468)

# How browsers that guess know a page (WHATWG MIME Sniffing, 7.1), and the beginnings of scripts.
PAGE = re.compile(
    rb"\s*(<!--|<\?|<(!doctype|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|xml)[\s>/])",
    re.IGNORECASE,
)
INSIDE = re.compile(rb"<(!doctype\s+html|html|script|svg|iframe|object|embed)[\s>/:]", re.IGNORECASE)
PROGRAM = re.compile(rb"\s*(#!|@echo\s|%!PS)", re.IGNORECASE)
# Text by its content, so its name alone tells that a system would run it.
RUN_BY_NAME = "bat cmd com exe hta jar js jse lnk mjs msi php pif ps1 py reg scr sh url vbe vbs wsf"
SHOWN_BY_NAME = "htm html xhtml svg xml mht mhtml"


def charset_of(stream: IO[bytes], *, head: bytes, extension: str) -> str | None:
    """The charset for browsers if this is plain text, None if it is not text at all.

    Raises `Unfit` for text that is a page, a drawing or a script.
    """
    charset = _encoding_of(stream, head)
    if charset is None:
        return None
    start = head.removeprefix(codecs.BOM_UTF8)
    if PROGRAM.match(start) or extension[1:] in RUN_BY_NAME.split():
        raise Unfit(Refusal.EXECUTABLE)
    if PAGE.match(start) or INSIDE.search(start) or extension[1:] in SHOWN_BY_NAME.split():
        raise Unfit(Refusal.MARKUP)
    return ENCODINGS[charset]


def _encoding_of(stream: IO[bytes], head: bytes) -> str | None:
    # ISO-2022-JP is made of ASCII alone and would pass as UTF-8; cp932 takes almost anything and comes last.
    tried = ("iso2022_jp",) if ESCAPE.search(head) else ("utf-8", "cp932")
    return next((encoding for encoding in tried if _decodes(stream, encoding)), None)


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    while True:
        chunk = stream.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            return False
        if CONTROLS.search(text):
            return False
        if not chunk:
            return True

"""What a file is, by its content and not by its name, and whether it is taken. Knows a name and a stream, no database.

What is taken is matched strictly (`mediso/files/allowed.py`). Only the reason for refusing anything else asks a library
of signatures: a mistake there gives another sentence, and lets nothing in.
"""

from dataclasses import dataclass
from typing import IO

import puremagic

from mediso.files.allowed import ALLOWED, CSV, MEGABYTE, PDF, TEXT, AllowedType
from mediso.files.enums import Refusal
from mediso.files.names import extension_of, harmless_name, named_as
from mediso.files.ooxml import office_type
from mediso.files.pdf import check_pdf
from mediso.files.plain_text import charset_of
from mediso.files.refusals import FileRefused, Unfit

HEAD = 64 * 1024  # bytes
CHUNK = 256 * 1024  # bytes
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old Office's container (MS-CFB)
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # today's Office file with a password (MS-OFFCRYPTO)

# Some readers look for a PDF behind other bytes (ISO 32000-1, annex H); here it is one that was damaged on its way.
PDF_INSIDE, PDF_MARGIN = b"%PDF-", 1024

# What the library calls them: extensions, parted by spaces.
WORDS: tuple[tuple[Refusal, str], ...] = (
    (Refusal.EXECUTABLE, "exe dll com sys scr msi lnk class dex wasm appimage elf so dylib chm"),
    (Refusal.ARCHIVE, "zip rar 7z gz tgz tar bz2 bzip2 xz lzh lha cab iso z zst ace arj cpio"),
    (Refusal.MARKUP, "html htm svg xml xhtml mhtml"),
)
PROGRAM_NAMES = ("executable", "Mach-O", "ELF")
# Text by its characters, and yet a document that programs open and run.
NOT_PLAIN = {".rtf", ".ps", ".eps"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is taken: its harmless name with the extension of its kind, and its size in bytes.

    `charset` is the name browsers know, of text alone.
    """

    name: str
    kind: AllowedType
    size: int
    charset: str = ""


def check(name: str, stream: IO[bytes], *, most_bytes: int) -> Checked:
    """What this file is. `stream` is seekable and left at its start. Raises `FileRefused` for what is not taken."""
    harmless = harmless_name(name)
    size = stream.seek(0, 2)
    if not size:
        raise FileRefused(Refusal.EMPTY, name=harmless)
    if size > most_bytes:
        raise FileRefused(Refusal.TOO_LARGE, name=harmless, megabytes=most_bytes // MEGABYTE)
    try:
        kind, charset = _found(stream, extension_of(harmless))
    except Unfit as unfit:
        raise FileRefused(unfit.reason, name=harmless) from unfit
    finally:
        stream.seek(0)
    if kind.most_bytes and size > kind.most_bytes:
        raise FileRefused(Refusal.TOO_LARGE, name=harmless, megabytes=kind.most_bytes // MEGABYTE)
    return Checked(named_as(harmless, kind), kind, size, charset)


def _found(stream: IO[bytes], extension: str) -> tuple[AllowedType, str]:
    stream.seek(0)
    head = stream.read(HEAD)
    if kind := next((one for one in ALLOWED if one.signature and one.signature.match(head)), None):
        if kind is PDF:
            check_pdf(stream)
        return kind, ""
    if head.startswith(ZIP):
        return office_type(stream), ""
    if head.startswith(OLE):
        raise Unfit(Refusal.ENCRYPTED if _contains(stream, ENCRYPTED_PACKAGE) else Refusal.OLD_OFFICE)
    signatures = _signatures(head)
    charset = charset_of(stream, head=head, extension=extension)
    if charset is None or NOT_PLAIN & {one.extension for one in signatures}:
        raise Unfit(Refusal.BROKEN if PDF_INSIDE in head[:PDF_MARGIN] else _reason(signatures))
    return (CSV if extension in CSV.extensions else TEXT), charset


def _signatures(head: bytes) -> list[puremagic.PureMagicWithConfidence]:
    try:
        return puremagic.magic_string(head)
    except puremagic.PureError:
        return []  # its word for a file it does not know


def _reason(signatures: list[puremagic.PureMagicWithConfidence]) -> Refusal:
    found = {one.extension.lower().rpartition(".")[2] for one in signatures}
    if any(word in one.name for one in signatures for word in PROGRAM_NAMES):
        return Refusal.EXECUTABLE
    return next((reason for reason, words in WORDS if found & {*words.split()}), Refusal.UNKNOWN)


def _contains(stream: IO[bytes], wanted: bytes) -> bool:
    stream.seek(0)
    before = b""
    while chunk := stream.read(CHUNK):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False

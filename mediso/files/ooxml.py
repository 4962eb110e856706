"""Office files of today (ECMA-376): a ZIP whose parts are looked at by the list of its contents, never unpacked whole.

The list may lie. So its length, what it declares and what is read of it are all bounded, whatever it says.
"""

import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO
from xml.parsers import expat

from mediso.files.allowed import DOCX, MEGABYTE, PPTX, XLSX, AllowedType
from mediso.files.bounded import Bounded
from mediso.files.enums import Refusal
from mediso.files.refusals import Unfit

MOST_OF_THE_LIST = MEGABYTE  # bytes of the central directory, some 10,000 parts
MOST_PARTS = 10_000
MOST_UNPACKED = 512 * MEGABYTE
SMALL = 8 * MEGABYTE  # below it any ratio is harmless
MOST_RATIO = 150  # a sheet of equal rows reaches 40; a bomb 1,000
CONTENT_TYPES = "[Content_Types].xml"
MOST_OF_A_PART = 4 * MEGABYTE  # bytes read of one part
MOST_READ = 32 * MEGABYTE  # bytes read of all parts

MAIN_PARTS: dict[str, AllowedType] = {f"{kind.content_type}.main+xml": kind for kind in (DOCX, XLSX, PPTX)}
MACROS = re.compile(r"macroEnabled|vbaProject|activeX", re.IGNORECASE)
MACRO_FILES = re.compile(
    r"(^|/)(vbaProject|vbaData)[^/]*$|/activeX/|\.(docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppsm)$", re.IGNORECASE
)
PROGRAMS = re.compile(r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|js|jar|hta|lnk|sh)$", re.IGNORECASE)
OLE_OBJECTS = re.compile(r"(^|/)embeddings/[^/]*\.bin$", re.IGNORECASE)
OLE_PACKAGE = "Ole10Native".encode("utf-16-le")  # the stream in which a file of any kind is packed (MS-OLEDS)
# What `zipfile` raises when a file is not as its format says.
DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, expat.ExpatError)
STORED_OR_DEFLATED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def office_type(stream: IO[bytes]) -> AllowedType:
    """The kind of Office file this ZIP is. Raises `Unfit` when it is none, or one that is not taken."""
    size = stream.seek(0, 2)
    bounded = Bounded(stream, most=MOST_OF_THE_LIST)
    try:
        with zipfile.ZipFile(bounded) as package:
            parts = package.infolist()
            _check_list(parts, size)
            bounded.allow(MOST_READ)
            return _type_of(package, parts)
    except DAMAGE as error:
        raise Unfit(Refusal.BROKEN) from error


def _check_list(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Judge what the list declares; nothing is unpacked."""
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unfit(Refusal.ENCRYPTED)
    packed, unpacked = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or packed > size  # parts that share their bytes
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL and unpacked > MOST_RATIO * size)
        or any(_lies(part) for part in parts)
    ):
        raise Unfit(Refusal.BOMB)
    if CONTENT_TYPES not in {part.filename for part in parts}:
        raise Unfit(Refusal.ARCHIVE)
    if any(_leads_out(part.filename) or part.compress_type not in STORED_OR_DEFLATED for part in parts):
        raise Unfit(Refusal.BROKEN)


def _lies(part: zipfile.ZipInfo) -> bool:
    """Packed, no part grows by more than a few bytes in a hundred: one that did declares less than it holds."""
    return part.compress_size > part.file_size + part.file_size // 10 + 1024


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name


def _type_of(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> AllowedType:
    declared = _declared_types(_read(package, package.getinfo(CONTENT_TYPES)))
    names = [part.filename for part in parts]
    if any(MACROS.search(one) for one in declared) or any(MACRO_FILES.search(name) for name in names):
        raise Unfit(Refusal.MACRO)
    objects = [part for part in parts if OLE_OBJECTS.search(part.filename)]
    if any(PROGRAMS.search(name) for name in names) or any(OLE_PACKAGE in _read(package, part) for part in objects):
        raise Unfit(Refusal.EMBEDDED)
    kinds = {MAIN_PARTS[one] for one in declared if one in MAIN_PARTS}
    if len(kinds) != 1:
        raise Unfit(Refusal.UNKNOWN)
    return kinds.pop()


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    if part.file_size > MOST_OF_A_PART:
        raise Unfit(Refusal.EMBEDDED if part.filename != CONTENT_TYPES else Refusal.BOMB)
    with package.open(part) as opened:
        return opened.read(MOST_OF_A_PART)


def _declared_types(xml: bytes) -> set[str]:
    """The content types that the package declares for its parts. Raises `Unfit` for a document type of its own."""
    found: set[str] = set()
    parser = expat.ParserCreate(namespace_separator=" ")

    def element(_name: str, attributes: dict[str, str]) -> None:
        found.add(attributes.get("ContentType", ""))

    def document_type(*_declared: object) -> None:
        raise Unfit(Refusal.BOMB)  # entities that unfold; no Office file has one

    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = document_type
    parser.Parse(xml, True)  # noqa: FBT003 - expat's own signature
    return found

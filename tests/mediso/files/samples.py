"""Files made by hand, the smallest that are what they say, and those made to harm."""

import io
import struct
import zipfile
from collections.abc import Mapping

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
EXCEL = f"{OFFICE}.spreadsheetml.sheet.main+xml"
POWERPOINT = f"{OFFICE}.presentationml.presentation.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"

PDF = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)
ENCRYPTED_PDF = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00"
TIFF = b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"
TIFF_OF_MACS = b"MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x00\x08meta"
HEIC_OF_PHONES = b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1MiPrheic\x00\x00\x00\x08meta"
AVIF = b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif\x00\x00\x00\x08meta"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200) + b"PE\x00\x00L\x01" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01\x00" + bytes(60)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OLE_WITH_A_PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)
HTML = b"<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SVG_AFTER_A_LINE = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->\n' + SVG
RTF = b"{\\rtf1\\ansi{\\object\\objocx}}"
GZIP = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + bytes(30)
SEVEN_ZIP = b"7z\xbc\xaf'\x1c\x00\x04" + bytes(30)
RAR = b"Rar!\x1a\x07\x01\x00" + bytes(30)
TEXT = "相談の概要\r\n一行目\tタブ\n"


def types_part(*declared: str) -> bytes:
    rows = "".join(f'<Override PartName="/{n}.xml" ContentType="{one}"/>' for n, one in enumerate(declared))
    return f'<?xml version="1.0" encoding="UTF-8"?><Types {NAMESPACE}>{rows}</Types>'.encode()


def archive(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def office(*declared: str, more: Mapping[str, bytes] | None = None, types: bytes | None = None) -> bytes:
    """An Office file whose parts are of these types."""
    parts = {"[Content_Types].xml": types or types_part(*declared), "_rels/.rels": b"<Relationships/>"}
    return archive(parts | dict(more or {}))


def docx(**more: bytes) -> bytes:
    return office(WORD, more=more)


def bomb(megabytes: int) -> bytes:
    """A Word file of a thousandth of what one of its parts unpacks to."""
    return office(WORD, more={"word/document.xml": bytes(megabytes * 1024 * 1024)})


def overlapping_bomb(entries: int = 200) -> bytes:
    """A list whose every entry is the same part: it is packed once and unpacks as often as it is listed."""
    content = archive({"[Content_Types].xml": types_part(WORD), "word/document.xml": bytes(64 * 1024)})
    start, length, known = _list_of(content)
    rows = content[start : start + length]
    row = rows[rows.rindex(b"PK\x01\x02") :]
    added = known + entries
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, added, added, length + len(row) * entries, start, 0)
    return content[:start] + rows + row * entries + end


def lying(kilobytes: int = 8192) -> bytes:
    """A part that declares to be of 10 bytes and unpacks to much more."""
    content = bytearray(office(WORD, more={"word/document.xml": bytes(kilobytes * 1024)}))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/document.xml"))
    content[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(content)


def long_list(entries: int = 40_000) -> bytes:
    """A ZIP that is nothing but its list."""
    row = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    rows = row * entries
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries & 0xFFFF, entries & 0xFFFF, len(rows), 4, 0)
    return b"PK\x03\x04" + rows + end


def with_a_password(content: bytes) -> bytes:
    """The flag of encryption set on every entry of the list."""
    changed, at = bytearray(content), 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 8] |= 1
        at += 4
    return bytes(changed)


def _list_of(content: bytes) -> tuple[int, int, int]:
    end = content.rindex(b"PK\x05\x06")
    entries, length, start = struct.unpack("<HLL", content[end + 10 : end + 20])
    return start, length, entries

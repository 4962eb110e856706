"""The kinds of files that are taken: a literal table. What is not in it is refused."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class AllowedType:
    """One kind of file. `extensions`: the first is given to names that have none of them.

    `most_bytes` is a limit of the kind's own, below the one for all (`ATTACHMENT_MOST_BYTES`). `signature` is how such
    a file begins; without one it is found by `mediso/files/ooxml.py` or `mediso/files/plain_text.py`.
    """

    label: str | Promise
    content_type: str
    extensions: tuple[str, ...]
    most_bytes: int | None = None
    signature: re.Pattern[bytes] | None = None


def _begins(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


# Signatures: ISO 32000 (PDF), ISO/IEC 15948 (PNG), T.81 (JPEG), RFC 9649 (WebP), TIFF 6.0, ISO/IEC 23008-12 (HEIC).
PDF = AllowedType(_("PDF"), "application/pdf", (".pdf",), signature=_begins(rb"%PDF-[12]\.\d"))
PNG = AllowedType(_("PNG picture"), "image/png", (".png",), signature=_begins(rb"\x89PNG\r\n\x1a\n"))
JPEG = AllowedType(_("JPEG picture"), "image/jpeg", (".jpg", ".jpeg", ".jfif"), signature=_begins(rb"\xff\xd8\xff"))
WEBP = AllowedType(_("WebP picture"), "image/webp", (".webp",), signature=_begins(rb"RIFF.{4}WEBPVP8[ LX]"))
TIFF = AllowedType(_("TIFF picture"), "image/tiff", (".tiff", ".tif"), signature=_begins(rb"II\*\x00|MM\x00\*"))
# The brand of a still picture in HEVC comes first, or after the general brand mif1.
HEIC = AllowedType(
    _("HEIC picture"),
    "image/heic",
    (".heic", ".heif"),
    signature=_begins(rb"\x00\x00.{2}ftyp(hei[cxms]|mif1.{4}(.{4}){0,8}?hei[cxms])"),
)
DOCX = AllowedType(_("Word document"), f"{OFFICE}.wordprocessingml.document", (".docx",))
XLSX = AllowedType(_("Excel workbook"), f"{OFFICE}.spreadsheetml.sheet", (".xlsx",))
PPTX = AllowedType(_("PowerPoint presentation"), f"{OFFICE}.presentationml.presentation", (".pptx",))
TEXT = AllowedType(_("plain text"), "text/plain", (".txt",), most_bytes=5 * MEGABYTE)
CSV = AllowedType(_("table as CSV"), "text/csv", (".csv",), most_bytes=5 * MEGABYTE)

ALLOWED: tuple[AllowedType, ...] = (PDF, PNG, JPEG, WEBP, TIFF, HEIC, DOCX, XLSX, PPTX, TEXT, CSV)
BY_CONTENT_TYPE = {one.content_type: one for one in ALLOWED}
EXTENSIONS = frozenset(extension for one in ALLOWED for extension in one.extensions)

import contextlib
import io
import tracemalloc

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mediso.files.allowed import CSV, DOCX, HEIC, JPEG, MEGABYTE, PDF, PNG, PPTX, TEXT, TIFF, WEBP, XLSX, AllowedType
from mediso.files.checking import Checked, check
from mediso.files.enums import Refusal
from mediso.files.refusals import SENTENCES, FileRefused
from tests.mediso.files import samples

MOST = 20 * MEGABYTE


def checked(name: str, content: bytes, most_bytes: int = MOST) -> Checked:
    return check(name, io.BytesIO(content), most_bytes=most_bytes)


def refused(name: str, content: bytes, most_bytes: int = MOST) -> Refusal:
    with pytest.raises(FileRefused) as caught:
        checked(name, content, most_bytes)
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "content", "kind", "charset"),
    [
        ("a.pdf", samples.PDF, PDF, ""),
        ("a.png", samples.PNG, PNG, ""),
        ("a.jpg", samples.JPEG, JPEG, ""),
        ("a.webp", samples.WEBP, WEBP, ""),
        ("a.tif", samples.TIFF, TIFF, ""),
        ("a.tiff", samples.TIFF_OF_MACS, TIFF, ""),
        ("a.heic", samples.HEIC, HEIC, ""),
        ("b.heic", samples.HEIC_OF_PHONES, HEIC, ""),
        ("a.docx", samples.office(samples.WORD), DOCX, ""),
        ("a.xlsx", samples.office(samples.EXCEL), XLSX, ""),
        ("a.pptx", samples.office(samples.POWERPOINT), PPTX, ""),
        ("a.txt", samples.TEXT.encode(), TEXT, "utf-8"),
        ("b.txt", samples.TEXT.encode("utf-8-sig"), TEXT, "utf-8"),
        ("c.txt", samples.TEXT.encode("cp932"), TEXT, "shift_jis"),
        ("d.txt", samples.TEXT.encode("iso2022_jp"), TEXT, "iso-2022-jp"),
        ("a.csv", "番号,題名\r\n1,あ\r\n".encode("cp932"), CSV, "shift_jis"),
        ("e.txt", b"MZ, PK and %PDF are letters too, and 1 < 2\n", TEXT, "utf-8"),
    ],
)
def test_what_is_taken(name: str, content: bytes, kind: AllowedType, charset: str) -> None:
    assert checked(name, content) == Checked(name, kind, len(content), charset)


REFUSED: list[tuple[str, bytes, Refusal]] = [
    ("a.txt", b"", Refusal.EMPTY),
    ("invoice.pdf", samples.EXE, Refusal.EXECUTABLE),
    ("setup.exe", samples.EXE, Refusal.EXECUTABLE),
    ("a.docx", samples.ELF, Refusal.EXECUTABLE),
    ("run.bat", b"del /s C:\\*\r\n", Refusal.EXECUTABLE),
    ("run.txt", b"@echo off\r\ndel C:\\*\r\n", Refusal.EXECUTABLE),
    ("run.txt", b"#!/bin/sh\nrm -rf /\n", Refusal.EXECUTABLE),
    ("a.js", b"alert(1)", Refusal.EXECUTABLE),
    ("a.html", samples.HTML, Refusal.MARKUP),
    ("a.png", samples.HTML, Refusal.MARKUP),
    ("a.txt", samples.HTML, Refusal.MARKUP),
    ("a.pdf", samples.HTML, Refusal.MARKUP),
    ("a.txt", b"\xef\xbb\xbf \n" + samples.HTML, Refusal.MARKUP),
    ("a.csv", b"a,b\n1,2\n" + samples.HTML, Refusal.MARKUP),
    ("a.svg", samples.SVG, Refusal.MARKUP),
    ("a.png", samples.SVG, Refusal.MARKUP),
    ("a.txt", samples.SVG_AFTER_A_LINE, Refusal.MARKUP),
    ("a.svg", b"no drawing", Refusal.MARKUP),
    ("a.pdf", samples.HTML + samples.PDF, Refusal.MARKUP),
    ("a.pdf", b"GIF89a" + bytes(20), Refusal.UNKNOWN),
    ("a.avif", samples.AVIF, Refusal.UNKNOWN),
    ("a.zip", samples.archive({"a.pdf": samples.PDF}), Refusal.ARCHIVE),
    ("a.docx", samples.archive({"a.pdf": samples.PDF}), Refusal.ARCHIVE),
    ("a.docx", samples.archive({}), Refusal.ARCHIVE),
    ("a.gz", samples.GZIP, Refusal.ARCHIVE),
    ("a.7z", samples.SEVEN_ZIP, Refusal.ARCHIVE),
    ("a.rar", samples.RAR, Refusal.ARCHIVE),
    ("a.doc", samples.OLE, Refusal.OLD_OFFICE),
    ("a.docx", samples.OLE_WITH_A_PASSWORD, Refusal.ENCRYPTED),
    ("a.pdf", samples.ENCRYPTED_PDF, Refusal.ENCRYPTED),
    ("a.docx", samples.with_a_password(samples.office(samples.WORD)), Refusal.ENCRYPTED),
    ("a.docx", samples.office(samples.MACRO_WORD), Refusal.MACRO),
    ("a.docx", samples.office(samples.WORD, more={"word/vbaProject.bin": samples.OLE}), Refusal.MACRO),
    ("a.docx", samples.office(samples.WORD, "application/vnd.ms-office.vbaProject"), Refusal.MACRO),
    ("a.docx", samples.office(samples.WORD, "application/vnd.ms-office.activeX+xml"), Refusal.MACRO),
    ("a.docx", samples.office(samples.WORD, more={"word/embeddings/a.exe": samples.EXE}), Refusal.EMBEDDED),
    (
        "a.docx",
        samples.office(
            samples.WORD,
            more={"word/embeddings/oleObject1.bin": samples.OLE + "\x01Ole10Native".encode("utf-16-le") + samples.EXE},
        ),
        Refusal.EMBEDDED,
    ),
    ("a.docx", samples.bomb(20), Refusal.BOMB),
    ("a.docx", samples.overlapping_bomb(), Refusal.BOMB),
    ("a.docx", samples.lying(), Refusal.BOMB),
    ("a.docx", samples.long_list(), Refusal.BOMB),
    (
        "a.zip",
        samples.archive({f"{n}.zip": samples.archive({"0": bytes(5_000_000)}) for n in range(16)}),
        Refusal.ARCHIVE,
    ),
    (
        "a.docx",
        samples.office(types=b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 100 + b'">]><Types>&b;</Types>'),
        Refusal.BOMB,
    ),
    ("a.docx", samples.office(samples.WORD, more={"../../evil.xml": b"x"}), Refusal.BROKEN),
    ("a.docx", samples.office(samples.WORD)[:-40], Refusal.BROKEN),
    ("a.docx", samples.office(types=b"<Types"), Refusal.BROKEN),
    ("a.docx", samples.office("application/xml"), Refusal.UNKNOWN),
    ("a.docx", samples.office(samples.WORD, samples.EXCEL), Refusal.UNKNOWN),
    ("a.pdf", samples.PDF.replace(b"%%EOF", b""), Refusal.BROKEN),
    ("a.pdf", bytes(3) + samples.PDF, Refusal.BROKEN),
    ("a.rtf", samples.RTF, Refusal.UNKNOWN),
    ("a.txt", b"text\x00text", Refusal.UNKNOWN),
    ("a.txt", b"bell \x07", Refusal.UNKNOWN),
    ("a.txt", b"\x81\x20\xff\xfe broken", Refusal.UNKNOWN),
    ("a.bin", bytes(range(256)) * 8, Refusal.UNKNOWN),
    ("a.lnk", b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00" + bytes(60), Refusal.EXECUTABLE),
    ("a.ps", b"%!PS-Adobe-3.0\n(x) run\n", Refusal.EXECUTABLE),
]


@pytest.mark.parametrize(
    ("name", "content", "reason"), REFUSED, ids=[f"{n}-{row[2]}-{row[0]}" for n, row in enumerate(REFUSED)]
)
def test_what_is_refused(name: str, content: bytes, reason: Refusal) -> None:
    assert refused(name, content) is reason


def test_a_pdf_that_is_a_page_as_well_is_a_pdf_alone() -> None:
    """It begins as a PDF; it is served as one, to be saved, and no browser may guess."""
    polyglot = samples.PDF.replace(b"endobj", b"endobj\n" + samples.HTML)
    assert checked("a.html", polyglot) == Checked("a.html.pdf", PDF, len(polyglot))


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("報告.txt", samples.PDF, "報告.pdf"),
        ("../../報告.pdf", samples.PDF, "報告.pdf"),
        ("報告\u202efdp.exe", samples.PDF, "報告fdp.exe.pdf"),
        ("長" * 300 + ".pdf", samples.PDF, "長" * 116 + ".pdf"),
        ("報告.csv", samples.office(samples.EXCEL), "報告.xlsx"),
    ],
)
def test_the_name_is_harmless_and_fits_the_content(name: str, content: bytes, named: str) -> None:
    assert checked(name, content).name == named


def test_the_limits_are_exact() -> None:
    assert checked("a.txt", b"a" * 1000, most_bytes=1000).size == 1000
    assert refused("a.txt", b"a" * 1001, most_bytes=1000) is Refusal.TOO_LARGE
    assert checked("a.txt", b"a" * 5 * MEGABYTE).size == 5 * MEGABYTE
    assert refused("a.txt", b"a" * (5 * MEGABYTE + 1)) is Refusal.TOO_LARGE


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("reason", [*Refusal])
def test_every_refusal_has_its_sentence(reason: Refusal, language: str) -> None:
    with translation.override(language):
        text = str(FileRefused(reason, name="計画.pdf", megabytes=20, count=11, most=10))
        assert text != str(SENTENCES[reason]) or "%" not in text
    assert "%(" not in text
    assert ("計画.pdf" in text) == (reason not in {Refusal.TOO_MANY, Refusal.TOO_LARGE_IN_ALL})


def test_a_refusal_says_which_file_what_is_wrong_and_what_to_do() -> None:
    with translation.override("ja"), pytest.raises(FileRefused) as caught:
        checked("../旧\u202e計画.doc", samples.OLE)
    with translation.override("ja"):
        assert str(caught.value) == (
            "「旧計画.doc」は古い Office 形式のファイルです。"
            ".docx、.xlsx、.pptx のいずれか、または PDF で保存し直してください。"
        )
    assert (caught.value.name, caught.value.reason) == ("旧計画.doc", Refusal.OLD_OFFICE)


@given(
    st.binary(max_size=3000), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4", samples.OLE[:8], b"\x1b$B", b"<?xml"])
)
def test_whatever_comes_is_taken_or_refused(noise: bytes, start: bytes) -> None:
    stream = io.BytesIO(start + noise)
    with contextlib.suppress(FileRefused):
        check("a", stream, most_bytes=MOST)
    assert stream.tell() == 0


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_office_file_is_taken_or_refused(at: int, bits: bytes) -> None:
    whole = samples.office(samples.WORD, more={"word/embeddings/oleObject1.bin": b"a" * 300})
    at %= len(whole)
    with contextlib.suppress(FileRefused):
        checked("a.docx", whole[:at] + bits + whole[at + len(bits) :])


@pytest.mark.parametrize(
    "content", [samples.bomb(400), samples.long_list(300_000), b"%PDF-1.4\n" + bytes(18 * MEGABYTE) + b"%%EOF"]
)
def test_checking_needs_little_memory(content: bytes) -> None:
    tracemalloc.start()
    with contextlib.suppress(FileRefused):
        check("a", io.BytesIO(content), most_bytes=MOST)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The stream of the test shares its bytes; what is above is the checks' own.
    assert peak < 12 * MEGABYTE

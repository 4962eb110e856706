"""Files as programs write them."""

import io

import openpyxl
import pytest
from pypdf import PdfWriter

from mediso.files.allowed import DOCX, MEGABYTE, PDF, PPTX, XLSX, AllowedType
from mediso.files.checking import check
from mediso.files.enums import Refusal
from mediso.files.refusals import FileRefused
from tests.mediso.files import samples


def pdf(password: str = "") -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt("", password, algorithm="RC4-128")  # opens for all, and may not be changed
    writer.write(file)
    return file.getvalue()


def workbook(rows: int) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for number in range(rows):
        book.worksheets[0].append([number, "同じ文の行", "同じ文の行", 0, 0, 0])
    book.save(file)
    return file.getvalue()


TAKEN: dict[str, tuple[bytes, AllowedType]] = {
    "a PDF": (pdf(), PDF),
    "a workbook": (workbook(3), XLSX),
    "a workbook of many like rows": (workbook(20_000), XLSX),
    "a document with a chart's workbook": (samples.docx(**{"word/embeddings/sheet1.xlsx": workbook(1)}), DOCX),
    "a document with a formula": (
        samples.docx(**{"word/embeddings/oleObject1.bin": samples.OLE + "Equation Native".encode("utf-16-le")}),
        DOCX,
    ),
    "a presentation of 1500 parts": (
        samples.office(samples.POWERPOINT, more={f"ppt/slides/slide{n}.xml": b"<p/>" for n in range(1500)}),
        PPTX,
    ),
    "a document with a long part": (samples.docx(**{"word/document.xml": b"<w:p/>" * MEGABYTE}), DOCX),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken(name: str) -> None:
    content, kind = TAKEN[name]
    assert check(name, io.BytesIO(content), most_bytes=20 * MEGABYTE).kind is kind


def test_a_restricted_pdf_is_told_to_be_saved_without_protection() -> None:
    with pytest.raises(FileRefused) as caught:
        check("a.pdf", io.BytesIO(pdf("owner")), most_bytes=MEGABYTE)
    assert caught.value.reason is Refusal.ENCRYPTED

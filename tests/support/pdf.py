"""What stands in a PDF, read back by another library than the one that wrote it."""

import io
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def reader_of(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def page_texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in reader_of(pdf).pages]


def squeezed(text: str) -> str:
    """Without spaces and line ends: where a line breaks is the page's business."""
    return "".join(text.split())


def words_of(pdf: bytes) -> str:
    return squeezed("".join(page_texts(pdf)))


def heights_of(pdf: bytes) -> set[int]:
    """How high above the foot of its page text stands, in points."""
    heights = set()

    def note(text: str, moved: list[float], at: list[float], *_font: object) -> None:
        if text.strip():
            heights.add(round(at[4] * moved[1] + at[5] * moved[3] + moved[5]))

    for page in reader_of(pdf).pages:
        page.extract_text(visitor_text=note)
    return heights


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Each font by its name, and whether the file brings it along."""
    found = {}
    for page in reader_of(pdf).pages:
        fonts = cast("DictionaryObject", page["/Resources"])["/Font"]
        assert isinstance(fonts, DictionaryObject)
        for font in fonts.values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            name = str(inner["/BaseFont"]).partition("+")[2].removesuffix("-Identity-H")
            found[name] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return found

"""A document on paper as plain values: what the pages of the desk's PDFs hold.

All words come translated and all dates written out; what is empty is drawn as a dash.
"""

from dataclasses import asdict, dataclass, field
from typing import Literal

from django.utils.translation import get_language

from mediso.common.pdf import render_pdf

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, one below the other."""

    rows: tuple[Fact, ...]
    kind: Literal["facts"] = field(default="facts", init=False, repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, with their line breaks."""

    text: str
    kind: Literal["written"] = field(default="written", init=False, repr=False)


@dataclass(frozen=True, slots=True)
class Column:
    """Columns part the width by their `share`; 0 is as narrow as its words allow: numbers, dates, states."""

    heading: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Goes on over pages, with its headings on each."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["table"] = field(default="table", init=False, repr=False)


Part = Facts | Written | Table


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A box at the end: who did what is named in `label`, and on which day."""

    label: str
    name: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`kind` says what the paper is (支援計画書), `title` what this one is about; `mark` stands on every page (案)."""

    desk: str
    number: str
    kind: str
    title: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...] = ()
    mark: str = ""


def document_pdf(document: Document) -> bytes:
    """The document on A4 pages, tagged for screen readers in the active language."""
    return render_pdf("document.typ", document_data(document))


def document_data(document: Document) -> dict[str, object]:
    """What `templates/typst/document.typ` is filled with."""
    return {**asdict(document), "language": "en" if (get_language() or "ja").startswith("en") else "ja"}

"""Rendering itself: what a template may reach, and what it says when it cannot."""

import json
from pathlib import Path

import pytest
import typst

from mediso.common.documents import document_data
from mediso.common.pdf import TEMPLATES, compiler_of, render_pdf
from tests.mediso.common.test_documents import DOCUMENT


def test_data_that_do_not_fit_are_refused() -> None:
    with pytest.raises(typst.TypstError, match="dictionary does not contain key"):
        render_pdf("document.typ", {"language": "ja"})


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.typ")), ids=lambda path: path.name)
def test_a_template_fetches_and_reads_nothing(path: Path) -> None:
    """A picture comes with the data, as bytes; never by a name of a file."""
    source = path.read_text(encoding="utf-8").replace("image(bytes(", "")
    assert [word for word in ("@preview", "@local", "#import", "#include", "read(", "image(") if word in source] == []


def test_a_document_is_accessible_as_pdf_ua_wants_it() -> None:
    """typst checks title, language, tags, headings and heads of tables, and refuses what falls short."""
    inputs = {"data": json.dumps(document_data(DOCUMENT))}
    pdf = compiler_of("document.typ").compile(format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=0)
    assert isinstance(pdf, bytes)

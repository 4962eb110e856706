"""Small files that come along with what the people of the demo write."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from mediso.common.documents import Document, Section, Written, document_pdf


def paper(desk: str, row: Mapping[str, str]) -> SimpleUploadedFile:
    """A PDF of one page: `name` of the file, `title`, `heading` and `text`."""
    section = Section(heading=row["heading"], parts=(Written(row["text"]),))
    document = Document(desk=desk, number="", kind=row["heading"], title=row["title"], facts=(), sections=(section,))
    return SimpleUploadedFile(row["name"], document_pdf(document), "application/pdf")

"""Comma- or tab-separated text as Excel in Japan saves it: UTF-8 with or without BOM, cp932, or "Unicode text"."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from mediso.common.tabular.errors import UnreadableFile
from mediso.common.tabular.values import Source, SourceRow

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LINE_END = re.compile(rb"\r\n?|\n")


def read_csv(data: bytes, *, max_rows: int) -> Source:
    """Every row with the line it begins on. Raises `UnreadableFile` for bytes that are no text."""
    text = decode(data)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    rows: list[SourceRow] = []
    line = 1
    try:
        for cells in reader:
            row = SourceRow(line, tuple(cells))
            line = reader.line_num + 1
            if row.is_blank:
                continue
            if len(rows) > max_rows:
                raise UnreadableFile(too_many_rows(max_rows))
            rows.append(row)
    except csv.Error:
        return Source(rows, broken=(line, _("The quotation marks from here on do not pair up.")))
    return Source(rows)


def decode(data: bytes) -> str:
    """The text of a file whose encoding nobody named. The heading row, always Japanese, tells it.

    Judged by the heading row alone, so that one damaged byte further down is reported on its line instead of turning
    a whole UTF-8 file into a wrong reading as cp932. Raises `UnreadableFile`.
    """
    encoding = _encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # Half of a UTF-16 character may look like a line end, so lines cannot be counted there.
        line = 1 if encoding == "utf-16" else len(_LINE_END.findall(error.object[: error.start])) + 1
        words = {"line": line, "encoding": encoding.removesuffix("-sig").upper()}
        raise UnreadableFile(_("Line %(line)d holds bytes that are not %(encoding)s text.") % words) from None


def too_many_rows(limit: int) -> str:
    return _("The file has more than %(limit)d rows. Divide it and load the parts in turn.") % {"limit": limit}


def _encoding(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    first_line = _LINE_END.split(data, maxsplit=1)[0]
    try:
        first_line.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"


def _delimiter(text: str) -> str:
    heading_row = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]
    return "\t" if heading_row.count("\t") > heading_row.count(",") else ","

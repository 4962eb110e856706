"""A figure as CSV."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from mediso.common.csv_text import BOM, csv_of
from reports.drawings.table import table_of
from reports.figures.figure import Figure

GETA = "〓"
# Letters that cp932 has under another number than the one they are typed with.
TWINS = str.maketrans("〜−‖—¢£¬–", "～－∥―￠￡￢‐")


def csv_text(figure: Figure) -> str:
    table = table_of(figure)
    return csv_of(table.headings, table.rows)


def csv_in_cp932(figure: Figure) -> bytes:
    """For programs that read no UTF-8. A letter that cp932 lacks becomes 〓, and then a last line says so."""
    text = csv_text(figure).removeprefix(BOM).translate(TWINS)
    letters = [(letter, _encodes(letter)) for letter in text]
    written = "".join(letter if encodes else GETA for letter, encodes in letters)
    if not all(encodes for _letter, encodes in letters):
        with override("ja"):
            written += _("%(mark)s stands for a letter that this encoding (cp932) lacks.") % {"mark": GETA} + "\r\n"
    return written.encode("cp932")


def _encodes(letter: str) -> bool:
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True

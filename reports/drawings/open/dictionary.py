"""データ項目定義書: what each column of each file of a release is. In Japanese, as all files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from mediso.common.csv_text import csv_of
from reports.drawings.table import table_of
from reports.drawings.words import HIDDEN, UNIT_WORDS
from reports.figures.figure import Figure, Unit

MEANINGS: Mapping[Unit | None, str | Promise] = {
    None: gettext_lazy("What the row is about."),
    Unit.CASES: gettext_lazy(
        "Number of consultations received in the period, each on its date of receipt in Japan, that are in the row and,"
        " where the column names one, in the column."
    ),
    Unit.SHARE: gettext_lazy(
        "Whole percent, half rounded up: the cases to the left of it, of all cases of the row or, where the table has"
        " no such column, of all cases."
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One column of a file. `hidden` is what stands in the place of a number that is kept back; "" for words."""

    figure: str
    title: str
    column: str
    type: str
    unit: str
    meaning: str
    hidden: str


def items_of(figures: Sequence[tuple[str, Figure]]) -> list[Item]:
    """Of each title and its figure, in the order of the columns of the CSV."""
    with override("ja"):
        return [item for title, figure in figures for item in _items(title, figure)]


def _items(title: str, figure: Figure) -> Iterator[Item]:
    table = table_of(figure)
    for heading, unit in zip(table.headings, table.units, strict=True):
        is_number = unit is not None
        yield Item(
            figure.name,
            title,
            heading,
            "integer" if is_number else "string",
            ("%" if unit is Unit.SHARE else str(UNIT_WORDS[unit])) if unit is not None else "",
            str(MEANINGS[unit]),
            HIDDEN if is_number else "",
        )


def dictionary_csv(items: Sequence[Item]) -> str:
    with override("ja"):
        headings = (
            _("Figure (code)"),
            _("Figure"),
            _("Column"),
            _("Type"),
            _("Unit"),
            _("Meaning"),
            _("Stands for a hidden number"),
        )
    return csv_of(headings, [(*asdict(item).values(),) for item in items])


def dictionary_json(items: Sequence[Item]) -> str:
    return json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=1) + "\n"

"""A figure as CSV."""

from mediso.common.csv_text import csv_of
from reports.drawings.table import table_of
from reports.figures.figure import Figure


def csv_text(figure: Figure) -> str:
    table = table_of(figure)
    return csv_of(table.headings, table.rows)

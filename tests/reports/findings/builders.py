from reports.figures.labels import Label
from reports.findings import CountRow, CountTable


def a_label(name: str) -> Label:
    return Label(name, f"{name} in English")


def a_table(columns: str, **rows: tuple[int, ...]) -> CountTable:
    """A column a letter; of each row all its cases, then those of each column."""
    counted = (CountRow(a_label(name), numbers[0], numbers[1:]) for name, numbers in rows.items())
    return CountTable(tuple(map(a_label, columns)), tuple(counted))

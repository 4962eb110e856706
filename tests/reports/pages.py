"""Reads the tables of a page as people see them."""

import re
from html.parser import HTMLParser

Table = list[list[str]]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Table] = {}
        self._rows: Table = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "caption":
            self._rows = self.found[dict(attrs)["id"] or ""] = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"th", "td"}:
            self._rows[-1].append("")
            self._in_cell = True
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self._rows[-1][-1] += data


def tables(html: str) -> dict[str, Table]:
    """Rows of cells of every table, by the id of its caption."""
    reader = _Tables()
    reader.feed(html)
    return {name: [[" ".join(cell.split()) for cell in row] for row in rows] for name, rows in reader.found.items()}


def numbers(cell: str) -> list[float]:
    """Every number of a cell, with its sign."""
    plain = cell.replace(",", "").replace("\u2212", "-")
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", plain)]

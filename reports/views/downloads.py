"""What a figure and a page of figures can be saved as."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.drawings.files import CP932, file_kind
from reports.registry import PAGES, FigureKind


@dataclass(frozen=True, slots=True)
class Download:
    label: str | Promise
    url: str


# In the order in which they are offered: extension, encoding, what people call it.
OFFERED: tuple[tuple[str, str, str | Promise], ...] = (
    ("xlsx", "", "Excel"),
    ("pdf", "", "PDF"),
    ("csv", "", "CSV"),
    ("csv", CP932, "CSV (Shift_JIS)"),
    ("png", "", _("picture (PNG)")),
    ("svg", "", _("picture (SVG)")),
    ("json", "", "JSON"),
)
PACKS_OFFERED: tuple[tuple[str, str | Promise], ...] = (("pdf", "PDF"), ("xlsx", "Excel"))


def downloads(kind: FigureKind, query: str) -> list[Download]:
    return [
        Download(
            label, _address("figure_file", [kind.name, extension], f"encoding={encoding}" if encoding else "", query)
        )
        for extension, encoding, label in OFFERED
        if file_kind(kind, extension, encoding)
    ]


def pack_downloads(page: str, query: str) -> list[Download]:
    """Nothing for a page on which people choose the figure first."""
    if not PAGES[page].figures:
        return []
    return [
        Download(label, _address("statistics_pack", [page, extension], "", query)) for extension, label in PACKS_OFFERED
    ]


def _address(name: str, words: list[str], *queries: str) -> str:
    query = "&".join(filter(None, queries))
    return reverse(name, args=words) + (f"?{query}" if query else "")

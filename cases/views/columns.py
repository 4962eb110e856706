"""The columns of the case list, and the address of a list: everything that makes it stands there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.filters import SORTS

# In the order in which `templates/cases/_case_row.html` draws them. The number is always there: it opens the case.
COLUMNS: Mapping[str, str | Promise] = {
    "received": _("Received on"),
    "title": _("Title"),
    "organisation": _("Organisation"),
    "product_type": _("Product type"),
    "topics": _("Topics"),
    "supporter": _("Supporter"),
    "responsible": _("In charge"),
    "due": pgettext_lazy("case list", "Due"),
    "state": _("State"),
    "channel": _("Channel"),
    "prefecture": _("Location"),
    "stage": _("Stage of development"),
}
USUAL = ("received", "title", "organisation", "supporter", "responsible", "due", "state")
# What stays in the rows beside an open preview, which tells the rest.
BESIDE_A_PREVIEW = ("title", "due", "state")
FIT_A_WINDOW = 8
"""More columns than this scroll in a box of their own."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str | Promise
    shown: bool

    @property
    def sorts(self) -> bool:
        return self.key in SORTS

    @property
    def css(self) -> str:
        return "" if self.key in BESIDE_A_PREVIEW else "aside"


def chosen_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that there are, in the table's order; empty for the usual ones."""
    chosen = tuple(key for key in COLUMNS if key in set(names))
    return () if chosen == USUAL else chosen


def columns_of(chosen: Sequence[str]) -> list[Column]:
    return [Column(key, label, key in (chosen or USUAL)) for key, label in COLUMNS.items()]


def columns_in(data: QueryDict) -> tuple[str, ...]:
    return chosen_columns(data.getlist("columns"))


def list_address(query: str, columns: Sequence[str] = (), *, at: str = "case_list", **more: str) -> str:
    """The list of cases, or another page about it, by its kept query (`cases.filters.kept_query`) and columns."""
    shown = urlencode([("columns", key) for key in columns])
    parts = "&".join(filter(None, [query, shown, urlencode(more)]))
    return f"{reverse(at)}?{parts}" if parts else reverse(at)

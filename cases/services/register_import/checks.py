"""What must hold between the cells of a row, between rows, and with what the desk knows already."""

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.names import normalise_organisation_name
from cases.services.register_import.rows import year_and_running
from mediso.common.fiscal import FiscalYear
from mediso.common.japanese_text import label_key
from mediso.common.tabular.reader import ReadRow, Table
from mediso.desks.models import Desk

Values = Mapping[str, Any]

# A date and those it may not be before; of several broken rules the first is reported. A follow-up may come after
# the end. Nothing else is asked of history: a supporter interview outside the term, or a conflict, was so.
ORDER = {
    "preliminary_on": ("received_on",),
    "supporter_interview_on": ("received_on", "preliminary_on"),
    "follow_up_on": ("received_on", "supporter_interview_on"),
    "closed_on": ("received_on", "preliminary_on", "supporter_interview_on"),
}
DATES = ("received_on", *ORDER)
LONGEST_NAME = 200


@dataclass(frozen=True)
class Known:
    """What the rows are held against.

    `supporters` maps the `label_key` of each name on the roster to its id. `numbers` are cases already: what was
    right when they came in is not asked again, names on the roster may have changed since.
    """

    desk: Desk
    today: dt.date
    supporters: Mapping[str, int]
    numbers: Container[str]


@dataclass(frozen=True)
class Check:
    """`fails` is asked when every cell it `needs` could be read; then the cell `at` gets the `reason`."""

    at: str
    needs: tuple[str, ...]
    fails: Callable[[Values, Known], bool]
    reason: str | Promise


CHECKS = (
    Check(
        "number",
        ("number", "received_on"),
        lambda row, known: (
            year_and_running(row["number"], known.desk)[0]
            not in {row["received_on"].year, FiscalYear.of(row["received_on"]).year}
        ),
        gettext_lazy("Its year is neither the year nor the fiscal year of receipt."),
    ),
    Check(
        "organisation",
        ("organisation",),
        lambda row, _known: not 0 < len(normalise_organisation_name(row["organisation"])) <= LONGEST_NAME,
        gettext_lazy("It is no name."),
    ),
    Check(
        "supporter",
        ("supporter", "supporter_interview_on"),
        lambda row, _known: row["supporter_interview_on"] and not row["supporter"],
        gettext_lazy("A supporter interview names its supporter."),
    ),
    Check(
        "supporter_interview_on",
        ("supporter", "supporter_interview_on"),
        lambda row, _known: row["supporter"] and not row["supporter_interview_on"],
        gettext_lazy("A supporter is named, but not the day of the interview."),
    ),
    Check(
        "supporter",
        ("supporter",),
        lambda row, known: bool(row["supporter"]) and label_key(row["supporter"]) not in known.supporters,
        gettext_lazy("This name is not on the roster. Load the roster first (import_supporters)."),
    ),
)


def check_rows(table: Table, known: Known) -> None:
    """Adds to the table's errors everything wrong with rows by themselves and with each other."""
    first_line: dict[str, int] = {}
    for row in table.rows:
        number = row.values.get("number", "")
        if number not in known.numbers:
            _check_row(table, row, known)
        if number and first_line.setdefault(number, row.line) != row.line:
            table.refuse(row, "number", _("Line %(line)d has the same number.") % {"line": first_line[number]})


def _check_row(table: Table, row: ReadRow, known: Known) -> None:
    for check in CHECKS:
        if row.has(*check.needs) and check.fails(row.values, known):
            table.refuse(row, check.at, str(check.reason))
    for key in DATES:
        if reason := _wrong_day(table, row, key, known.today):
            table.refuse(row, key, reason)


def _wrong_day(table: Table, row: ReadRow, key: str, today: dt.date) -> str:
    day = row.values.get(key)
    if day is None:
        return ""
    if day > today:
        return _("The day is still to come.")
    for earlier in ORDER.get(key, ()):
        if (before := row.values.get(earlier)) and day < before:
            words = {"heading": table.heading(earlier), "date": before}
            return _("It is before %(heading)s (%(date)s).") % words
    return ""

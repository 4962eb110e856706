"""The columns of a roster handed over as a file, and the row they make."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from accounts.names import normalise_organisation_name
from mediso.common.japanese_text import label_key
from mediso.common.tabular.columns import Column, date, text, whole_number
from mediso.common.tabular.labels import choice, choices, pairs
from mediso.common.tabular.reader import ReadRow, Table, read_table
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.models.routing import LEVELS
from supporters.enums import Employment, Language

EMPLOYMENTS = {"常勤": Employment.FULL_TIME, "非常勤": Employment.PART_TIME}
LANGUAGES = {"日本語": Language.JAPANESE, "英語": Language.ENGLISH}
HOURS_A_MONTH = 31 * 24
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One supporter. `expertise` holds (topic id, level), `product_types` ids; terms are days in Japan."""

    line: int
    name: str
    employment: Employment
    expertise: tuple[tuple[int, int], ...]
    product_types: tuple[int, ...]
    affiliation_kind: str
    affiliation: str
    languages: tuple[Language, ...]
    max_open_cases: int
    hours_per_month: int
    term_start: dt.date
    term_end: dt.date | None

    @property
    def key(self) -> str:
        """Under which `roster_by_name` finds the supporter of this name."""
        return label_key(self.name)


def columns_of(desk: Desk) -> tuple[Column, ...]:
    product_types = dict(ProductType.objects.filter(desk=desk).values_list("name_ja", "pk"))
    topics = dict(Topic.objects.filter(desk=desk).values_list("name_ja", "pk"))
    return (
        Column("name", "氏名", text(100)),
        Column("employment", "区分", choice(EMPLOYMENTS)),
        Column("expertise", "専門分野", pairs(topics, lowest=LEVELS[0], highest=LEVELS[-1])),
        Column("product_types", "製品区分", choices(product_types)),
        Column("affiliation_kind", "所属種別", text(50), required=False, empty=""),
        Column("affiliation", "所属先", text(200), required=False, empty=""),
        Column("languages", "言語", choices(LANGUAGES)),
        Column("max_open_cases", "同時担当上限", whole_number(0, 200)),
        Column("hours_per_month", "月間稼働時間", whole_number(0, HOURS_A_MONTH)),
        Column("term_start", "委嘱開始日", date),
        Column("term_end", "委嘱終了日", date, required=False),
    )


def read_roster(path: Path, *, desk: Desk, sheet: str | None = None) -> Table:
    """Reads the file and checks its rows by themselves and against each other; errors are kept on the table.

    Raises what `read_table` raises.
    """
    table = read_table(path, columns_of(desk), sheet=sheet)
    first_line: dict[str, int] = {}
    for row in table.rows:
        for key, reason in _wrong_cells(row):
            table.refuse(row, key, reason)
        if name := row.values.get("name"):
            line = first_line.setdefault(label_key(name), row.line)
            if line != row.line:
                table.refuse(row, "name", _("Line %(line)d has the same name.") % {"line": line})
    return table


def _wrong_cells(row: ReadRow) -> Iterator[tuple[str, str]]:
    start, end = row.values.get("term_start"), row.values.get("term_end")
    if start and end and end < start:
        yield "term_end", _("It is before the beginning (%(date)s).") % {"date": start}
    affiliation = row.values.get("affiliation")
    if affiliation and not 0 < len(normalise_organisation_name(affiliation)) <= LONGEST_NAME:
        yield "affiliation", _("It is no name.")

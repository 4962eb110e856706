"""Every page of the desk and who opens it, from the tables of tests/access: a new row there is a new page here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from cases.enums import State
from cases.forms.chart.table import NEW
from cases.selectors.desk_record import FIELDS
from cases.selectors.drafts import IntakeStep
from cases.selectors.tabs import Tab
from cases.views.desk_settings import ADDED
from mediso.desks.enums import SettingKind
from reports.registry import CROSS, PAGES
from supporters.enums import RosterPart
from tests.access.addresses import address_of, case_for
from tests.access.tables import ACTORS, Row
from tests.access.test_accounts import ARGUMENTS as ACCOUNT_ARGUMENTS
from tests.access.test_accounts import ROWS as ACCOUNT_ROWS
from tests.access.test_actions import ROWS as ACTION_ROWS
from tests.access.test_routes import ROWS
from tests.support.scene import Scene

NOT_A_PAGE = {
    "/healthz": "a word for machines",
    "chart_pdf": "a PDF",
    "plan_pdf": "a PDF",
    "honorarium_csv": "CSV",
    "honorarium_month_csv": "CSV",
    "honorarium_pdf": "a PDF",
    "case_file": "a file of the thread, to be saved",
    "supporter_photo": "a picture",
    "case_supporter_photo": "a picture",
    "figure_file": "a figure as a file",
    "report_preview": "a PDF",
    "report_file": "a file of a report, to be saved",
    "statistics_pack": "all figures of a page as a file",
    "api_figure": "JSON",
    "close_record": "JSON",
    "open_file": "a published figure as a file",
    "case_presence": "a part of the chart: who else reads it",
    "organisation_similar": "a part of a form: organisations of a like name",
    "contact_similar": "a part of a form: contacts of a like name",
}

# Pages that differ by a word in their address: the table's word gives way to each of these.
WORDS: Mapping[str, tuple[str, ...]] = {
    "consultation_step": tuple(IntakeStep),
    "chart_tab": tuple(Tab),
    "chart_edit": tuple(FIELDS),
    "chart_new": tuple(NEW),
    "setting_list": tuple(SettingKind),
    "entry_part": tuple(RosterPart),
    "statistics_page": tuple(page for page in PAGES if page != CROSS),
    # Of the other kinds nothing is added.
    "setting_new": tuple(kind for kind in SettingKind if kind in ADDED),
}

# Of these, which are one form with other words, the suite opens each third; `make soak` opens all.
ALIKE = {"chart_edit", "setting_list", "setting_new", "entry_part"}

# The same pages of somebody else's things.
ELSEWHERE = {"other", "away", "awayletter", "awayclose", "otherdraft", "theirs", "otherplan", "far"}

VISITOR, FOUNDER, STAFF = "", "founder", "staff"
FOUNDERS = {FOUNDER, "colleague", "other_founder"}
ACCOUNT_READERS = {"visitor": VISITOR, "signed_in": FOUNDER}


@dataclass(frozen=True, slots=True)
class Stop:
    """One page in one person's walk."""

    route: str
    name: str
    """Route, thing and word, or action: which page it is, for whoever reads of its faults."""
    address: Callable[[Scene], str]
    reader: str
    """Their name in the scene; empty for a visitor."""
    may_be_refused: bool = False
    """The table says it of another word than this one."""


def walk() -> list[Stop]:
    """Each page once, but few of those alike; one that a founder may open too is two: the desk's and the founder's."""
    return [
        Stop(page.route, page.name, page.address, reader)
        for page in _pages()
        if page.thing not in ELSEWHERE and not page.spared
        for reader in _chosen(page.readers)
    ]


def long_walk() -> list[Stop]:
    """Each page by each person who may open it."""
    return [
        Stop(page.route, page.name, page.address, reader, page.of_a_word and reader not in _chosen(page.readers))
        for page in _pages()
        for reader in page.readers
    ]


def _chosen(readers: list[str]) -> list[str]:
    if VISITOR in readers:
        return [VISITOR]
    at_the_desk = [reader for reader in readers if reader not in FOUNDERS]
    first = STAFF if STAFF in readers else next(iter(at_the_desk), FOUNDER)
    return sorted({first, FOUNDER} & set(readers))


@dataclass(frozen=True, slots=True)
class _Page:
    route: str
    name: str
    thing: str
    address: Callable[[Scene], str]
    readers: list[str]
    of_a_word: bool = False
    spared: bool = False


def _pages() -> Iterator[_Page]:
    for row in _answered(ROWS):
        for place, word in enumerate(WORDS.get(row.name, ("",))):
            name = f"{row} {word}".strip()
            spared = row.name in ALIKE and place % 3 != 0
            yield _Page(row.name, name, row.thing, _at(row, word), _readers(row, ACTORS), bool(word), spared)
    for row in _answered(ACTION_ROWS):
        yield _Page("case_step", str(row), "", _step(row), _readers(row, ACTORS))
    for row in _answered(ACCOUNT_ROWS):
        yield _Page(row.name, str(row), "", _account(row), _readers(row, ACCOUNT_READERS))


def _answered(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.method == "GET" and row.name not in NOT_A_PAGE and "200" in row.answers.values()]


def _readers(row: Row, names: Mapping[str, str]) -> list[str]:
    return [names[column] for column, answer in row.answers.items() if answer == "200"]


def _at(row: Row, word: str) -> Callable[[Scene], str]:
    return lambda scene: address_of(row, scene, word)


def _step(row: Row) -> Callable[[Scene], str]:
    return lambda scene: reverse("case_step", args=[case_for(row.name, State(row.thing), scene).number, row.name])


def _account(row: Row) -> Callable[[Scene], str]:
    return lambda _: reverse(row.name, args=ACCOUNT_ARGUMENTS[row.thing])

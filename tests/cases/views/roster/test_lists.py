"""Load, who is never asked, terms and undertakings."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from accounts.enums import Role
from accounts.models import User
from cases.enums import AssignmentState, State
from mediso.desks.models import Desk, ProductType, Topic
from supporters.enums import LeaveKind, UndertakingKind
from supporters.models import Leave, Supporter, Undertaking
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import grant
from tests.factories.cases import AssignmentFactory, InterviewFactory
from tests.factories.supporters import SupporterFactory
from tests.reports.pages import tables
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# A Thursday; its week began on 23 November.
TODAY = dt.date(2026, 11, 26)
LOAD, UNASKED, TERMS = "/supporters/load/", "/supporters/never-asked/", "/supporters/terms/"


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC), tick=False):
        yield


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC)


def asked(supporter: Supporter, make_case: MakeCase, state: AssignmentState, day: dt.date = TODAY) -> None:
    case = make_case(State.SUPPORTING, received_on=dt.date(2026, 10, 1))
    AssignmentFactory.create(case=case, supporter=supporter, state=state, proposed_at=moment(day))


def rows(page: Page, name: str) -> list[list[str]]:
    return tables(page.html)[f"{name}-caption"][1:]


def names(page: Page, name: str) -> list[str]:
    return [row[0] for row in rows(page, name)]


def test_load_is_open_cases_and_proposals_by_the_cap_most_first(
    desk: Desk, make_case: MakeCase, staff: User, open_page: Open
) -> None:
    busy = SupporterFactory.create(desk=desk, name="甲", max_open_cases=4, proposals_per_week=2)
    for state in (AssignmentState.ACCEPTED, AssignmentState.ACCEPTED, AssignmentState.PROPOSED):
        asked(busy, make_case, state, dt.date(2026, 11, 22))
    asked(busy, make_case, AssignmentState.WITHDRAWN, dt.date(2026, 11, 23))
    InterviewFactory.create(case=make_case(), held_on=TODAY, minutes=90, present=[busy])
    InterviewFactory.create(case=make_case(), held_on=dt.date(2026, 10, 31), minutes=600, present=[busy])
    gone = SupporterFactory.create(desk=desk, name="乙", term_end=dt.date(2026, 11, 25))
    asked(gone, make_case, AssignmentState.ACCEPTED, dt.date(2026, 1, 1))
    SupporterFactory.create(desk=desk, name="丙", max_open_cases=0)
    SupporterFactory.create(desk=desk, name="丁", term_end=dt.date(2026, 11, 25))
    away = SupporterFactory.create(desk=desk, name="戊")
    Leave.objects.create(supporter=away, kind=LeaveKind.LEAVE, first_day=TODAY, last_day=TODAY)
    Leave.objects.create(supporter=away, kind=LeaveKind.PAUSE, first_day=dt.date(2026, 11, 1))
    Leave.objects.create(supporter=busy, kind=LeaveKind.PAUSE, first_day=dt.date(2026, 11, 27))

    page = open_page(staff, LOAD)
    assert [[*row[:2], row[2].removeprefix("Open cases of cap "), row[3]] for row in rows(page, "load")] == [
        ["甲 part-time", "75%", "2 / 4", "1"],
        ["乙 part-time term ended on 25 November 2026 (Wed)", "33%", "1 / 3", "0"],
        [
            "戊 part-time pause of proposals, until further notice leave until 26 November 2026 (Thu)",
            *("0%", "0 / 3", "0"),
        ],
        ["丙 part-time", "–", "0 / 0", "0"],
    ]
    assert [row[4].endswith("1.5 / 10") for row in rows(page, "load")] == [True, False, False, False]
    assert [row[5].split(" of cap ")[-1] for row in rows(page, "load")] == ["1 / 2", *["0 (no cap)"] * 3]
    # Of those in term with a cap: 75 % and 0 %.
    assert page.texts("dd") == ["0.50", "2"]
    assert names(open_page(staff, f"{LOAD}?sort=name"), "load")[0].startswith("丙")


def test_who_was_not_asked_for_a_year_and_what_came_in_meanwhile(
    desk: Desk,
    topic: Topic,
    other_topic: Topic,
    product_type: ProductType,
    make_case: MakeCase,
    staff: User,
    open_page: Open,
) -> None:
    knows = {"desk": desk, "knows": {topic: 2}, "handles": [product_type]}
    never = SupporterFactory.create(name="甲", term_start=dt.date(2026, 11, 20), **knows)
    long_ago = SupporterFactory.create(name="乙", **knows)
    asked(long_ago, make_case, AssignmentState.DECLINED, dt.date(2025, 11, 26))
    asked(SupporterFactory.create(name="丙", **knows), make_case, AssignmentState.LAPSED, dt.date(2025, 11, 27))
    SupporterFactory.create(name="丁", term_end=dt.date(2026, 11, 25), **knows)
    imported = SupporterFactory.create(name="戊", **knows)
    AssignmentFactory.create(
        case=make_case(State.CLOSED, received_on=dt.date(2026, 2, 1), topics=[other_topic]),
        supporter=imported,
        state=AssignmentState.COMPLETED,
        proposed_at=None,
    )
    for day, topics in {20: [topic], 21: [topic, other_topic], 22: [other_topic]}.items():
        make_case(received_on=dt.date(2026, 11, day), topics=topics)

    page = open_page(staff, UNASKED)
    assert [row[:3] for row in rows(page, "unasked")] == [
        # The two cases of the proposals above were received in October 2026.
        ["乙 part-time", "26 November 2025 (Wed) the last proposal", "4"],
        ["甲 part-time", "20 November 2026 (Fri) never asked; since the term began", "1"],
    ]
    assert rows(page, "unasked")[0][3].split() == ["Regulation", "2"]
    assert names(open_page(staff, f"{UNASKED}?sort=cases"), "unasked")[0].startswith("甲")
    for one in (never, long_ago):
        asked(one, make_case, AssignmentState.PROPOSED)
    nobody = open_page(staff, UNASKED)
    assert nobody.texts("p", class_="empty-title") == ["Everybody in term was asked in the last twelve months"]


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("30", ["甲 part-time"]),
        ("60", ["甲 part-time", "乙 part-time"]),
        ("", ["甲 part-time", "乙 part-time", "丙 part-time"]),
        ("ended", ["丁 part-time"]),
        ("unsigned", ["丙 part-time"]),
    ],
)
def test_terms_by_their_last_day(show: str, found: list[str], desk: Desk, staff: User, open_page: Open) -> None:
    for name, days in {"甲": 30, "乙": 31, "丙": 180, "丁": -1, "戊": 181}.items():
        SupporterFactory.create(desk=desk, name=name, term_end=TODAY + dt.timedelta(days=days), signed=name != "丙")
    SupporterFactory.create(desk=desk, name="己")
    SupporterFactory.create(
        desk=desk, name="庚", term_start=TODAY + dt.timedelta(days=1), term_end=TODAY + dt.timedelta(days=9)
    )
    unsigned = Supporter.objects.get(name="丙")
    for kind, year in ((UndertakingKind.CONDUCT, 2020), (UndertakingKind.CONFIDENTIALITY, 2026)):
        Undertaking.objects.create(supporter=unsigned, kind=kind, fiscal_year=year, text="誓約します。")

    page = open_page(staff, f"{TERMS}?show={show}")
    assert names(page, "terms") == found
    assert page.texts("span", class_="tab-count") == ["1", "2", "2", "3", "1", "1"]
    if show == "unsigned":
        assert rows(page, "terms")[0][1:] == ["25 May 2027 (Tue) in 180 days", "0", "FY2026: code of conduct"]


def test_from_the_first_of_march_the_next_year_is_asked_for_too(desk: Desk, staff: User, open_page: Open) -> None:
    for name, term_end in {"甲": None, "乙": dt.date(2027, 3, 31)}.items():
        row = SupporterFactory.create(desk=desk, name=name, term_end=term_end, signed=False)
        for kind in UndertakingKind:
            Undertaking.objects.create(supporter=row, kind=kind, fiscal_year=2026, text="誓約します。")
    for day, found in {28: ["Nobody stands here"], 29: []}.items():
        moved = dt.datetime(2027, 2, 28, 3, tzinfo=dt.UTC) + dt.timedelta(days=day - 28)
        with time_machine.travel(moved, tick=False):
            page = open_page(staff, f"{TERMS}?show=unsigned")
            assert page.texts("p", class_="empty-title") == found
    assert [[row[0], row[3]] for row in rows(page, "terms")] == [
        ["甲 part-time", "FY2027: confidentiality undertaking, code of conduct"]
    ]


def test_each_list_is_of_one_desk_and_the_tabs_keep_it(
    desk: Desk, other_desk: Desk, staff: User, open_page: Open
) -> None:
    SupporterFactory.create(desk=desk, name="甲")
    SupporterFactory.create(desk=other_desk, name="隣")
    assert open_page(staff, f"{LOAD}?desk=other").status == 404
    grant(staff, Role.STAFF, other_desk)
    page = open_page(User.objects.get(pk=staff.pk), f"{LOAD}?desk=other")
    assert names(page, "load") == ["隣 part-time"]
    assert {link for link in page.links.values() if "desk=" in link} >= {
        f"/supporters/{place}?desk=other" for place in ("", "load/", "never-asked/", "coverage/", "terms/", "answers/")
    }


@pytest.mark.parametrize("address", [LOAD, UNASKED, TERMS, "/supporters/coverage/", "/supporters/answers/"])
def test_a_list_takes_as_many_queries_for_three_as_for_one(
    address: str, desk: Desk, topic: Topic, product_type: ProductType, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    def add(count: int) -> None:
        for row in SupporterFactory.create_batch(
            count, desk=desk, knows={topic: 3}, handles=[product_type], signs_in=True, term_end=TODAY
        ):
            Leave.objects.create(supporter=row, kind=LeaveKind.PAUSE, first_day=TODAY)
            if address.endswith("answers/"):
                asked(row, make_case, AssignmentState.DECLINED)

    add(1)
    browser = sign_in(staff)
    browser.get(address)  # the menu's counts are kept from here on
    once = queries_of(browser, address)
    add(2)
    assert queries_of(browser, address) == once

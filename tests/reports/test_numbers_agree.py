"""One figure, one object: page, files, API, command, linked list and plain SQL say the same, under any filter."""

import csv
import datetime as dt
import io
import json
import random
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import OrganisationKind, Prefecture, Role
from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, Channel, Clock, DevelopmentStage, OutcomeKind, State
from cases.models import Case, Outcome
from mediso.desks.models import Desk
from reports.conditions.table import CONDITIONS
from reports.figures.figure import Cell, Figure, Unit
from reports.forms import ScopeForm
from reports.registry import FIGURES, NAMED, PAGES
from reports.scope import OWN
from supporters.models import Supporter
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.cases import AssignmentFactory, InterviewFactory
from tests.factories.supporters import SupporterFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.pages import Table, numbers, tables
from tests.reports.plain_sql import counted

pytestmark = pytest.mark.django_db

Query = list[tuple[str, str]]
DESKS = ["agree", "beside"]
# The named ones about as often as all crosses together.
NAMES = [*[kind.name for kind in NAMED] * 10, *FIGURES]
PAGE_OF = {name: page.code for page in PAGES.values() for name in page.figures}

days = st.dates(dt.date(2021, 11, 1), dt.date(2024, 6, 1)) | st.sampled_from(
    [dt.date(2023, 3, 31), dt.date(2023, 4, 1), dt.date(2023, 12, 31), dt.date(2024, 2, 29)]
)
spans = st.lists(days.map(dt.date.isoformat), min_size=2, max_size=2).map(sorted)


@pytest.fixture
def at() -> SmallDesk:
    first = small_desk(["薬", "機", "他"], "甲乙丙丁", code=DESKS[0])
    second = small_desk(["薬", "介護"], "甲戊", code=DESKS[1])
    draw = random.Random(20240401)
    organisations = OrganisationFactory.create_batch(12)
    people = {
        desk.desk.pk: SupporterFactory.create_batch(3, desk=desk.desk, knows=dict.fromkeys(desk.topics.values(), level))
        for desk, level in ((first, 3), (second, 2))
    }
    for desk, product_types, topics, count in ((first, "薬薬薬機機他", "甲乙丙丁", 50), (second, "薬介", "甲戊", 14)):
        for _ in range(count):
            chosen = "".join(draw.sample(topics, draw.randint(1, len(topics))))
            name = "介護" if (letter := draw.choice(product_types)) == "介" else letter
            day = dt.date(2022, 1, 1) + dt.timedelta(days=draw.randrange(800))
            case = desk.case(name, chosen, day)
            vary(case, draw, organisations)
            came_of(case, draw, desk.founder)
            helped(case, draw, people[desk.desk.pk])
    return first


def vary(case: Case, draw: random.Random, organisations: list[Any]) -> None:
    case.organisation = draw.choice(organisations)
    case.organisation_kind = draw.choice(OrganisationKind.values)
    case.prefecture = draw.choice(Prefecture.values)
    case.channel = draw.choice(Channel.values)
    case.development_stage = draw.choice(["", *DevelopmentStage.values])
    case.language = draw.choice(["ja", "ja", "en"])
    if draw.random() < 0.1:
        case.product_type = None
    if draw.random() < 0.1:
        case.topic_set = None
    if draw.random() < 0.1:
        case.state, case.awaits, case.withdrawn_untriaged = State.WITHDRAWN, "nobody", True
    case.save()


def came_of(case: Case, draw: random.Random, founder: User) -> None:
    """The facts of its history, and what was told of it."""
    for fact in ("preliminary_on", "interviewed_on", "followed_up_on"):
        setattr(case, fact, draw.choice([None, case.received_on + dt.timedelta(days=draw.randrange(90))]))
    for clock in Clock:
        setattr(case, f"{clock}_kept", draw.choice([None, True, False]))
    case.satisfaction = draw.choice([None, 1, 2, 3, 4, 5])
    case.month_end_moves = "".join(draw.choices("DSFN-", k=draw.randrange(8)))
    if case.state != State.WITHDRAWN and draw.random() < 0.7:
        case.state, case.awaits = State.CLOSED, "nobody"
        case.closed_on = min(case.received_on + dt.timedelta(days=draw.randrange(1_700)), timezone.localdate())
        for kind in draw.sample(OutcomeKind.values, draw.randrange(3)):
            on = case.closed_on + dt.timedelta(days=draw.randrange(-20, 400))
            Outcome.objects.create(case=case, kind=kind, occurred_on=on, told_by=founder)
    case.save()


def helped(case: Case, draw: random.Random, people: list[Supporter]) -> None:
    for one in draw.sample(people, draw.randrange(3)):
        state = draw.choice([AssignmentState.ACCEPTED, AssignmentState.COMPLETED, AssignmentState.DECLINED])
        AssignmentFactory.create(case=case, supporter=one, state=state, role=AssignmentRole.ADVISER)
        if draw.random() < 0.5:
            InterviewFactory.create(case=case, minutes=draw.choice([None, 25, 60]), present=[one])


@pytest.fixture
def staff(at: SmallDesk, client: Client) -> Client:
    """Of both desks, so that every number leads to its cases."""
    user = UserFactory.create(staff_of=at.desk)
    user.grants.create(role=Role.STAFF, desk=Desk.objects.get(code=DESKS[1]))
    client.force_login(user)
    return client


def some_query(draw: random.Random, ends: list[str]) -> Query:
    """Any period, any desk, and up to three conditions of any kind; a topic may be asked for twice."""
    form = ScopeForm({}, desks=Desk.objects.all())
    query = [pair for pair in zip(("from", "until"), ends, strict=True) if draw.random() < 0.7]
    query += [("desk", draw.choice(DESKS))] if draw.random() < 0.5 else []
    for code in draw.sample(list(CONDITIONS), draw.choice([0, 0, 1, 1, 2, 3])):
        values = [value for value, _label in form.fields[code].choices if value]  # type: ignore[attr-defined]
        query += [(code, draw.choice(values)) for _ in range(2 if code == "topic" else 1)]
    return list(dict.fromkeys(query))


def agree(staff: Client, name: str, query: Query, draw: random.Random) -> None:
    figure, address = figure_of(name, query), urlencode(query)
    file = staff.get(f"/statistics/{name}.csv?{address}").content
    check_file(figure, list(csv.reader(io.StringIO(file.decode("utf-8-sig")))))
    data = staff.get(f"/api/v1/figures/{name}/?{address}").json()
    assert json.loads(staff.get(f"/statistics/{name}.json?{address}").content) == data
    check_data(figure, data)
    check_page(figure, tables(staff.get(page_of(name, address)).text).get(f"{name}-caption"))
    cells = [cell for row in figure.all_rows for cell in row.cells if cell.where is not None]
    for cell in cells if len(cells) < 40 else draw.sample(cells, 40):
        assert counted(DESKS, asked_by(query, cell)) == cell.value, cell
    for cell in draw.sample(cells, min(2, len(cells))):
        response = staff.get(f"/statistics/behind/?{figure.scope.query(cell.where or ())}")
        assert response.context["page"].paginator.count == cell.value, cell


def figure_of(name: str, query: Query) -> Figure:
    data = QueryDict(mutable=True)
    for code, value in query:
        data.appendlist(code, value)
    form = ScopeForm(data, desks=Desk.objects.all())
    assert form.is_valid(), form.errors
    return FIGURES[name].select(form.scope)


def page_of(name: str, address: str) -> str:
    if name in PAGE_OF:
        return f"/statistics/{PAGE_OF[name]}/?{address}"
    rows, _by, columns = name.removeprefix("cross_").partition("_by_")
    return f"/statistics/cross/?{address}&rows={rows}&columns={columns}"


def asked_by(query: Query, cell: Cell) -> Query:
    """The conditions of the page and of the cell, whose days and desk stand for the page's."""
    own = {code: value for code, value in (*query, *(cell.where or ())) if code in OWN}
    return [*own.items(), *((code, value) for code, value in (*query, *(cell.where or ())) if code not in OWN)]


def drawn(cell: Cell, unit: Unit) -> list[float]:
    """The numbers of a cell as they stand on the page."""
    if cell.value is None:
        return []
    if unit is Unit.SHARE:
        return [float(number) for number in (cell.percent, cell.value) if number is not None]
    return [round(float(cell.value), 1) if unit in {Unit.HOURS, Unit.POINTS} else float(cell.value)]


def check_page(figure: Figure, page: Table | None) -> None:
    if page is None:
        assert figure.cases == 0 or figure.all_rows == ()
        return
    for row, (_label, *texts) in zip(figure.all_rows, page[1:], strict=True):
        for column, cell, text in zip(figure.columns, row.cells, texts, strict=True):
            assert numbers(text) == drawn(cell, column.unit), (row.code, column.code)


def check_file(figure: Figure, file: Table) -> None:
    for row, (_label, *texts) in zip(figure.all_rows, file[1:], strict=True):
        flat: list[object] = []
        for column, cell in zip(figure.columns, row.cells, strict=True):
            flat += [cell.value, cell.percent] if column.unit is Unit.SHARE else [cell.value]
        assert texts[: len(flat)] == ["" if one is None else str(one) for one in flat], row.code


def check_data(figure: Figure, data: dict[str, Any]) -> None:
    found = [*data["rows"], *([data["total"]] if data["total"] else [])]
    for row, answered in zip(figure.all_rows, found, strict=True):
        for column, cell in zip(figure.columns, row.cells, strict=True):
            value = answered["values"][column.code]
            if column.unit is Unit.SHARE:
                assert value == {"cases": cell.value, "of": cell.of, "percent": cell.percent}
            else:
                assert value == (float(cell.value) if isinstance(cell.value, Decimal) else cell.value)


SHORT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LONG = settings(SHORT, max_examples=600)


@SHORT
@given(draw=st.randoms(use_true_random=False), ends=spans)
def test_under_random_filters(draw: random.Random, ends: list[str], at: SmallDesk, staff: Client) -> None:
    agree(staff, draw.choice(NAMES), some_query(draw, ends), draw)


@pytest.mark.soak
@LONG
@given(draw=st.randoms(use_true_random=False), ends=spans)
def test_under_many_random_filters(draw: random.Random, ends: list[str], at: SmallDesk, staff: Client) -> None:
    agree(staff, draw.choice(NAMES), some_query(draw, ends), draw)


def test_the_command_prints_the_files(at: SmallDesk, staff: Client) -> None:
    for name in (kind.name for kind in NAMED):
        for form in ("json", "csv"):
            out = io.StringIO(newline="")
            call_command("figures", name, "--where", "topic=甲", "--desk", DESKS[0], "--format", form, stdout=out)
            file = staff.get(f"/statistics/{name}.{form}?topic=甲&desk={DESKS[0]}").content
            assert out.getvalue().encode() == file

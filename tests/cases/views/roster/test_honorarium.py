"""稼働と謝金: one object, drawn as page, CSV and PDF, for the desk and for the supporter alone."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

import pytest
import time_machine

from accounts.models import User
from cases.documents.honorarium.paper import statement_document
from cases.enums import InterviewKind
from cases.selectors.roster.honorarium import month_of_work, paid_supporters, statement_of
from mediso.common.documents import document_pdf
from mediso.common.months import Month
from mediso.desks.models import Desk
from supporters.models import Supporter
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.cases import InterviewFactory
from tests.factories.supporters import SupporterFactory
from tests.reports.pages import numbers, tables
from tests.support.pdf import squeezed, words_of
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = dt.date(2026, 11, 26)
NOVEMBER = Month(2026, 11)
ALL, OWN = "/supporters/honorarium/", "/my-honorarium/"


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def worked(make_case: MakeCase, desk: Desk, supporter: User, full_time: User) -> Supporter:
    """野村 was at three interviews of November, one without a length, and at one of October."""
    Desk.objects.filter(pk=desk.pk).update(honorarium_per_hour=7_901)
    row, case = row_of(supporter), make_case(received_on=dt.date(2026, 10, 1))
    held = {"case": case, "present": [row]}
    InterviewFactory.create(held_on=dt.date(2026, 10, 31), minutes=60, **held)
    InterviewFactory.create(held_on=dt.date(2026, 11, 1), minutes=50, present=[row, row_of(full_time)], case=case)
    InterviewFactory.create(held_on=dt.date(2026, 11, 30), minutes=45, kind=InterviewKind.FOLLOW_UP, **held)
    InterviewFactory.create(held_on=dt.date(2026, 11, 9), minutes=None, **held)
    return paid_supporters(supporter).get(pk=row.pk)


def test_page_csv_and_pdf_of_a_statement_say_the_same(worked: Supporter, staff: User, sign_in: SignIn) -> None:
    found = statement_of(worked, NOVEMBER, TODAY)
    assert ([line.minutes for line in found.lines], found.amount) == ([50, 45], 12_509)
    browser, query = sign_in(staff), {"month": "2026-11"}
    address = f"/supporters/{worked.pk}/honorarium/"

    page = browser.get(address, query).text
    shown = tables(page)
    assert [[row[1], row[2], numbers(row[3])] for row in shown["counted-caption"][1:]] == [
        [line.number, str(line.kind.label), [line.minutes]] for line in found.lines
    ]
    assert [row[1] for row in shown["uncounted-caption"][1:]] == [line.number for line in found.uncounted]
    for value in ("<dd>95</dd>", "<dd>1.58</dd>", "<dd>7,901</dd>", "<strong>12,509</strong>"):
        assert value in page

    file = browser.get(f"{address}csv/", query)
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))[1:]
    assert [row[2:4] + row[5:6] for row in rows[:-1]] == [
        ["2026-11-01", found.lines[0].number, "50"],
        ["2026-11-09", found.uncounted[0].number, ""],
        ["2026-11-30", found.lines[1].number, "45"],
    ]
    assert rows[-1][5:9] == [str(found.minutes), str(found.hours), str(found.paid_rate), str(found.amount)]
    assert "attachment" in file["Content-Disposition"]

    pdf = browser.get(f"{address}pdf/", query)
    assert (pdf["Content-Type"], pdf["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert pdf.content == document_pdf(statement_document(found))
    words = words_of(pdf.content)
    for word in ("野村 進", "12,509", "7,901", "1.58", "beforetax", *(line.number for line in found.lines)):
        assert squeezed(word) in words


def test_the_month_of_the_desk_and_its_file_say_the_same(
    worked: Supporter, desk: Desk, staff: User, sign_in: SignIn
) -> None:
    desk.refresh_from_db()
    found = month_of_work(desk, paid_supporters(staff), NOVEMBER, TODAY)
    browser, query = sign_in(staff), {"month": "2026-11"}
    page = tables(browser.get(ALL, query).text)["honorarium-caption"]
    assert [row[:7] for row in page[1:]] == [
        ["常盤 勤", "1", "0", "50", "0.83", "–", "–"],
        ["野村 進", "2", "1", "95", "1.58", "7,901", "12,509"],
        ["Total", "3", "1", "145", "2.42", "–", "12,509"],
    ]
    assert page[1][7] == "Full-time: hours are recorded, no honorarium is paid"
    assert (found.minutes, found.amount, found.interviews) == (145, 12_509, 3)
    rows = list(csv.reader(io.StringIO(browser.get(f"{ALL}csv/", query).content.decode("utf-8-sig"))))
    assert [[cell.replace(",", "") for cell in row] for row in rows[1:]] == [
        [*row[:1], "2026-11", *(cell.replace("–", "").replace(",", "") for cell in row[1:7]), last[-1]]
        for row, last in zip([["常盤 勤", *page[1][1:]], page[2], ["合計", *page[3][1:]]], rows[1:], strict=True)
    ]


def test_rates_are_the_supporters_own_then_the_desks_then_none(worked: Supporter, staff: User, open_page: Open) -> None:
    Supporter.objects.filter(pk=worked.pk).update(honorarium_per_hour=12_000)
    address = f"/supporters/{worked.pk}/honorarium/?month=2026-11"
    page = open_page(staff, address)
    assert "19,000" in page.text
    assert "the supporter’s own rate" in page.text
    Supporter.objects.filter(pk=worked.pk).update(honorarium_per_hour=None)
    Desk.objects.update(honorarium_per_hour=None)
    page = open_page(staff, address)
    assert "No rate is set, neither the supporter’s own nor the desk’s: no amount is worked out" in page.text
    assert "12,509" not in page.text
    assert "1 supporter worked and has no rate." in open_page(staff, f"{ALL}?month=2026-11").text


def test_supporters_read_their_own_and_nobody_elses(
    worked: Supporter, supporter: User, other_supporter: User, staff: User, open_page: Open
) -> None:
    page = open_page(supporter, OWN)
    assert page.texts("th", scope="row") == ["November 2026", "October 2026"]
    statement = open_page(supporter, f"/supporters/{worked.pk}/honorarium/?month=2026-10")
    assert "7,901" in statement.text
    # The case was not accepted: its number is the supporter's own work, the chart behind it is not.
    assert not [link for link in statement.links.values() if link.startswith("/cases/")]
    other = open_page(other_supporter, OWN)
    assert other.texts("p", class_="empty-title") == ["No statement yet"]
    for file in ("", "csv/", "pdf/"):
        assert open_page(other_supporter, f"/supporters/{worked.pk}/honorarium/{file}").status == 404


@pytest.mark.parametrize("month", ["2031-01", "x", "2026-13"])
def test_a_month_that_is_none_is_told_and_no_file_is_made(
    month: str, worked: Supporter, staff: User, open_page: Open
) -> None:
    for address in (ALL, f"{ALL}csv/", *(f"/supporters/{worked.pk}/honorarium/{end}" for end in ("", "csv/", "pdf/"))):
        page = open_page(staff, f"{address}?month={month}")
        assert page.status == 422
        assert page.errors == {"id_month": [f"There is no work of “{month}”. Choose a month from the list."]}


def test_a_month_without_interviews_says_what_to_do(worked: Supporter, staff: User, open_page: Open) -> None:
    quiet = SupporterFactory.create(desk=worked.desk)
    page = open_page(staff, f"/supporters/{quiet.pk}/honorarium/")
    assert "No interview is recorded in this month." in page.text
    assert open_page(staff, f"/supporters/{quiet.pk}/honorarium/csv/").status == 200


def test_a_month_takes_as_many_queries_for_three_as_for_one(
    worked: Supporter, staff: User, supporter: User, sign_in: SignIn, make_case: MakeCase
) -> None:
    addresses = {ALL: staff, OWN: supporter, f"/supporters/{worked.pk}/honorarium/": supporter}
    sign_in(staff).get(ALL)  # the menu's counts are kept from here on
    before = {address: queries_of(sign_in(reader), address) for address, reader in addresses.items()}
    more = [worked, *SupporterFactory.create_batch(2, desk=worked.desk)]
    for month in (8, 9, 11):
        InterviewFactory.create(case=make_case(), held_on=dt.date(2026, month, 2), present=more)
    assert {address: queries_of(sign_in(reader), address) for address, reader in addresses.items()} == before

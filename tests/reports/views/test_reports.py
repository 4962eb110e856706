"""The pages of reports: defining one, what was made of it, and sending it again."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader
from pytest_django import Settings

from accounts.models import User
from mediso.files.models import StoredFile
from mediso.outbox.models import MailState, OutboxMail
from mediso.settings.attachments import attachments_storage
from reports.models import ReportDefinition, ReportIssue
from reports.report_forms import ReportForm
from reports.services.reports.asking import ask_for
from reports.services.reports.making import make_issue
from tests.factories.accounts import UserFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import a_quarter, manager_of
from tests.reports.reports.making import TO, closed_on, report_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

NEW = reverse("report_new", args=["small"])
SignIn = Callable[..., Client]
TYPED: dict[str, Any] = {
    "name": "月次報告",
    "figures": ["kind_share", "topic_share", "cases_by_month"],
    "order_topic_share": "2",
    "order_cases_by_month": "1",
    "rows_1": "topic",
    "columns_1": "stage",
    "order_cross_1": "3",
    "period_kind": "fiscal_year",
    "basis": "published",
    "where_product_type": "薬",
    "where_language": "ja",
    "recipients": " Owner@Example.jp\n\nｍｉｎｉｓｔｒｙ＠example.jp\nowner@example.jp",
    "language": "en",
    "is_active": "on",
    "seen": "0",
}


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"attachments": attachments_storage(tmp_path)}


@pytest.fixture
def desk() -> SmallDesk:
    made = small_desk(code="small", name_ja="小さな窓口")
    a_quarter(made)
    return made


@pytest.fixture
def manager(desk: SmallDesk) -> User:
    return manager_of(desk)


@pytest.fixture
def browser(manager: User, sign_in: SignIn) -> Client:
    return sign_in(manager, "ja")


def made_of(definition: ReportDefinition, close_id: int, manager: User) -> ReportIssue:
    issue = ask_for(definition_id=definition.pk, close_id=close_id, actor=manager)
    make_issue(issue.pk)
    issue.refresh_from_db()
    return issue


def test_a_manager_defines_a_report_in_the_order_of_the_numbers(browser: Client, manager: User) -> None:
    response = browser.post(NEW, TYPED)
    made = ReportDefinition.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("report_detail", args=[made.pk]))
    assert made.figures == ["cases_by_month", "topic_share", "cross_topic_by_stage", "kind_share"]
    assert made.narrowing == (("product_type", "薬"), ("language", "ja"))
    assert made.recipients == ["Owner@Example.jp", "ministry@example.jp"]
    assert (made.period_kind, made.basis, made.language, made.is_active) == ("fiscal_year", "published", "en", True)
    assert (made.made_by, made.changed_by, made.desk.code) == (manager, None, "small")


def test_what_the_form_shows_of_a_report_is_the_report(browser: Client) -> None:
    browser.post(NEW, TYPED)
    made = ReportDefinition.objects.get()
    shown = ReportForm(desk=made.desk, definition=made).initial
    same = ReportForm(shown, desk=made.desk, definition=made)
    assert same.is_valid(), same.errors
    assert [same.wanted.figures, same.wanted.recipients] == [made.figures, made.recipients]
    assert tuple(same.wanted.conditions) == made.narrowing
    assert (same.wanted.name, same.wanted.language, same.wanted.is_active) == ("月次報告", "en", True)


WRONG = [
    ({"name": ""}, "名前"),
    (
        {"recipients": "owner@example.jp\nowner@\n花子"},
        "2行目の「owner@」はメールアドレスではありません。name@example.jp のように書いてください。",
    ),
    ({"figures": [], "rows_1": "", "columns_1": ""}, "図表を1つ以上選ぶか、クロス集計の行と列を選んでください。"),
    ({"columns_1": ""}, "行と列の両方を選ぶか、どちらも選ばないでください。"),
    ({"columns_1": "topic"}, "行とは別の項目を選んでください。"),
    ({"order_topic_share": "0"}, "「製品区分別の相談割合」の順番"),
    ({"figures": ["secrets"]}, "secrets"),
]


@pytest.mark.parametrize(("changes", "said"), WRONG, ids=lambda value: str(value)[:20])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser: Client, changes: dict[str, Any], said: str) -> None:
    response = browser.post(NEW, TYPED | {"name": "<b>報告</b>"} | changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    kept = TYPED | {"name": "<b>報告</b>"} | changes
    for typed in (kept["name"], *kept["recipients"].split()):
        assert escape(typed) in page
    assert '<option value="薬" selected>' in page
    assert '<option value="fiscal_year" selected>' in page
    assert not ReportDefinition.objects.exists()


def test_the_slower_of_two_managers_keeps_what_they_typed(browser: Client, desk: SmallDesk, manager: User) -> None:
    definition = report_of(desk, manager)
    page = reverse("report_edit", args=[definition.pk])
    assert browser.post(page, TYPED).status_code == 302
    response = browser.post(page, TYPED | {"name": "遅い方"})
    assert response.status_code == 409
    assert 'value="遅い方"' in response.content.decode()
    assert f"{manager.name}さんが先にこのレポートを変更しました。" in response.content.decode()
    definition.refresh_from_db()
    assert (definition.name, definition.version) == ("月次報告", 1)


def test_a_preview_is_stored_and_sent_nowhere(browser: Client, desk: SmallDesk, manager: User) -> None:
    nothing = browser.post(NEW, TYPED | {"then": "preview"})
    assert nothing.status_code == 409
    assert "まだ締めた月がないため、見本を作れません。" in nothing.content.decode()
    saved = report_of(desk, manager)
    closed_on(desk)
    assert ReportDefinition.objects.count() == 1
    answers = [
        browser.post(NEW, TYPED | {"then": "preview"}),
        browser.get(reverse("report_preview", args=[saved.pk])),
    ]
    for answer in answers:
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert "見本】月次報告（2024年6月）" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    left = (ReportDefinition.objects.count(), ReportIssue.objects.count(), StoredFile.objects.count())
    assert (*left, OutboxMail.objects.count()) == (1, 0, 0, 0)


def test_made_now_for_an_older_month_and_seen_on_its_page(browser: Client, desk: SmallDesk, manager: User) -> None:
    april = closed_on(desk)[0]
    with time_machine.travel("2024-07-20 09:00+09:00", tick=False):
        definition = report_of(desk, manager)
    make, page = (reverse(name, args=[definition.pk]) for name in ("report_make", "report_detail"))
    assert browser.post(make, {"close": "0"}).status_code == 422
    assert browser.post(make, {"close": april.pk})["Location"] == page
    assert "作成中" in browser.get(page).content.decode()
    assert browser.post(make, {"close": april.pk}).status_code == 422
    issue = ReportIssue.objects.get()
    ReportIssue.objects.update(failed=True, last_error="図表が<b>ありません</b>")
    told = browser.get(page).content.decode()
    assert "図表が&lt;b&gt;ありません&lt;/b&gt;" in told
    assert "もう一度試す" in told
    assert browser.post(make, {"close": april.pk})["Location"] == page
    make_issue(issue.pk)
    for extension, kind in (("pdf", "application/pdf"), ("xlsx", "spreadsheetml.sheet")):
        file = browser.get(reverse("report_file", args=[issue.pk, extension]))
        assert kind in file["Content-Type"]
        assert file["Content-Disposition"].startswith("attachment;")
        assert len(file.getvalue()) > 1000
    assert browser.get(reverse("report_file", args=[issue.pk, "exe"])).status_code == 404


def test_who_got_it_and_once_more_to_whom_it_came_back(browser: Client, desk: SmallDesk, manager: User) -> None:
    definition = report_of(desk, manager)
    issue = made_of(definition, closed_on(desk)[2].pk, manager)
    OutboxMail.objects.filter(to=TO[0]).update(state=MailState.SENT)
    OutboxMail.objects.filter(to=TO[1]).update(state=MailState.BOUNCED, last_error="550 no such user")
    page, send = (reverse(name, args=[issue.pk]) for name in ("report_issue", "report_send"))
    told = browser.get(page).content.decode()
    assert all(words in told for words in ("不達", "550 no such user", *TO))
    nobody = browser.post(send)
    assert (nobody.status_code, "送付先を1件以上選んでください。" in nobody.content.decode()) == (422, True)
    assert browser.post(send, {"to": [TO[1]]})["Location"] == page
    assert browser.post(send, {"to": [TO[1]]}).status_code == 409
    assert sorted(issue.mails.values_list("to", "state")) == [
        (TO[1], "bounced"),
        (TO[1], "pending"),
        (TO[0], "sent"),
    ]


def test_the_pages_ask_as_much_for_three_rows_as_for_one(desk: SmallDesk, manager: User, sign_in: SignIn) -> None:
    staff = sign_in(UserFactory.create(staff_of=desk.desk), "ja")
    definition = report_of(desk, manager, recipients=TO[:1])
    closes = closed_on(desk)
    issue = made_of(definition, closes[0].pk, manager)
    pages = [
        reverse("report_list"),
        reverse("report_detail", args=[definition.pk]),
        reverse("report_issue", args=[issue.pk]),
    ]
    for page in pages:
        staff.get(page)
    one = [queries_of(staff, page) for page in pages]
    for close in closes[1:]:
        made_of(definition, close.pk, manager)
        report_of(desk, manager, name=str(close.pk))
        issue.mails.add(OutboxMail.objects.create(key=str(close.pk), to=TO[1], subject="件名", body="本文"))
    assert [queries_of(staff, page) for page in pages] == one

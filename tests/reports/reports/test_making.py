"""What a worker makes of a report: the files as published, the mails, once; and what becomes of one that fails."""

import datetime as dt
import io
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import Settings

from cases.models import Case
from mediso.common.errors import ActionRefused
from mediso.files.models import StoredFile
from mediso.files.storage import attachments
from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import deliver, writing
from mediso.settings.attachments import attachments_storage
from reports.models import MonthlyClose, ReportDefinition, ReportIssue
from reports.services.closing import revise
from reports.services.reports.asking import ask_for, ask_for_due, sweep
from reports.services.reports.making import LEASE, MOST_ATTEMPTS, make_issue
from reports.services.reports.telling import send_again
from tests.factories.accounts import UserFactory
from tests.mediso.outbox.mail_server import mail_server
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import APRIL, MAY, a_quarter, change, manager_of
from tests.reports.reports.making import MONDAY, TO, closed_on, report_of
from tests.support.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"attachments": attachments_storage(tmp_path)}


@pytest.fixture
def desk() -> SmallDesk:
    made = small_desk(code="small", name_ja="小さな窓口", name_en="Small desk")
    a_quarter(made)
    return made


def june_of(definition: ReportDefinition, desk: SmallDesk) -> ReportIssue:
    """Asked for on the Monday after the close, not made yet."""
    if not MonthlyClose.objects.exists():
        closed_on(desk)
    ask_for_due(MONDAY)
    return ReportIssue.objects.get(definition=definition, close__month=dt.date(2024, 6, 1), close__is_current=True)


def content_of(file: StoredFile | None) -> bytes:
    assert file is not None
    with attachments().open(file.place) as kept:
        content: bytes = kept.read()
    return content


def pdf_words(issue: ReportIssue) -> str:
    pages = PdfReader(io.BytesIO(content_of(issue.pdf))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_the_files_hold_the_figures_as_published_and_not_as_they_are_now(desk: SmallDesk) -> None:
    definition = report_of(desk)
    closed_on(desk)
    desk.case("機", "甲", dt.date(2024, 6, 3))
    issue = june_of(definition, desk)
    assert make_issue(issue.pk) is True
    issue.refresh_from_db()
    assert (issue.title, issue.first_day, issue.last_day, issue.last_error) == (
        "月次報告（2024年6月）",
        dt.date(2024, 6, 1),
        dt.date(2024, 6, 30),
        "",
    )
    words = pdf_words(issue)
    assert "薬67%(2)" in words
    assert "機33%(1)" in words
    assert "月次締めの最新版の内容" in words
    book = openpyxl.load_workbook(io.BytesIO(content_of(issue.workbook)))
    assert [cell.value for cell in book["製品区分の割合"][2]][:2] == ["薬", 2]
    assert [file and file.name for file in (issue.pdf, issue.workbook)] == [
        "月次報告（2024年6月）.pdf",
        "月次報告（2024年6月）.xlsx",
    ]


def test_what_no_close_keeps_is_counted_as_known_and_says_so(desk: SmallDesk) -> None:
    definition = report_of(desk, figures=("funnel", "product_type_share"))
    issue = june_of(definition, desk)
    make_issue(issue.pk)
    issue.refresh_from_db()
    assert pdf_words(issue).count("（作成時点の数値）") >= 1


def test_each_recipient_gets_one_mail_with_both_files(desk: SmallDesk, settings: Settings) -> None:
    reader = UserFactory.create(email=TO[0], name="上席 者", staff_of=desk.desk)
    issue = june_of(report_of(desk), desk)
    make_issue(issue.pk)
    issue.refresh_from_db()
    assert [(mail.to, mail.recipient_id, mail.kind) for mail in issue.mails.order_by("pk")] == [
        (TO[0], reader.pk, "report_issued"),
        (TO[1], None, "report_issued"),
    ]
    with mail_server() as server:
        settings.EMAIL_BACKEND = "mediso.outbox.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        assert [deliver(mail.pk) for mail in issue.mails.order_by("pk")] == [True, True]
        messages = [message_from_bytes(one, policy=policy.default) for one in server.taken]
    assert [one["To"] for one in messages] == list(TO)
    assert {one["Subject"].strip() for one in messages} == {"月次報告（2024年6月）小さな窓口"}
    for message in messages:
        attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        assert attached == {
            "月次報告（2024年6月）.pdf": content_of(issue.pdf),
            "月次報告（2024年6月）.xlsx": content_of(issue.workbook),
        }
    bodies = [mail.body for mail in issue.mails.order_by("pk")]
    assert [body.splitlines()[0] for body in bodies] == ["上席 者 様", "ご担当者 様"]
    assert all(f"http://localhost:8000/statistics/reports/issues/{issue.pk}/" in body for body in bodies)


def test_made_once_however_often_and_by_two_at_once(desk: SmallDesk) -> None:
    issue = june_of(report_of(desk), desk)
    assert [make_issue(issue.pk), make_issue(issue.pk)] == [True, False]
    assert (StoredFile.objects.count(), OutboxMail.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one(desk: SmallDesk) -> None:
    issue = june_of(report_of(desk), desk)
    assert sorted(map(str, at_once(*[lambda: make_issue(issue.pk)] * 2))) == ["False", "True"]
    assert (StoredFile.objects.count(), OutboxMail.objects.count()) == (2, 2)


def test_a_new_edition_is_a_new_report_whose_mail_says_why(desk: SmallDesk) -> None:
    definition = report_of(desk, recipients=TO[:1], language="en")
    first = june_of(definition, desk)
    make_issue(first.pk)
    case = desk.case("機", "甲", dt.date(2024, 6, 3))
    with time_machine.travel("2024-07-09 09:00+09:00", tick=False):
        revise(close_id=first.close_id, actor=manager_of(desk), reason="遅れて届いた相談")
    ask_for_due(MONDAY + dt.timedelta(days=2))
    second = ReportIssue.objects.get(close__edition=2)
    make_issue(second.pk)
    second.refresh_from_db()
    assert second.title == "月次報告（2024年6月・第2版）"
    assert "薬50%(2)" in pdf_words(second)
    mail = second.mails.get()
    assert (mail.kind, mail.subject) == ("report_revised", "Corrected: 月次報告 of Small desk, June 2024")
    assert "edition 2" in mail.body
    assert "\n遅れて届いた相談\n" in mail.body
    assert case.number not in mail.body
    first.refresh_from_db()
    assert "薬67%(2)" in pdf_words(first)


def test_one_that_fails_stops_no_other_and_is_tried_again(desk: SmallDesk) -> None:
    good, bad = report_of(desk), report_of(desk, conditions=(("prefecture", "13"),))
    ReportDefinition.objects.filter(pk=bad.pk).update(conditions=[["prefecture", {"never": "written by a form"}]])
    failing, made = june_of(bad, desk), june_of(good, desk)
    assert [make_issue(failing.pk), make_issue(made.pk)] == [False, True]
    failing.refresh_from_db()
    assert (failing.failed, failing.attempts, failing.made_at) == (False, 1, None)
    assert failing.last_error
    assert failing.due_at > timezone.now()
    assert make_issue(failing.pk) is False  # not due again so soon
    ReportDefinition.objects.filter(pk=bad.pk).update(conditions=[])
    ReportIssue.objects.filter(pk=failing.pk).update(due_at=timezone.now())
    assert make_issue(failing.pk) is True
    failing.refresh_from_db()
    assert failing.last_error == ""


def test_what_the_rules_refuse_is_given_up_and_made_when_asked_again(desk: SmallDesk) -> None:
    manager = manager_of(desk)
    definition = report_of(desk, manager)
    ReportDefinition.objects.filter(pk=definition.pk).update(figures=["gone"])
    issue = june_of(definition, desk)
    assert make_issue(issue.pk) is False
    issue.refresh_from_db()
    assert (issue.failed, issue.last_error) == (
        True,
        "「gone」という図表はなくなりました。レポートを変更してください。",
    )
    assert (StoredFile.objects.count(), OutboxMail.objects.count()) == (0, 0)
    ReportDefinition.objects.filter(pk=definition.pk).update(figures=["kind_share"])
    ask_for(definition_id=definition.pk, close_id=issue.close_id, actor=manager)
    assert make_issue(issue.pk) is True


def test_over_which_its_worker_dies_is_taken_up_and_at_last_given_up(desk: SmallDesk) -> None:
    issue = june_of(report_of(desk), desk)
    ReportIssue.objects.exclude(pk=issue.pk).delete()
    died = ReportIssue.objects.filter(pk=issue.pk)
    died.update(attempts=1, due_at=timezone.now() + LEASE)
    assert (sweep(), make_issue(issue.pk)) == (0, False)
    died.update(due_at=timezone.now())
    assert sweep() == 1
    died.update(attempts=MOST_ATTEMPTS)
    assert sweep() == 0
    issue.refresh_from_db()
    assert (issue.failed, issue.last_error) == (
        True,
        "5回作り始めましたが、そのたびに処理が途中で止まりました。",
    )


def test_of_an_edition_replaced_meanwhile_nothing_is_made(desk: SmallDesk) -> None:
    issue = june_of(report_of(desk), desk)
    change(Case.objects.get(received_on=dt.date(2024, 6, 1)), channel="phone")
    revise(close_id=issue.close_id, actor=manager_of(desk), reason="訂正")
    assert make_issue(issue.pk) is False
    issue.refresh_from_db()
    assert issue.failed
    assert (StoredFile.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_files_too_large_for_a_mail_are_a_link(desk: SmallDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ATTACHED_BYTES", 1000)
    issue = june_of(report_of(desk), desk)
    make_issue(issue.pk)
    mail = issue.mails.first()
    assert mail is not None
    assert (mail.attachments.count(), "メールには添付していません" in mail.body) == (0, True)


def test_sent_again_to_whom_a_manager_chooses_once_the_first_mail_is_out(desk: SmallDesk) -> None:
    manager = manager_of(desk)
    issue = june_of(report_of(desk, manager), desk)
    with pytest.raises(ActionRefused, match=r"^このレポートは、まだできていません。$"):
        send_again(issue_id=issue.pk, to=TO[:1], actor=manager)
    make_issue(issue.pk)
    with pytest.raises(ActionRefused, match=f"^{TO[0]}宛てのメールを送信しているところです。"):
        send_again(issue_id=issue.pk, to=TO[:1], actor=manager)
    OutboxMail.objects.update(state=MailState.BOUNCED)
    with pytest.raises(ActionRefused, match=r"^stranger@example.jpは、このレポートの送付先ではありません。"):
        send_again(issue_id=issue.pk, to=["stranger@example.jp"], actor=manager)
    with pytest.raises(ActionRefused, match="その窓口の責任者だけ"):
        send_again(issue_id=issue.pk, to=TO[:1], actor=UserFactory.create(staff_of=desk.desk))
    assert OutboxMail.objects.count() == 2
    send_again(issue_id=issue.pk, to=TO[:1], actor=manager)
    assert sorted(issue.mails.values_list("to", "state")) == [
        (TO[1], "bounced"),
        (TO[0], "bounced"),
        (TO[0], "pending"),
    ]


def test_periods_end_with_the_closed_month(desk: SmallDesk) -> None:
    manager = manager_of(desk)
    may = closed_on(desk, "2024-06-28 18:00+09:00", until=MAY)[1]
    periods = {}
    for kind in ("month", "quarter", "fiscal_year", "whole"):
        definition = report_of(desk, manager, period_kind=kind, figures=("kind_share",), recipients=())
        issue = ask_for(definition_id=definition.pk, close_id=may.pk, actor=manager)
        make_issue(issue.pk)
        issue.refresh_from_db()
        periods[kind] = (issue.first_day, issue.last_day)
    last = dt.date(2024, 5, 31)
    assert periods == {
        "month": (dt.date(2024, 5, 1), last),
        "quarter": (APRIL.first, last),
        "fiscal_year": (APRIL.first, last),
        "whole": (None, last),
    }

"""The words of reminders: numbers and links, and nothing of what was asked."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import override_settings
from django.utils import translation

from accounts.models import User
from cases.enums import Clock, State
from cases.models import Case
from cases.services import triage
from cases.services.reminders import remind
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.support.actions import assigned
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

SECRETS = {"title": "秘密の件名", "text": "秘密の本文", "product_name": "秘密の製品", "target_disease": "秘密の疾患"}
SECRET_WORDS = [*SECRETS.values(), "若竹", "秘密の質問"]
MONDAY = "2026-11-30 09:00+09:00"
LATE_DAY, SOON_DAY = dt.date(2026, 11, 27), dt.date(2026, 12, 1)
RECEIVED_ON = dt.date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _address() -> Iterator[None]:
    with override_settings(SITE_ADDRESS="https://desk.example"):
        yield


@pytest.fixture
def cases(make_case: MakeCase, staff: User, supporter: User) -> list[Case]:
    """One late with the desk, one late with the supporter, one due soon."""

    def make(state: State, due_on: dt.date, clock: Clock) -> Case:
        given = {f"consultation__{name}": words for name, words in SECRETS.items()}
        return make_case(
            state,
            received_on=RECEIVED_ON,
            due_on=due_on,
            due_clock=clock,
            responsible=staff,
            summary="秘密の本文",
            **given,
        )

    found = [
        make(State.TRIAGING, LATE_DAY, Clock.TRIAGE),
        make(State.SUPPORTING, LATE_DAY, Clock.ANSWER),
        make(State.SUBMITTED, SOON_DAY, Clock.FIRST_CONTACT),
    ]
    assigned(row_of(supporter), found[1])
    return found


def mail_to(user: User, language: str) -> OutboxMail:
    """What the run of Monday, 30 November writes to somebody who reads this language."""
    User.objects.filter(pk=user.pk).update(language=language)
    with translation.override("ja" if language == "en" else "en"), time_machine.travel(MONDAY):
        remind()
    mail = OutboxMail.objects.filter(to=user.email).latest("pk")
    assert [word for word in SECRET_WORDS if word in f"{mail.key}\n{mail.subject}\n{mail.body}"] == []
    return mail


def words_of(mail: OutboxMail) -> str:
    words, _signature = mail.body.split("-- \n")
    return words


def test_in_english(cases: list[Case], staff: User) -> None:
    mail = mail_to(staff, "en")
    late, supported, soon = (case.number for case in cases)
    assert mail.subject == "Due dates: 2 late, 1 due soon"
    assert (
        words_of(mail)
        == f"""Dear 事務局 一郎,

2 cases are past their due dates:

{late}
Triage: due 27 November 2026 (Fri); next move: the desk
https://desk.example/cases/{late}/

{supported}
Answer: due 27 November 2026 (Fri); next move: the supporter
https://desk.example/cases/{supported}/

One case is due by the next business day:

{soon}
First contact: due 1 December 2026 (Tue); next move: the desk
https://desk.example/cases/{soon}/

"""
    )


def test_in_japanese(cases: list[Case], staff: User) -> None:
    mail = mail_to(staff, "ja")
    late, supported, soon = (case.number for case in cases)
    assert mail.subject == "対応期限のお知らせ（期限超過 2件・期限間近 1件）"
    assert (
        words_of(mail)
        == f"""事務局 一郎 様

期限を過ぎた案件が2件あります。

{late}
精査（期限：2026年11月27日（金））　次の対応者：窓口
https://desk.example/cases/{late}/

{supported}
回答（期限：2026年11月27日（金））　次の対応者：サポーター
https://desk.example/cases/{supported}/

次の営業日までに期限を迎える案件が1件あります。

{soon}
初回連絡（期限：2026年12月1日（火））　次の対応者：窓口
https://desk.example/cases/{soon}/

"""
    )


@pytest.mark.parametrize(
    ("language", "subject"), [("ja", "対応期限のお知らせ（期限超過 1件）"), ("en", "Due dates: 1 late")]
)
@pytest.mark.usefixtures("cases")
def test_a_mail_about_late_cases_alone(language: str, subject: str, supporter: User) -> None:
    mail = mail_to(supporter, language)
    assert mail.subject == subject
    assert "One case is past its due date:\n\n" in mail.body or "期限を過ぎた案件が1件あります。\n\n" in mail.body


@pytest.mark.parametrize(
    ("language", "subject"), [("ja", "対応期限のお知らせ（期限間近 1件）"), ("en", "Due dates: 1 due soon")]
)
def test_a_mail_about_what_is_due_soon_alone(language: str, subject: str, make_case: MakeCase, staff: User) -> None:
    make_case(received_on=RECEIVED_ON, due_on=SOON_DAY, due_clock=Clock.ANSWER, responsible=staff)
    assert mail_to(staff, language).subject == subject


FOUNDER_WORDS = {
    "en": (
        "The desk waits for your answer",
        "The desk has asked you a question, and your answer has not arrived yet. Until then the case waits. You can "
        "read and answer the question on the page of the case:",
        "If the matter is settled, you can withdraw the consultation on the same page.",
    ),
    "ja": (
        "窓口からの照会へのご回答をお待ちしています",
        "窓口からの照会に、まだご回答をいただいていません。ご回答があるまで、案件は止まったままになります。照会の内容は案件のページでお読みになり、"
        "そのままご回答いただけます。",
        "ご相談の必要がなくなった場合は、同じページから取り下げることができます。",
    ),
}


@pytest.mark.parametrize("language", FOUNDER_WORDS)
def test_a_silent_founder(language: str, make_case: MakeCase, founder: User, staff: User) -> None:
    subject, begins, ends = FOUNDER_WORDS[language]
    with time_machine.travel("2026-11-20 10:00+09:00"):
        case = make_case(State.TRIAGING, **{f"consultation__{name}": words for name, words in SECRETS.items()})
        triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="秘密の質問")
    mail = mail_to(founder, language)
    assert mail.subject == subject
    _greeting, told = words_of(mail).split("\n\n", 1)
    assert told == f"{begins}\n\n{case.number}\nhttps://desk.example/cases/{case.number}/\n\n{ends}\n\n"

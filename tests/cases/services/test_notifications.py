"""Every mail about a case: to whom, in whose language, and without a word of what was asked."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone, translation

from accounts.models import User
from cases.enums import DeclineReason, InterviewForm, InterviewKind, State
from cases.models import Case
from cases.services import closing, intake, interview, matching, referral, triage
from mediso.desks.models import Desk, Topic
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.cases import ConsultationFactory
from tests.support.classified import product_type_of, topics_of
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

SECRETS = {
    "title": "秘密の件名",
    "text": "秘密の本文",
    "product_name": "秘密の製品",
    "target_disease": "秘密の疾患",
}
WORDS = "秘密の言葉"
FOUNDER, SUPPORTER, DESK = "founder@example.jp", "supporter@example.jp", "main@example.jp"

# In the order in which the story below causes them.
STORY = {
    "ja": [
        (FOUNDER, "ご相談を受け付けました（{number}）", "/cases/{number}/"),
        (DESK, "新しい相談が届きました（{number}）", "/cases/{number}/"),
        (FOUNDER, "窓口からの照会（{number}）", "/cases/{number}/"),
        (DESK, "相談者からの新しいメッセージ（{number}）", "/cases/{number}/thread/"),
        (SUPPORTER, "案件の打診について（{number}）", "/proposals/{proposal}/"),
        (DESK, "打診が承諾されました（{number}）", "/cases/{number}/"),
        (FOUNDER, "案件終了のお知らせ（{number}）", "/cases/{number}/"),
    ],
    "en": [
        (FOUNDER, "We received your consultation ({number})", "/cases/{number}/"),
        (DESK, "新しい相談が届きました（{number}）", "/cases/{number}/"),
        (FOUNDER, "The desk has a question for you ({number})", "/cases/{number}/"),
        (DESK, "相談者からの新しいメッセージ（{number}）", "/cases/{number}/thread/"),
        (SUPPORTER, "The desk asks for your help ({number})", "/proposals/{proposal}/"),
        (DESK, "打診が承諾されました（{number}）", "/cases/{number}/"),
        (FOUNDER, "Your case is closed ({number})", "/cases/{number}/"),
    ],
}


@pytest.fixture(autouse=True)
def _address() -> Iterator[None]:
    with override_settings(SITE_ADDRESS="https://desk.example"):
        yield


def _submitted(founder: User, desk: Desk, topic: Topic) -> Case:
    organisation = founder.memberships.get().organisation
    draft = ConsultationFactory.create(
        desk=desk, asked_by=founder, organisation=organisation, topics=[topic], **SECRETS
    )
    return intake.submit(consultation_id=draft.pk, asked_by=founder)


def _supported(case: Case, staff: User, founder: User, supporter: User) -> int:
    """From triage to the interview with every word a secret; the id of the proposal."""
    move: dict[str, Any] = {"case_id": case.pk, "seen": None}
    triage.start_triage(**move, actor=staff)
    triage.ask_founder(**move, actor=staff, question=WORDS)
    triage.answer(**move, actor=founder, text=WORDS)
    topics = topics_of(case)
    triage.classify(**move, actor=staff, product_type=product_type_of(case), topics=topics)
    triage.start_matching(**move, actor=staff)
    proposal = matching.propose(**move, actor=staff, supporter_id=row_of(supporter).pk)
    matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    interview.record(
        **move,
        actor=supporter,
        kind=InterviewKind.SUPPORTER,
        held_on=timezone.localdate(),
        minutes=60,
        form=InterviewForm.ONLINE,
        supporters=[row_of(supporter)],
        summary=WORDS,
        next_steps=WORDS,
    )
    return proposal.pk


def assert_tells_nothing(mail: OutboxMail) -> None:
    secrets = [*SECRETS.values(), WORDS, "若竹"]
    assert [word for word in secrets if word in f"{mail.key}\n{mail.subject}\n{mail.body}"] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_story_in_mails(
    language: str, desk: Desk, topic: Topic, founder: User, staff: User, supporter: User
) -> None:
    """The reader's language counts, not that of whoever caused the mail."""
    for user in (founder, supporter):
        user.language = language
        user.save()
    with translation.override("ja" if language == "en" else "en"):
        case = _submitted(founder, desk, topic)
        proposal = _supported(case, staff, founder, supporter)
        closing.close(case_id=case.pk, actor=staff, seen=None, message=WORDS)

    mails = list(OutboxMail.objects.order_by("pk"))
    told = {"number": case.number, "proposal": proposal}
    assert [(mail.to, mail.subject) for mail in mails] == [
        (to, subject.format(**told)) for to, subject, _address in STORY[language]
    ]
    for mail, (_to, _subject, address) in zip(mails, STORY[language], strict=True):
        assert f"\n\nhttps://desk.example{address.format(**told)}\n" in mail.body
        assert_tells_nothing(mail)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_ways_out_in_mails(language: str, make_case: MakeCase, founder: User, staff: User) -> None:
    founder.language = language
    founder.save()
    referred, declined = (
        make_case(State.TRIAGING, **{f"consultation__{k}": v for k, v in SECRETS.items()}) for _ in "ab"
    )
    referral.refer(case_id=referred.pk, actor=staff, seen=1, body=WORDS, message=WORDS)
    triage.decline(case_id=declined.pk, actor=staff, seen=1, message=WORDS)
    subject = {"ja": "ご相談について（{}）", "en": "About your consultation ({})"}[language]
    mails = list(OutboxMail.objects.order_by("pk"))
    assert [(mail.to, mail.subject) for mail in mails] == [
        (FOUNDER, subject.format(referred.number)),
        (FOUNDER, subject.format(declined.number)),
    ]
    for mail in mails:
        assert_tells_nothing(mail)


def test_names_are_written_as_they_are(desk: Desk, topic: Topic, founder: User) -> None:
    """Mails are text: nothing in them is escaped as for a page."""
    founder.name, founder.language = "O'Brien & <Sons>", "en"
    founder.save()
    desk.name_en = "Drugs & Devices"
    desk.save()
    _submitted(founder, desk, topic)
    body = OutboxMail.objects.get(to=FOUNDER).body
    assert body.startswith("Dear O'Brien & <Sons>,\n")
    assert "Drugs & Devices" in body


def test_a_desk_without_an_address_gets_no_mail(desk: Desk, topic: Topic, founder: User) -> None:
    desk.notice_email = ""
    desk.save()
    _submitted(founder, desk, topic)
    assert list(OutboxMail.objects.values_list("to", flat=True)) == [FOUNDER]


def test_nobody_is_written_to_where_nobody_asked(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, consultation__asked_by=None, classified_at=timezone.now())
    closing.close(case_id=case.pk, actor=staff, seen=1, message=WORDS)
    assert OutboxMail.objects.count() == 0


def test_the_same_news_of_another_round_is_another_mail(make_case: MakeCase, staff: User, founder: User) -> None:
    case = make_case(State.TRIAGING)
    for _round in range(2):
        triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question=WORDS)
        triage.answer(case_id=case.pk, actor=founder, seen=None, text=WORDS)
    assert list(OutboxMail.objects.values_list("to", flat=True)) == [FOUNDER, "main@example.jp"] * 2


def test_no_mail_says_who_declined_or_why(make_case: MakeCase, staff: User, supporter: User) -> None:
    case = make_case(State.MATCHING)
    proposal = matching.propose(case_id=case.pk, actor=staff, seen=1, supporter_id=row_of(supporter).pk)
    OutboxMail.objects.all().delete()
    matching.turn_down(assignment_id=proposal.pk, actor=supporter, seen=None, reason=DeclineReason.OTHER, note=WORDS)
    mail = OutboxMail.objects.get()
    assert (mail.kind, mail.to) == ("proposal_returned", DESK)
    assert f"/cases/{case.number}/propose/" in mail.body
    assert [words for words in (supporter.name, WORDS, *SECRETS.values()) if words in mail.subject + mail.body] == []

"""The thread: drafts, sending them once, what a message does beside being read, and who is told."""

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from accounts.models import User
from cases.enums import MessageKind, MessageSide, State
from cases.models import Attachment, Case, CaseEvent, Message
from cases.selectors.thread import draft_of, messages_of, readers_of, visible_attachments
from cases.services import closing, messages, triage
from cases.services.posting import SentAlready
from mediso.common.errors import ActionRefused, StaleRow
from mediso.files.models import StoredFile
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import ContactFactory
from tests.factories.cases import MessageFactory
from tests.support.actions import assigned
from tests.support.papers import paper
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TOKEN, OTHER_TOKEN = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def case(make_case: MakeCase, supporter: User) -> Case:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    return case


def keep(case: Case, actor: User, text: str = "本文", token: uuid.UUID = TOKEN) -> Message:
    return messages.keep_draft(case=case, actor=actor, token=token, text=text)


def send(case: Case, actor: User, **more: object) -> Message:
    return messages.send(case_id=case.pk, actor=actor, token=TOKEN, **more)  # type: ignore[arg-type]


def told() -> set[tuple[str, str]]:
    return {(key.split(":")[0], to) for key, to in OutboxMail.objects.values_list("key", "to")}


def test_a_draft_is_kept_for_its_author_alone(case: Case, staff: User, founder: User) -> None:
    keep(case, staff, "まだ")
    draft = keep(case, staff, "まだ途中")
    assert (Message.objects.get(), draft.text, draft.is_draft) == (draft, "まだ途中", True)
    assert (draft_of(staff, case), draft_of(founder, case), list(messages_of(case))) == (draft, None, [])
    assert not CaseEvent.objects.exists()


def test_a_draft_begun_on_another_page_is_not_overwritten_unseen(case: Case, staff: User) -> None:
    keep(case, staff, "一つ目")
    before = world()
    with pytest.raises(StaleRow, match="You have begun another message on this case"):
        keep(case, staff, "二つ目", OTHER_TOKEN)
    assert world() == before


@pytest.mark.parametrize("who", ["founder", "other_supporter"])
def test_nobody_writes_to_another_one_s_draft(
    who: str, case: Case, staff: User, request: pytest.FixtureRequest
) -> None:
    keep(case, staff)
    before = world()
    with pytest.raises(ActionRefused):
        keep(case, request.getfixturevalue(who), "横取り")
    assert world() == before


def test_what_the_desk_sends_is_read_by_the_founder_and_told_once(case: Case, staff: User, founder: User) -> None:
    keep(case, staff, "資料をお送りください。")
    sent = send(case, staff)
    before = world()
    assert (send(case, staff), world()) == (sent, before)

    assert (sent.side, sent.kind, sent.author, sent.is_draft) == (MessageSide.DESK, MessageKind.MESSAGE, staff, False)
    event = CaseEvent.objects.get()
    assert (event.kind, event.actor, event.payload) == ("message_sent", staff, {"message": sent.pk})
    assert told() == {("message_sent", founder.email)}
    assert "資料" not in OutboxMail.objects.get().body


def test_what_the_founder_sends_waits_for_the_desk(case: Case, staff: User, founder: User, supporter: User) -> None:
    Case.objects.update(responsible=staff)
    keep(case, founder)
    sent = send(case, founder)
    case.refresh_from_db()
    assert (sent.side, sent.kind) == (MessageSide.FOUNDER, MessageKind.MESSAGE)
    assert (case.unanswered_since, case.version, case.state) == (sent.sent_at, 1, State.SUPPORTING)
    assert told() == {("message_received", staff.email), ("message_received", supporter.email)}
    assert CaseEvent.objects.get().kind == "message_received"


def test_a_second_message_waits_since_the_first(case: Case, founder: User) -> None:
    first = messages.write_to_desk(case_id=case.pk, actor=founder, text="一")
    messages.write_to_desk(case_id=case.pk, actor=founder, text="二")
    case.refresh_from_db()
    assert case.unanswered_since == first.sent_at


ANSWERED: dict[str, Callable[[Case, User], object]] = {
    "a message": lambda case, staff: messages.write_to_founder(case_id=case.pk, actor=staff, text="承知しました。"),
    "a question": lambda case, staff: triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="いつ？"),
    "closing": lambda case, staff: closing.close(case_id=case.pk, actor=staff, seen=None, message="終わります。"),
}


@pytest.mark.parametrize("how", ANSWERED)
def test_the_desk_answers_by(how: str, case: Case, founder: User, staff: User) -> None:
    messages.write_to_desk(case_id=case.pk, actor=founder, text="いつですか。")
    ANSWERED[how](case, staff)
    case.refresh_from_db()
    assert case.unanswered_since is None


def test_what_needs_no_answer_is_settled_and_told_in_the_history(case: Case, founder: User, staff: User) -> None:
    messages.write_to_desk(case_id=case.pk, actor=founder, text="ありがとうございます。")
    for _time in range(2):
        messages.settle(case_id=case.pk, actor=staff)
    case.refresh_from_db()
    assert case.unanswered_since is None
    assert list(case.events.values_list("kind", flat=True)) == ["message_received", "message_settled"]


def test_a_question_stops_the_clocks_and_what_the_founder_sends_is_its_answer(
    case: Case, staff: User, founder: User
) -> None:
    keep(case, staff, "どの規格ですか。")
    asked = send(case, staff, as_question=True)
    case.refresh_from_db()
    assert (asked.kind, case.state) == (MessageKind.QUESTION, State.AWAITING_FOUNDER)
    messages.keep_draft(case=case, actor=founder, token=OTHER_TOKEN, text="この規格です。")
    answered = messages.send(case_id=case.pk, actor=founder, token=OTHER_TOKEN)
    case.refresh_from_db()
    assert (answered.kind, case.state, case.unanswered_since) == (MessageKind.ANSWER, State.SUPPORTING, None)
    payloads = list(case.events.values_list("payload", flat=True))
    assert payloads == [
        {"text": "どの規格ですか。", "message": asked.pk},
        {"text": "この規格です。", "message": answered.pk},
    ]


def test_questions_and_answers_of_the_action_pages_stand_in_the_thread(case: Case, staff: User, founder: User) -> None:
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    triage.answer(case_id=case.pk, actor=founder, seen=None, text="この規格です。")
    assert [(one.kind, one.text) for one in messages_of(case)] == [
        ("question", "どの規格ですか。"),
        ("answer", "この規格です。"),
    ]


def test_what_is_sent_is_what_its_page_holds(case: Case, staff: User) -> None:
    """Another page of the same person has the same draft open, and keeps it in between."""
    keep(case, staff, "この端末で")
    keep(case, staff, "別の端末で")
    assert send(case, staff, text="この端末で").text == "この端末で"
    before = world()
    with pytest.raises(StaleRow, match="What you typed here was not sent"):
        send(case, staff, text="別の端末で")
    assert world() == before


def test_nothing_is_sent_empty(case: Case, staff: User) -> None:
    keep(case, staff, " \n")
    before = world()
    with pytest.raises(ActionRefused, match=r"Write something, or attach a file\."):
        send(case, staff)
    assert world() == before


def test_a_file_alone_is_a_message(case: Case, staff: User) -> None:
    assert messages.attach(draft=keep(case, staff, ""), uploads=[paper()]) == []
    assert [one.file.name for one in send(case, staff).attachments.all()] == ["計画書.pdf"]


def test_files_that_are_not_taken_are_named_and_the_others_stay(case: Case, staff: User) -> None:
    draft = keep(case, staff)
    refused = messages.attach(draft=draft, uploads=[paper("a.pdf"), paper("b.pdf", b"MZ\x90"), paper()])
    assert [one.name for one in refused] == ["b.pdf"]
    assert [one.file.name for one in draft.attachments.all()] == ["a.pdf", "計画書.pdf"]


def test_a_file_is_taken_off_a_draft_with_its_content(case: Case, staff: User) -> None:
    draft = keep(case, staff)
    messages.attach(draft=draft, uploads=[paper()])
    pk = draft.attachments.get().pk
    for _time in range(2):
        messages.detach(draft=draft, pk=pk)
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_discarded_draft_takes_its_files_along(case: Case, staff: User) -> None:
    draft = keep(case, staff)
    messages.attach(draft=draft, uploads=[paper()])
    messages.discard_draft(draft=draft)
    assert (Message.objects.count(), Attachment.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


def test_what_was_sent_stays_as_it_is(case: Case, staff: User) -> None:
    messages.attach(draft=keep(case, staff), uploads=[paper()])
    sent = send(case, staff)
    messages.detach(draft=sent, pk=sent.attachments.get().pk)
    messages.discard_draft(draft=sent)
    with pytest.raises(SentAlready):
        keep(case, staff)
    with pytest.raises(StaleRow, match="You have sent this message already, from another page"):
        keep(case, staff, "書き直し")
    for change in (
        lambda: Message.objects.update(text="別"),
        lambda: Message.objects.all().delete(),
        lambda: Attachment.objects.all().delete(),
    ):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            change()
    assert (Message.objects.get().text, Attachment.objects.count()) == ("本文", 1)


def test_a_colleague_who_wrote_meanwhile_is_told_of_first(case: Case, staff: User, full_time: User) -> None:
    keep(case, staff)
    messages.write_to_founder(case_id=case.pk, actor=full_time, text="先にお答えします。")
    before = world()
    with pytest.raises(StaleRow, match="常盤 勤 has written to the founder meanwhile"):
        send(case, staff, latest=0)
    assert world() == before
    latest = messages_of(case).get().pk
    assert send(case, staff, latest=latest).text == "本文"


def test_whoever_has_no_account_gets_the_words_by_mail(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, consultation__asked_by=None)
    Case.objects.update(contact=ContactFactory.create(organisation=case.organisation, email="tel@example.jp"))
    messages.write_to_founder(case_id=case.pk, actor=staff, text="資料をお送りください。")
    mail = OutboxMail.objects.get()
    assert (mail.to, "資料をお送りください。" in mail.body) == ("tel@example.jp", True)


def test_nobody_is_written_to_who_could_not_read_it(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, consultation__asked_by=None)
    before = world()
    with pytest.raises(ActionRefused, match="has no account and no e-mail address here"):
        keep(case, staff)
    assert world() == before


def test_staff_who_asked_themselves_write_as_the_founder(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, consultation__asked_by=staff)
    staff.grants.create(role="founder")
    keep(case, staff)
    assert send(case, staff).side == MessageSide.FOUNDER


def test_readers_are_whoever_asked_and_the_supporters_by_name(case: Case, other_supporter: User, founder: User) -> None:
    assigned(row_of(other_supporter), case, role="adviser", state="completed")
    readers = readers_of(case)
    assert (readers.asker, readers.has_account, list(readers.supporters)) == (
        founder.name,
        True,
        ["原田 緑", "野村 進"],
    )


FILE_READERS = {"founder", "supporter", "full_time", "staff"}


@pytest.mark.parametrize(
    "who",
    ["founder", "other_founder", "supporter", "other_supporter", "full_time", "staff", "other_staff", "manager"],
)
def test_a_file_is_found_by_whoever_reads_the_thread(
    who: str, case: Case, staff: User, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    draft = keep(case, staff)
    messages.attach(draft=draft, uploads=[paper()])
    assert visible_attachments(user).exists() is (who == "staff")
    send(case, staff)
    assert visible_attachments(user).exists() is (who in FILE_READERS)


def test_a_draft_keeps_its_author(case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory.create(case=case, draft=True, author=None)


def test_a_colleague_s_older_draft_that_is_sent_later_is_told_of(
    case: Case, staff: User, full_time: User, founder: User
) -> None:
    keep(case, full_time, "先に書き始めました。", OTHER_TOKEN)
    keep(case, staff)
    latest = messages.write_to_desk(case_id=case.pk, actor=founder, text="追伸").pk
    messages.send(case_id=case.pk, actor=full_time, token=OTHER_TOKEN)
    before = world()
    with pytest.raises(StaleRow, match="常盤 勤 has written to the founder meanwhile"):
        send(case, staff, latest=latest)
    assert world() == before


def test_a_message_that_was_sent_meanwhile_gets_no_further_file(case: Case, staff: User) -> None:
    draft = keep(case, staff)
    send(case, staff)
    before = world()
    with pytest.raises(ActionRefused, match="This message was sent already"):
        messages.attach(draft=draft, uploads=[paper()])
    assert world() == before

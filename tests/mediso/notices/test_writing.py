"""A notice as it is written to the outbox."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from mediso.desks.enums import Delivery
from mediso.desks.models import Desk, NoticeRule, NoticeText
from mediso.notices.models import NoticeChoice
from mediso.notices.services import write_notice
from mediso.outbox.models import MailState, OutboxMail

pytestmark = pytest.mark.django_db

CLOSED = {"name": "<A & B>", "number": "2026-0001", "address": "https://desk.example/cases/2026-0001/"}


def tell(desk: Desk | None, **changes: Any) -> OutboxMail | None:
    given: dict[str, Any] = {"kind": "case_closed", "to": "reader@example.jp", "language": "en", "key": "key"}
    return write_notice(**(given | {"desk": desk, "values": CLOSED} | changes))


def test_default_words_with_the_signature(desk: Desk) -> None:
    tell(desk)
    row = OutboxMail.objects.get()
    assert row.subject == "Your case is closed (2026-0001)"
    assert row.body == (
        "Dear <A & B>,\n\nYour case 2026-0001 is closed. Its page has a message from the desk.\n\n"
        "https://desk.example/cases/2026-0001/\n\n-- \nMedical desk\nhttp://localhost:8000\n"
        "This mail was sent automatically. Replies to it are not read.\n"
    )
    assert (row.kind, row.desk, row.recipient, row.link) == ("case_closed", desk, None, CLOSED["address"])


def test_own_words_of_that_desk_and_language_until_they_are_retired(desk: Desk, other_desk: Desk) -> None:
    own = NoticeText.objects.create(
        desk=desk, kind="case_closed", language="ja", subject="終了 {number}\n", body="{name}様 {address} {desk}"
    )
    tell(desk, language="ja", key="own")
    tell(desk, language="en", key="english")
    tell(other_desk, language="ja", key="other")
    own.retired_on = timezone.localdate()
    own.save()
    tell(desk, language="ja", key="retired")
    default = "案件終了のお知らせ（2026-0001）"
    assert dict(OutboxMail.objects.values_list("key", "subject")) == {
        "own": "終了 2026-0001",
        "english": "Your case is closed (2026-0001)",
        "other": default,
        "retired": default,
    }
    body = OutboxMail.objects.get(key="own").body
    assert body.startswith(f"<A & B>様 {CLOSED['address']} 医療の窓口\n\n-- \n")


def test_values_may_be_lazy_and_become_the_readers_language(desk: Desk) -> None:
    tell(desk, language="ja", values=CLOSED | {"name": gettext_lazy("Founder")})
    assert OutboxMail.objects.get().body.startswith("相談者 様\n")


def test_who_answers_is_told_where_the_answer_goes(desk: Desk) -> None:
    tell(desk, reply_to="case@desk.example")
    row = OutboxMail.objects.get()
    assert row.reply_to == "case@desk.example"
    assert row.body.endswith("\nAn answer to this mail reaches the desk and is kept with the case.\n")


@pytest.mark.parametrize("values", [{}, {"name": "A", "number": "1"}, CLOSED | {"more": "x"}, CLOSED | {"desk": "x"}])
def test_other_values_than_the_tables_are_an_error(values: dict[str, str], desk: Desk) -> None:
    with pytest.raises(KeyError, match="case_closed is written with"):
        tell(desk, values=values)
    with pytest.raises(KeyError):
        tell(desk, kind="nothing")
    assert not OutboxMail.objects.exists()


def test_a_secret_notice_keeps_no_link(desk: Desk) -> None:
    values = {"name": "A", "role": "B", "invited_by": "C", "address": "https://desk.example/secret", "until": "D"}
    tell(None, kind="invitation", values=values, secret=True)
    row = OutboxMail.objects.get()
    assert (row.link, row.desk, row.subject) == ("", None, "Invitation to the consultation desk")
    assert "C has invited you to the consultation desk as: B." in row.body


def test_a_very_long_value_leaves_a_subject_that_fits(desk: Desk) -> None:
    tell(desk, values=CLOSED | {"number": "9" * 400})
    assert len(OutboxMail.objects.get().subject) == 300


# What was chosen × what the desk allows → what happens.
AT_ONCE, DAILY, NONE = Delivery
CHOSEN = [
    (None, None, MailState.PENDING),
    (None, NONE, MailState.PENDING),
    (AT_ONCE, NONE, MailState.PENDING),
    (DAILY, None, MailState.HELD),  # the table's default for this notice: at once or daily
    (DAILY, AT_ONCE, MailState.PENDING),
    (DAILY, DAILY, MailState.HELD),
    (DAILY, NONE, MailState.HELD),
    (NONE, None, MailState.HELD),
    (NONE, AT_ONCE, MailState.PENDING),
    (NONE, DAILY, MailState.HELD),
    (NONE, NONE, None),
]


@pytest.mark.parametrize(("chosen", "allowed", "state"), CHOSEN)
def test_as_the_reader_wants_it_where_the_desk_allows_it(
    chosen: Delivery | None, allowed: Delivery | None, state: MailState | None, desk: Desk, founder: User
) -> None:
    if chosen:
        NoticeChoice.objects.create(user=founder, kind="case_closed", delivery=chosen)
    if allowed:
        NoticeRule.objects.create(desk=desk, kind="case_closed", allowed=allowed)
    tell(desk, recipient=founder.pk)
    assert list(OutboxMail.objects.values_list("state", flat=True)) == ([state] if state else [])


def test_a_retired_rule_and_that_of_another_desk_count_for_nothing(desk: Desk, other_desk: Desk, founder: User) -> None:
    NoticeChoice.objects.create(user=founder, kind="case_closed", delivery=NONE)
    NoticeRule.objects.create(desk=other_desk, kind="case_closed", allowed=NONE)
    NoticeRule.objects.create(desk=desk, kind="case_closed", allowed=NONE, retired_on=dt.date(2020, 1, 1))
    tell(desk, recipient=founder.pk)
    assert OutboxMail.objects.get().state == MailState.HELD


def test_what_is_always_at_once_is_not_held_by_a_rule(desk: Desk, founder: User) -> None:
    NoticeChoice.objects.create(user=founder, kind="question_asked", delivery=NONE)
    NoticeRule.objects.create(desk=desk, kind="question_asked", allowed=NONE)
    tell(desk, kind="question_asked", recipient=founder.pk)
    assert OutboxMail.objects.get().state == MailState.PENDING

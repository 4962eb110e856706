"""The words of every notice in both languages, and what is wrong with words that staff type."""

import re

import pytest
from django.utils import translation

from mediso.desks.models import Desk
from mediso.notices.services import preview
from mediso.notices.table import NOTICES
from mediso.notices.words import NoticeWords, default_words, faults_of, filled

KINDS = [
    *("case_received", "case_taken_in", "question_asked", "message_sent", "message_by_mail", "answer_reminder"),
    *("plan_delivered", "case_referred", "case_declined", "case_closed", "proposal", "proposal_reminder"),
    *("proposal_lapsed", "proposal_returned", "proposal_accepted", "case_arrived"),
    *("message_received", "handed_over", "follow_up_due", "due_reminder"),
    *("task_set", "mentioned", "plan_to_review", "plan_reviewed", "plan_sent_back"),
    *("undertaking_unsigned", "undertakings_missing", "term_ending", "own_term_ending"),
    *("report_issued", "report_revised", "invitation", "role_granted"),
    "daily_digest",
]
NEVER_CHOSEN = {
    *("case_received", "case_taken_in", "question_asked", "answer_reminder", "proposal", "case_arrived"),
    "proposal_reminder",
    *("message_by_mail", "undertaking_unsigned", "report_issued", "report_revised"),
    *("invitation", "role_granted", "daily_digest"),
}
JAPANESE = re.compile(r"[ぁ-んァ-ン一-龥]")

each_kind = pytest.mark.parametrize("kind", KINDS)
each_language = pytest.mark.parametrize("language", ["ja", "en"])


def test_the_table_names_every_notice_and_which_may_be_chosen() -> None:
    assert list(NOTICES) == KINDS
    assert {kind for kind, notice in NOTICES.items() if not notice.choosable} == NEVER_CHOSEN


@each_kind
@each_language
def test_default_words_pass_the_lint_and_use_every_variable(kind: str, language: str) -> None:
    notice = NOTICES[kind]
    words = default_words(notice, language)
    assert faults_of(words, notice) == []
    used = set(re.findall(r"\{(\w+)\}", words.subject + words.body))
    assert set(notice.names) <= used <= set(notice.variables)
    assert bool(JAPANESE.search(words.subject + words.body)) == (language == "ja")


@each_kind
@each_language
@pytest.mark.django_db
def test_every_notice_is_shown_with_its_examples(kind: str, language: str, desk: Desk) -> None:
    shown = preview(NOTICES[kind], default_words(NOTICES[kind], language), desk, language)
    assert not re.search(r"[{}<>&]", shown.subject + shown.body)
    name = {"ja": "医療の窓口", "en": "Medical desk"}[language]
    assert f"\n\n-- \n{name}\nhttp://localhost:8000\n" in shown.body
    assert bool(JAPANESE.search(shown.body)) == (language == "ja")


SUBJECT, BODY = "About {number}", "Dear {name}, {number}: {address}"

# Subject, body → what is said of which field.
FAULTS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (SUBJECT, BODY, []),
    (
        "About {nummer}",
        BODY,
        [("subject", "{nummer} is no variable of this notice. Do you mean {number}?")],
    ),
    (
        SUBJECT,
        BODY + " {adress} {adress}",
        [("body", "{adress} is no variable of this notice. Do you mean {address}?")],
    ),
    (SUBJECT, BODY + " { name }", [("body", "{ name } is no variable of this notice. Do you mean {name}?")]),
    (
        SUBJECT,
        BODY + " {desk.pk}",
        [("body", "{desk.pk} is no variable of this notice. Do you mean {desk}?")],
    ),
    (SUBJECT, "Dear {name}", [("body", "{address} is missing: without it the notice is of no use.")]),
    (
        SUBJECT,
        BODY + " {name",
        [("body", "A brace has no partner. Write each variable as {name}, and no other braces.")],
    ),
    (
        "{{number}}",
        BODY,
        [("subject", "A brace has no partner. Write each variable as {name}, and no other braces.")],
    ),
    ("About ｛number｝", BODY, [("subject", "Write the braces of number half-width: { and }.")]),
    ("", BODY, [("subject", "Write something, or use the default words again.")]),
    (SUBJECT, " \n", [("body", "Write something, or use the default words again.")]),
    ("a\nb", BODY, [("subject", "Keep the subject on one line.")]),
    ("あ" * 201, BODY, [("subject", "Keep the subject to 200 characters.")]),
    ("あ" * 200, BODY, []),
]


@pytest.mark.parametrize(("subject", "body", "said"), FAULTS)
def test_faults_are_named(subject: str, body: str, said: list[tuple[str, str]]) -> None:
    with translation.override("en"):
        found = faults_of(NoticeWords(subject, body), NOTICES["case_closed"])
    assert [(fault.field, fault.said) for fault in found] == said


def test_a_value_that_looks_like_a_variable_stays_as_it_is() -> None:
    text = "{name} {number} {other} {name.pk} {0} {{name}}"
    values = {"name": "{number}", "number": "{name} %(x)s {{ 7|add:7 }}"}
    assert filled(text, values) == "{number} {name} %(x)s {{ 7|add:7 }} {other} {name.pk} {0} {{number}}"

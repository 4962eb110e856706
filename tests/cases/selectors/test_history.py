import datetime as dt

import pytest
import time_machine
from django.utils import timezone, translation

from accounts.models import User
from cases.enums import EventKind, EventSource
from cases.models import Case, CaseEvent
from cases.selectors.history import Entry, chart_history, history_for_founder, open_question, openings
from cases.selectors.labels import desk_labels
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FOUNDER_READS = {
    "submitted",
    "triage_started",
    "matching_started",
    "accepted",
    "taken",
    "preliminary_interview",
    "supporter_interview",
    "founder_asked",
    "founder_answered",
    "referred",
    "declined",
    "withdrawn",
    "closed",
    "reopened",
    "contact_recorded",
    "plan_delivered",
    "followed_up",
    "rated",
    "outcome_told",
    "taken_in",
    "message_sent",
    "message_received",
}
DESK_READS = FOUNDER_READS | {
    "message_settled",
    "imported",
    "classified",
    "proposed",
    "turned_down",
    "proposal_withdrawn",
    "lapsed",
    "rule_stopped",
    "claimed",
    "handed_over",
    "plan_drafted",
    "plan_sent_to_review",
    "plan_reviewed",
    "plan_sent_back",
    "plan_step_done",
    "plan_step_opened",
    "chart_edited",
    "collaborator_added",
    "collaborator_changed",
    "collaborator_removed",
    "related_added",
    "related_changed",
    "related_removed",
    "follow_up_dismissed",
    "note_written",
    "task_set",
    "task_done",
    "task_opened",
    "item_ticked",
    "item_unticked",
    "linked",
    "unlinked",
    "organisation_merged",
    "merge_undone",
}


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case()


def kinds(entries: list[Entry]) -> list[str]:
    return [entry.event.kind for entry in entries]


def test_the_founder_reads_steps_and_words_and_the_desk_everything_but_readings(case: Case, staff: User) -> None:
    for kind in EventKind:
        CaseEvent.objects.create(case=case, kind=kind)
    labels = desk_labels(case.desk)
    assert set(kinds(history_for_founder(case, labels))) == FOUNDER_READS
    assert set(kinds(chart_history(staff, case, sorts=True))) == DESK_READS
    assert {*DESK_READS, "viewed", "file_read"} == set(EventKind.values)


def test_the_newest_comes_first_by_the_day_it_tells_of(case: Case, staff: User) -> None:
    for day, kind in ((1, "submitted"), (5, "closed"), (3, "triage_started"), (3, "classified")):
        CaseEvent.objects.create(case=case, kind=kind, occurred_on=dt.date(2026, 4, day))
    assert kinds(chart_history(staff, case, sorts=True)) == [
        "closed",
        "classified",
        "triage_started",
        "submitted",
    ]


def test_another_case_s_events_are_not_in_it(case: Case, make_case: MakeCase, staff: User) -> None:
    CaseEvent.objects.create(case=make_case(), kind="submitted")
    assert chart_history(staff, case, sorts=True) == []
    assert openings(case) == []


def test_openings_count_per_person_with_the_last_first(case: Case, staff: User, full_time: User) -> None:
    for minute, who in ((0, staff), (5, full_time), (9, staff)):
        with time_machine.travel(dt.datetime(2026, 11, 21, 10, minute, tzinfo=dt.UTC), tick=False):
            CaseEvent.objects.create(case=case, kind="viewed", actor=who)
    CaseEvent.objects.create(case=case, kind="submitted", actor=staff)
    assert [(one.who, one.times, one.last.minute) for one in openings(case)] == [
        ("事務局 一郎", 2, 9),
        ("常盤 勤", 1, 5),
    ]


def test_two_people_of_one_name_are_two(case: Case) -> None:
    for user in UserFactory.create_batch(2, name="佐藤 一"):
        CaseEvent.objects.create(case=case, kind="viewed", actor=user)
    assert [(one.who, one.times) for one in openings(case)] == [("佐藤 一", 1), ("佐藤 一", 1)]


def test_the_open_question_is_the_last_one(case: Case, staff: User) -> None:
    assert open_question(case) == ""
    for text in ("最初の問い", "次の問い"):
        CaseEvent.objects.create(case=case, kind="founder_asked", actor=staff, payload={"text": text})
    assert open_question(case) == "次の問い"


def payloads(supporter: User, case: Case) -> dict[str, tuple[dict[str, object], list[str]]]:
    about = {"assignment": 1, "supporter": row_of(supporter).pk, "role": "lead"}
    assert case.topic_set is not None
    topic = case.topic_set.topics.get()
    return {
        "accepted": (about, ["野村 進", "lead"]),
        "proposed": (about, ["野村 進", "lead"]),
        "taken": (about, ["野村 進", "lead"]),
        "proposal_withdrawn": (about, ["野村 進", "lead"]),
        "lapsed": (
            about | {"answer_by": "2026-06-10"},
            ["野村 進", "lead", "Not answered by 10 June 2026 (Wed)."],
        ),
        "turned_down": (
            about | {"reason": "no_time", "note": "来月なら"},
            ["野村 進", "lead", "I have no time before it is needed", "来月なら"],
        ),
        "classified": (
            {
                "product_type": {"from": case.product_type_id, "to": case.product_type_id},
                "topics": {"from": [topic.pk], "to": [topic.pk]},
            },
            ["Medical device", "Regulation"],
        ),
        "preliminary_interview": ({"interview": 1, "held_on": "2026-04-01", "minutes": 45}, ["45 minutes"]),
        "supporter_interview": ({"interview": 1, "held_on": "2026-04-01", "minutes": 45}, ["45 minutes"]),
        "founder_asked": ({"text": "<b>問い</b>"}, ["&lt;b&gt;問い&lt;/b&gt;"]),
        "founder_answered": ({"text": "答え"}, ["答え"]),
        "referred": ({"body": "PMDA", "text": "そちらへ"}, ["PMDA", "そちらへ"]),
        "declined": ({"text": "対象外"}, ["対象外"]),
        "withdrawn": ({"text": "不要"}, ["不要"]),
        "closed": ({"text": "終了"}, ["終了"]),
        "reopened": ({"text": "再開"}, ["再開"]),
        "follow_up_dismissed": (
            {"reminder": 1, "due_on": "2027-03-01", "text": "<b>清算</b>"},
            ["The follow-up of 1 March 2027 (Mon) is not needed.", "&lt;b&gt;清算&lt;/b&gt;"],
        ),
    }


@pytest.mark.parametrize("kind", EventKind.values)
def test_every_kind_is_drawn_in_both_languages(kind: str, case: Case, supporter: User) -> None:
    payload, said = payloads(supporter, case).get(kind, ({}, []))
    event = CaseEvent.objects.create(case=case, kind=kind, payload=payload)
    with translation.override("en"):
        drawn = Entry(event, desk_labels(case.desk)).details
        english = event.kind_label
    assert [words for words in said if words not in drawn] == []
    with translation.override("ja"):
        Entry(event, desk_labels(case.desk)).details  # noqa: B018 - drawing it must not fail
        assert event.kind_label != english


def test_supporters_read_neither_who_else_was_asked_nor_of_notes_for_the_desk(case: Case, supporter: User) -> None:
    hidden = ("proposed", "turned_down", "proposal_withdrawn", "lapsed", "rule_stopped", "follow_up_dismissed")
    for kind in (*hidden, "accepted"):
        CaseEvent.objects.create(case=case, kind=kind)
    for payload in ({"audience": "desk"}, {"audience": "team"}, {}):
        CaseEvent.objects.create(case=case, kind="note_written", payload=payload)
    entries = chart_history(supporter, case, sorts=False)
    assert [(entry.event.kind, entry.event.payload) for entry in entries] == [
        ("note_written", {"audience": "team"}),
        ("accepted", {}),
    ]


@pytest.mark.parametrize("kind", EventKind.values)
def test_imported_history_is_drawn_though_it_knows_less(kind: str, case: Case) -> None:
    event = CaseEvent.objects.create(case=case, kind=kind, source=EventSource.IMPORT, occurred_on=timezone.localdate())
    entry = Entry(event, desk_labels(case.desk))
    assert entry.imported
    assert "None" not in entry.details

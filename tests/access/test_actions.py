"""Every action on a case, through its page, by everybody. Whoever does not see the case learns nothing of it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import Action, State
from cases.models import Case
from tests.access.addresses import case_for
from tests.access.asking import ask
from tests.access.tables import ACTORS, DENIALS, Row, rows_of
from tests.support.classified import topic_set_of
from tests.support.people import row_of
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

# The third column is a state in which the action is possible. Answers to a proposal have a page of their own.
ACTIONS = """
method action                       state            anon foun coll othf supp prop oths full conf staf stao mana admi
GET    start-triage                 submitted        in   403  404  404  403  404  404  200  404  200  404  404  404
POST   start-triage                 submitted        in   403  404  404  403  404  404  go   404  go   404  404  404
GET    classify                     triaging         in   403  404  404  403  404  404  200  404  200  404  404  404
POST   classify                     triaging         in   403  404  404  403  404  404  go   404  go   404  404  404
GET    start-matching               triaging         in   403  404  404  403  404  404  200  404  200  404  404  404
POST   start-matching               triaging         in   403  404  404  403  404  404  go   404  go   404  404  404
GET    propose                      matching         in   403  404  404  403  404  404  200  404  200  404  404  404
POST   propose                      matching         in   403  404  404  403  404  404  go   404  go   404  404  404
GET    accept                       matching         in   404  404  404  404  404  404  404  404  404  404  404  404
POST   accept                       matching         in   404  404  404  404  404  404  404  404  404  404  404  404
GET    turn-down                    matching         in   404  404  404  404  404  404  404  404  404  404  404  404
POST   turn-down                    matching         in   404  404  404  404  404  404  404  404  404  404  404  404
GET    withdraw-proposal            matching         in   403  404  404  403  404  404  200  404  200  404  404  404
POST   withdraw-proposal            matching         in   403  404  404  403  404  404  go   404  go   404  404  404
GET    lapse                        matching         in   404  404  404  404  404  404  404  404  404  404  404  404
POST   lapse                        matching         in   404  404  404  404  404  404  404  404  404  404  404  404
GET    take                         triaging         in   403  404  404  403  404  404  200  404  403  404  404  404
POST   take                         triaging         in   403  404  404  403  404  404  go   404  403  404  404  404
GET    record-preliminary-interview triaging         in   403  404  404  403  404  404  200  404  200  404  404  404
POST   record-preliminary-interview triaging         in   403  404  404  403  404  404  go   404  go   404  404  404
GET    record-interview             supporting       in   403  404  404  200  404  404  403  404  200  404  404  404
POST   record-interview             supporting       in   403  404  404  go   404  404  403  404  go   404  404  404
GET    ask-founder                  supporting       in   403  404  404  200  404  404  403  404  200  404  404  404
POST   ask-founder                  supporting       in   403  404  404  go   404  404  403  404  go   404  404  404
GET    answer                       awaiting_founder in   200  404  404  403  404  404  403  404  403  404  404  404
POST   answer                       awaiting_founder in   go   404  404  403  404  404  403  404  403  404  404  404
GET    refer                        triaging         in   403  404  404  403  404  404  200  404  200  404  404  404
POST   refer                        triaging         in   403  404  404  403  404  404  go   404  go   404  404  404
GET    decline                      triaging         in   403  404  404  403  404  404  403  404  200  404  404  404
POST   decline                      triaging         in   403  404  404  403  404  404  403  404  go   404  404  404
GET    withdraw                     triaging         in   200  404  404  403  404  404  403  404  403  404  404  404
POST   withdraw                     triaging         in   go   404  404  403  404  404  403  404  403  404  404  404
GET    close                        supporting       in   403  404  404  403  404  404  403  404  200  404  404  404
POST   close                        supporting       in   403  404  404  403  404  404  403  404  go   404  404  404
GET    reopen                       closed           in   403  404  404  403  404  404  403  404  200  404  404  404
POST   reopen                       closed           in   403  404  404  403  404  404  403  404  go   404  404  404
GET    claim                        triaging         in   403  404  404  403  404  404  403  404  200  404  404  404
POST   claim                        triaging         in   403  404  404  403  404  404  403  404  go   404  404  404
GET    hand-over                    triaging         in   403  404  404  403  404  404  403  404  200  404  404  404
POST   hand-over                    triaging         in   403  404  404  403  404  404  403  404  go   404  404  404
GET    record-contact               triaging         in   403  404  404  200  404  404  200  404  200  404  404  404
POST   record-contact               triaging         in   403  404  404  go   404  404  go   404  go   404  404  404
GET    deliver-plan                 supporting       in   403  404  404  200  404  404  200  404  200  404  404  404
POST   deliver-plan                 supporting       in   403  404  404  go   404  404  go   404  go   404  404  404
GET    record-follow-up             closed           in   403  404  404  403  404  404  200  404  200  404  404  404
POST   record-follow-up             closed           in   403  404  404  403  404  404  go   404  go   404  404  404
GET    rate                         closed           in   200  404  404  403  404  404  403  404  403  404  404  404
POST   rate                         closed           in   go   404  404  403  404  404  403  404  403  404  404  404
GET    message                      supporting       in   404  404  404  404  404  404  404  404  404  404  404  404
POST   message                      supporting       in   404  404  404  404  404  404  404  404  404  404  404  404
GET    unheard-of                   supporting       in   404  404  404  404  404  404  404  404  404  404  404  404
POST   unheard-of                   supporting       in   404  404  404  404  404  404  404  404  404  404  404  404
"""
ROWS = rows_of(ACTIONS)

INTERVIEW = {"minutes": 60, "form": "online", "summary": "面談の要旨"}
SENT: Mapping[str, Callable[[Case, dict[str, User]], Mapping[str, Any]]] = {
    "classify": lambda case, _: {
        "product_type": case.product_type_id,
        "topics": list(topic_set_of(case).members.values_list("topic", flat=True)),
    },
    "propose": lambda _, people: {"supporter_id": row_of(people["other_supporter"]).pk},
    "take": lambda *_: {"no_conflict": "on"},
    "record-preliminary-interview": lambda case, _: INTERVIEW | {"held_on": case.received_on.isoformat()},
    "record-interview": lambda case, people: (
        INTERVIEW | {"held_on": case.received_on.isoformat(), "supporters": [row_of(people["supporter"]).pk]}
    ),
    "ask-founder": lambda *_: {"question": "どの規格ですか。"},
    "answer": lambda *_: {"text": "この規格です。"},
    "refer": lambda *_: {"body": "PMDA", "message": "こちらへどうぞ。"},
    "decline": lambda *_: {"message": "対象外です。"},
    "close": lambda *_: {"message": "終了します。"},
    "reopen": lambda *_: {"reason": "再度の相談"},
    "hand-over": lambda _, people: {"colleague": people["staff"].pk},
    "record-contact": lambda case, _: {"medium": "phone", "held_on": case.received_on.isoformat()},
    "record-follow-up": lambda case, _: INTERVIEW | {"held_on": case.received_on.isoformat()},
    "rate": lambda *_: {"score": 4},
}


def test_every_action_stands_in_the_table_by_both_methods() -> None:
    named = {(row.method, row.name) for row in ROWS if row.name != "unheard-of"}
    assert named == {(method, action.value) for action in Action for method in ("GET", "POST")}


def sent_with(row: Row, case: Case, people: dict[str, User]) -> dict[str, Any]:
    if row.method == "GET":
        return {}
    return {"seen": 1, **(SENT[row.name](case, people) if row.name in SENT else {})}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(row: Row, scene: Scene) -> None:
    case, people = case_for(row.name, State(row.thing), scene), scene.people
    address = reverse("case_step", args=[case.number, row.name])
    data = sent_with(row, case, people)

    got, written = {}, {}
    for column, name in ACTORS.items():
        asked = ask(people.get(name), row.method, address, data)
        got[column] = asked.answer
        if asked.answer in DENIALS and asked.written:
            written[column] = asked.written

    assert (got, written) == (row.answers, {})

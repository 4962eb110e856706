"""What is true of the desk's database and of the sink when everything has settled; each answers what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from cases.enums import EventKind, State
from cases.transitions import TRANSITIONS, Transition
from tests.chaos.sink import Taken
from tests.chaos.steps import STEPS
from tests.chaos.storm import Storm, asked

GATE = {row.event: row for row in TRANSITIONS.values()}
MARKERS = r"SELECT (regexp_matches({text}, 'marker-[0-9]+-[0-9]+-[0-9]+-end', 'g'))[1] FROM {table}"
# Where the words of a step are kept.
KEPT = {
    "cases_caseevent": "payload::text",
    "cases_note": "text",
    "cases_task": "title",
    "cases_message WHERE sent_at IS NOT NULL": "text",
}
EVENTS = """
    SELECT c.number, c.consultation_id, q.asked_by_id, c.state, c.version,
           e.kind, e.actor_id, e.from_state, e.to_state, e.payload
    FROM cases_caseevent e
    JOIN cases_case c ON c.id = e.case_id JOIN cases_consultation q ON q.id = c.consultation_id
    ORDER BY c.id, e.id
"""
MAILS = 'SELECT id, key, state, attempts, last_error, "to" FROM outbox_outboxmail ORDER BY id'


@dataclass(frozen=True, slots=True)
class Event:
    """`moves` counts the passages through the gate before it: the version the case had is one more.

    `responsible` is who was in charge then.
    """

    number: str
    draft: int
    founder: int
    responsible: int | None
    moves: int
    kind: str
    actor: int
    payload: Mapping[str, Any]

    def key(self, kind: str) -> str:
        return f"{kind}:{self.number}:{self.moves + 1}"


@dataclass(frozen=True, slots=True)
class Mail:
    pk: int
    key: str
    state: str
    attempts: int
    last_error: str
    to: str

    @property
    def message_id(self) -> str:
        return f"<outbox.{self.pk}@localhost>"


def mails() -> list[Mail]:
    return [Mail(*row) for row in asked(MAILS)]


def _handed_over(event: Event) -> list[str]:
    to = event.payload["to"]
    return [event.key("handed_over")] if to not in {None, event.actor} else []


def _received(event: Event) -> list[str]:
    return [f"message_received:{event.payload['message']}:{event.responsible or 'desk'}"]


# Which mails an event must have made: their keys.
TOLD: Mapping[str, Callable[[Event], list[str]]] = {
    EventKind.SUBMITTED: lambda event: [event.key("case_received"), event.key("case_arrived")],
    EventKind.FOUNDER_ASKED: lambda event: [event.key("question_asked")],
    EventKind.FOUNDER_ANSWERED: _received,
    EventKind.MESSAGE_RECEIVED: _received,
    EventKind.MESSAGE_SENT: lambda event: [f"message_sent:{event.payload['message']}:{event.founder}"],
    EventKind.CLOSED: lambda event: [event.key("case_closed")],
    EventKind.HANDED_OVER: _handed_over,
    EventKind.NOTE_WRITTEN: lambda event: [
        f"mentioned:{event.payload['note']}:{pk}" for pk in event.payload["mentioned"] if pk != event.actor
    ],
    EventKind.TASK_SET: lambda event: (
        [f"task_set:{event.payload['task']}:{event.payload['assignee']}"]
        if event.payload["assignee"] != event.actor
        else []
    ),
}


def _told_by(event: Event) -> list[str]:
    return TOLD[event.kind](event) if event.kind in TOLD else []


def wrong_markers(storm: Storm) -> Iterator[str]:
    """An acknowledged text is there once, one without an answer at most once."""
    found = [Counter(row[0] for row in asked(MARKERS.format(text=KEPT[table], table=table))) for table in KEPT]
    for one in storm.tries:
        most = max(there[one.marker] for there in found)
        if STEPS[one.step].marked and not one.acknowledged <= most <= 1:
            yield f"{one} is there {most} times"


def wrong_counts(storm: Storm, events: Sequence[Event]) -> Iterator[str]:
    """Of a step without words a case has as many events as were acknowledged, and no more than were tried."""
    silent = [one for one in storm.tries if not STEPS[one.step].marked]
    there = Counter((event.draft, event.kind) for event in events)
    tried = Counter((one.draft, STEPS[one.step].event) for one in silent)
    acknowledged = Counter((one.draft, STEPS[one.step].event) for one in silent if one.acknowledged)
    for key, most in tried.items():
        least = min(acknowledged[key], 1) if key[1] == EventKind.SUBMITTED else acknowledged[key]
        if not least <= there[key] <= most:
            yield f"{key}: {acknowledged[key]} acknowledged, {most} tried, {there[key]} there"


@dataclass(slots=True)
class Path:
    """One case, followed event by event through the table of moves; `wrong` is what that does not allow."""

    number: str
    draft: int
    founder: int
    state: str = ""
    returns_to: str = ""
    moves: int = 0
    responsible: int | None = None
    wrong: list[str] = field(default_factory=list)

    def follow(self, kind: str, actor: int, came_from: str, to: str, payload: Mapping[str, Any]) -> Event:
        event = Event(self.number, self.draft, self.founder, self.responsible, self.moves, kind, actor, payload)
        if kind in GATE:
            self._move(GATE[EventKind(kind)], came_from, to)
        elif kind == EventKind.SUBMITTED:
            self.state = to
        if kind in {EventKind.CLAIMED, EventKind.HANDED_OVER}:
            self.responsible = payload["to"]
        return event

    def _move(self, row: Transition, came_from: str, to: str) -> None:
        move = row.moves.get(State(came_from))
        if came_from != self.state or move is None or to != (move.to or self.returns_to):
            self.wrong.append(f"{self.number}: {row.event} from {came_from} to {to} when it was {self.state}")
        self.returns_to = came_from if row.remembers else self.returns_to
        self.state, self.moves = to, self.moves + 1

    def ends(self, state: str, version: int) -> None:
        if (self.state, self.moves + 1) != (state, version):
            there = f"{self.state}, version {self.moves + 1}"
            self.wrong.append(f"{self.number} is {state}, version {version}; its events lead to {there}")


def history() -> tuple[list[Event], list[str]]:
    """Every event of every case, and what is no legal path."""
    events, wrong = [], []
    for case, rows in groupby(asked(EVENTS), key=lambda row: row[:5]):
        number, draft, founder, state, version = case
        path = Path(number, draft, founder)
        events += [path.follow(*row[5:]) for row in rows]
        path.ends(state, version)
        wrong += path.wrong
    return events, wrong


def wrong_mails(rows: Sequence[Mail], taken: Sequence[Taken], events: Sequence[Event]) -> Iterator[str]:
    """What had to be told has its row, and every row went out once, or nobody knows and it is said so."""
    expected = Counter(key for event in events for key in _told_by(event))
    written = Counter(row.key for row in rows)
    for key in expected.keys() | written.keys():
        if (expected[key], written[key]) != (1, 1):
            yield f"{key}: {expected[key]} events, {written[key]} mails"
    arrived = Counter((one.message_id, one.to) for one in taken)
    for row in rows:
        count = arrived.pop((row.message_id, row.to), 0)
        if row.state not in {"sent", "unsure"} or count > 1 or (row.state == "sent" and count != 1):
            yield f"{row} arrived {count} times"
    if arrived:
        yield f"nobody wrote {arrived}"

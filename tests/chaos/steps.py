"""What people do at the desk that is killed: a table of steps, each of which a person does by one form."""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cases.enums import EventKind, State
from cases.transitions import OPEN
from tests.chaos.client import Fields
from tests.chaos.people import Cast

DRAFT = "draft"
ANYWHERE = tuple(State)


@dataclass(frozen=True, slots=True)
class Look:
    """What a person sees before a step. `state` is `DRAFT` before there is a case."""

    draft: int
    state: str = DRAFT
    number: str = ""
    version: int = 0
    classified: bool = False
    responsible: int | None = None


@dataclass(frozen=True, slots=True)
class Doing:
    """One person about to do one step; `marker` is the one text in all the desk that tells it from every other."""

    look: Look
    cast: Cast
    actor: int
    marker: str
    rng: random.Random

    @property
    def colleague(self) -> int:
        return next(pk for pk in self.cast.staff if pk != self.actor)


@dataclass(frozen=True, slots=True)
class Step:
    """`path` is filled in from the look. `marked` steps keep the marker in a text, the others only their event.

    Forms of the gate carry `seen` and are refused when the case has moved since the look; the others have a token.
    """

    name: str
    event: EventKind
    states: Collection[str]
    path: str
    fields: Callable[[Doing], Fields]
    by_founder: bool = False
    marked: bool = True
    hidden: bool = False  # the form's hidden fields are read from its page first
    fits: Callable[[Look], bool] = lambda _look: True

    def actors(self, look: Look, cast: Cast) -> tuple[int, ...]:
        return (cast.drafts[look.draft],) if self.by_founder else cast.staff

    def is_possible(self, look: Look) -> bool:
        return look.state in self.states and self.fits(look)


def _seen(doing: Doing) -> dict[str, str]:
    return {"seen": str(doing.look.version)}


def _moved(**fields: str) -> Callable[[Doing], Fields]:
    """A form of the gate; `{marker}` in a field becomes the marker."""
    return lambda doing: _seen(doing) | {name: text.format(marker=doing.marker) for name, text in fields.items()}


def _classify(doing: Doing) -> Fields:
    return {**_seen(doing), "product_type": str(doing.cast.product_type), "topics": [str(doing.cast.topic)]}


def _hand_over(doing: Doing) -> Fields:
    """To whoever is not in charge; to oneself nobody is told."""
    others = [pk for pk in doing.cast.staff if pk != doing.look.responsible]
    return _seen(doing) | {"colleague": str(doing.rng.choice(others))}


def _press(doing: Doing) -> str:
    """The form's own token, as its page holds one."""
    return str(uuid.UUID(int=doing.rng.getrandbits(128)))


def _note(doing: Doing) -> Fields:
    told = {"mentioned": [str(doing.colleague)]}
    return {"press": _press(doing), "audience": "desk", "text": doing.marker} | told


def _task(doing: Doing) -> Fields:
    return {"press": _press(doing), "title": doing.marker, "assignee": str(doing.colleague), "due_on": ""}


def _contact(doing: Doing) -> Fields:
    today = dt.datetime.now(ZoneInfo("Asia/Tokyo")).date()
    return _seen(doing) | {"medium": "phone", "held_on": today.isoformat(), "text": doing.marker}


def _message(doing: Doing) -> Fields:
    """The form's own token is among its hidden fields: that of what was begun before, if anything was."""
    return {"then": "send", "text": doing.marker}


S = State
SORTED = (S.TRIAGING, S.MATCHING, S.SUPPORTING)

STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "submit",
            EventKind.SUBMITTED,
            [DRAFT],
            "/consultations/{draft}/confirm/",
            lambda _doing: {"then": "submit"},
            by_founder=True,
            marked=False,
            hidden=True,
        ),
        Step(
            "start triage",
            EventKind.TRIAGE_STARTED,
            [S.SUBMITTED],
            "/cases/{number}/start-triage/",
            _moved(),
            marked=False,
        ),
        Step("classify", EventKind.CLASSIFIED, SORTED, "/cases/{number}/classify/", _classify, marked=False),
        Step(
            "ask the founder",
            EventKind.FOUNDER_ASKED,
            SORTED,
            "/cases/{number}/ask-founder/",
            _moved(question="{marker}"),
        ),
        Step(
            "answer the desk",
            EventKind.FOUNDER_ANSWERED,
            [S.AWAITING_FOUNDER],
            "/cases/{number}/answer/",
            _moved(text="{marker}"),
            by_founder=True,
        ),
        Step(
            "claim",
            EventKind.CLAIMED,
            OPEN,
            "/cases/{number}/claim/",
            _moved(),
            marked=False,
            fits=lambda look: look.responsible is None,
        ),
        Step("hand over", EventKind.HANDED_OVER, OPEN, "/cases/{number}/hand-over/", _hand_over, marked=False),
        Step(
            "record a contact",
            EventKind.CONTACT_RECORDED,
            [S.SUBMITTED, *SORTED],
            "/cases/{number}/record-contact/",
            _contact,
        ),
        Step(
            "close",
            EventKind.CLOSED,
            [S.TRIAGING, S.SUPPORTING],
            "/cases/{number}/close/",
            _moved(message="{marker}"),
            fits=lambda look: look.classified,
        ),
        Step("reopen", EventKind.REOPENED, [S.CLOSED], "/cases/{number}/reopen/", _moved(reason="{marker}")),
        Step(
            "write to the founder",
            EventKind.MESSAGE_SENT,
            [*OPEN, S.CLOSED],
            "/cases/{number}/thread/",
            _message,
            hidden=True,
        ),
        Step(
            "write to the desk",
            EventKind.MESSAGE_RECEIVED,
            ANYWHERE,
            "/cases/{number}/thread/",
            _message,
            by_founder=True,
            hidden=True,
        ),
        Step("write a note", EventKind.NOTE_WRITTEN, ANYWHERE, "/cases/{number}/new/note/", _note),
        Step("set a task", EventKind.TASK_SET, ANYWHERE, "/cases/{number}/new/task/", _task),
    )
}

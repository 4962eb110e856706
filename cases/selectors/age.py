"""How long a case has stood where: its age as stretches of days, for a strip with its table."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cases.enums import State
from cases.models import CaseEvent
from cases.transitions import OPEN


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` to `last`, days in Japan, the case stood in `state`. `start` days of it had gone before."""

    state: State
    first: dt.date
    last: dt.date
    start: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days


@dataclass(frozen=True, slots=True)
class Age:
    stretches: tuple[Stretch, ...]

    @property
    def days(self) -> int:
        return sum(one.days for one in self.stretches)


def age_of(moves: Iterable[CaseEvent], today: dt.date) -> Age:
    """The stretches in their order, up to today or to the day on which the case ended; time after an end is left out.

    `moves` are the events in the order in which they were written; those that moved nothing do no harm. A stretch
    that began and ended on one day is there with 0 days. Empty where the old register tells of no moves.
    """
    turns = [(event.occurred_on, State(event.to_state)) for event in moves if event.to_state != event.from_state]
    stretches: list[Stretch] = []
    for (first, state), (last, _next) in pairwise([*turns, *_today(turns, today)]):
        if state in OPEN:
            stretches.append(Stretch(state, first, max(first, last), sum(one.days for one in stretches)))
    return Age(tuple(stretches))


def _today(turns: Sequence[tuple[dt.date, State]], today: dt.date) -> list[tuple[dt.date, State]]:
    return [(today, turns[-1][1])] if turns else []

"""What the replayed desk remembers of each supporter, and the values that matching gets of it on a day."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bench.replay.world import Expert, World
from mediso.common.business_days import BusinessCalendar
from supporters.matching import Candidate, FreeHours, Horizon, free_hours
from supporters.matching.free_hours import MINUTES_AN_HOUR

RECENT = dt.timedelta(days=90)
A_YEAR = dt.timedelta(days=365)
HOURS_A_CASE = 2
"""What a case takes of a supporter's hours in the month in which they accept it: an interview, and getting ready."""


@dataclass(slots=True)
class Memory:
    """`working` are accepted cases by their last day, `asked` open proposals, `proposed` the days of all proposals."""

    working: dict[int, dt.date] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    proposed: list[dt.date] = field(default_factory=list)
    hours: Counter[tuple[int, int]] = field(default_factory=Counter)
    earlier: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    accepted: int = 0


class Desk:
    """The roster from day to day. Organisations are told apart by name, as the register writes them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.days = tuple(_business_days(world))
        self.experts = {one.supporter_id: one for one in world.experts}
        self.memory = {one.supporter_id: Memory() for one in world.experts}
        self._organisations: dict[str, int] = {}

    def organisation_id(self, name: str) -> int:
        return self._organisations.setdefault(name, len(self._organisations) + 1)

    def after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th business day after `day`."""
        return self.days[bisect_right(self.days, day) + count - 1]

    def business_days(self, day: dt.date, until: dt.date) -> tuple[dt.date, ...]:
        """Those after `day`, up to and including `until`."""
        return self.days[bisect_right(self.days, day) : bisect_right(self.days, until)]

    def end_of_day_before(self, day: dt.date) -> None:
        """Cases whose last day has passed take no place any more."""
        for memory in self.memory.values():
            for case_id in [one for one, last in memory.working.items() if last < day]:
                del memory.working[case_id]

    def candidates(self, day: dt.date, horizon: Horizon) -> list[Candidate]:
        return [self.candidate(one, day, horizon) for one in self.world.experts]

    def candidate(self, one: Expert, day: dt.date, horizon: Horizon) -> Candidate:
        memory = self.memory[one.supporter_id]
        used = memory.hours[day.year, day.month]
        monday = day - dt.timedelta(days=day.weekday())
        return Candidate(
            supporter_id=one.supporter_id,
            expertise=one.expertise,
            product_type_ids=one.product_type_ids,
            languages=one.languages,
            term_start=one.term_start,
            term_end=one.term_end,
            open_cases=len(memory.working),
            max_open_cases=one.max_open_cases,
            hours_per_month=one.hours_per_month,
            hours_used_this_month=used,
            interests=one.ties,
            undertakings=self.world.signed,
            open_proposals=frozenset(memory.asked),
            proposals_this_week=_since(memory.proposed, monday),
            proposals_last_90_days=_since(memory.proposed, day - RECENT + dt.timedelta(days=1)),
            earlier_cases={key: frozenset(ids) for key, ids in memory.earlier.items()},
            free_hours=_free(horizon, one.hours_per_month, used),
        )

    def ask(self, supporter_id: int, case_id: int, day: dt.date) -> None:
        memory = self.memory[supporter_id]
        memory.asked.add(case_id)
        memory.proposed.append(day)

    def answered(self, supporter_id: int, case_id: int) -> None:
        self.memory[supporter_id].asked.discard(case_id)

    def accepted(self, supporter_id: int, case_id: int, organisation: str, day: dt.date, until: dt.date) -> None:
        memory = self.memory[supporter_id]
        memory.working[case_id] = until
        memory.hours[day.year, day.month] += HOURS_A_CASE
        memory.earlier[self.organisation_id(organisation)].add(case_id)
        memory.accepted += 1

    def loads(self) -> Iterable[tuple[int, int]]:
        """Accepted cases and cap of every supporter."""
        return [(self.memory[one.supporter_id].accepted, one.max_open_cases) for one in self.world.experts]


def _business_days(world: World) -> Iterator[dt.date]:
    """From the first case on, until the last one has long been closed."""
    calendar, day = BusinessCalendar(), world.cases[0].received_on
    last = max(case.worked_until for case in world.cases) + A_YEAR
    while day <= last:
        if calendar.is_business_day(day):
            yield day
        day += dt.timedelta(days=1)


def _since(days: list[dt.date], first: dt.date) -> int:
    return len(days) - bisect_left(days, first)


def _free(horizon: Horizon, offered: int, used: int) -> FreeHours:
    left = max(offered - used, 0) * MINUTES_AN_HOUR
    return free_hours(horizon, (), minutes_left=left, minutes_a_month=offered * MINUTES_AN_HOUR)

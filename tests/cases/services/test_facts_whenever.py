"""Whatever is done on whatever days: every fact on a case is what its history says, reckoned here day by day."""

import calendar
import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cases.clocks import Moment
from cases.enums import MONTH_END_LETTERS, Awaits, Clock
from cases.models import Case
from cases.services.facts import reckon_facts
from mediso.common.business_days import Span
from mediso.desks.models import Closure, Desk
from tests.support.business_days import ONE_DAY
from tests.support.lived import Life
from tests.support.slow_clocks import slow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LETTERS = {"staff": "D", "supporter": "S", "founder": "F", "nobody": "N"}
KEPT = ("first_contact_kept", "triage_kept", "proposal_kept", "answer_kept")
UNKNOWN: dict[str, Any] = {
    "preliminary_on": None,
    "interviewed_on": None,
    "followed_up_on": None,
    "satisfaction": None,
    "withdrawn_untriaged": False,
    "month_end_moves": "",
}


class Diary:
    """What was seen of each case after each step: whose move it was, and when each clock was met and how."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.turns: dict[int, list[tuple[dt.date, str]]] = {}
        self.judged: dict[tuple[int, Clock], tuple[dt.date, bool]] = {}

    def write(self, case: Case) -> None:
        if case.pk not in self.turns:
            self.turns[case.pk] = [(case.received_on, "staff")]
        self.turns[case.pk].append((timezone.localdate(), case.awaits))
        events = case.events.filter(source="desk").order_by("occurred_on", "pk").values_list("kind", "occurred_on")
        history = [Moment(kind, day) for kind, day in events if kind != "viewed"]
        closed: tuple[Span, ...] = tuple(Closure.objects.values_list("first_day", "last_day"))
        desk = Desk.objects.get()
        for clock in Clock:
            target = getattr(desk, f"{clock.value}_days")
            found = slow(clock.value, history, target, closed, timezone.localdate())
            met_on, due_on = (found[2], found[3]) if found else (None, None)
            if met_on is None or due_on is None:
                self.judged.pop((case.pk, clock), None)
            elif self.judged.get((case.pk, clock), (None,))[0] != met_on:
                self.judged[case.pk, clock] = met_on, met_on <= due_on

    def facts(self, case: Case) -> dict[str, Any]:
        held = list(case.interviews.values_list("kind", "held_on"))
        kinds = set(case.events.values_list("kind", flat=True))
        first = {
            name: min((day for one, day in held if one == kind), default=None)
            for name, kind in (
                ("preliminary_on", "preliminary"),
                ("interviewed_on", "supporter"),
                ("followed_up_on", "follow_up"),
            )
        }
        verdicts = (self.judged.get((case.pk, clock), (None, None))[1] for clock in Clock)
        return {
            **first,
            **dict(zip((f"{clock.value}_kept" for clock in Clock), verdicts, strict=True)),
            "satisfaction": case.rating.score if hasattr(case, "rating") else None,
            "withdrawn_untriaged": "withdrawn" in kinds and "triage_started" not in kinds,
            "language": self.life.languages[case.pk],
            "month_ends": self._month_ends(case),
        }

    def _month_ends(self, case: Case) -> str:
        letters, day = "", case.received_on
        while day < timezone.localdate():
            if day.day == calendar.monthrange(day.year, day.month)[1]:
                letters += LETTERS[[turn for since, turn in self.turns[case.pk] if since <= day][-1]]
            day += ONE_DAY
        return letters


def stored(case: Case) -> dict[str, Any]:
    """The facts on the case; the ends of months since the last one written are those of `awaits`."""
    over = (
        (timezone.localdate().year - case.received_on.year) * 12 + timezone.localdate().month - case.received_on.month
    )
    names = (*list(UNKNOWN)[:-1], *KEPT, "language")
    assert len(case.month_end_moves) <= over
    written = case.month_end_moves.ljust(over, MONTH_END_LETTERS[Awaits(case.awaits)])
    return {name: getattr(case, name) for name in names} | {"month_ends": written}


@contextmanager
def a_life(seed: int) -> Iterator[Life]:
    """In the end nothing of it was ever there."""
    with transaction.atomic():
        life = Life(random.Random(seed))
        try:
            yield life
        finally:
            life.stop()
            transaction.set_rollback(True)


def live(seed: int, steps: int) -> int:
    """How many of the steps were not refused."""
    done = 0
    with a_life(seed) as life:
        diary = Diary(life)
        for case in life.cases:
            diary.write(case)
        for _ in range(steps):
            if moved := life.step():
                diary.write(moved)
                assert stored(moved) == diary.facts(moved), (seed, moved.number)
                done += 1
        cases = list(Case.objects.order_by("pk"))
        assert [stored(case) for case in cases] == [diary.facts(case) for case in cases]
        reckoned_again(life)
    return done


def reckoned_again(life: Life) -> None:
    """What is reckoned from the history is what stands there, also where nothing stood."""
    assert reckon_facts() == 0
    before = list(Case.objects.order_by("pk").values())
    # Targets that changed meanwhile are not known any more.
    Case.objects.update(**UNKNOWN, **({} if life.restless else dict.fromkeys(KEPT)))
    assert reckon_facts() > 0
    assert list(Case.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("seed", [3, 10, 18, 20])
def test_every_fact_follows_from_the_history(seed: int) -> None:
    assert live(seed, 50) > 20


@pytest.mark.soak
def test_every_fact_follows_from_a_long_history() -> None:
    done, seed = 0, 1_000
    while done < 10_000:
        done += live(seed, 80)
        seed += 1

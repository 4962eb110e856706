"""docs/clocks.md tells exactly what `cases.clocks` does, and its examples come out as it says."""

import datetime as dt
import re

import pytest
from django.conf import settings

from cases.clocks import CLOCKS, ClockState, Moment, clock_states, kept
from cases.enums import Clock, ClockRun, EventKind, Tone
from mediso.common.business_days import YEARS, BusinessCalendar
from mediso.desks.models import Desk

TEXT = (settings.BASE_DIR / "docs" / "clocks.md").read_text(encoding="utf-8")
COLOURS = {Tone.GREEN: "green", Tone.AMBER: "amber", Tone.RED: "red"}


def rows(headings: str) -> list[list[str]]:
    """The cells of the table whose first headings these are."""
    _before, table = TEXT.split(f"\n{headings}", 1)
    lines = table.split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


EXAMPLES = rows("| | what happened |")


def test_the_table_has_every_rule() -> None:
    told = [
        (codes(code), *(set(codes(cell)) for cell in cells)) for _ja, code, *cells, _target in rows("| 日本語 | code |")
    ]
    assert told == [
        ([clock], set(rule.starts), set(rule.meets), set(rule.unmeets), set(rule.anew))
        for clock, rule in CLOCKS.items()
    ]
    assert list(CLOCKS) == list(Clock)
    assert {kind for row in told for kinds in row[1:] for kind in kinds} <= set(EventKind)


def test_the_targets_are_those_of_a_new_desk() -> None:
    desk = Desk()
    told = {codes(row[1])[0]: int(row[-1]) for row in rows("| 日本語 | code |")}
    assert told == {clock.value: getattr(desk, f"{clock}_days") for clock in Clock}


def test_the_colours_and_the_years_are_those_of_the_code() -> None:
    assert [codes(row[1]) for row in rows("| 表示 | code |")] == [[tone] for tone in Tone]
    assert f"known for {YEARS[0]}–{YEARS[-1]};" in TEXT


def told(state: ClockState | None) -> str:
    """One cell of the examples, as the page says it."""
    if state is None:
        return ""
    if state.state is ClockRun.RUNNING:
        return f"{state.due_on} {COLOURS[state.tone]}"
    if state.state is ClockRun.MET:
        return f"done {state.met_on}" if kept(state) else f"done late {state.met_on}"
    return {ClockRun.STOPPED: "stands", ClockRun.ENDED: "ended"}[state.state]


@pytest.mark.parametrize("row", EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_the_example_comes_out_as_told(row: list[str]) -> None:
    targets = {Clock(codes(one[1])[0]): int(one[-1]) for one in rows("| 日本語 | code |")}
    happened = [code.split(" ") for code in codes(row[1]) if "/" not in code]
    closed = [code.split("/") for code in codes(row[1]) if "/" in code]
    states = clock_states(
        [Moment(kind, day(on)) for on, kind in happened],
        targets=targets,
        calendar=BusinessCalendar(closures=tuple((day(first), day(last)) for first, last in closed)),
        today=day(codes(row[2])[0]),
    )
    by_clock = {one.clock: one for one in states}
    assert [told(by_clock.get(clock)) for clock in Clock] == row[3:]

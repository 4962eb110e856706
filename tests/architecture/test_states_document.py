"""docs/states.md draws and tells exactly what `cases.transitions`, `cases.policies` and `cases.completeness` do."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from cases import completeness
from cases.completeness import NEEDS, Need
from cases.enums import Action, State
from cases.policies import POLICIES, Standing
from cases.transitions import TRANSITIONS

TEXT = (settings.BASE_DIR / "docs" / "states.md").read_text(encoding="utf-8")

STANDINGS = {
    Standing.ASKER: "asker",
    Standing.STAFF: "staff",
    Standing.FULL_TIME: "full-time",
    Standing.PROPOSED: "proposed",
    Standing.ASSIGNED: "assigned",
    Standing.AUTOMATIC: "automatic",
    Standing.RULE: "rule",
}
NEEDED: dict[Need, str] = {
    completeness.A_READER: "somebody who can read it",
    completeness.CLASSIFIED: "a classification",
    completeness.NO_OPEN_PROPOSAL: "no open proposal",
    completeness.NO_PROPOSED_LEAD: "no open proposal to a lead",
    completeness.OPEN_PROPOSAL: "an open proposal",
    completeness.UNANSWERED_PROPOSAL: "a proposal past its day",
    completeness.A_FOUNDER: "a founder",
    completeness.NOBODY_RESPONSIBLE: "nobody in charge",
    completeness.A_REVIEWED_PLAN: "a reviewed plan",
    completeness.NOT_RATED: "no rating yet",
}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose first heading this is."""
    _before, table = TEXT.split(f"| {heading} |", 1)
    lines = table.split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names(cell: str) -> list[str]:
    return re.findall(r"`([\w-]+)`", cell)


def told(action: Action) -> dict[str, tuple[str | None, str | None]]:
    """By the page: state → (where to, whose move); None where the case returns, and where the move stays as it was."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for _action, sources, target, awaits, *_rest in (row for row in rows("action") if names(row[0]) == [action]):
        for source in names(sources):
            assert source not in found
            to = {"stays": source, "returns": None}.get(target, target.strip("`"))
            found[source] = (to, None if awaits == "as before" else awaits.strip("`"))
    return found


@pytest.mark.parametrize("action", list(Action))
def test_the_table_has_every_move(action: Action) -> None:
    assert told(action) == {source: (move.to, move.awaits) for source, move in TRANSITIONS[action].moves.items()}


@pytest.mark.parametrize("action", list(Action))
def test_the_table_says_who_may_what_is_needed_and_what_is_written(action: Action) -> None:
    said = {tuple(row[4:]) for row in rows("action") if names(row[0]) == [action]}
    people = ", ".join(word for standing, word in STANDINGS.items() if standing in POLICIES[action].standings)
    needs = ", ".join(NEEDED[need] for need in NEEDS.get(action, ()))
    assert said == {(f"`{TRANSITIONS[action].event}`", people, needs)}


def test_the_drawing_has_every_move_that_leads_elsewhere() -> None:
    drawn = re.findall(r"^    (\w+) --> (\w+): ([\w-]+)$", TEXT, re.MULTILINE)
    returning = [source for row in TRANSITIONS.values() if row.remembers for source in row.moves]
    moves = [
        (source, target, action)
        for action, row in TRANSITIONS.items()
        for source, move in row.moves.items()
        for target in ([move.to] if move.to else returning)
        if target != source
    ]
    assert sorted(drawn) == sorted(moves)
    assert "    [*] --> submitted\n" in TEXT


def test_every_state_is_told_by_its_japanese_name() -> None:
    with translation.override("ja"):
        assert [(row[0], names(row[1])[0]) for row in rows("日本語")] == [(str(one.label), one.value) for one in State]

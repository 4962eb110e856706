"""What the page of a round shows once it is worked out."""

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from accounts.models import User
from cases.enums import OPEN_ROUNDS
from cases.models import AssignmentRound, RoundRow
from cases.selectors.due import DeskDays
from cases.selectors.rounds.door import visible_rows
from cases.selectors.rounds.faults import standings_of
from cases.selectors.rounds.overview import effect_of, overview_of
from cases.selectors.rounds.table import shown_rows
from cases.selectors.rounds.words import names_of
from cases.services.rounds.moving import Moves

PAGE_SIZE = 25
"""Each row has everybody who may have its case: more rows would make a heavy page."""


def table_of(user: User, found: AssignmentRound, moves: Moves, page_number: str | None) -> dict[str, Any]:
    """With the choices of `moves` in the place of the saved ones, where a hard rule does not forbid them."""
    rows = list(found.rows.select_related("case"))
    for row in rows:
        _choose(row, moves)
    visible = set(visible_rows(user, found).values_list("pk", flat=True))
    readable = [row for row in rows if row.pk in visible]
    names, effect = names_of(found.desk, readable), effect_of(found, rows)
    standings = standings_of(rows, effect)
    page = Paginator(readable, PAGE_SIZE).get_page(page_number)
    return {
        "open": found.state in OPEN_ROUNDS,
        "page": page,
        "rows": shown_rows(list(page), names.supporters, standings, DeskDays(timezone.localdate())),
        "overview": overview_of(found, effect, readable, names),
        "hidden": len(rows) - len(readable),
        "outdated": sum(standings[row.pk].outdated for row in readable),
        "whole": sum(standings[row.pk].whole for row in readable),
        "proposed": sum(row.assignment_id is not None for row in readable),
        "refused": sum(bool(row.refusal) for row in readable),
    }


def _choose(row: RoundRow, moves: Moves) -> None:
    chosen = moves.get(row.pk, row.chosen_id)
    if row.sent_at is None and chosen != row.chosen_id and (chosen is None or str(chosen) in row.points):
        row.chosen_id, row.by_hand = chosen, chosen != row.together_id

"""Choosing by hand: kept, shown, worked around, and never past a hard rule."""

import pytest

from accounts.models import User
from cases.enums import RoundState
from cases.models import AssignmentRound, RoundRow
from cases.selectors.rounds.faults import standings_of
from cases.selectors.rounds.posing import choices_of, problem_of
from cases.selectors.rounds.words import names_of, reason_of
from cases.services.rounds.moving import save_moves, work_out_the_rest
from cases.services.rounds.sending import Sent, send
from cases.services.rounds.working_out import work_out
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.models import Desk
from supporters.matching.assigning import evaluate
from supporters.matching.assigning.words import broken_sentence
from tests.support.rounds import Crowd, chosen, worked_out
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def found(crowd: Crowd, desk: Desk, staff: User) -> AssignmentRound:
    assert crowd.cases
    return worked_out(desk, staff)


def row_at(found: AssignmentRound, position: int) -> RoundRow:
    return found.rows.select_related("case").get(position=position)


def test_the_rest_is_placed_anew_around_what_is_kept(crowd: Crowd, found: AssignmentRound, staff: User) -> None:
    first, fifth = row_at(found, 1), row_at(found, 5)
    moves = {first.pk: crowd.supporters["法 広"].pk, fifth.pk: None}
    working = work_out_the_rest(round_id=found.pk, actor=staff, seen=1, moves=moves)
    assert working.state == RoundState.WORKING
    assert work_out(found.pk)
    found.refresh_from_db()

    names = list(chosen(found).values())
    assert names == ["法 広", "資 金", None, "法 専", None, "試 験", "試 験", None, None, None]
    rows = list(found.rows.select_related("case"))
    assert [row.position for row in rows if row.by_hand] == [1, 5]
    told = {row.position: reason_of(row, names_of(found.desk, rows)) for row in rows if row.position in {3, 5}}
    assert told[5] == "Left waiting by hand."
    assert told[3].startswith("Whoever could take it is taken: ")
    assert (found.state, found.revision) == (RoundState.READY, 3)
    # What was worked out first stays, to compare with.
    assert found.totals["together"]["placed"] == 6


def test_more_than_somebody_has_room_for_is_shown_and_not_sent(
    crowd: Crowd, found: AssignmentRound, staff: User
) -> None:
    seventh = row_at(found, 7)
    changed = save_moves(round_id=found.pk, actor=staff, seen=1, moves={seventh.pk: crowd.supporters["試 験"].pk})
    rows = list(found.rows.select_related("case"))
    effect = evaluate(problem_of(found, rows), choices_of(rows))
    assert [broken_sentence(one, names_of(found.desk, rows)) for one in effect.broken] == [
        "試 験 would have 3 open cases, 2 at most are agreed."
    ]
    standings = standings_of(rows, effect)
    assert {row.position for row in rows if standings[row.pk].crowded} == {7}
    assert {row.position for row in rows if standings[row.pk].whole} == {1, 2, 3, 4, 5, 6}
    before = world()
    assert send(round_id=found.pk, actor=staff, seen=changed.revision, row_ids=[seventh.pk]) == Sent(0, 0, 1)
    assert world() == before
    found.refresh_from_db()
    assert found.state == RoundState.READY


def test_nobody_past_a_hard_rule(crowd: Crowd, found: AssignmentRound, staff: User) -> None:
    first = row_at(found, 1)
    with pytest.raises(ActionRefused) as refusal:
        save_moves(round_id=found.pk, actor=staff, seen=1, moves={first.pk: crowd.supporters["満 員"].pk})
    number = first.case.number
    assert str(refusal.value) == f"A hard rule keeps this supporter off {number}: choose one of its list."
    found.refresh_from_db()
    assert (row_at(found, 1).chosen_id, found.revision) == (first.chosen_id, 1)


def test_a_page_drawn_before_a_colleagues_change_changes_nothing(
    crowd: Crowd, found: AssignmentRound, staff: User
) -> None:
    first, second = row_at(found, 1), row_at(found, 2)
    save_moves(round_id=found.pk, actor=staff, seen=1, moves={first.pk: None})
    with pytest.raises(StaleRow, match="Somebody changed this round after your page was drawn"):
        save_moves(round_id=found.pk, actor=staff, seen=1, moves={second.pk: None})
    assert row_at(found, 2).chosen == crowd.supporters["法 広"]


def test_what_is_as_it_was_is_no_change(found: AssignmentRound, staff: User) -> None:
    first = row_at(found, 1)
    assert save_moves(round_id=found.pk, actor=staff, seen=1, moves={first.pk: first.chosen_id}).revision == 1

"""Sending: every row through the gate for itself, once, with what came of it."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, RoundState
from cases.models import Assignment, AssignmentRound, CaseEvent, RoundRow
from cases.services import charge
from cases.services.rounds.making import set_aside
from cases.services.rounds.moving import save_moves
from cases.services.rounds.sending import AT_MOST, Sent, send
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from supporters.models import Supporter
from tests.support.rounds import Crowd, worked_out
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def found(crowd: Crowd, desk: Desk, staff: User) -> AssignmentRound:
    assert crowd.cases
    return worked_out(desk, staff)


def placed(found: AssignmentRound) -> list[int]:
    return list(found.rows.filter(chosen__isnull=False).values_list("pk", flat=True))


def test_what_is_ticked_is_proposed_with_what_was_known(crowd: Crowd, found: AssignmentRound, staff: User) -> None:
    assert send(round_id=found.pk, actor=staff, seen=1, row_ids=placed(found)) == Sent(6, 0, 0)
    made = Assignment.objects.order_by("case__number")
    assert [(one.case, one.supporter.name, one.role, one.state, one.proposed_by) for one in made] == [
        (case, name, AssignmentRole.LEAD, AssignmentState.PROPOSED, staff)
        for case, name in zip(crowd.cases, ["法 専", "法 広", "資 金", "法 専", "試 験", "試 験"], strict=False)
    ]
    assert all(one.known["ranked"] for one in made)
    assert [row.assignment for row in found.rows.exclude(assignment=None)] == list(made)
    assert OutboxMail.objects.count() == 6
    found.refresh_from_db()
    assert found.state == RoundState.SENT


def test_sending_twice_does_it_once(found: AssignmentRound, staff: User) -> None:
    rows = placed(found)
    send(round_id=found.pk, actor=staff, seen=1, row_ids=rows[:2])
    before = world()
    assert send(round_id=found.pk, actor=staff, seen=1, row_ids=rows[:2]) == Sent(2, 0, 0)
    assert world() == before
    assert send(round_id=found.pk, actor=staff, seen=1, row_ids=rows) == Sent(6, 0, 0)


def test_one_that_moved_on_is_refused_and_the_others_are_sent(
    crowd: Crowd, found: AssignmentRound, staff: User
) -> None:
    charge.claim(case_id=crowd.cases[0].pk, actor=staff, seen=None)
    Supporter.objects.filter(name="資 金").update(max_open_cases=0)
    assert send(round_id=found.pk, actor=staff, seen=1, row_ids=placed(found)) == Sent(4, 2, 0)
    told = dict(found.rows.exclude(refusal="").values_list("position", "refusal"))
    assert told[1].startswith("Someone was quicker: 事務局 一郎 – ")
    assert "0" in told[3]
    assert not crowd.cases[2].events.exists()


def test_a_case_that_nobody_is_given_is_left(found: AssignmentRound, staff: User) -> None:
    before = world()
    eighth = found.rows.get(position=8)
    assert send(round_id=found.pk, actor=staff, seen=1, row_ids=[eighth.pk]) == Sent(0, 0, 1)
    assert world() == before


def test_only_what_was_shown_is_sent(found: AssignmentRound, staff: User, full_time: User, other_staff: User) -> None:
    rows, before = placed(found), world()
    too_many = range(1, AT_MOST + 2)
    refused = [(staff, 1, too_many), (full_time, 1, rows), (other_staff, 1, rows), (staff, 1, [0])]
    for actor, seen, row_ids in refused:
        with pytest.raises(ActionRefused):
            send(round_id=found.pk, actor=actor, seen=seen, row_ids=list(row_ids))
    set_aside(round_id=found.pk, actor=staff)
    with pytest.raises(ActionRefused, match="This round is “set aside” now"):
        send(round_id=found.pk, actor=staff, seen=1, row_ids=rows)
    assert world() == before
    assert not CaseEvent.objects.exists()


def test_what_was_sent_stays_as_it_was_sent(crowd: Crowd, found: AssignmentRound, staff: User) -> None:
    first = placed(found)[0]
    send(round_id=found.pk, actor=staff, seen=1, row_ids=[first])
    with pytest.raises(ActionRefused, match=f"{crowd.cases[0].number} was sent already: it stays as it is."):
        save_moves(round_id=found.pk, actor=staff, seen=1, moves={first: None})
    with pytest.raises(ActionRefused, match="Proposals of this round were sent"):
        set_aside(round_id=found.pk, actor=staff)
    rows = RoundRow.objects.filter(pk=first)
    for change in (lambda: rows.update(refusal="", by_hand=True), rows.delete, AssignmentRound.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

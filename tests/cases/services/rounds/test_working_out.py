"""割当案: ten cases that compete for six supporters, worked out once, and said why where nobody is given."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from cases.enums import RoundState, State
from cases.models import AssignmentRound, Case, RoundRow
from cases.selectors.rounds.words import names_of, reason_of
from cases.services.rounds.making import make_round, set_aside
from cases.services.rounds.working_out import LEASE, MOST_ATTEMPTS, sweep, work_out
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from tests.factories.supporters import SupporterFactory
from tests.support import broker
from tests.support.actions import proposal_to
from tests.support.rounds import Crowd, asked_for, worked_out
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def queued(settings: Settings) -> Iterator[Callable[[], broker.Taken]]:
    yield from broker.taken(settings)


def test_six_of_ten_are_placed_where_one_at_a_time_places_five(crowd: Crowd, desk: Desk, staff: User) -> None:
    found = worked_out(desk, staff)
    names = [row.chosen and row.chosen.name for row in found.rows.select_related("chosen")]
    turns = [row.in_turn and row.in_turn.name for row in found.rows.select_related("in_turn")]

    assert [row.case for row in found.rows.select_related("case")] == crowd.cases
    assert names == ["法 専", "法 広", "資 金", "法 専", "試 験", "試 験", None, None, None, None]
    # The first case takes whoever knows both: the second of the two about money has nobody left.
    assert turns == ["法 広", "資 金", None, "法 専", "試 験", "試 験", None, None, None, None]
    assert (found.totals["together"]["placed"], found.totals["in_turn"]["placed"]) == (6, 5)
    assert found.proof["bound"] == found.proof["objective"]
    assert (found.state, found.on, found.floor) == (RoundState.READY, timezone.localdate(), 50_000)
    assert found.weights == {**desk.weights(), "capacity": 0}


def test_each_of_the_others_is_told_why(crowd: Crowd, desk: Desk, staff: User) -> None:
    SupporterFactory.create(desk=desk, knows={crowd.topics["nothing"]: 5})
    found = worked_out(desk, staff)
    rows = list(found.rows.select_related("case"))
    names = names_of(desk, rows)
    fifth, sixth = crowd.cases[4].number, crowd.cases[5].number
    taken = f"Whoever could take it is taken: beside {fifth}, {sixth} no place is left with 試 験."

    assert {row.position: reason_of(row, names) for row in rows if row.chosen is None} == {
        7: taken,
        8: "Nobody is free for nothing × Medical device. "
        "Kept off: no expertise in the topics: 6, cap on open cases: 1.",
        9: "Nobody reaches the least of 50.0 points: 入 門 comes nearest with 43.0.",
        10: taken,
    }
    # Who has no sign-in could not answer.
    assert found.totals["without_sign_in"] == 1


def test_nothing_of_a_case_changes_by_it(crowd: Crowd, desk: Desk, staff: User) -> None:
    before = world()
    worked_out(desk, staff)
    assert world() == before
    assert crowd.cases


def test_one_press_is_one_round_and_one_asking_after_the_commit(
    crowd: Crowd,
    desk: Desk,
    staff: User,
    queued: Callable[[], broker.Taken],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    press = uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        made = [make_round(desk=desk, actor=staff, press=press) for _time in range(2)]
    assert made == [AssignmentRound.objects.get()] * 2
    assert queued() == [("cases.work_out_round", [made[0].pk])]
    assert crowd.cases


def test_working_out_twice_is_working_out_once(crowd: Crowd, desk: Desk, staff: User) -> None:
    found = asked_for(desk, staff)
    assert [work_out(found.pk), work_out(found.pk)] == [True, False]
    assert found.rows.count() == len(crowd.cases)


def test_a_round_whose_worker_died_is_asked_for_again_and_given_up_in_the_end(
    crowd: Crowd, desk: Desk, staff: User, queued: Callable[[], broker.Taken]
) -> None:
    found = asked_for(desk, staff)
    rounds = AssignmentRound.objects.filter(pk=found.pk)
    rounds.update(due_at=timezone.now() + LEASE, attempts=1)
    assert (work_out(found.pk), sweep(), queued()) == (False, 0, [])

    rounds.update(due_at=timezone.now())
    assert (sweep(), queued()) == (1, [("cases.work_out_round", [found.pk])])

    rounds.update(attempts=MOST_ATTEMPTS)
    assert (sweep(), queued()) == (0, [])
    found.refresh_from_db()
    assert (found.state, work_out(found.pk), RoundRow.objects.count()) == (RoundState.FAILED, False, 0)
    assert crowd.cases


def test_a_round_set_aside_is_not_worked_out(crowd: Crowd, desk: Desk, staff: User) -> None:
    found = asked_for(desk, staff)
    set_aside(round_id=found.pk, actor=staff)
    assert (work_out(found.pk), RoundRow.objects.count()) == (False, 0)
    assert crowd.cases


def test_without_a_case_that_waits_there_is_no_round(desk: Desk, staff: User) -> None:
    with pytest.raises(ActionRefused, match="No case of this desk waits for a proposal now"):
        asked_for(desk, staff)
    assert not AssignmentRound.objects.exists()


@pytest.mark.parametrize("who", ["full_time", "other_staff", "manager"])
def test_only_the_staff_of_the_desk_ask_for_one(
    who: str, crowd: Crowd, desk: Desk, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(ActionRefused, match="Only the staff of a desk assign its waiting cases"):
        asked_for(desk, request.getfixturevalue(who))
    assert not AssignmentRound.objects.exists()
    assert crowd.cases


def test_only_cases_that_wait_are_in_it(crowd: Crowd, desk: Desk, staff: User) -> None:
    proposal_to(crowd.supporters["法 広"], crowd.cases[0])
    Case.objects.filter(pk=crowd.cases[1].pk).update(state=State.TRIAGING)
    found = worked_out(desk, staff)
    assert [row.case for row in found.rows.select_related("case")] == crowd.cases[2:]

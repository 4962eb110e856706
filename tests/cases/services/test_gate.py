"""The gate: one transaction, one lock, one event; somebody who was slower is told who was quicker."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from cases.enums import Action, DeclineReason, State
from cases.models import Case, CaseEvent
from cases.services import closing, gate, matching, triage
from cases.services.reading import record_view
from mediso.common.errors import ActionRefused, StaleRow
from tests.conftest import MakeCase
from tests.support.actions import PERFORM, Scene, proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_row_is_locked_before_it_is_written(make_case: MakeCase, staff: User) -> None:
    case = make_case()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        triage.start_triage(case_id=case.pk, actor=staff, seen=1)
    statements = [query["sql"] for query in queries]
    (lock,) = [place for place, sql in enumerate(statements) if sql.endswith(" FOR UPDATE")]
    writes = [place for place, sql in enumerate(statements) if sql.startswith(("UPDATE", "INSERT"))]
    # After the savepoint, nothing is read before the lock: what was read without it may be stale.
    assert (lock, statements[0].split()[0], [statements[place].split()[:3] for place in writes]) == (
        1,
        "SAVEPOINT",
        [["INSERT", "INTO", '"cases_caseevent"'], ["UPDATE", '"cases_case"', "SET"]],
    )


def test_the_slower_one_is_told_who_was_quicker_and_nothing_of_theirs_is_saved(
    make_case: MakeCase, staff: User, full_time: User
) -> None:
    case = make_case()
    triage.start_triage(case_id=case.pk, actor=full_time, seen=1)
    before = world()
    with pytest.raises(StaleRow) as refusal:
        triage.decline(case_id=case.pk, actor=staff, seen=1, message="対象外")
    assert str(refusal.value) == (
        "Someone was quicker: 常盤 勤 – Triage started. The case is “In triage” now. Nothing of yours was saved; "
        "look at the new state and try again."
    )
    assert world() == before


def test_reading_a_case_makes_nobody_slower(make_case: MakeCase, staff: User, full_time: User) -> None:
    case = make_case()
    record_view(case, actor=full_time)
    triage.start_triage(case_id=case.pk, actor=staff, seen=1)
    record_view(case, actor=full_time)
    with pytest.raises(StaleRow, match="事務局 一郎 – Triage started"):
        triage.start_triage(case_id=case.pk, actor=staff, seen=1)


def test_an_imported_case_was_moved_by_the_import(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.CLOSED, version=3)
    CaseEvent.objects.create(case=case, kind="imported", source="import")
    with pytest.raises(StaleRow, match="Someone was quicker: the import – Imported from the register"):
        closing.reopen(case_id=case.pk, actor=staff, seen=2, reason="再開")


def test_a_founder_is_not_told_of_proposals_and_who_declined(
    make_case: MakeCase, founder: User, staff: User, supporter: User
) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    triage.start_matching(case_id=case.pk, actor=staff, seen=None)
    proposal = matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(supporter).pk)
    matching.turn_down(assignment_id=proposal.pk, actor=supporter, seen=None, reason=DeclineReason.CONFLICT)
    with pytest.raises(StaleRow) as refusal:
        closing.withdraw(case_id=case.pk, actor=founder, seen=1, reason="")
    assert str(refusal.value) == (
        "The desk was quicker. The case is “Finding supporters” now. Nothing of yours was saved; "
        "look at the new state and try again."
    )


def test_a_founder_is_told_of_what_their_own_page_shows(make_case: MakeCase, founder: User, staff: User) -> None:
    case = make_case()
    triage.start_triage(case_id=case.pk, actor=staff, seen=None)
    with pytest.raises(StaleRow, match="Someone was quicker: 事務局 一郎 – Triage started"):
        closing.withdraw(case_id=case.pk, actor=founder, seen=1, reason="")


def test_a_note_beside_the_move_is_not_what_was_quicker(make_case: MakeCase, staff: User, full_time: User) -> None:
    case = make_case()
    triage.start_triage(case_id=case.pk, actor=staff, seen=None)
    CaseEvent.objects.create(case=case, kind="note_written", actor=full_time, payload={"note": 1})
    with pytest.raises(StaleRow, match="Someone was quicker: 事務局 一郎 – Triage started"):
        triage.ask_founder(case_id=case.pk, actor=full_time, seen=1, question="どの規格ですか。")


def test_nothing_seen_is_never_stale(make_case: MakeCase, staff: User) -> None:
    """A task has no form that could be out of date."""
    case = make_case(version=7)
    triage.start_triage(case_id=case.pk, actor=staff, seen=None)
    case.refresh_from_db()
    assert case.version == 8


def test_an_error_inside_the_step_leaves_nothing(make_case: MakeCase, staff: User) -> None:
    case = make_case()
    before = world()

    def fail_half_way() -> None:
        with gate.move(case_id=case.pk, action=Action.START_TRIAGE, actor=staff, seen=1) as step:
            step.case.development_stage = "concept"
            step.case.save()
            step.payload["count"] = 1 // 0

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert world() == before


def test_a_case_that_does_not_exist_is_no_refusal_but_an_error(staff: User) -> None:
    with pytest.raises(Case.DoesNotExist):
        triage.start_triage(case_id=0, actor=staff, seen=None)


def test_a_stale_form_is_said_before_a_wrong_state(make_case: MakeCase, staff: User) -> None:
    """Otherwise the second press would read “not possible” and not why."""
    case = make_case(State.TRIAGING, version=2)
    CaseEvent.objects.create(case=case, kind="triage_started", actor=staff)
    with pytest.raises(StaleRow):
        triage.start_triage(case_id=case.pk, actor=staff, seen=1)
    with pytest.raises(ActionRefused):
        triage.start_triage(case_id=case.pk, actor=staff, seen=2)


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        pytest.param(Action.START_MATCHING, "Classify the case first.", id="start-matching"),
        pytest.param(Action.TAKE, "Classify the case first.", id="take"),
        pytest.param(Action.CLOSE, "Classify the case first.", id="close"),
    ],
)
def test_what_needs_a_classification_waits_for_it(
    action: Action, reason: str, make_case: MakeCase, request: pytest.FixtureRequest, supporter: User
) -> None:
    actor: User = request.getfixturevalue("full_time" if action == Action.TAKE else "staff")
    case = make_case(State.TRIAGING)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        PERFORM[action](Scene(case=case, actor=actor, seen=1, candidate=row_of(supporter)))
    assert str(refusal.value) == reason
    assert world() == before


@pytest.mark.parametrize(
    ("action", "state", "role"),
    [
        (Action.PROPOSE, State.MATCHING, "lead"),
        (Action.ASK_FOUNDER, State.SUPPORTING, "adviser"),
        (Action.CLOSE, State.SUPPORTING, "adviser"),
    ],
    ids=["propose", "ask-founder", "close"],
)
def test_an_open_proposal_is_answered_first(
    action: Action, state: State, role: str, make_case: MakeCase, staff: User, supporter: User
) -> None:
    case = make_case(state)
    proposal_to(row_of(supporter), case, role=role)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        PERFORM[action](Scene(case=case, actor=staff, seen=1, candidate=row_of(supporter)))
    assert str(refusal.value) == "A proposal is open: wait for the answer or withdraw it first."
    assert world() == before


def test_no_proposal_is_withdrawn_that_is_not_open(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.MATCHING)
    before = world()
    with pytest.raises(ActionRefused, match=r"^No proposal is open\.$"):
        matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=1)
    assert world() == before


def test_where_no_founder_can_sign_in_none_is_asked(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, consultation__asked_by=None)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        triage.ask_founder(case_id=case.pk, actor=staff, seen=1, question="?")
    assert str(refusal.value) == "Nobody who asked this can sign in: there is no founder to ask here."
    assert world() == before

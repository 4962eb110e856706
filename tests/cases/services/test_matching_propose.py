"""打診: what is stored with a proposal, whom the hard rules keep from it, and who becomes the lead."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, State
from cases.models import Assignment, Case, CaseEvent
from cases.services import matching
from mediso.common.business_days import BusinessCalendar
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, Topic
from mediso.outbox.models import OutboxMail
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.cases import CaseFactory, InterviewFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.MATCHING)


def propose(case: Case, actor: User, supporter: Supporter) -> Assignment:
    return matching.propose(case_id=case.pk, actor=actor, seen=None, supporter_id=supporter.pk)


def refusal_of(case: Case, actor: User, supporter: Supporter) -> str:
    """What is said, having checked that nothing was done."""
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        propose(case, actor, supporter)
    assert world() == before
    return str(refusal.value)


def need_of(case: Case, topic: Topic) -> dict[str, object]:
    """The case as the ranking saw it today."""
    return {
        "case_id": case.pk,
        "product_type_id": case.product_type_id,
        "topic_ids": [topic.pk],
        "organisation_id": case.organisation_id,
        "organisation_names": ["株式会社若竹"],
        "on": timezone.localdate().isoformat(),
        "involved_ids": [],
        "declined_ids": [],
        "language": "ja",
        "modality": "",
        "corporate_numbers": [],
        "related": [],
        "due_on": BusinessCalendar().add(timezone.localdate(), 10).isoformat(),
    }


def test_a_proposal_keeps_what_the_ranking_knew(
    case: Case, staff: User, supporter: User, other_supporter: User, topic: Topic
) -> None:
    InterestFactory.create(supporter=row_of(other_supporter), organisation=case.organisation, kind="holdings")
    assignment = propose(case, staff, row_of(supporter))

    assignment.refresh_from_db()
    assert (assignment.state, assignment.role, assignment.proposed_by) == ("proposed", "lead", staff)
    assert (assignment.decided_at, assignment.no_conflict_declared_at, assignment.decline_reason) == (None, None, "")
    known = assignment.known
    assert known["rule_version"] == "3"
    assert known["need"] == need_of(case, topic)
    assert [one["supporter_id"] for one in known["ranked"]] == [row_of(supporter).pk]
    assert sum(part["points"] for part in known["ranked"][0]["parts"]) == known["ranked"][0]["points"]
    assert known["excluded"] == [
        {
            "supporter_id": row_of(other_supporter).pk,
            "reasons": [
                {
                    "code": "conflict_of_interest",
                    "values": {
                        "organisation": "株式会社若竹",
                        "kind": "holdings",
                        "period": ["2018-02-01", None],
                        "side": ["asker", ""],
                    },
                }
            ],
        }
    ]
    event = CaseEvent.objects.get()
    last_day = BusinessCalendar().add(timezone.localdate(), 5)
    assert (assignment.reply_days, assignment.answer_by) == (5, last_day)
    assert event.payload == {
        "assignment": assignment.pk,
        "supporter": row_of(supporter).pk,
        "role": "lead",
        "answer_by": last_day.isoformat(),
    }
    assert list(OutboxMail.objects.values_list("to", flat=True)) == ["supporter@example.jp"]


def _interest_by_row(row: Supporter, case: Case) -> None:
    InterestFactory.create(supporter=row, organisation=case.organisation)


def _interest_by_name(row: Supporter, case: Case) -> None:
    InterestFactory.create(supporter=row, organisation_name="㈱若竹", kind="client")


def _interest_at_another_desk(row: Supporter, case: Case) -> None:
    elsewhere = SupporterFactory.create(user=row.user)
    InterestFactory.create(supporter=elsewhere, organisation=case.organisation)


def _ended(row: Supporter, case: Case) -> None:
    Supporter.objects.filter(pk=row.pk).update(term_end=dt.date(2020, 3, 31))


def _not_begun(row: Supporter, case: Case) -> None:
    Supporter.objects.filter(pk=row.pk).update(term_start=dt.date(2999, 4, 1))


def _at_cap(row: Supporter, case: Case) -> None:
    for _number in range(3):
        assigned(row, _case_like(case))


def _out_of_hours(row: Supporter, case: Case) -> None:
    InterviewFactory.create(case=_case_like(case), present=[row], minutes=600, held_on=timezone.localdate())


def _speaks_english_only(row: Supporter, case: Case) -> None:
    Supporter.objects.filter(pk=row.pk).update(languages=["en"])


def _knows_nothing_of_it(row: Supporter, case: Case) -> None:
    row.expertise.all().delete()


def _declined_before(row: Supporter, case: Case) -> None:
    proposal_to(row, case, state=AssignmentState.DECLINED)


def _advises_already(row: Supporter, case: Case) -> None:
    assigned(row, case, role=AssignmentRole.ADVISER)


def _case_like(case: Case) -> Case:
    return CaseFactory.create(desk=case.desk, state=State.SUPPORTING)


EXCLUDED: dict[str, tuple[Callable[[Supporter, Case], None], str]] = {
    "interest by row": (
        _interest_by_row,
        "Conflict of interest with the asker: 株式会社若竹 (employer, since Feb. 1, 2018).",
    ),
    "interest by another spelling": (
        _interest_by_name,
        "Conflict of interest with the asker: ㈱若竹 (client, since Feb. 1, 2018).",
    ),
    "interest declared at another desk": (
        _interest_at_another_desk,
        "Conflict of interest with the asker: 株式会社若竹 (employer, since Feb. 1, 2018).",
    ),
    "term ended": (_ended, "The term of appointment ended on March 31, 2020."),
    "term not begun": (_not_begun, "The term of appointment begins on April 1, 2999."),
    "cap": (_at_cap, "The cap on open cases is reached: 3 accepted and 0 proposed, of 3."),
    "hours": (_out_of_hours, "The hours offered for the month are used up: 10 of 10."),
    "language": (_speaks_english_only, "Does not work in the language needed: Japanese."),
    "no expertise": (_knows_nothing_of_it, "Has no expertise in any topic asked: Regulation."),
    "declined": (_declined_before, "Has declined this case."),
    "on the case": (_advises_already, "Is already proposed or assigned to this case."),
}


@pytest.mark.parametrize(("exclude", "reason"), EXCLUDED.values(), ids=EXCLUDED.keys())
def test_the_excluded_are_refused_with_the_reason(
    exclude: Callable[[Supporter, Case], None], reason: str, case: Case, staff: User, supporter: User
) -> None:
    row = row_of(supporter)
    exclude(row, case)
    assert refusal_of(case, staff, row) == reason


def test_several_reasons_are_all_said(case: Case, staff: User, supporter: User) -> None:
    _interest_by_row(row_of(supporter), case)
    _ended(row_of(supporter), case)
    assert refusal_of(case, staff, row_of(supporter)) == (
        "Conflict of interest with the asker: 株式会社若竹 (employer, since Feb. 1, 2018). "
        "The term of appointment ended on March 31, 2020."
    )


def test_a_supporter_of_another_desk_is_refused(case: Case, staff: User, other_desk: Desk, topic: Topic) -> None:
    row = SupporterFactory.create(desk=other_desk, signs_in=True, knows={topic: 5})
    assert refusal_of(case, staff, row) == "This supporter is not on the roster of the case's desk."


def test_a_supporter_that_does_not_exist_is_refused(case: Case, staff: User) -> None:
    before = world()
    with pytest.raises(ActionRefused, match=r"^This supporter is not on the roster of the case's desk\.$"):
        matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=10**30)
    assert world() == before


@pytest.mark.parametrize("has_account", [False, True], ids=["no account", "account switched off"])
def test_whoever_cannot_sign_in_cannot_be_asked(
    has_account: bool, case: Case, staff: User, desk: Desk, topic: Topic
) -> None:
    row = SupporterFactory.create(desk=desk, signs_in=has_account, knows={topic: 5})
    if row.user is not None:
        row.user.is_active = False
        row.user.save()
    assert refusal_of(case, staff, row) == "Has no sign-in yet: invite them from the roster first."


def test_the_first_to_be_asked_is_the_lead_and_the_next_an_adviser(
    case: Case, staff: User, supporter: User, other_supporter: User
) -> None:
    lead = propose(case, staff, row_of(supporter))
    matching.accept(assignment_id=lead.pk, actor=supporter, seen=None, no_conflict=True)
    assert propose(case, staff, row_of(other_supporter)).role == AssignmentRole.ADVISER


def test_a_reopened_case_without_a_lead_gets_one(make_case: MakeCase, staff: User, supporter: User) -> None:
    """Closed without a supporter, reopened: whoever is asked first leads it."""
    assert propose(make_case(State.SUPPORTING), staff, row_of(supporter)).role == AssignmentRole.LEAD


def test_one_proposal_at_a_time(case: Case, staff: User, supporter: User, other_supporter: User) -> None:
    propose(case, staff, row_of(supporter))
    assert refusal_of(case, staff, row_of(other_supporter)) == (
        "A proposal is open: wait for the answer or withdraw it first."
    )


def test_one_proposal_to_a_lead_at_a_time_when_reopened(
    make_case: MakeCase, staff: User, supporter: User, other_supporter: User
) -> None:
    case = make_case(State.SUPPORTING)
    propose(case, staff, row_of(supporter))
    assert refusal_of(case, staff, row_of(other_supporter)) == (
        "A proposal is open: wait for the answer or withdraw it first."
    )


def test_an_unclassified_case_is_classified_first(case: Case, staff: User, supporter: User) -> None:
    Case.objects.filter(pk=case.pk).update(classified_at=None)
    assert refusal_of(case, staff, row_of(supporter)) == "Classify the case first."


def test_a_withdrawn_proposal_can_be_made_again(case: Case, staff: User, supporter: User) -> None:
    first = propose(case, staff, row_of(supporter))
    matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=None)
    first.refresh_from_db()
    assert (first.state, first.decided_at is not None) == (AssignmentState.WITHDRAWN, True)
    second = propose(case, staff, row_of(supporter))
    assert (second.pk != first.pk, second.state) == (True, AssignmentState.PROPOSED)
    # Asked twice, written to twice.
    assert OutboxMail.objects.filter(to="supporter@example.jp").count() == 2

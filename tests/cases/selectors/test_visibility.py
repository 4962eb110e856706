"""Which cases, proposals and drafts each kind of person gets. One world, one literal table."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, State
from cases.models import Assignment, Case
from cases.selectors.visibility import visible_cases, visible_consultations, visible_proposals
from cases.services import closing, matching
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, grant
from tests.factories.cases import CaseFactory, ConsultationFactory
from tests.factories.desks import DeskFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
AT_DESK = {"idle", "proposed", "accepted", "advised", "completed", "declined", "lapsed", "withdrawn", "tied"}

SEES: dict[str, set[str]] = {
    "founder": AT_DESK - {"tied"},
    "colleague": set(),
    "other_founder": {"tied", "elsewhere"},
    "supporter": {"accepted", "advised", "completed"},
    "other_supporter": set(),
    "full_time": AT_DESK - {"tied"},
    "staff": AT_DESK,
    "other_staff": {"elsewhere"},
    "manager": set(),
    "administrator": set(),
}


@dataclass
class World:
    cases: dict[str, Case]

    def seen_by(self, user: User) -> set[str]:
        names = {case.pk: name for name, case in self.cases.items()}
        return {names[case.pk] for case in visible_cases(user)}


@pytest.fixture
def everything(make_case: MakeCase, supporter: User, full_time: User, other_founder: User) -> World:
    """A case for each thing `supporter` can be to one, one that `full_time` is tied to, and one elsewhere."""
    tied_to = other_founder.memberships.get().organisation
    InterestFactory.create(
        supporter=row_of(full_time), organisation_name=f"（株）{tied_to.name.removeprefix('株式会社')}"
    )
    cases = {
        "idle": make_case(State.TRIAGING),
        "proposed": make_case(State.MATCHING),
        "accepted": make_case(State.SUPPORTING),
        "advised": make_case(State.SUPPORTING),
        "completed": make_case(State.CLOSED),
        "declined": make_case(State.MATCHING),
        "lapsed": make_case(State.MATCHING),
        "withdrawn": make_case(State.SUPPORTING),
        "tied": make_case(organisation=tied_to, asked_by=other_founder),
        "elsewhere": CaseFactory.create(desk__code="other", desk__number_prefix="C", asked_by=other_founder),
    }
    for state in ("proposed", "accepted", "completed", "declined", "lapsed", "withdrawn"):
        proposal_to(row_of(supporter), cases[state], state=state)
    assigned(row_of(supporter), cases["advised"], role=AssignmentRole.ADVISER)
    return World(cases)


@pytest.fixture
def colleague(founder: User) -> User:
    return MembershipFactory.create(organisation=founder.memberships.get().organisation).user


@pytest.fixture
def other_staff(everything: World) -> User:
    return UserFactory.create(staff_of=everything.cases["elsewhere"].desk)


@pytest.mark.parametrize(("person", "seen"), SEES.items(), ids=SEES.keys())
def test_who_sees_which_case(person: str, seen: set[str], everything: World, request: pytest.FixtureRequest) -> None:
    assert everything.seen_by(request.getfixturevalue(person)) == seen


@pytest.mark.parametrize("person", ["founder", "supporter", "full_time", "staff"])
def test_an_account_switched_off_sees_nothing(person: str, everything: World, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(person)
    user.is_active = False
    user.save()
    assert everything.seen_by(user) == set()
    assert not visible_proposals(user).exists()


def test_nobody_signed_in_sees_nothing(everything: World) -> None:
    assert not visible_cases(AnonymousUser()).exists()  # type: ignore[arg-type]  # what a request without a session has


@pytest.mark.parametrize("person", ["supporter", "full_time", "staff"])
def test_whoever_lost_the_role_sees_nothing(person: str, everything: World, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(person)
    user.grants.all().delete()
    assert everything.seen_by(user) == set()
    assert not visible_proposals(user).exists()


def test_the_role_at_another_desk_does_not_open_this_one(everything: World, supporter: User, full_time: User) -> None:
    for user in (supporter, full_time):
        user.grants.all().delete()
        grant(user, Role.SUPPORTER, DeskFactory.create())
        assert everything.seen_by(user) == set()
    assert not visible_proposals(supporter).exists()


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        pytest.param({"term_end": -1}, set(), id="ended yesterday"),
        pytest.param({"term_end": 0}, AT_DESK - {"tied"}, id="ends today"),
        pytest.param({"term_start": 0}, AT_DESK - {"tied"}, id="begins today"),
        pytest.param({"term_start": 1}, set(), id="begins tomorrow"),
    ],
)
def test_a_full_time_supporter_sees_the_desk_during_the_term(
    changes: dict[str, int], seen: set[str], everything: World, full_time: User
) -> None:
    days = {field: TODAY() + dt.timedelta(days=days) for field, days in changes.items()}
    Supporter.objects.filter(user=full_time).update(**days)
    assert everything.seen_by(full_time) == seen


def test_after_the_term_what_one_accepted_stays_readable(everything: World, supporter: User) -> None:
    Supporter.objects.filter(user=supporter).update(term_end=TODAY() - dt.timedelta(days=1))
    assert everything.seen_by(supporter) == {"accepted", "advised", "completed"}


@pytest.mark.parametrize(
    ("dates", "sees_it"),
    [
        pytest.param({"valid_until": -1}, True, id="was until yesterday"),
        pytest.param({"valid_until": 0}, False, id="is until today"),
        pytest.param({"valid_from": 0}, False, id="is from today"),
        pytest.param({"valid_from": 1}, True, id="is from tomorrow"),
    ],
)
def test_an_interest_counts_on_its_days(
    dates: dict[str, int], sees_it: bool, everything: World, full_time: User
) -> None:
    interest = row_of(full_time).interests.get()
    for field, days in dates.items():
        setattr(interest, field, TODAY() + dt.timedelta(days=days))
    interest.save()
    assert ("tied" in everything.seen_by(full_time)) == sees_it


def test_an_interest_in_the_row_counts_after_the_organisation_was_renamed(everything: World, full_time: User) -> None:
    renamed = everything.cases["idle"].organisation
    InterestFactory.create(supporter=row_of(full_time), organisation=renamed, organisation_name="旧社名")
    assert everything.seen_by(full_time) == set()


def test_a_case_that_matches_twice_is_listed_once(everything: World, full_time: User) -> None:
    assigned(row_of(full_time), everything.cases["idle"])
    grant(full_time, Role.STAFF, everything.cases["idle"].desk)
    seen = list(visible_cases(full_time).values_list("pk", flat=True))
    assert len(seen) == len(set(seen)) == len(AT_DESK)


def test_a_case_opens_with_the_acceptance_and_not_before(make_case: MakeCase, staff: User, supporter: User) -> None:
    case = make_case(State.MATCHING)
    proposal = matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(supporter).pk)
    assert list(visible_cases(supporter)) == []
    assert list(visible_proposals(supporter)) == [proposal]
    matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    assert list(visible_cases(supporter)) == [case]
    assert list(visible_proposals(supporter)) == []
    closing.close(case_id=case.pk, actor=staff, seen=None, message="終了")
    assert list(visible_cases(supporter)) == [case]


def test_a_case_shuts_when_the_assignment_is_withdrawn(make_case: MakeCase, supporter: User) -> None:
    case = make_case(State.SUPPORTING)
    assignment = assigned(row_of(supporter), case)
    assert list(visible_cases(supporter)) == [case]
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.WITHDRAWN)
    assert list(visible_cases(supporter)) == []


def test_a_proposal_is_shown_to_whom_it_is_made(everything: World, supporter: User) -> None:
    assert [one.case for one in visible_proposals(supporter)] == [everything.cases["proposed"]]
    others = User.objects.exclude(pk=supporter.pk)
    assert {user: list(visible_proposals(user)) for user in others} == {user: [] for user in others}


def test_a_draft_is_seen_by_nobody_else(everything: World, founder: User, colleague: User, staff: User) -> None:
    draft = ConsultationFactory.create(
        desk=everything.cases["idle"].desk,
        asked_by=founder,
        organisation=founder.memberships.get().organisation,
    )
    assert draft in visible_consultations(founder)
    for person in User.objects.exclude(pk=founder.pk):
        assert draft not in visible_consultations(person)
        assert draft.pk not in visible_cases(person).values_list("consultation", flat=True)


def test_an_unknown_organisation_ties_nobody(make_case: MakeCase, full_time: User) -> None:
    InterestFactory.create(supporter=row_of(full_time), organisation=OrganisationFactory.create())
    case = make_case()
    assert list(visible_cases(full_time)) == [case]


def test_two_desks_full_time_at_one_and_part_time_at_the_other(make_case: MakeCase, full_time: User) -> None:
    other = SupporterFactory.create(user=full_time, desk=DeskFactory.create())
    here, there = make_case(), CaseFactory.create(desk=other.desk)
    assert list(visible_cases(full_time)) == [here]
    proposal_to(other, there)
    assert list(visible_cases(full_time)) == [here]


def test_a_full_time_supporter_sees_no_case_of_their_own_organisation(make_case: MakeCase, full_time: User) -> None:
    case = make_case(State.TRIAGING)
    assert case in visible_cases(full_time)
    MembershipFactory.create(user=full_time, organisation=case.organisation)
    assert case not in visible_cases(full_time)

"""Everything the tables name: one case everybody stands in a relation to, and the same of somebody else."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Invitation, Organisation, User
from accounts.selectors.invitations import digest_of
from accounts.services.merging import merge_contacts, merge_organisations
from cases.enums import AssignmentRole, AssignmentState, PlanState, State
from cases.models import Case, FollowUpReminder, SavedView
from mediso.desks.models import Desk, Topic
from tests.conftest import MakeCase
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.cases import CaseFactory, ConsultationFactory
from tests.factories.desks import ClosureFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.plans import first_step, plan_with


@pytest.fixture
def colleague(organisation: Organisation) -> User:
    """Another founder of the same organisation: sees their own cases only."""
    user = UserFactory.create(founder=True, name="同僚 一", email="colleague@example.jp")
    MembershipFactory.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def proposed(desk: Desk, topic: Topic) -> User:
    """Part-time; has an open proposal for the case."""
    return _signing_in(desk, name="打診 中", knows={topic: 2})


@pytest.fixture
def conflicted(desk: Desk, organisation: Organisation) -> User:
    """Full-time, with a declared interest in the organisation of the case."""
    user = _signing_in(desk, name="利害 有", full_time=True)
    InterestFactory.create(supporter=row_of(user), organisation=organisation)
    return user


@dataclass(frozen=True, slots=True)
class Scene:
    people: dict[str, User]
    own: Case
    """The founder's; the supporter works on it, the proposed one is asked to."""
    other: Case
    """The other founder's at the same desk; the other supporter works on it."""
    away: Case
    """At the other desk."""
    things: dict[str, Any]
    """What stands in addresses, by the name the tables give it."""


PEOPLE = (
    "founder",
    "colleague",
    "other_founder",
    "supporter",
    "proposed",
    "other_supporter",
    "full_time",
    "conflicted",
    "staff",
    "other_staff",
    "manager",
    "administrator",
)


@pytest.fixture
def people(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def scene(people: dict[str, User], make_case: MakeCase, desk: Desk, other_desk: Desk) -> Scene:
    own = make_case(State.SUPPORTING)
    asker = people["other_founder"]
    other = make_case(State.SUPPORTING, asked_by=asker, organisation=_organisation_of(asker))
    away = CaseFactory.create(desk=other_desk, state=State.SUPPORTING)
    assigned(row_of(people["supporter"]), own)
    assigned(row_of(people["other_supporter"]), other)
    asked = row_of(people["proposed"])
    proposal = proposal_to(asked, own, role=AssignmentRole.ADVISER)
    withdrawn = proposal_to(asked, other, role=AssignmentRole.ADVISER, state=AssignmentState.WITHDRAWN)
    things = {
        "own": own.number,
        "other": other.number,
        "away": away.number,
        "draft": _draft_of(people["founder"], desk),
        "otherdraft": _draft_of(people["other_founder"], desk),
        "asked": own.consultation.pk,
        "open": proposal.pk,
        "ended": withdrawn.pk,
        "mine": own.organisation.pk,
        "theirs": other.organisation.pk,
        "reminder": FollowUpReminder.objects.create(case=own, months=1, due_on=timezone.localdate()).pk,
        "partner": (own.number, own.collaborators.create(name="山本 光").pk),
        "todo": (own.number, "task", _task_on(own, people["staff"]), "finish"),
        **_plans(own, other),
        **_doubles(own.organisation, people["staff"]),
        "share": "topic_share",
        "view": SavedView.objects.create(owner=people["staff"], name="遅れ", desk=desk).pk,
        "nothing": "nothing",
        "desk": desk.code,
        "closure": ClosureFactory.create(desk=desk).pk,
    }
    return Scene(people, own, other, away, things | _people_and_roster(desk, other_desk, people))


def _doubles(organisation: Organisation, staff: User) -> dict[str, Any]:
    """What could be merged, and what has been."""
    contacts = ContactFactory.create_batch(4, organisation=organisation)
    one, other = OrganisationFactory.create_batch(2)
    return {
        "double": OrganisationFactory.create().pk,
        "contact": contacts[0].pk,
        "other_contact": contacts[1].pk,
        "merge": merge_organisations(kept=one, merged=other, actor=staff).pk,
        "contactmerge": merge_contacts(kept=contacts[2], merged=contacts[3], actor=staff).pk,
    }


def _organisation_of(founder: User) -> Organisation:
    return Organisation.objects.get(memberships__user=founder)


def _draft_of(founder: User, desk: Desk) -> int:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder, organisation=_organisation_of(founder))
    return draft.pk


def _task_on(case: Case, staff: User) -> int:
    task = case.tasks.create(title="資料を受け取る", assignee=staff, set_by=staff)
    return task.pk


def _plans(own: Case, other: Case) -> dict[str, Any]:
    """Each founder has a plan; the next edition of one is being drafted."""
    plans = [plan_with(case, PlanState.DELIVERED, steps=1) for case in (own, other)]
    plan_with(own, PlanState.DRAFT, edition=2, steps=1)
    steps = [(plan.case.number, plan.edition, first_step(plan).pk, "finish") for plan in plans]
    return {
        "ownplan": (own.number, 1),
        "owndraft": (own.number, 2),
        "otherplan": (other.number, 1),
        "ownstep": steps[0],
        "otherstep": steps[1],
    }


def _people_and_roster(desk: Desk, other_desk: Desk, people: dict[str, User]) -> dict[str, Any]:
    invited, elsewhere = UserFactory.create(staff_of=desk), UserFactory.create(staff_of=other_desk)
    waiting = SupporterFactory.create(desk=desk, signs_in=True)
    for user in (invited, elsewhere, waiting.user):
        assert user is not None
        user.set_unusable_password()
        user.save()
    return {
        "invited": invited.pk,
        "token": _token_of(invited, people["staff"]),
        "guess": "a-guessed-token",
        "elsewhere": elsewhere.pk,
        "free": SupporterFactory.create(desk=desk).pk,
        "waiting": waiting.pk,
        "far": SupporterFactory.create(desk=other_desk).pk,
    }


def _token_of(invited: User, by: User) -> str:
    long_ago = timezone.now() - dt.timedelta(days=1)
    Invitation.objects.create(
        user=invited,
        token_digest=digest_of("token"),
        invited_by=by,
        invited_at=long_ago,
        expires_at=long_ago + dt.timedelta(days=14),
    )
    return "token"


def _signing_in(desk: Desk, **traits: Any) -> User:
    user: User | None = SupporterFactory.create(desk=desk, signs_in=True, **traits).user
    assert user is not None
    return user

import datetime as dt

import pytest

from accounts.enums import Role
from accounts.models import User
from cases.enums import OutcomeKind, PlanState, State
from cases.models import Case
from cases.selectors.organisation_choice import organisation_choices
from cases.selectors.organisation_history import organisation_history
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory, grant
from tests.factories.cases import CaseFactory, FollowUpFactory, InterviewFactory, SupportPlanFactory
from tests.support.actions import assigned
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def cases(make_case: MakeCase, other_desk: Desk, founder: User) -> list[Case]:
    """Three of one organisation at the desk, newest first, after one of another and one at another desk."""
    make_case(organisation=OrganisationFactory.create())
    found = [make_case(State.CLOSED, received_on=dt.date(2026 - age, 4, 1)) for age in range(3)]
    CaseFactory.create(desk=other_desk, organisation=found[0].organisation, asked_by=founder)
    return found


def test_the_organisation_s_other_cases_come_newest_first(cases: list[Case], staff: User) -> None:
    newest, middle, oldest = cases
    assert list(organisation_history(staff, newest)) == [middle, oldest]
    assert list(organisation_history(staff, middle)) == [newest, oldest]


def test_everybody_sees_those_they_may_open_anyway(
    cases: list[Case], supporter: User, full_time: User, founder: User, desk: Desk
) -> None:
    newest, middle, oldest = cases
    for case in (newest, oldest):
        assigned(row_of(supporter), case, state="completed")
    assert list(organisation_history(supporter, newest)) == [oldest]
    assert list(organisation_history(full_time, newest)) == [middle, oldest]
    grant(founder, Role.STAFF, desk)  # who asked them all finds no chart of theirs
    assert list(organisation_history(founder, newest)) == []


def test_a_line_tells_what_was_done(cases: list[Case], staff: User) -> None:
    newest, middle, _oldest = cases
    InterviewFactory.create_batch(2, case=middle)
    FollowUpFactory.create(case=middle)
    SupportPlanFactory.create(case=middle, state=PlanState.DELIVERED)
    SupportPlanFactory.create(case=middle, edition=2)
    middle.outcomes.create(kind=OutcomeKind.FOUNDED, occurred_on=dt.date(2026, 1, 1), told_by=staff)
    line, other = organisation_history(staff, newest)
    assert (line.interview_count, line.plan_count, line.outcomes.count()) == (2, 1, 1)  # type: ignore[attr-defined]
    assert (other.interview_count, other.plan_count) == (0, 0)  # type: ignore[attr-defined]


def names(user: User, case: Case, words: str, chosen: str = "") -> list[str]:
    return [one.name for one in organisation_choices(user, case, words=words, chosen=chosen)]


def test_staff_find_organisations_that_asked_at_their_desk(
    make_case: MakeCase, staff: User, other_staff: User, other_desk: Desk
) -> None:
    case = make_case()
    known = make_case(organisation=OrganisationFactory.create(name="株式会社松葉", corporate_number="1234567890123"))
    CaseFactory.create(desk=other_desk, organisation=OrganisationFactory.create(name="松葉別窓口"))
    OrganisationFactory.create(name="松葉まだ相談なし")
    make_case(organisation=OrganisationFactory.create(name="松葉統合済み", merged_into=known.organisation))
    for words in ("松葉", "松葉株式会社", "(株)松葉", "1234567890123"):
        assert names(staff, case, words) == ["株式会社松葉", "株式会社若竹"]
    assert names(staff, case, "") == names(staff, case, "竹林") == ["株式会社若竹"]
    assert names(staff, case, "", str(known.organisation_id)) == ["株式会社松葉", "株式会社若竹"]
    assert names(other_staff, case, "株式会社松葉") == ["松葉別窓口", "株式会社若竹"]

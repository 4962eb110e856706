"""Who has a tie to the parent or a competitor of whoever asks is kept from the case, as for a tie to the asker."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.names import normalise_organisation_name
from cases.enums import OrganisationTie
from cases.models import Case
from cases.policies import Standing, standings_of
from cases.selectors.colleagues import colleagues_on
from cases.selectors.tied import has_conflict_with, people_kept_from
from cases.selectors.visibility import visible_cases
from tests.conftest import MakeCase
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.supporters import InterestFactory
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

NUMBER = "7000012050002"
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    """Names a competitor with its corporate number."""
    case = make_case()
    name = "株式会社競合"
    case.related_organisations.create(
        kind=OrganisationTie.COMPETITOR,
        name=name,
        normalised_name=normalise_organisation_name(name),
        corporate_number=NUMBER,
    )
    return case


def kept_from(case: Case, user: User) -> bool:
    """However it is asked, the answer is the same."""
    answers = {
        has_conflict_with(user, case),
        user in people_kept_from(case),
        case not in visible_cases(user),
        Standing.FULL_TIME not in standings_of(user, case),
        user not in [one.user for one in colleagues_on(case)],
    }
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.parametrize(
    ("tie", "kept"),
    [
        ({"organisation_name": "（株）競　合"}, True),
        ({"organisation_name": "旧社名", "corporate_number": NUMBER}, True),
        ({"organisation_name": "株式会社競合", "valid_until": YESTERDAY}, False),
        ({"organisation_name": "株式会社無関係"}, False),
    ],
    ids=["name", "number", "over", "another"],
)
def test_a_declared_tie_to_a_competitor_keeps_a_full_time_supporter_from_the_case(
    tie: dict[str, str], kept: bool, case: Case, full_time: User
) -> None:
    assert not kept_from(case, full_time)
    InterestFactory.create(supporter=row_of(full_time), **tie)
    assert kept_from(case, full_time) is kept


def test_so_does_belonging_to_it(case: Case, full_time: User) -> None:
    MembershipFactory.create(user=full_time, organisation=OrganisationFactory.create(name="競合株式会社"))
    assert kept_from(case, full_time)

import pytest
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.services.merging import merge_organisations
from cases.enums import State
from cases.selectors.candidates import exclusions_of, need_of
from supporters.matching import RuleCode
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.factories.supporters import InterestFactory
from tests.support.people import row_of

pytestmark = pytest.mark.django_db


def test_a_tie_to_the_name_of_a_merged_organisation_keeps_a_supporter_from_the_case(
    make_case: MakeCase, organisation: Organisation, supporter: User, staff: User
) -> None:
    case, today = make_case(State.MATCHING), timezone.localdate()
    InterestFactory.create(supporter=row_of(supporter), organisation=None, organisation_name="㈱アユウテクノロジーズ")
    assert exclusions_of(row_of(supporter), case, today) == ()

    merged = OrganisationFactory.create(name="アユウテクノロジーズ")
    merge_organisations(kept=organisation, merged=merged, actor=staff)

    assert need_of(case, today).organisation_names == {"株式会社若竹", "アユウテクノロジーズ"}
    assert [one.code for one in exclusions_of(row_of(supporter), case, today)] == [RuleCode.CONFLICT_OF_INTEREST]

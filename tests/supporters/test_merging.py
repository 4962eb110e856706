"""A declared interest holds when its organisation is merged, whether it names the row or only the name."""

import pytest

from accounts.models import Organisation, User
from accounts.services.merging import merge_organisations, undo_merge
from supporters.selectors.roster import has_conflict, organisations_in_conflict
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.supporters import InterestFactory
from tests.support.people import row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged() -> Organisation:
    return OrganisationFactory.create(name="アユウテクノロジーズ")


def test_an_interest_in_the_merged_row_follows_it(
    organisation: Organisation, merged: Organisation, supporter: User, staff: User
) -> None:
    tie = InterestFactory.create(supporter=row_of(supporter), organisation=merged, organisation_name=merged.name)

    record = merge_organisations(kept=organisation, merged=merged, actor=staff)

    tie.refresh_from_db()
    assert (tie.organisation, tie.organisation_name) == (organisation, "アユウテクノロジーズ")
    assert has_conflict(supporter, organisation)
    undo_merge(merge=record, actor=staff)
    assert not has_conflict(supporter, organisation)
    assert has_conflict(supporter, merged)


def test_an_interest_in_the_name_of_a_merged_row_is_one_in_the_kept_row(
    organisation: Organisation, merged: Organisation, supporter: User, staff: User
) -> None:
    InterestFactory.create(supporter=row_of(supporter), organisation=None, organisation_name="㈱アユウテクノロジーズ")
    assert not has_conflict(supporter, organisation)

    merge_organisations(kept=organisation, merged=merged, actor=staff)

    assert set(organisations_in_conflict(supporter)) == {organisation, merged}


def test_belonging_to_a_body_of_the_merged_name_is_a_tie_too(
    organisation: Organisation, merged: Organisation, supporter: User, staff: User
) -> None:
    MembershipFactory.create(user=supporter, organisation=OrganisationFactory.create(name="(株)アユウテクノロジーズ"))
    merge_organisations(kept=organisation, merged=merged, actor=staff)
    assert has_conflict(supporter, organisation)

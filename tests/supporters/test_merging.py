"""A declared interest holds when its organisation is merged, whether it names the row or only the name."""

import pytest

from accounts.models import Organisation, User
from accounts.services.merging import merge_organisations, undo_merge
from supporters.selectors.roster import has_conflict, organisations_in_conflict, people_in_conflict
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


def test_both_ways_of_asking_for_a_tie_agree(
    organisation: Organisation, merged: Organisation, supporter: User, other_supporter: User, staff: User
) -> None:
    """By the row, by a name of the merged row, and by belonging to a body of that name."""
    other = OrganisationFactory.create(name="松葉")
    InterestFactory.create(supporter=row_of(supporter), organisation=None, organisation_name="㈱アユウテクノロジーズ")
    member = MembershipFactory.create(organisation=OrganisationFactory.create(name="(株)アユウテクノロジーズ")).user
    InterestFactory.create(supporter=row_of(other_supporter), organisation=other)
    people = (supporter, other_supporter, member, staff)
    _both_agree(people)
    merge_organisations(kept=organisation, merged=merged, actor=staff)
    _both_agree(people)
    assert {supporter, member} <= set(people_in_conflict(organisation))
    assert set(people_in_conflict(other)) == {other_supporter}


def _both_agree(people: tuple[User, ...]) -> None:
    for row in Organisation.objects.all():
        tied = {user for user in people if has_conflict(user, row)}
        assert set(people_in_conflict(row)) & set(people) == tied

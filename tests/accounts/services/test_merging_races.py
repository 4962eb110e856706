import pytest

from accounts.models import Organisation, OrganisationMerge, User
from accounts.services.merging import merge_organisations, undo_merge
from mediso.common.errors import ActionRefused
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_merge_at_once_one_succeeds_and_the_other_is_told(staff: User) -> None:
    one, other = OrganisationFactory.create(), OrganisationFactory.create()
    ContactFactory.create(organisation=other)

    answers = at_once(
        lambda: merge_organisations(kept=one, merged=other, actor=staff),
        lambda: merge_organisations(kept=other, merged=one, actor=staff),
    )

    assert {type(answer) for answer in answers} == {OrganisationMerge, ActionRefused}
    assert Organisation.objects.exclude(merged_into=None).count() == OrganisationMerge.objects.count() == 1


def test_of_two_who_undo_at_once_one_succeeds(staff: User) -> None:
    record = merge_organisations(kept=OrganisationFactory.create(), merged=OrganisationFactory.create(), actor=staff)
    undo = lambda: undo_merge(merge=record, actor=staff)  # noqa: E731
    answers = at_once(undo, undo, undo)
    assert sorted(type(answer).__name__ for answer in answers) == ["ActionRefused", "ActionRefused", "Undone"]


def test_a_row_merged_into_two_others_at_once_goes_to_one(staff: User) -> None:
    merged, *others = (OrganisationFactory.create() for _ in range(4))
    answers = at_once(
        *(lambda kept=kept: merge_organisations(kept=kept, merged=merged, actor=staff) for kept in others)
    )
    assert sorted(type(answer).__name__ for answer in answers) == [
        "ActionRefused",
        "ActionRefused",
        "OrganisationMerge",
    ]

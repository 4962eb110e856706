"""What the database refuses, whoever asks."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Contact, ContactMerge, Organisation, OrganisationMerge, User
from tests.factories.accounts import ContactFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def merged_pair() -> tuple[Organisation, Organisation]:
    kept = OrganisationFactory.create()
    return kept, OrganisationFactory.create(merged_into=kept)


def test_no_row_is_merged_into_itself() -> None:
    organisation, contact = OrganisationFactory.create(), ContactFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(merged_into=organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(merged_into=contact)


def test_nothing_is_merged_into_a_merged_organisation() -> None:
    _kept, merged = merged_pair()
    third = OrganisationFactory.create()
    with pytest.raises(IntegrityError, match="a merged row keeps no other"), transaction.atomic():
        Organisation.objects.filter(pk=third.pk).update(merged_into=merged)
    with pytest.raises(IntegrityError, match="a merged row keeps no other"), transaction.atomic():
        OrganisationFactory.create(merged_into=merged)


def test_an_organisation_that_keeps_another_is_not_merged() -> None:
    kept, _merged = merged_pair()
    third = OrganisationFactory.create()
    with pytest.raises(IntegrityError, match="a merged row keeps no other"), transaction.atomic():
        Organisation.objects.filter(pk=kept.pk).update(merged_into=third)


def test_contacts_make_no_chain_either() -> None:
    kept = ContactFactory.create()
    merged = ContactFactory.create(organisation=kept.organisation, merged_into=kept)
    third = ContactFactory.create(organisation=kept.organisation)
    with pytest.raises(IntegrityError, match="a merged row keeps no other"), transaction.atomic():
        Contact.objects.filter(pk=third.pk).update(merged_into=merged)
    with pytest.raises(IntegrityError, match="a merged row keeps no other"), transaction.atomic():
        Contact.objects.filter(pk=kept.pk).update(merged_into=third)


def test_a_merge_joins_two_rows(staff: User) -> None:
    organisation = OrganisationFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationMerge.objects.create(kept=organisation, merged=organisation, merged_by=staff)


def test_one_merge_of_a_row_is_in_force(staff: User) -> None:
    kept, merged = merged_pair()
    first = OrganisationMerge.objects.create(kept=kept, merged=merged, merged_by=staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationMerge.objects.create(kept=OrganisationFactory.create(), merged=merged, merged_by=staff)
    OrganisationMerge.objects.filter(pk=first.pk).update(undone_by=staff, undone_at=timezone.now())
    OrganisationMerge.objects.create(kept=kept, merged=merged, merged_by=staff)


def test_a_merge_is_undone_by_somebody_at_some_time(staff: User) -> None:
    kept, merged = merged_pair()
    made = OrganisationMerge.objects.create(kept=kept, merged=merged, merged_by=staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationMerge.objects.filter(pk=made.pk).update(undone_by=staff)


def test_a_merge_of_organisations_is_never_altered_and_undone_once(staff: User) -> None:
    kept, merged = merged_pair()
    is_history(OrganisationMerge.objects.create(kept=kept, merged=merged, merged_by=staff), staff)


def test_a_merge_of_contacts_is_never_altered_and_undone_once(staff: User) -> None:
    kept = ContactFactory.create()
    merged = ContactFactory.create(organisation=kept.organisation, merged_into=kept)
    is_history(ContactMerge.objects.create(kept=kept, merged=merged, merged_by=staff), staff)


def is_history(made: OrganisationMerge | ContactMerge, staff: User) -> None:
    rows = type(made)._default_manager.filter(pk=made.pk)
    with pytest.raises(IntegrityError, match="a merge is history"), transaction.atomic():
        rows.update(moved={"memberships": [1]})
    with pytest.raises(IntegrityError, match="a merge is history"), transaction.atomic():
        rows.delete()

    assert rows.update(undone_by=staff, undone_at=timezone.now()) == 1

    with pytest.raises(IntegrityError, match="a merge is history"), transaction.atomic():
        rows.update(undone_by=None, undone_at=None)


def test_an_address_of_a_contact_is_in_lower_case() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactFactory.create(email="Person@example.jp")

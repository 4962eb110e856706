import pytest
from django.db import transaction

from accounts.models import Contact, Organisation, User
from accounts.services.contacts import change_contact, create_contact, hold_contact, own_contact
from accounts.services.merging import merge_contacts
from accounts.services.organisations import hold_organisation
from mediso.common.errors import ActionRefused
from tests.factories.accounts import ContactFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_contact_is_written_with_its_keys(organisation: Organisation, staff: User) -> None:
    made = create_contact(
        actor=staff,
        organisation=organisation,
        name="渡邉 健太",
        kana="わたなべ けんた",
        email="Watanabe@example.jp",
        phone="０３-1234-5678",
    )
    made.refresh_from_db()
    assert (made.organisation, made.user, made.email, made.phone) == (
        organisation,
        None,
        "watanabe@example.jp",
        "０３-1234-5678",
    )
    assert (made.normalised_name, made.normalised_kana, made.normalised_phone) == (
        "渡辺健太",
        "ワタナベケンタ",
        "0312345678",
    )


def test_a_contact_of_a_merged_organisation_is_one_of_the_kept(organisation: Organisation, staff: User) -> None:
    merged = OrganisationFactory.create(merged_into=organisation)
    assert create_contact(actor=staff, organisation=merged, name="渡辺 健太").organisation == organisation


def test_a_change_changes_the_keys(staff: User) -> None:
    contact = ContactFactory.create()
    change_contact(actor=staff, contact=contact, name="原田 緑", phone="1")
    contact.refresh_from_db()
    assert (contact.name, contact.normalised_name, contact.kana, contact.normalised_kana) == (
        "原田 緑",
        "原田緑",
        "",
        "",
    )
    assert (contact.email, contact.phone, contact.normalised_phone) == ("", "1", "1")


@pytest.mark.parametrize(("name", "words"), [(" ・ ", "Write the name"), ("ﷺ" * 100, "too long")], ids=["none", "long"])
def test_a_name_that_is_none_is_refused(name: str, words: str, organisation: Organisation, staff: User) -> None:
    with pytest.raises(ActionRefused, match=words):
        create_contact(actor=staff, organisation=organisation, name=name)
    assert not Contact.objects.exists()


def test_a_merged_contact_is_not_changed(organisation: Organisation, staff: User) -> None:
    kept, merged = (ContactFactory.create(organisation=organisation) for _ in range(2))
    merge_contacts(kept=kept, merged=merged, actor=staff)
    with pytest.raises(ActionRefused, match=f"{merged} was merged into {kept} in the meantime"):
        change_contact(actor=staff, contact=merged, name="原田 緑")
    merged.refresh_from_db()
    assert merged.name != "原田 緑"


@pytest.mark.parametrize("name", ["founder", "supporter", "manager", "administrator"])
def test_only_staff_record_contacts(name: str, organisation: Organisation, request: pytest.FixtureRequest) -> None:
    actor, contact = request.getfixturevalue(name), ContactFactory.create(name="渡辺 健太")
    with pytest.raises(ActionRefused, match="Only the staff of a desk can record"):
        create_contact(actor=actor, organisation=organisation, name="原田 緑")
    with pytest.raises(ActionRefused, match="Only the staff of a desk can record"):
        change_contact(actor=actor, contact=contact, name="原田 緑")
    assert list(Contact.objects.values_list("name", flat=True)) == ["渡辺 健太"]


def test_a_founder_is_one_contact_at_each_organisation(organisation: Organisation, founder: User, staff: User) -> None:
    made = own_contact(user=founder, organisation=organisation)
    assert (made.user, made.name, made.email) == (founder, founder.name, founder.email)
    assert own_contact(user=founder, organisation=organisation) == made
    assert own_contact(user=founder, organisation=OrganisationFactory.create()) != made

    kept = ContactFactory.create(organisation=organisation)
    merge_contacts(kept=kept, merged=made, actor=staff)

    assert own_contact(user=founder, organisation=organisation) == kept


def test_the_kept_row_is_held(organisation: Organisation) -> None:
    merged = OrganisationFactory.create(merged_into=organisation)
    contact = ContactFactory.create(organisation=organisation)
    double = ContactFactory.create(organisation=organisation, merged_into=contact)
    with transaction.atomic():
        assert [hold_organisation(row.pk) for row in (merged, organisation)] == [organisation] * 2
        assert [hold_contact(row.pk) for row in (double, contact)] == [contact] * 2

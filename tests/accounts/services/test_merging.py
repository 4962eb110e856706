import pytest
from django.db.models import ManyToOneRel

from accounts.merging_hooks import PlainMover, contact_movers, organisation_movers
from accounts.models import Contact, Membership, Organisation, OrganisationMerge, User
from accounts.selectors.organisations import organisations_of
from accounts.services.merging import merge_contacts, merge_organisations, undo_merge
from mediso.common.errors import ActionRefused
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory
from tests.factories.supporters import InterestFactory
from tests.registers import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NUMBER, OTHER = "7000012050002", "2000012010019"


@pytest.fixture
def kept() -> Organisation:
    return OrganisationFactory.create(name="株式会社若竹")


@pytest.fixture
def merged() -> Organisation:
    return OrganisationFactory.create(name="㈱若竹", corporate_number=NUMBER)


def test_what_the_merged_one_had_moves(kept: Organisation, merged: Organisation, staff: User) -> None:
    member, contact = MembershipFactory.create(organisation=merged), ContactFactory.create(organisation=merged)
    tie = InterestFactory.create(organisation=merged)
    earlier = OrganisationFactory.create(merged_into=merged)

    record = merge_organisations(kept=kept, merged=merged, actor=staff)

    for row in (kept, merged, member, contact, tie, earlier):
        row.refresh_from_db()
    assert {member.organisation, contact.organisation, tie.organisation} == {kept}
    assert {merged.merged_into, earlier.merged_into} == {kept}
    assert kept.corporate_number == NUMBER
    assert (record.kept, record.merged, record.merged_by, record.is_undone) == (kept, merged, staff, False)
    assert (record.moved, record.filled) == (
        {"organisations": [earlier.pk], "memberships": [member.pk], "contacts": [contact.pk], "interests": [tie.pk]},
        {"corporate_number": NUMBER},
    )


def test_undoing_brings_back_exactly_what_moved(kept: Organisation, merged: Organisation, staff: User) -> None:
    before, own = ContactFactory.create(organisation=merged), ContactFactory.create(organisation=kept)
    earlier = OrganisationFactory.create(merged_into=merged)
    record = merge_organisations(kept=kept, merged=merged, actor=staff)
    since = ContactFactory.create(organisation=kept)

    undone = undo_merge(merge=record, actor=staff)

    assert set(Contact.objects.filter(organisation=merged)) == {before}
    assert set(Contact.objects.filter(organisation=kept)) == {own, since}
    for row in (kept, merged, earlier, record):
        row.refresh_from_db()
    assert (kept.corporate_number, merged.merged_into, earlier.merged_into) == (None, None, merged)
    assert (undone.back, undone.stayed) == ({"organisations": 1, "contacts": 1}, 0)
    assert (record.undone_by, record.is_undone) == (staff, True)


def test_what_was_put_elsewhere_since_stays_there(kept: Organisation, merged: Organisation, staff: User) -> None:
    contact, elsewhere = ContactFactory.create(organisation=merged), OrganisationFactory.create()
    record = merge_organisations(kept=kept, merged=merged, actor=staff)
    Contact.objects.filter(pk=contact.pk).update(organisation=elsewhere)
    Organisation.objects.filter(pk=kept.pk).update(corporate_number=OTHER)

    undone = undo_merge(merge=record, actor=staff)

    contact.refresh_from_db()
    kept.refresh_from_db()
    assert (contact.organisation, kept.corporate_number) == (elsewhere, OTHER)
    assert (undone.back, undone.stayed) == ({}, 1)


def test_a_founder_of_both_belongs_to_each_again_after_undoing(
    kept: Organisation, merged: Organisation, founder: User, staff: User
) -> None:
    for organisation in (kept, merged):
        MembershipFactory.create(user=founder, organisation=organisation)
    mine = set(organisations_of(founder))

    record = merge_organisations(kept=kept, merged=merged, actor=staff)

    assert set(organisations_of(founder)) == mine - {merged}
    undo_merge(merge=record, actor=staff)
    assert set(organisations_of(founder)) == mine
    assert Membership.objects.filter(user=founder).count() == 3


def test_two_merges_are_undone_in_turn(kept: Organisation, merged: Organisation, staff: User) -> None:
    third = OrganisationFactory.create(name="若竹HD")
    first = merge_organisations(kept=kept, merged=merged, actor=staff)
    second = merge_organisations(kept=third, merged=kept, actor=staff)

    with pytest.raises(ActionRefused, match=r"株式会社若竹 was merged into 若竹HD since\. Undo that merge first\."):
        undo_merge(merge=first, actor=staff)

    undo_merge(merge=second, actor=staff)
    undo_merge(merge=first, actor=staff)
    assert set(Organisation.objects.exclude(merged_into=None)) == set()
    with pytest.raises(ActionRefused, match="has been undone already"):
        undo_merge(merge=first, actor=staff)


def test_contacts_that_are_one_are_not_torn(kept: Organisation, merged: Organisation, staff: User) -> None:
    mine = ContactFactory.create(organisation=kept)
    theirs = ContactFactory.create(organisation=merged, name="渡辺 健太")
    record = merge_organisations(kept=kept, merged=merged, actor=staff)
    theirs.refresh_from_db()
    one = merge_contacts(kept=mine, merged=theirs, actor=staff)
    before = everything()

    with pytest.raises(ActionRefused, match="Undo the merge of 渡辺 健太 first"):
        undo_merge(merge=record, actor=staff)

    assert everything() == before
    assert OrganisationMerge.objects.get().is_undone is False
    undo_merge(merge=one, actor=staff)
    undo_merge(merge=record, actor=staff)
    theirs.refresh_from_db()
    assert (theirs.organisation, theirs.merged_into) == (merged, None)


def test_contacts_merged_before_come_along(kept: Organisation, merged: Organisation, staff: User) -> None:
    one, other = (ContactFactory.create(organisation=merged) for _ in range(2))
    merge_contacts(kept=one, merged=other, actor=staff)
    record = merge_organisations(kept=kept, merged=merged, actor=staff)
    undo_merge(merge=record, actor=staff)
    assert set(Contact.objects.filter(organisation=merged)) == {one, other}


def test_a_contact_fills_what_the_other_lacks(organisation: Organisation, founder: User, staff: User) -> None:
    kept = ContactFactory.create(organisation=organisation, kana="", email="", phone="03-1111-2222")
    merged = ContactFactory.create(organisation=organisation, email="a@example.jp", phone="1", user=founder)

    record = merge_contacts(kept=kept, merged=merged, actor=staff)

    kept.refresh_from_db()
    assert (kept.kana, kept.normalised_kana) == (merged.kana, merged.normalised_kana)
    assert (kept.email, kept.phone, kept.user) == ("a@example.jp", "03-1111-2222", founder)
    undo_merge(merge=record, actor=staff)
    kept.refresh_from_db()
    assert (kept.kana, kept.normalised_kana, kept.email, kept.phone, kept.user) == ("", "", "", "03-1111-2222", None)


def refused(kept: Organisation, merged: Organisation, actor: User, words: str) -> None:
    before = list(Organisation.objects.order_by("pk").values()), everything()
    with pytest.raises(ActionRefused, match=words):
        merge_organisations(kept=kept, merged=merged, actor=actor)
    assert (list(Organisation.objects.order_by("pk").values()), everything()) == before


def test_bodies_with_different_numbers_are_not_merged(kept: Organisation, merged: Organisation, staff: User) -> None:
    Organisation.objects.filter(pk=kept.pk).update(corporate_number=OTHER)
    refused(kept, merged, staff, "different corporate numbers")


def test_a_row_is_not_merged_into_itself(kept: Organisation, staff: User) -> None:
    refused(kept, kept, staff, r"Choose two different ones\.")


def test_the_slower_one_is_told(kept: Organisation, merged: Organisation, staff: User) -> None:
    third = OrganisationFactory.create(name="若竹HD")
    merge_organisations(kept=kept, merged=merged, actor=staff)
    told = "㈱若竹 was merged into 株式会社若竹 in the meantime"
    refused(merged, kept, staff, told)
    refused(third, merged, staff, told)


def test_contacts_of_different_organisations_are_not_merged(staff: User) -> None:
    one, other = ContactFactory.create(), ContactFactory.create()
    with pytest.raises(ActionRefused, match="belong to different organisations"):
        merge_contacts(kept=one, merged=other, actor=staff)
    assert not Contact.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("name", ["founder", "supporter", "full_time", "manager", "administrator"])
def test_only_staff_merge(name: str, kept: Organisation, merged: Organisation, request: pytest.FixtureRequest) -> None:
    refused(kept, merged, request.getfixturevalue(name), "Only the staff of a desk can merge")


def test_only_staff_undo(kept: Organisation, merged: Organisation, staff: User, manager: User) -> None:
    record = merge_organisations(kept=kept, merged=merged, actor=staff)
    with pytest.raises(ActionRefused, match="Only the staff of a desk can merge"):
        undo_merge(merge=record, actor=manager)
    record.refresh_from_db()
    assert record.is_undone is False


def test_every_table_of_this_room_and_the_next_that_names_an_organisation_has_its_mover() -> None:
    """A new foreign key needs one, or its rows stay behind. The records of merges name both rows for good."""
    moved = {(mover.objects.model, mover.field) for mover in organisation_movers() if isinstance(mover, PlainMover)}
    relations = [one for one in Organisation._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    named = {
        (relation.related_model, relation.field.name)
        for relation in relations
        if relation.field.model._meta.app_label in {"accounts", "supporters"}
    }
    assert named - moved == {(OrganisationMerge, "kept"), (OrganisationMerge, "merged")}
    assert "contacts" in {mover.name for mover in contact_movers()}

import pytest

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Membership, Organisation, User
from accounts.services.organisations import change_organisation, create_organisation, record_organisation
from mediso.common.errors import ActionRefused
from tests.factories.accounts import OrganisationFactory
from tests.support.accounts import people_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NUMBER = "7000012050002"
VENTURE, TOKYO = OrganisationKind.VENTURE, Prefecture.TOKYO


def test_founder_belongs_to_what_they_create(founder: User) -> None:
    made = create_organisation(
        user=founder, name="株式会社 アオバ", kind=VENTURE, prefecture=TOKYO, corporate_number=NUMBER
    )

    made.refresh_from_db()
    assert (made.name, made.normalised_name, made.corporate_number) == ("株式会社 アオバ", "アオバ", NUMBER)
    assert Membership.objects.filter(user=founder, organisation=made).count() == 1


def test_same_name_and_number_as_another_founders_is_a_row_of_its_own(founder: User, other_founder: User) -> None:
    """Joining, or refusing, would tell one founder that the other asks for the same company."""
    first = create_organisation(user=founder, name="アオバ", kind=VENTURE, prefecture=TOKYO, corporate_number=NUMBER)
    second = create_organisation(
        user=other_founder, name="アオバ㈱", kind=VENTURE, prefecture=TOKYO, corporate_number=NUMBER
    )

    assert first.pk != second.pk
    assert first.normalised_name == second.normalised_name
    assert not Membership.objects.filter(user=other_founder, organisation=first).exists()


@pytest.mark.parametrize("who", ["staff", "manager", "supporter", "administrator"])
def test_only_founders_create(who: str, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(who)
    before = people_world()
    with pytest.raises(ActionRefused, match="Only founders"):
        create_organisation(user=actor, name="アオバ", kind=VENTURE, prefecture=TOKYO)
    assert people_world() == before


@pytest.mark.parametrize("name", ["株式会社若竹", "若竹", "(株) 若 竹"])
def test_own_name_a_second_time_is_refused(name: str, founder: User) -> None:
    before = people_world()
    with pytest.raises(ActionRefused, match="already"):
        create_organisation(user=founder, name=name, kind=VENTURE, prefecture=TOKYO)
    assert people_world() == before


@pytest.mark.parametrize("name", ["", " ・ 、", "㍻" * 101])
def test_name_that_no_key_can_be_made_of_is_refused(name: str, founder: User) -> None:
    before = people_world()
    with pytest.raises(ActionRefused):
        create_organisation(user=founder, name=name, kind=VENTURE, prefecture=TOKYO)
    assert people_world() == before


def test_changing_keeps_the_matching_key_right(founder: User, organisation: Organisation) -> None:
    change_organisation(
        user=founder,
        organisation=organisation,
        name="合同会社わかたけ",
        kind=OrganisationKind.SME,
        prefecture=Prefecture.OSAKA,
        corporate_number=NUMBER,
    )

    organisation.refresh_from_db()
    assert (organisation.name, organisation.normalised_name) == ("合同会社わかたけ", "ワカタケ")
    assert (organisation.kind, organisation.prefecture, organisation.corporate_number) == ("sme", "27", NUMBER)


def test_spelling_of_ones_own_name_may_be_changed(founder: User, organisation: Organisation) -> None:
    changed = change_organisation(
        user=founder, organisation=organisation, name="若竹株式会社", kind=VENTURE, prefecture=TOKYO
    )
    assert changed.name == "若竹株式会社"


def test_somebody_elses_is_refused(founder: User, other_founder: User) -> None:
    theirs = other_founder.memberships.get().organisation
    before = people_world()
    with pytest.raises(ActionRefused, match="not your organisation"):
        change_organisation(user=founder, organisation=theirs, name="奪取", kind=VENTURE, prefecture=TOKYO)
    assert people_world() == before


def test_name_of_another_own_one_is_refused(founder: User, organisation: Organisation) -> None:
    second = OrganisationFactory.create(name="二号合同会社")
    Membership.objects.create(user=founder, organisation=second)
    before = people_world()
    with pytest.raises(ActionRefused, match="already"):
        change_organisation(user=founder, organisation=second, name="若竹", kind=VENTURE, prefecture=TOKYO)
    assert people_world() == before


def test_staff_record_an_organisation_that_nobody_belongs_to(staff: User) -> None:
    made = record_organisation(actor=staff, name="㈱アオバ", kind=VENTURE, prefecture=TOKYO, corporate_number=NUMBER)
    made.refresh_from_db()
    assert (made.name, made.normalised_name, made.corporate_number) == ("㈱アオバ", "アオバ", NUMBER)
    assert not made.memberships.exists()


@pytest.mark.parametrize("name", ["founder", "supporter", "manager", "administrator"])
def test_nobody_else_records_one(name: str, request: pytest.FixtureRequest) -> None:
    actor, before = request.getfixturevalue(name), people_world()
    with pytest.raises(ActionRefused, match="Only the staff of a desk can record"):
        record_organisation(actor=actor, name="㈱アオバ", kind=VENTURE, prefecture=TOKYO)
    assert people_world() == before


def test_staff_change_an_organisation_that_a_founder_keeps(staff: User, organisation: Organisation) -> None:
    change_organisation(user=staff, organisation=organisation, name="若竹薬品", kind=VENTURE, prefecture=TOKYO)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.normalised_name) == ("若竹薬品", "若竹薬品")


def test_a_merged_organisation_is_not_changed(staff: User, founder: User, organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(merged_into=OrganisationFactory.create(name="若竹HD"))
    before = people_world()
    with pytest.raises(ActionRefused, match="株式会社若竹 was merged into 若竹HD in the meantime"):
        change_organisation(user=staff, organisation=organisation, name="若竹薬品", kind=VENTURE, prefecture=TOKYO)
    with pytest.raises(ActionRefused, match="not your organisation"):
        change_organisation(user=founder, organisation=organisation, name="若竹薬品", kind=VENTURE, prefecture=TOKYO)
    assert people_world() == before

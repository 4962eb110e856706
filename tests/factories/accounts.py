"""People, their roles, and the organisations they ask for."""

# factory_boy's declarations carry no types.
# mypy: allow-untyped-calls, allow-untyped-decorators

from typing import Any

from allauth.account.models import EmailAddress
from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory, Password
from factory.helpers import post_generation

from accounts.enums import OrganisationKind, Prefecture, Role
from accounts.models import Contact, Membership, Organisation, RoleGrant, User
from accounts.names import normalise_organisation_name
from accounts.persons import person_key, phone_key
from mediso.desks.models import Desk

PASSWORD = "a-long-test-password"


def grant(user: User, role: Role, desk: Desk | None = None) -> User:
    """Give the role (at the desk), and forget what the object has read of its roles before."""
    RoleGrant.objects.get_or_create(user=user, role=role, desk=desk)
    user.__dict__.pop("granted", None)
    return user


class UserFactory(DjangoModelFactory[User]):
    """A person with `PASSWORD` and no role. Roles are named in the call, alone or together:

    `founder=True`, `administrator=True`, `staff_of=desk`, `manager_of=desk`, `supporter_of=desk` (the role alone:
    `SupporterFactory` makes the appointment); `verified=True` confirms the address, as signing in by form needs.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"person{n}@example.jp")
    name = Sequence(lambda n: f"利用者{n}")
    password = Password(PASSWORD)

    @post_generation
    def founder(self: User, _create: bool, wanted: Any, **_kwargs: Any) -> None:
        if wanted:
            grant(self, Role.FOUNDER)

    @post_generation
    def administrator(self: User, _create: bool, wanted: Any, **_kwargs: Any) -> None:
        if wanted:
            grant(self, Role.ADMINISTRATOR)

    @post_generation
    def staff_of(self: User, _create: bool, desk: Any, **_kwargs: Any) -> None:
        if desk:
            grant(self, Role.STAFF, desk)

    @post_generation
    def manager_of(self: User, _create: bool, desk: Any, **_kwargs: Any) -> None:
        if desk:
            grant(self, Role.MANAGER, desk)

    @post_generation
    def supporter_of(self: User, _create: bool, desk: Any, **_kwargs: Any) -> None:
        if desk:
            grant(self, Role.SUPPORTER, desk)

    @post_generation
    def verified(self: User, _create: bool, wanted: Any, **_kwargs: Any) -> None:
        if wanted:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"株式会社テスト{n}")
    normalised_name = LazyAttribute(lambda organisation: normalise_organisation_name(organisation.name))
    kind = OrganisationKind.VENTURE
    prefecture = Prefecture.TOKYO


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory, founder=True)
    organisation = SubFactory(OrganisationFactory)


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    organisation = SubFactory(OrganisationFactory)
    name = Sequence(lambda n: f"担当 {n}郎")
    kana = "タントウ ロウ"
    email = Sequence(lambda n: f"contact{n}@example.jp")
    phone = Sequence(lambda n: f"03-5555-{n:04}")
    normalised_name = LazyAttribute(lambda contact: person_key(contact.name))
    normalised_kana = LazyAttribute(lambda contact: person_key(contact.kana))
    normalised_phone = LazyAttribute(lambda contact: phone_key(contact.phone))

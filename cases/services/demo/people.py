"""The people of the demo. Their password is public: never load them where real cases are."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.enums import DESK_ROLES, OrganisationKind, Prefecture, Role
from accounts.models import RoleGrant, User
from accounts.selectors.organisations import organisations_of
from accounts.services.organisations import create_organisation
from mediso.desks.models import Desk
from supporters.enums import Employment
from supporters.models import Supporter
from supporters.selectors.roster import appointed_on

PASSWORD = "desk-demo-2026"  # noqa: S105 - public on purpose


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    role: Role
    says: str
    # A supporter is the first of this employment on the roster.
    employment: Employment | None = None


PEOPLE = (
    Person("founder@desk.example", "青山 みどり", Role.FOUNDER, "相談者 / founder"),
    Person("founder2@desk.example", "白川 健", Role.FOUNDER, "別の相談者 / another founder"),
    Person("staff@desk.example", "事務局 一郎", Role.STAFF, "事務局 / staff"),
    Person("staff2@desk.example", "事務局 二葉", Role.STAFF, "事務局の同僚 / a colleague of the staff"),
    Person("lead@desk.example", "", Role.SUPPORTER, "常勤サポーター / full-time supporter", Employment.FULL_TIME),
    Person(
        "supporter@desk.example", "", Role.SUPPORTER, "非常勤サポーター / part-time supporter", Employment.PART_TIME
    ),
    Person("manager@desk.example", "責任 花子", Role.MANAGER, "責任者 / manager"),
    Person("admin@desk.example", "管理 太郎", Role.ADMINISTRATOR, "管理者 / administrator"),
)


@transaction.atomic
def make_people(desk: Desk) -> None:
    """Make `PEOPLE`, and sign-ins for the rest of today's roster, with one password."""
    secret = make_password(PASSWORD)
    for person in PEOPLE:
        user = _person(person.email, person.name, secret)
        _grant(user, person.role, desk)
        if person.employment:
            _tie(user, Supporter.objects.filter(desk=desk, employment=person.employment))
        if person.role == Role.FOUNDER and not organisations_of(user).exists():
            create_organisation(
                user=user,
                name=f"{user.name.split()[0]}バイオ株式会社",
                kind=OrganisationKind.VENTURE,
                prefecture=Prefecture.TOKYO,
            )
    for supporter in appointed_on(timezone.localdate()).filter(desk=desk, user=None):
        user = _person(f"supporter-{supporter.pk}@desk.example", supporter.name, secret)
        _grant(user, Role.SUPPORTER, desk)
        _tie(user, Supporter.objects.filter(pk=supporter.pk))


def _person(email: str, name: str, secret: str) -> User:
    user, made = User.objects.get_or_create(email=email, defaults={"name": name, "password": secret})
    if made:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _grant(user: User, role: Role, desk: Desk) -> None:
    RoleGrant.objects.get_or_create(user=user, role=role, desk=desk if role in DESK_ROLES else None)


def _tie(user: User, supporters: QuerySet[Supporter]) -> None:
    if Supporter.objects.filter(user=user).exists():
        return
    today = timezone.localdate()
    supporter = supporters.filter(pk__in=appointed_on(today).values("pk"), user=None).earliest("pk")
    supporter.user = user
    supporter.save(update_fields=["user"])
    User.objects.filter(pk=user.pk).update(name=supporter.name)

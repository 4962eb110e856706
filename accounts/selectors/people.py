"""Reads of people: who may be seen by whom, and what the lists show of them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import Invitation, RoleGrant, User


class SignIn(StrEnum):
    """How a person stands with signing in."""

    READY = "ready"
    INVITED = "invited"
    RAN_OUT = "ran_out"
    UNCONFIRMED = "unconfirmed"
    CLOSED = "closed"

    @property
    def label(self) -> str | Promise:
        return SIGN_IN_LABELS[self]


SIGN_IN_LABELS: dict[SignIn, str | Promise] = {
    SignIn.READY: pgettext_lazy("sign-in", "can sign in"),
    SignIn.INVITED: pgettext_lazy("sign-in", "invited, no answer yet"),
    SignIn.RAN_OUT: pgettext_lazy("sign-in", "no valid invitation"),
    SignIn.UNCONFIRMED: pgettext_lazy("sign-in", "address not confirmed yet"),
    SignIn.CLOSED: pgettext_lazy("sign-in", "account closed"),
}
# The invited are those who have no password yet.
WAITS_FOR_PASSWORD = (SignIn.INVITED, SignIn.RAN_OUT)


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the list. `grants` are those the viewer may know; `invited_until` is set for an open invitation."""

    user: User
    grants: tuple[RoleGrant, ...]
    sign_in: SignIn
    invited_until: datetime.datetime | None


def people_visible_to(viewer: User) -> QuerySet[User]:
    """Staff see whoever holds a role at their desks, administrators everybody, others nobody."""
    if viewer.has_role(Role.ADMINISTRATOR):
        return User.objects.all()
    return User.objects.filter(Exists(_grants_visible_to(viewer).filter(user=OuterRef("pk"))))


def _grants_visible_to(viewer: User) -> QuerySet[RoleGrant]:
    grants = RoleGrant.objects.select_related("desk")
    if viewer.has_role(Role.ADMINISTRATOR):
        return grants
    return grants.filter(desk__in=viewer.desk_ids(Role.STAFF))


def with_role(people: QuerySet[User], role: Role, viewer: User) -> QuerySet[User]:
    """Those of the people who hold the role where the viewer may know it."""
    return people.filter(Exists(_grants_visible_to(viewer).filter(user=OuterRef("pk"), role=role)))


def named_like(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Those whose name or address contains every word."""
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people


def as_people(users: Sequence[User], viewer: User) -> list[Person]:
    """What the viewer may see of each, in the same order and a constant number of queries."""
    ids = [user.pk for user in users]
    states = sign_in_states(users)
    grants: dict[int, list[RoleGrant]] = {user_id: [] for user_id in ids}
    for grant in _grants_visible_to(viewer).filter(user__in=ids):
        grants[grant.user_id].append(grant)
    order = list(Role)
    return [
        Person(
            user=user,
            grants=tuple(
                sorted(grants[user.pk], key=lambda grant: (order.index(Role(grant.role)), grant.desk_id or 0))
            ),
            sign_in=states[user.pk][0],
            invited_until=states[user.pk][1],
        )
        for user in users
    ]


def sign_in_states(users: Sequence[User]) -> dict[int, tuple[SignIn, datetime.datetime | None]]:
    """By user id: how each stands with signing in, and until when an open invitation lasts. Two queries."""
    confirmed = set(EmailAddress.objects.filter(user__in=users, verified=True).values_list("user_id", flat=True))
    open_until = dict(
        Invitation.objects.filter(user__in=users, accepted_at=None, expires_at__gt=timezone.now())
        .values_list("user_id")
        .annotate(Max("expires_at"))
    )
    states = {}
    for user in users:
        state = _sign_in(user, confirmed=user.pk in confirmed, invited=user.pk in open_until)
        states[user.pk] = (state, open_until.get(user.pk) if state is SignIn.INVITED else None)
    return states


def _sign_in(user: User, *, confirmed: bool, invited: bool) -> SignIn:
    if not user.is_active:
        return SignIn.CLOSED
    if user.has_usable_password():
        return SignIn.READY if confirmed else SignIn.UNCONFIRMED
    return SignIn.INVITED if invited else SignIn.RAN_OUT

"""What the staff are shown while they take a consultation in."""

import uuid

from accounts.enums import Role
from accounts.models import Organisation, User
from cases.enums import EventKind
from cases.models import Case


def account_of_asker(organisation: Organisation, email: str) -> User | None:
    """The founder with this address who asks in the name of the organisation, if there is one who can sign in."""
    people = User.objects.filter(is_active=True, email=email.lower(), memberships__organisation=organisation)
    return people.filter(grants__role=Role.FOUNDER).first() if email else None


def sent_before(actor: User, press: uuid.UUID) -> Case | None:
    """The case that this person took in by the form with that token."""
    taken_in = Case.objects.filter(
        consultation__taken_in_by=actor, events__kind=EventKind.TAKEN_IN, events__payload__press=str(press)
    )
    return taken_in.select_related("consultation").first()

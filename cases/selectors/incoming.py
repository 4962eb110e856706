"""Mails that reached the desk: to which case one answers, who wrote it, and who may sort those that wait."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Contact, User
from cases.models import Case
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.models import IncomingMail


@dataclass(frozen=True, slots=True)
class Writer:
    """Whoever asked a case: by account, or without one the contact."""

    user: User | None = None
    contact: Contact | None = None

    @property
    def name(self) -> str:
        known = self.user or self.contact
        return known.name if known else ""


def case_answered(mail: IncomingMail) -> Case | None:
    """The case at whose reply address the mail came; its number is there only with a right token."""
    return Case.objects.filter(number=mail.case_number).first() if mail.case_number else None


def writer_of(mail: IncomingMail, case: Case) -> Writer | None:
    """Whoever asked the case, if the mail is from their address; None for anybody else.

    A reply address may be passed on with a mail, and a sender may be invented: both together are believed.
    """
    asked_by, contact = case.consultation.asked_by, case.contact
    if asked_by is not None:
        is_theirs = asked_by.is_active and asked_by.email == mail.sender_address
        return Writer(user=asked_by) if is_theirs else None
    if contact is not None and contact.email and contact.email == mail.sender_address:
        return Writer(contact=contact)
    return None


def visible_incoming(user: User) -> QuerySet[IncomingMail]:
    """The mails that this person may read as mails: the staff of a case's desk those to the case, all staff the rest.

    There is one mailbox for all desks, so a mail that names no case is every desk's to sort.
    """
    desks = user.desk_ids(Role.STAFF) if user.is_active else frozenset()
    if not desks:
        return IncomingMail.objects.none()
    own = Case.objects.filter(desk__in=desks).values("number")
    return IncomingMail.objects.filter(Q(case_number="") | Q(case_number__in=own))


def mails_to_sort(user: User) -> QuerySet[IncomingMail]:
    return visible_incoming(user).filter(state=IncomingState.WAITING)


def cases_of_sender(user: User, mail: IncomingMail) -> list[Case]:
    """The newest cases of the sender's address at the desks of this person: where the mail may belong."""
    asked = Q(consultation__asked_by__email=mail.sender_address) | Q(contact__email=mail.sender_address)
    found = Case.objects.filter(asked, desk__in=user.desk_ids(Role.STAFF)).exclude(consultation__asked_by=user)
    return list(found.select_related("consultation", "organisation").order_by("-received_on", "-pk")[:5])

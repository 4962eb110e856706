"""Mails that reached the desk: to which case one answers, who wrote it, and who may sort those that wait."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import Contact, User
from cases.models import Case, Message
from cases.selectors.chart import visible_charts
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


def charts_of_staff(user: User) -> QuerySet[Case]:
    """The cases into which the person may file a mail: those of their desks, without what they asked themself."""
    return visible_charts(user).filter(desk__in=user.desk_ids(Role.STAFF))


def visible_incoming(user: User) -> QuerySet[IncomingMail]:
    """The mails that this person may read as mails: the staff of a case's desk those to the case, all staff the rest.

    There is one mailbox for all desks, so a mail that names no case is every desk's to sort; once it is filed it
    belongs to the case alone. Whoever asked the case themself reads its thread, and none of its mails.
    """
    if not _is_staff(user):
        return IncomingMail.objects.none()
    here, anywhere = _filed(user)
    return IncomingMail.objects.filter(here | (~anywhere & _open_to(user)))


def sortable_incoming(user: User) -> QuerySet[IncomingMail]:
    """Those, and what the person could read until somebody was quicker: such a one is told so, and not that it is lost.

    For what is sent, never for what is shown.
    """
    if not _is_staff(user):
        return IncomingMail.objects.none()
    here, _anywhere = _filed(user)
    return IncomingMail.objects.filter(here | _open_to(user))


def _is_staff(user: User) -> bool:
    return user.is_active and bool(user.desk_ids(Role.STAFF))


def _open_to(user: User) -> Q:
    """Of the mails that nobody has filed."""
    return Q(case_number="") | Q(case_number__in=charts_of_staff(user).values("number"))


def _filed(user: User) -> tuple[Exists, Exists]:
    """Whether the mail is a message of a case of this person's desks, and of any."""
    messages = Message.objects.filter(incoming=OuterRef("pk"))
    return Exists(messages.filter(case__in=charts_of_staff(user))), Exists(messages)


def mails_to_sort(user: User) -> QuerySet[IncomingMail]:
    return visible_incoming(user).filter(state=IncomingState.WAITING)


def cases_of_sender(user: User, mail: IncomingMail) -> list[Case]:
    """The newest cases of the sender's address at the desks of this person: where the mail may belong."""
    asked = Q(consultation__asked_by__email=mail.sender_address) | Q(contact__email=mail.sender_address)
    if not mail.sender_address:
        return []
    found = charts_of_staff(user).filter(asked)
    return list(found.select_related("consultation", "organisation").order_by("-received_on", "-pk")[:5])

"""受付（代行）: what reached the desk by phone, by mail or in person, typed in by its staff."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import OrganisationKind, Prefecture, Role
from accounts.models import Contact, Organisation, User
from accounts.services.contacts import change_contact, create_contact, hold_contact, own_contact
from accounts.services.organisations import change_organisation, hold_organisation, record_organisation
from cases.enums import Channel, EventKind
from cases.models import Case, Consultation
from cases.notifications import tell_taken_in
from cases.selectors.taking_in import account_of_asker, sent_before
from cases.services import charge, gate, incoming
from cases.services.automatic_triage import ask_for_rules
from cases.services.numbering import next_number
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.services import intern_topic_set
from mediso.mailbox.models import IncomingMail

CHANNELS = (Channel.PHONE, Channel.MAIL, Channel.OPEN_HOURS, Channel.EVENT, Channel.REFERRAL)
# Which event, or referred by whom.
NEEDS_A_NOTE = frozenset({Channel.EVENT, Channel.REFERRAL})
# What is older comes with the import of a register; mostly it is a slip of the year.
OLDEST = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Body:
    """The organisation as it was typed; `known` is the row it was found to be, else all of it makes a new one."""

    name: str = ""
    kind: OrganisationKind | None = None
    prefecture: Prefecture | None = None
    corporate_number: str | None = None
    known: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, as it was typed; of somebody known the reading, address and telephone typed are the newer ones."""

    name: str = ""
    kana: str = ""
    email: str = ""
    phone: str = ""
    known: Contact | None = None


class Heard(TypedDict):
    """What was asked, as the staff understood it. Without a product type or topics: not known yet."""

    title: str
    text: str
    product_name: str
    product_type: ProductType | None
    topics: Collection[Topic]


class PressUsed(ActionRefused):
    """Another question was taken in with this form before."""


@transaction.atomic
def take_in(
    *,
    desk: Desk,
    actor: User,
    press: uuid.UUID,
    channel: Channel,
    channel_note: str,
    received_on: dt.date,
    body: Body,
    person: Person,
    asked_by: User | None,
    take_charge: bool,
    mail: IncomingMail | None = None,
    **heard: Unpack[Heard],
) -> Case:
    """Open a case for somebody who did not use the portal, and tell them its number by mail if an address is known.

    `press` is the form's own token: sending one form twice answers the one case there is. `asked_by` is the founder in
    whose portal the case appears. `received_on` is the day in Japan on which the question reached the desk.
    `mail` is the incoming mail that brought the question: it becomes the first message of the case's thread.

    Raises `StaleRow` when somebody sorted that mail meanwhile, `PressUsed` when the form was sent before with another
    question, `ActionRefused` when the day, the channel, the founder, the contact or a choice does not fit, and for
    whoever is not of the desk's staff.
    """
    if not (actor.is_active and actor.has_role(Role.STAFF, desk.pk)):
        raise ActionRefused(_("Only the staff of the desk can do this."))
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # a second press waits for the first
    if earlier := sent_before(actor, press):
        if (earlier.consultation.title, earlier.consultation.text) == (heard["title"], heard["text"]):
            return earlier
        raise PressUsed(_already_taken_in(earlier))
    _refuse_what_does_not_fit(desk, channel, channel_note, received_on, heard)
    organisation = _organisation(body, actor)
    if asked_by is not None and asked_by != account_of_asker(organisation, asked_by.email):
        raise ActionRefused(_("This founder has no account of this organisation."))
    contact = _contact(person, organisation, asked_by, actor)
    consultation = _consultation(desk, actor, organisation, contact, asked_by, heard)
    case = gate.open_case(
        _case(consultation, organisation, channel=channel, channel_note=channel_note, received_on=received_on),
        kind=EventKind.TAKEN_IN,
        actor=actor,
        payload={"channel": channel, "press": str(press)},
    )
    if take_charge:
        case = charge.claim(case_id=case.pk, actor=actor, seen=None)
    if mail is not None:
        incoming.file_taken_in(mail=mail, case=case, actor=actor)
    _announce(case)
    return case


def _announce(case: Case) -> None:
    """To whoever asked, and to the rules of the desk."""
    tell_taken_in(case)
    ask_for_rules(case)


def day_problem(received_on: dt.date) -> str:
    """What is wrong with that day of receipt, in Japan time; "" where it is possible."""
    today = timezone.localdate()
    if received_on > today:
        return _("This day is still to come. Give a date up to today.")
    if received_on < today - OLDEST:
        return _("This is more than a year ago. Check the year; older cases are imported with a register.")
    return ""


def _already_taken_in(earlier: Case) -> str:
    return _(
        "This form was sent before: %(number)s “%(title)s”. Nothing was saved now. If this is another question, press "
        "the button again."
    ) % {"number": earlier.number, "title": earlier.consultation.title}


def _refuse_what_does_not_fit(
    desk: Desk, channel: Channel, channel_note: str, received_on: dt.date, heard: Heard
) -> None:
    if channel not in CHANNELS:
        raise ActionRefused(_("What comes by the portal is submitted by its founder."))
    if channel in NEEDS_A_NOTE and not channel_note:
        raise ActionRefused(_("Say which event it was, or who referred them."))
    if problem := day_problem(received_on):
        raise ActionRefused(problem)
    chosen = [*heard["topics"], *([heard["product_type"]] if heard["product_type"] else [])]
    if {row.desk_id for row in chosen} - {desk.pk}:
        raise ActionRefused(_("Choose a product type and topics of this case's desk."))


def _organisation(body: Body, actor: User) -> Organisation:
    if body.known is None:
        if body.kind is None or body.prefecture is None:
            raise ActionRefused(_("Give name, kind and location of the organisation together."))
        return record_organisation(
            actor=actor,
            name=body.name,
            kind=body.kind,
            prefecture=body.prefecture,
            corporate_number=body.corporate_number,
        )
    found = hold_organisation(body.known.pk)
    if body.corporate_number and not found.corporate_number:
        return change_organisation(
            user=actor,
            organisation=found,
            name=found.name,
            kind=OrganisationKind(found.kind),
            prefecture=Prefecture(found.prefecture),
            corporate_number=body.corporate_number,
        )
    return found


def _contact(person: Person, organisation: Organisation, asked_by: User | None, actor: User) -> Contact:
    if person.known is not None:
        found = hold_contact(person.known.pk)
    elif asked_by is not None:
        found = own_contact(user=asked_by, organisation=organisation)
    else:
        return create_contact(
            actor=actor,
            organisation=organisation,
            name=person.name,
            kana=person.kana,
            email=person.email,
            phone=person.phone,
        )
    if found.organisation_id != organisation.pk:
        raise ActionRefused(
            _("%(name)s is a contact of another organisation. Record a new contact, or choose that organisation.")
            % {"name": found.name}
        )
    newer = {field: getattr(person, field) or getattr(found, field) for field in ("kana", "email", "phone")}
    if all(getattr(found, field) == value for field, value in newer.items()):
        return found
    return change_contact(actor=actor, contact=found, name=found.name, **newer)


def _consultation(
    desk: Desk, actor: User, organisation: Organisation, contact: Contact, asked_by: User | None, heard: Heard
) -> Consultation:
    now = timezone.now()
    topics = heard["topics"]
    return Consultation.objects.create(
        desk=desk,
        asked_by=asked_by,
        taken_in_by=actor,
        organisation=organisation,
        contact=contact,
        product_type=heard["product_type"],
        product_type_unsure=heard["product_type"] is None,
        topic_set=intern_topic_set([topic.pk for topic in topics]) if topics else None,
        topics_unsure=not topics,
        title=heard["title"],
        text=heard["text"],
        product_name=heard["product_name"],
        saved_at=now,
        submitted_at=now,
    )


def _case(
    consultation: Consultation,
    organisation: Organisation,
    *,
    channel: Channel,
    channel_note: str,
    received_on: dt.date,
) -> Case:
    return Case(
        desk=consultation.desk,
        number=next_number(consultation.desk, received_on),
        consultation=consultation,
        channel=channel,
        channel_note=channel_note,
        language=_language_of(consultation),
        received_on=received_on,
        organisation=organisation,
        contact=consultation.contact,
        organisation_kind=organisation.kind,
        prefecture=organisation.prefecture,
        product_type=consultation.product_type,
        topic_set=consultation.topic_set,
        product_name=consultation.product_name,
    )


def _language_of(consultation: Consultation) -> str:
    """That of whoever asked, where they have an account; a call or a mail is heard in Japanese."""
    account = consultation.asked_by or (consultation.contact and consultation.contact.user)
    return account.language if account else "ja"

"""Writes of contacts, their matching keys always with them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Organisation, User
from accounts.persons import person_key, phone_key
from accounts.policies import may_record_askers
from accounts.services.organisations import hold_organisation
from mediso.common.errors import ActionRefused

KEY_LENGTH = 200


@transaction.atomic
def create_contact(
    *, actor: User, organisation: Organisation, name: str, kana: str = "", email: str = "", phone: str = ""
) -> Contact:
    """A person who called or wrote, at the organisation or the one it was merged into.

    Raises `ActionRefused` for anybody but staff, and for a name that is none.
    """
    _refuse_others(actor)
    contact = Contact(organisation=hold_organisation(organisation.pk))
    return _written(contact, name=name, kana=kana, email=email, phone=phone)


@transaction.atomic
def change_contact(
    *, actor: User, contact: Contact, name: str, kana: str = "", email: str = "", phone: str = ""
) -> Contact:
    """Raises `ActionRefused` for anybody but staff, and for a contact that was merged in the meantime."""
    _refuse_others(actor)
    locked = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    if locked.merged_into is not None:
        names = {"name": locked, "kept": locked.merged_into}
        raise ActionRefused(_("%(name)s was merged into %(kept)s in the meantime.") % names)
    return _written(locked, name=name, kana=kana, email=email, phone=phone)


@transaction.atomic
def own_contact(*, user: User, organisation: Organisation) -> Contact:
    """The contact that the founder is at the organisation, made on first use; the kept one, if it was merged."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two submissions at once make one contact
    held = hold_organisation(organisation.pk)
    known = Contact.objects.filter(user=user, organisation=held).order_by("pk").first()
    if known is None:
        return _written(Contact(organisation=held, user=user), name=str(user), email=user.email)
    return known.merged_into or known


def hold_contact(contact_id: int) -> Contact:
    """As `hold_organisation`."""
    row = Contact.objects.select_for_update(no_key=True).get(pk=contact_id)
    while row.merged_into_id is not None:
        row = Contact.objects.select_for_update(no_key=True).get(pk=row.merged_into_id)
    return row


def _refuse_others(actor: User) -> None:
    if not (decision := may_record_askers(actor)):
        raise ActionRefused(decision.reason)


def _written(contact: Contact, *, name: str, kana: str = "", email: str = "", phone: str = "") -> Contact:
    key, reading = person_key(name), person_key(kana)
    if not key:
        raise ActionRefused(_("Write the name of the contact."))
    if max(len(key), len(reading)) > KEY_LENGTH:  # one compatibility character may stand for many
        raise ActionRefused(_("This name is too long."))
    contact.name, contact.normalised_name = name, key
    contact.kana, contact.normalised_kana = kana, reading
    contact.email = email.lower()
    contact.phone, contact.normalised_phone = phone, phone_key(phone)
    contact.save()
    return contact

"""Writes of organisations, the names' matching keys always with them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Membership, Organisation, User
from accounts.names import normalise_organisation_name
from accounts.policies import may_keep_organisations, may_record_askers
from accounts.selectors.organisations import organisations_of
from mediso.common.errors import ActionRefused

KEY_LENGTH = 200


def matching_key(name: str) -> str:
    """The `normalised_name` of a name. Raises `ActionRefused` for a name that no key can be made of."""
    key = normalise_organisation_name(name)
    if not key:
        raise ActionRefused(_("Write the name of the organisation."))
    if len(key) > KEY_LENGTH:  # one compatibility character may stand for many
        raise ActionRefused(_("This name is too long."))
    return key


@transaction.atomic
def create_organisation(
    *, user: User, name: str, kind: OrganisationKind, prefecture: Prefecture, corporate_number: str | None = None
) -> Organisation:
    """A new organisation that the founder belongs to.

    It never joins the row of somebody else, be the name and the number the same: that would tell a founder who else
    asks the desk. Raises `ActionRefused` for somebody who is no founder, and for a name the founder has already.
    """
    if not (decision := may_keep_organisations(user)):
        raise ActionRefused(decision.reason)
    User.objects.select_for_update().get(pk=user.pk)  # two presses of the button make one organisation
    key = matching_key(name)
    _refuse_own_double(user, key)
    organisation = Organisation.objects.create(
        name=name, normalised_name=key, kind=kind, prefecture=prefecture, corporate_number=corporate_number or None
    )
    Membership.objects.create(user=user, organisation=organisation)
    return organisation


@transaction.atomic
def record_organisation(
    *, actor: User, name: str, kind: OrganisationKind, prefecture: Prefecture, corporate_number: str | None = None
) -> Organisation:
    """A new organisation that the desk types in for somebody who called or wrote; nobody belongs to it yet.

    Whether there is one already was shown while typing (`accounts/selectors/duplicates.py`). Raises `ActionRefused` for
    anybody but staff, and for a name that is none.
    """
    if not (decision := may_record_askers(actor)):
        raise ActionRefused(decision.reason)
    return Organisation.objects.create(
        name=name,
        normalised_name=matching_key(name),
        kind=kind,
        prefecture=prefecture,
        corporate_number=corporate_number or None,
    )


def hold_organisation(organisation_id: int) -> Organisation:
    """The organisation for a row that is about to name it: the kept one, if it was merged.

    Inside a transaction, and until that ends it is not merged, so no row is left behind.
    """
    row = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    while row.merged_into_id is not None:
        row = Organisation.objects.select_for_update(no_key=True).get(pk=row.merged_into_id)
    return row


@transaction.atomic
def change_organisation(
    *,
    user: User,
    organisation: Organisation,
    name: str,
    kind: OrganisationKind,
    prefecture: Prefecture,
    corporate_number: str | None = None,
) -> Organisation:
    """By one of its founders, or by staff.

    Raises `ActionRefused` for an organisation that is not the person's own, for one that was merged in the meantime,
    and for the name of another own one.
    """
    locked = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    own = may_keep_organisations(user) and organisations_of(user).filter(pk=locked.pk).exists()
    if not own and not may_record_askers(user):
        raise ActionRefused(_("This is not your organisation."))
    if locked.merged_into is not None:
        names = {"name": locked, "kept": locked.merged_into}
        raise ActionRefused(_("%(name)s was merged into %(kept)s in the meantime.") % names)
    key = matching_key(name)
    _refuse_own_double(user, key, but=locked)
    locked.name = name
    locked.normalised_name = key
    locked.kind = kind
    locked.prefecture = prefecture
    locked.corporate_number = corporate_number or None
    locked.save(update_fields=["name", "normalised_name", "kind", "prefecture", "corporate_number"])
    return locked


def _refuse_own_double(user: User, key: str, but: Organisation | None = None) -> None:
    doubles = organisations_of(user).filter(normalised_name=key)
    if but is not None:
        doubles = doubles.exclude(pk=but.pk)
    if doubles.exists():
        raise ActionRefused(_("You have an organisation of this name already."))

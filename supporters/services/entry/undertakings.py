"""Signing an undertaking: by the supporter alone, or recorded by staff who hold the signed paper."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from supporters.enums import RosterPart, UndertakingKind
from supporters.models import SupporterChange, Undertaking
from supporters.selectors.undertakings import digest_of, words_of
from supporters.services.entry.changing import changing
from supporters.signing import signable_years


def sign_undertaking(
    *, supporter_id: int, actor: User, kind: UndertakingKind, fiscal_year: int, shown: str
) -> SupporterChange | None:
    """Keep the signature with the words as they were shown. Signing twice is signing once.

    `shown` is the digest of the words on the page. Raises `StaleRow` when they are others by now, and `ActionRefused`
    for a year that cannot be signed today and for whoever is neither the supporter nor staff of the desk.
    """
    with changing(supporter_id=supporter_id, part=RosterPart.UNDERTAKINGS, actor=actor, seen=None) as entry:
        supporter = entry.supporter
        if fiscal_year not in [year.year for year in signable_years(timezone.localdate())]:
            raise ActionRefused(
                _("This fiscal year cannot be signed today: only the present one, and from 1 March on the next.")
            )
        if not supporter.undertakings.filter(kind=kind, fiscal_year=fiscal_year).exists():
            text = words_of(supporter.desk, kind)
            if shown != digest_of(text):
                raise StaleRow(_("The words were changed after you opened the page. Read them again before you sign."))
            Undertaking.objects.create(
                supporter=supporter, kind=kind, fiscal_year=fiscal_year, text=text, signed_by=actor
            )
    return entry.change

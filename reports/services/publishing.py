"""公表: what a desk makes public, its releases, and taking one off the page. A release that was made stays as it is."""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.highs import NotSolved
from mediso.desks.models import Desk
from reports.models import Publication, Release, Withdrawal
from reports.periods import Period
from reports.policies import may_publish
from reports.publication.contents import Contents, contents_of
from reports.publication.names import name_of
from reports.publication.record import released_data, seal_of
from reports.publication.spans import A_DAY, Days
from reports.registry import PUBLISHABLE
from reports.scope import Scope
from reports.selectors.releases.door import settings_of
from reports.selectors.releases.periods import has_closed_month, overlapping, unclosed_months
from reports.suppression.audit import unprotected

logger = logging.getLogger(__name__)

NOT_SAFE = gettext_lazy(
    "No way was found to hide the small numbers of this period safely, so nothing is published. Choose fewer figures."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a desk wants to publish."""

    is_open: bool
    figures: tuple[str, ...]
    threshold: int
    licence: str
    contact: str


@transaction.atomic
def change_publication(*, desk: Desk, actor: User, wanted: Wanted, seen: int | None) -> Publication:
    """A new row of settings; `seen` is the key of those that the form was filled from, None for none.

    What was released before keeps its threshold, licence and contact. Raises `ActionRefused` for others than the
    managers of the desk, and for an open page without a contact; `StaleRow` where somebody was quicker.
    """
    _refuse_unless_manager(actor, desk)
    _lock(desk)
    if settings_of(desk).pk != seen:
        raise StaleRow(_("Somebody else has changed these settings meanwhile. Look at them, and enter yours again."))
    if wanted.is_open and not wanted.contact.strip():
        raise ActionRefused(
            _("Say whom readers of the public page can ask: an office, an address or a telephone number.")
        )
    return Publication.objects.create(
        desk=desk,
        is_open=wanted.is_open,
        figures=[name for name in PUBLISHABLE if name in wanted.figures],
        threshold=wanted.threshold,
        licence=wanted.licence,
        contact=wanted.contact.strip(),
        changed_by=actor,
    )


def prepare(desk: Desk, days: Days, actor: User) -> Contents:
    """What releasing these days now would publish, and hide. Writes nothing.

    Raises `ActionRefused` for others than the managers of the desk, where days are not whole closed months, where they
    overlap another release, without a public figure or a contact, and where no set of hidden numbers is proven.
    """
    _refuse_unless_manager(actor, desk)
    _refuse_unless_releasable(desk, days)
    settings = settings_of(desk)
    if not settings.figures:
        raise ActionRefused(_("No figure of this desk is public yet. Choose the public figures first."))
    if not settings.contact:
        raise ActionRefused(_("Say in the settings whom readers can ask before you publish."))
    earlier = [one.data for one in _editions(desk, days)]
    try:
        contents = contents_of(Scope((desk,), Period.of(days)), settings.figures, settings.threshold, earlier)
        left_open = unprotected(contents.tables, contents.suppression)
    except NotSolved:
        logger.exception("No proven suppression for %s, %s", desk.code, days)
        raise ActionRefused(NOT_SAFE) from None
    if left_open:
        logger.error("%s numbers of %s, %s would not be protected", len(left_open), desk.code, days)
        raise ActionRefused(NOT_SAFE)
    return contents


@transaction.atomic
def release(*, desk: Desk, days: Days, actor: User, reason: str = "", seen: int = 0) -> Release:
    """Publish these days: their first edition, or a later one for a reason.

    `seen` is the last edition that whoever asks knows of, 0 for none.

    Raises `ActionRefused` as `prepare`, for a later edition without a reason, and for one that would say the same;
    `StaleRow` where there is another edition meanwhile.
    """
    _refuse_unless_manager(actor, desk)
    _lock(desk)
    last = _editions(desk, days).first()
    if (last.edition if last else 0) != seen:
        raise StaleRow(_("Somebody else has published this period meanwhile. Look at that edition first."))
    said = reason.strip()
    if last and not said:
        raise ActionRefused(_("Say why there is a new edition: whoever has the earlier one wants to know."))
    settings, contents = settings_of(desk), prepare(desk, days, actor)
    made = Release(
        desk=desk,
        first_day=days.first,
        last_day=days.last,
        edition=seen + 1,
        released_by=actor,
        reason=said if last else "",
        threshold=settings.threshold,
        licence=settings.licence,
        contact=settings.contact,
        data=released_data(desk, contents),
    )
    if last and last.is_current and _says_the_same(last, made):
        raise ActionRefused(_("A new edition would be the same as the one that is published."))
    made.sha256 = seal_of(made)
    _editions(desk, days).filter(is_current=True).update(is_current=False)
    made.save(force_insert=True)
    return made


@transaction.atomic
def withdraw(*, release_id: int, actor: User, reason: str) -> Withdrawal:
    """Take the current edition off the page. Raises `ActionRefused` for others than the managers of the desk, and
    without a reason; `StaleRow` where it is on no page any more.
    """
    made = Release.objects.select_related("desk").defer("data").get(pk=release_id)
    _refuse_unless_manager(actor, made.desk)
    if not (said := reason.strip()):
        raise ActionRefused(_("Say why this is taken off the page: whoever has it wants to know."))
    _lock(made.desk)
    if not Release.objects.filter(pk=made.pk, is_current=True).update(is_current=False):
        raise StaleRow(_("This edition is on no page any more. Look at what is published now."))
    return Withdrawal.objects.create(release=made, withdrawn_by=actor, reason=said)


def _refuse_unless_releasable(desk: Desk, days: Days) -> None:
    if days.last < days.first or days.first.day != 1 or (days.last + A_DAY).day != 1:
        raise ActionRefused(_("Publish whole months: from the first day of one to the last day of one."))
    if days.last >= timezone.localdate() or not has_closed_month(desk, days) or unclosed_months(desk, days):
        raise ActionRefused(_("Not every month of this period is closed. Close its months first."))
    if other := overlapping(desk, days):
        message = _(
            "%(period)s is published already and shares days with this period. Whoever has both could subtract one "
            "from the other and find out what is hidden, so periods never overlap."
        )
        raise ActionRefused(message % {"period": name_of(other.days)})


def _editions(desk: Desk, days: Days) -> QuerySet[Release]:
    """Of just these days, the newest first."""
    return Release.objects.filter(desk=desk, first_day=days.first, last_day=days.last).order_by("-edition")


def _says_the_same(one: Release, other: Release) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("data", "threshold", "licence", "contact"))


def _lock(desk: Desk) -> None:
    """One at a time publishes at a desk, and no month of it is closed meanwhile."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)


def _refuse_unless_manager(actor: User, desk: Desk) -> None:
    if not (decision := may_publish(actor, desk.pk)):
        raise ActionRefused(decision.reason)

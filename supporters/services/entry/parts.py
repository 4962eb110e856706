"""The parts of an entry that are columns and choices: appointment, profile, expertise, capacity."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused
from mediso.common.formats import written_date
from mediso.desks.models import ProductType, Topic
from supporters.enums import RosterPart
from supporters.models import Expertise, Supporter, SupporterChange
from supporters.services.entry.changing import changing
from supporters.services.entry.interests import declare_employer

Kept = SupporterChange | None


def save_appointment(
    *,
    supporter_id: int,
    actor: User,
    seen: int,
    name: str,
    employment: str,
    term_start: dt.date,
    term_end: dt.date | None,
    honorarium_per_hour: int | None,
) -> Kept:
    """Raises `ActionRefused` when another supporter of the desk has the name, or as `changing` does."""
    with changing(supporter_id=supporter_id, part=RosterPart.APPOINTMENT, actor=actor, seen=seen) as entry:
        supporter = entry.supporter
        if Supporter.objects.filter(desk=supporter.desk_id, name=name).exclude(pk=supporter.pk).exists():
            raise ActionRefused(_("Another supporter of the desk has this name. Add something that tells them apart."))
        supporter.name, supporter.employment = name, employment
        supporter.term_start, supporter.term_end = term_start, term_end
        supporter.honorarium_per_hour = honorarium_per_hour
        supporter.save(update_fields=["name", "employment", "term_start", "term_end", "honorarium_per_hour"])
    return entry.change


def renew_term(*, supporter_id: int, actor: User, seen: int, term_end: dt.date) -> Kept:
    """A later last day. Raises `ActionRefused` for one that is not, and for a term without an end."""
    with changing(supporter_id=supporter_id, part=RosterPart.APPOINTMENT, actor=actor, seen=seen) as entry:
        supporter = entry.supporter
        if supporter.term_end is None:
            raise ActionRefused(_("This term has no last day; there is nothing to renew."))
        if term_end <= supporter.term_end:
            raise ActionRefused(
                _("The term ends on %(day)s already. Choose a later day.") % {"day": written_date(supporter.term_end)}
            )
        supporter.term_end = term_end
        supporter.save(update_fields=["term_end"])
    return entry.change


def save_profile(
    *,
    supporter_id: int,
    actor: User,
    seen: int,
    affiliation_kind: str,
    affiliation: str,
    languages: Sequence[str],
    career: str,
    profile: str,
    profile_agreed: bool,
) -> Kept:
    """A new affiliation is a declared tie from today on as well; the one before stays until somebody ends it."""
    with changing(supporter_id=supporter_id, part=RosterPart.PROFILE, actor=actor, seen=seen) as entry:
        supporter = entry.supporter
        if affiliation not in {"", supporter.affiliation}:
            declare_employer(supporter=supporter, actor=actor, name=affiliation)
        supporter.profile_agreed_at = consent(
            supporter.profile_agreed_at,
            wanted=profile_agreed and bool(profile),
            by_self=entry.by_self,
            same=profile == supporter.profile,
        )
        supporter.affiliation_kind, supporter.affiliation = affiliation_kind, affiliation
        supporter.languages, supporter.career, supporter.profile = list(languages), career, profile
        supporter.save(
            update_fields=["affiliation_kind", "affiliation", "languages", "career", "profile", "profile_agreed_at"]
        )
    return entry.change


def consent(before: dt.datetime | None, *, wanted: bool, by_self: bool, same: bool) -> dt.datetime | None:
    """Since when the supporter agrees that founders see it; None without consent.

    Only the supporter agrees. Staff may take consent back, and lose it by changing what was agreed to (`same`).
    """
    if not wanted:
        return None
    if by_self:
        return before if before and same else timezone.now()
    return before if same else None


def save_capacity(
    *,
    supporter_id: int,
    actor: User,
    seen: int,
    max_open_cases: int,
    hours_per_month: int,
    proposals_per_week: int | None,
) -> Kept:
    with changing(supporter_id=supporter_id, part=RosterPart.CAPACITY, actor=actor, seen=seen) as entry:
        supporter = entry.supporter
        supporter.max_open_cases, supporter.hours_per_month = max_open_cases, hours_per_month
        supporter.proposals_per_week = proposals_per_week
        supporter.save(update_fields=["max_open_cases", "hours_per_month", "proposals_per_week"])
    return entry.change


def save_expertise(
    *,
    supporter_id: int,
    actor: User,
    seen: int,
    levels: Mapping[int, int],
    product_types: Collection[int],
    modalities: Sequence[str],
    regions: Sequence[str],
) -> Kept:
    """`levels` are topic → level. Raises `ActionRefused` for topics and product types of another desk."""
    with changing(supporter_id=supporter_id, part=RosterPart.EXPERTISE, actor=actor, seen=seen) as entry:
        supporter = entry.supporter
        _refuse_foreign(supporter, levels, product_types)
        Expertise.objects.filter(supporter=supporter).delete()
        Expertise.objects.bulk_create(
            Expertise(supporter=supporter, topic_id=topic, level=level) for topic, level in levels.items()
        )
        supporter.product_types.set(product_types)
        supporter.modalities, supporter.regions = list(modalities), list(regions)
        supporter.save(update_fields=["modalities", "regions"])
    return entry.change


def _refuse_foreign(supporter: Supporter, topics: Collection[int], product_types: Collection[int]) -> None:
    for model, ids in ((Topic, topics), (ProductType, product_types)):
        if model.objects.filter(desk=supporter.desk_id, pk__in=ids).count() != len(set(ids)):
            raise ActionRefused(_("Choose topics and product types of the supporter's own desk."))

"""Releases as everybody reads them, and as the people of a desk see them. None of these looks at a case."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from mediso.desks.models import Desk
from reports.models import MonthlyClose, Publication, Release, Withdrawal
from reports.selectors.desks import desks_with_figures_for


def settings_of(desk: Desk) -> Publication:
    """The newest; where nobody has set anything, what holds until then: closed, and not saved."""
    newest = Publication.objects.filter(desk=desk).select_related("changed_by").order_by("-pk").first()
    return newest or Publication(desk=desk)


def public_desks() -> QuerySet[Desk]:
    """The desks whose public page is open."""
    newest = Publication.objects.order_by("desk_id", "-pk").distinct("desk_id").values("pk")
    return Desk.objects.filter(publications__in=Publication.objects.filter(pk__in=newest, is_open=True))


def public_releases(desk: Desk) -> QuerySet[Release]:
    """What stands on the public page of an open desk, the newest period first."""
    return Release.objects.filter(desk=desk, is_current=True).select_related("desk").order_by("-first_day")


def public_editions(release: Release) -> QuerySet[Release]:
    """Why there are later editions of the same period: without their figures."""
    return Release.objects.filter(desk=release.desk_id, first_day=release.first_day, last_day=release.last_day).defer(
        "data"
    )


def public_withdrawals(desk: Desk) -> QuerySet[Withdrawal]:
    """Periods that are on no page, the newest first: those of which no later edition is."""
    standing = Release.objects.filter(desk=desk, is_current=True).values("first_day")
    return (
        Withdrawal.objects.filter(release__desk=desk)
        .exclude(release__first_day__in=standing)
        .select_related("release")
        .defer("release__data")
        .order_by("-release__first_day", "-pk")
    )


def releases_visible_to(user: User) -> QuerySet[Release]:
    """Every edition at the desks whose figures the person sees, the newest period first.

    `is_behind`: a month in it was closed anew since, so it may not say what the closes do.
    """
    anew = MonthlyClose.objects.filter(
        desk=OuterRef("desk"),
        month__range=(OuterRef("first_day"), OuterRef("last_day")),
        is_current=True,
        closed_at__gt=OuterRef("released_at"),
    )
    return (
        Release.objects.filter(desk__in=desks_with_figures_for(user))
        .annotate(is_behind=Exists(anew))
        .select_related("desk", "released_by", "withdrawal", "withdrawal__withdrawn_by")
        .defer("data")
        .order_by("desk__code", "-first_day", "-edition")
    )

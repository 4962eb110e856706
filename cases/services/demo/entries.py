"""What the supporters of the demo have told of themselves: signatures, hours, leave, interests, and two profiles."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from mediso.common.fiscal import FiscalYear
from mediso.desks.enums import Modality
from mediso.desks.models import Desk
from supporters.enums import InterestKind, LeaveKind, Region, RosterPart, UndertakingKind
from supporters.models import PossibleHours, Supporter, Undertaking
from supporters.selectors.entry import last_change_id
from supporters.selectors.roster import appointed_on
from supporters.selectors.undertakings import words_of
from supporters.services.entry.availability import LeaveDays, save_leave
from supporters.services.entry.interests import declare_interest
from supporters.services.entry.parts import save_profile
from supporters.signing import signable_years

UNSIGNED = 2
"""The last of the roster have not signed, and show the rule."""

# By the Japanese name of a product type.
MODALITIES = {
    "医薬品": (Modality.SMALL_MOLECULE, Modality.PROTEIN, Modality.NUCLEIC_ACID),
    "医療機器": (Modality.DEVICE, Modality.SOFTWARE, Modality.DIAGNOSTIC),
    "再生医療等製品": (Modality.CELL_THERAPY, Modality.GENE_THERAPY),
    "その他": (Modality.OTHER,),
}
ABROAD = "国際展開"
# Weekdays (0 is Monday) and hours; supporters take turns, and the last pattern is none.
WEEKS: tuple[Sequence[tuple[int, int, int]], ...] = (
    [(0, 9, 17), (2, 9, 17), (4, 9, 12)],
    [(1, 13, 18), (3, 13, 18)],
    [(day, 10, 16) for day in range(5)],
    [],
)
# Of the first supporters after the two who sign in by name: organisation, kind, years ago that it began and ended.
INTERESTS = (
    ("北町製薬株式会社", InterestKind.HOLDINGS, 2, None),
    ("株式会社東野メディカル", InterestKind.CLIENT, 1, None),
    ("西浜大学", InterestKind.PAST_WORK, 6, 1),
)
PROFILES = {
    "lead@desk.example": (
        "医療機器の薬事と保険収載を専門にしています。開発の早い段階から、審査で何が問われるかを一緒に考えます。"
    ),
    "supporter@desk.example": "製品の市場性と知財の組み立てについて、実務の経験からお手伝いします。",
}


@transaction.atomic
def make_entries(desk: Desk) -> None:
    today = timezone.localdate()
    roster = list(
        appointed_on(today).filter(desk=desk).prefetch_related("product_types", "expertise__topic").order_by("pk")
    )
    _sign(desk, roster[:-UNSIGNED], today)
    _know(roster)
    _give_hours(roster)
    for email, profile in PROFILES.items():
        _introduce(User.objects.get(email=email), desk, profile)
    named = set(Supporter.objects.filter(user__email__in=PROFILES).values_list("pk", flat=True))
    others = [one for one in roster if one.pk not in named and one.user]
    for one, (name, kind, since, until) in zip(others, INTERESTS, strict=False):
        _declare(one, name, kind, _years_before(today, since), _years_before(today, until) if until else None)
    _go_on_leave(others[-UNSIGNED - 1], LeaveKind.LEAVE, today, 60, "在外研究のため")
    _go_on_leave(others[-UNSIGNED - 2], LeaveKind.PAUSE, today + dt.timedelta(days=30), 14, "")


def _sign(desk: Desk, supporters: Sequence[Supporter], today: dt.date) -> None:
    """As if each had signed at the first moment of the years that can be signed."""
    with translation.override("ja"):
        words = {kind: words_of(desk, kind) for kind in UndertakingKind}
    this = FiscalYear.of(today)
    Undertaking.objects.bulk_create(
        Undertaking(
            supporter=one,
            kind=kind,
            fiscal_year=year.year,
            text=words[kind],
            signed_by=one.user,
            signed_at=timezone.make_aware(dt.datetime.combine(this.first, dt.time(9)))
            if year == this
            else timezone.now(),
        )
        for one in supporters
        for kind in UndertakingKind
        for year in signable_years(today)
    )


def _know(roster: Sequence[Supporter]) -> None:
    """Modalities that fit the product types; rules abroad for those who know how to go there."""
    for one in roster:
        one.modalities = [
            modality for product_type in one.product_types.all() for modality in MODALITIES[product_type.name_ja]
        ]
        abroad = any(known.topic.name_ja == ABROAD for known in one.expertise.all())
        one.regions = [Region.JAPAN, Region.UNITED_STATES, Region.EUROPE] if abroad else [Region.JAPAN]
    Supporter.objects.bulk_update(roster, ["modalities", "regions"])


def _give_hours(roster: Sequence[Supporter]) -> None:
    PossibleHours.objects.bulk_create(
        PossibleHours(supporter=one, weekday=weekday, begins=dt.time(begins), ends=dt.time(ends))
        for number, one in enumerate(roster)
        for weekday, begins, ends in WEEKS[number % len(WEEKS)]
    )


def _introduce(user: User, desk: Desk, profile: str) -> None:
    one = Supporter.objects.get(user=user, desk=desk)
    save_profile(
        supporter_id=one.pk,
        actor=user,
        seen=last_change_id(one.pk, RosterPart.PROFILE),
        affiliation_kind=one.affiliation_kind,
        affiliation=one.affiliation,
        languages=one.languages,
        career=one.career,
        profile=profile,
        profile_agreed=True,
    )


def _years_before(today: dt.date, years: int) -> dt.date:
    return today - dt.timedelta(days=365 * years)


def _declare(one: Supporter, name: str, kind: InterestKind, since: dt.date, until: dt.date | None) -> None:
    assert one.user is not None  # noqa: S101 - only those who sign in are asked
    declare_interest(
        supporter_id=one.pk,
        actor=one.user,
        seen=None,
        organisation_name=name,
        kind=kind,
        valid_from=since,
        valid_until=until,
    )


def _go_on_leave(one: Supporter, kind: LeaveKind, first_day: dt.date, days: int, note: str) -> None:
    assert one.user is not None  # noqa: S101 - only those who sign in are asked
    last_day = first_day + dt.timedelta(days=days)
    leaves = [LeaveDays(kind=kind, first_day=first_day, last_day=last_day, note=note)]
    save_leave(supporter_id=one.pk, actor=one.user, seen=0, leaves=leaves)

"""A supporter's entry on the roster: whose it is to see, and what each part of it holds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Max, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from supporters.enums import RosterPart
from supporters.models import Supporter, SupporterChange

Held = dict[str, Any]


def own_entries(user: User) -> QuerySet[Supporter]:
    """The person's own, at every desk where they have the role, in the order of the desks."""
    return (
        Supporter.objects.filter(user=user, desk__in=user.desk_ids(Role.SUPPORTER))
        .select_related("desk", "user", "photo")
        .order_by("desk", "pk")
    )


def entries_visible_to(user: User) -> QuerySet[Supporter]:
    """The door to an entry: the supporter's own, and for staff those of their desks."""
    own = Q(user=user, desk__in=user.desk_ids(Role.SUPPORTER))
    return Supporter.objects.filter(own | Q(desk__in=user.desk_ids(Role.STAFF))).select_related("desk", "user", "photo")


def held(supporter: Supporter, part: RosterPart) -> Held:
    """What that part holds, as JSON can: ids, codes, days in ISO form, rows of their own as dicts; in a fixed order."""
    return _HELD[part](supporter)


def last_change_id(supporter_id: int, part: RosterPart) -> int:
    """The number of the part's last change, which a form carries as `seen`; 0 where nobody changed it yet."""
    changes = SupporterChange.objects.filter(supporter=supporter_id, part=part)
    found: int | None = changes.aggregate(last=Max("pk"))["last"]
    return found or 0


APPOINTMENT = ("name", "employment", "term_start", "term_end", "honorarium_per_hour")
PROFILE = ("affiliation_kind", "affiliation", "languages", "career", "profile")
CAPACITY = ("max_open_cases", "hours_per_month", "proposals_per_week")


def _columns(*names: str) -> Callable[[Supporter], Held]:
    return lambda supporter: {name: _plain(getattr(supporter, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _profile(supporter: Supporter) -> Held:
    return _columns(*PROFILE)(supporter) | {"profile_agreed": supporter.profile_agreed_at is not None}


def _expertise(supporter: Supporter) -> Held:
    levels = sorted((one.topic_id, one.level) for one in supporter.expertise.all())
    return {
        "expertise": [{"topic": topic, "level": level} for topic, level in levels],
        "product_types": sorted(one.pk for one in supporter.product_types.all()),
        **_columns("modalities", "regions")(supporter),
    }


def _photo(supporter: Supporter) -> Held:
    photo = supporter.photo
    return {
        "photo": {"name": photo.name, "sha256": photo.sha256} if photo else None,
        "photo_agreed": supporter.photo_agreed_at is not None,
    }


def _rows(name: str, related: str, columns: Sequence[str]) -> Callable[[Supporter], Held]:
    """The rows by their columns, sorted by them in that order."""

    def read(supporter: Supporter) -> Held:
        rows = [{one: _plain(getattr(row, one)) for one in columns} for row in getattr(supporter, related).all()]
        return {name: sorted(rows, key=lambda row: [str(row[one]) for one in columns])}

    return read


INTEREST = ("id", "organisation_name", "corporate_number", "kind", "valid_from", "valid_until", "note")
LEAVE = ("first_day", "last_day", "kind", "note")
HOURS = ("weekday", "begins", "ends")
UNDERTAKING = ("fiscal_year", "kind")

_HELD: Mapping[RosterPart, Callable[[Supporter], Held]] = {
    RosterPart.APPOINTMENT: _columns(*APPOINTMENT),
    RosterPart.PROFILE: _profile,
    RosterPart.EXPERTISE: _expertise,
    RosterPart.CAPACITY: _columns(*CAPACITY),
    RosterPart.LEAVE: _rows("leave", "leaves", LEAVE),
    RosterPart.HOURS: _rows("hours", "possible_hours", HOURS),
    RosterPart.INTERESTS: _rows("interests", "interests", INTEREST),
    RosterPart.UNDERTAKINGS: _rows("undertakings", "undertakings", UNDERTAKING),
    RosterPart.PHOTO: _photo,
}

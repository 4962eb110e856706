"""What the pages of an entry show: the same parts for the supporter and for the staff of the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.fiscal import FiscalYear
from mediso.common.lists import page_of
from mediso.desks.enums import Modality
from mediso.files.policies import may_be_served
from supporters.enums import Language, Region, RosterPart, Weekday
from supporters.models import Expertise, Interest, PossibleHours, Supporter
from supporters.policies import is_own, may_change
from supporters.selectors.changes import changes_of, shown_changes
from supporters.selectors.introduction import introduction_of
from supporters.selectors.undertakings import signed_by, still_to_sign

CHANGES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class DayHours:
    day: str | Promise
    stretches: str


def with_parts(supporters: QuerySet[Supporter]) -> QuerySet[Supporter]:
    """The entries with the rows that every part shows, in a constant number of queries."""
    best_first = Expertise.objects.select_related("topic").order_by("-level", "topic__position", "pk")
    return supporters.prefetch_related(None).prefetch_related(
        Prefetch("expertise", best_first),
        Prefetch("interests", Interest.objects.order_by("valid_from", "pk")),
        *("product_types", "possible_hours", "leaves"),
    )


def home_of(user: User, supporter: Supporter) -> str:
    """The page on which this person reads the entry."""
    if is_own(user, supporter):
        return f"{reverse('my_entry')}?desk={supporter.desk.code}"
    return reverse("supporter_detail", args=[supporter.pk])


def crumbs_of(user: User, supporter: Supporter, here: str = "") -> list[tuple[str, str]]:
    own = is_own(user, supporter)
    first = (_("My entry"), home_of(user, supporter)) if own else (_("Supporters"), reverse("supporter_list"))
    rest = [] if own else [(supporter.name, home_of(user, supporter))]
    return [first, *rest, *([(here, "")] if here else [])]


def entry_context(request: HttpRequest, user: User, supporter: Supporter) -> dict[str, Any]:
    """All parts, what is still to be signed, and the newest changes."""
    today = timezone.localdate()
    page = page_of(request, changes_of(supporter), CHANGES_SHOWN)
    return {
        "supporter": supporter,
        "own": is_own(user, supporter),
        "editable": {part.value for part in RosterPart if may_change(user, supporter, part)},
        "languages": _labels(Language, supporter.languages),
        "modalities": _labels(Modality, supporter.modalities),
        "regions": _labels(Region, supporter.regions),
        "week": _week(supporter.possible_hours.all()),
        "leaves": [one for one in supporter.leaves.all() if one.last_day is None or one.last_day >= today],
        "past_leaves": [one for one in supporter.leaves.all() if one.last_day is not None and one.last_day < today],
        "signed": signed_by(supporter),
        "unsigned": still_to_sign(supporter, today),
        "this_year": FiscalYear.of(today),
        "introduction": introduction_of(supporter),
        "photo_served": may_be_served(supporter.photo) if supporter.photo else None,
        "today": today,
        "in_term": supporter.term_start <= today and (supporter.term_end is None or today <= supporter.term_end),
        "page": page,
        "changes": shown_changes(page),
    }


def _labels(choices: Any, codes: Sequence[str]) -> list[str | Promise]:
    return [choice.label for choice in choices if choice.value in codes]


def _week(hours: Iterable[PossibleHours]) -> list[DayHours]:
    by_day: dict[int, list[str]] = {}
    for one in hours:
        by_day.setdefault(one.weekday, []).append(f"{one.begins:%H:%M}–{one.ends:%H:%M}")
    return [DayHours(day.label, _(", ").join(by_day[day])) for day in Weekday if day in by_day]

"""What the roster's pages show."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.enums import Role
from accounts.models import User
from accounts.selectors.people import SignIn, sign_in_states
from supporters.models import Expertise, Supporter
from supporters.workload import with_open_cases


@dataclass(frozen=True, slots=True)
class Listed:
    """One row. `sign_in` is None for a supporter who has not been invited; `open_cases` where nobody counts them."""

    supporter: Supporter
    sign_in: SignIn | None
    invited_until: datetime.datetime | None
    open_cases: int | None
    in_term: bool


def supporters_visible_to(viewer: User) -> QuerySet[Supporter]:
    """Staff see the rosters of their desks, nobody else any. With open cases and all that a row shows."""
    best_first = Expertise.objects.select_related("topic").order_by("-level", "topic__position", "pk")
    supporters = Supporter.objects.filter(desk__in=viewer.desk_ids(Role.STAFF)).select_related("desk", "user")
    return with_open_cases(supporters.prefetch_related(Prefetch("expertise", best_first), "product_types"))


def as_listed(supporters: list[Supporter], today: datetime.date) -> list[Listed]:
    """In the same order; two queries for all of them."""
    states = sign_in_states([supporter.user for supporter in supporters if supporter.user is not None])
    return [_listed(supporter, states.get(supporter.user_id or 0, (None, None)), today) for supporter in supporters]


def _listed(
    supporter: Supporter, state: tuple[SignIn | None, datetime.datetime | None], today: datetime.date
) -> Listed:
    return Listed(
        supporter=supporter,
        sign_in=state[0],
        invited_until=state[1],
        open_cases=getattr(supporter, "open_cases", None),
        in_term=supporter.term_start <= today and (supporter.term_end is None or today <= supporter.term_end),
    )

"""One case ranked against a roster of 500: the engine alone, and read from the database as the page does."""

import datetime as dt
import random
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.db import connection

from accounts.models import User
from accounts.names import normalise_organisation_name
from bench.matching.figures import SUPPORTERS, timed
from bench.matching.generated import SEED, scene
from cases.models import Case
from cases.selectors.candidates import ranking_for
from mediso.common.fiscal_years import fiscal_year_of
from mediso.desks.models import Desk
from mediso.warm import warm_up
from supporters.enums import Employment, LeaveKind, UndertakingKind, Weekday
from supporters.matching import Candidate, rank
from supporters.models import Expertise, Interest, Leave, PossibleHours, Supporter, Undertaking

MOST_MILLISECONDS = 50.0
ENGINE_CASES, PAGE_CASES, UNCOUNTED = 300, 100, 5
NINETY_FIVE = 95
MILLISECONDS = 1000


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds, of so many cases."""

    count: int
    median: float
    p95: float


def engine_times() -> Times:
    found = scene(ENGINE_CASES, SUPPORTERS)
    return _times(partial(rank, need, found.candidates) for need in found.needs)


def page_times(on: dt.date) -> Times:
    """Cases of the register, with the supporters' earlier cases. The desk's roster is filled up first."""
    fill_roster(Desk.objects.get(), on)
    warm_up()  # as the web server does
    chosen = random.Random(SEED).sample(list(Case.objects.order_by("number").values_list("pk", flat=True)), PAGE_CASES)
    cases = list(Case.objects.filter(pk__in=chosen).select_related("desk", "topic_set", "organisation"))
    return _times(partial(ranking_for, case, on) for case in cases)


def _times(asks: Iterable[Callable[[], object]]) -> Times:
    took = [timed(ask)[1] * MILLISECONDS for ask in asks][UNCOUNTED:]
    return Times(len(took), statistics.median(took), statistics.quantiles(took, n=100)[NINETY_FIVE - 1])


def fill_roster(desk: Desk, on: dt.date) -> None:
    """To 500, each with expertise, product types, hours, undertakings and an account, some with interests and leave."""
    missing = SUPPORTERS - Supporter.objects.filter(desk=desk).count()
    values = scene(0, missing).candidates
    numbered = range(missing)
    accounts = User.objects.bulk_create(
        User(email=f"supporter{number}@bench.example", name=f"支援 {number}") for number in numbered
    )
    rows = Supporter.objects.bulk_create(
        _supporter(desk, account, one) for account, one in zip(accounts, values, strict=True)
    )
    for supporter, one in zip(rows, values, strict=True):
        _add_knowledge(supporter, one, desk)
    everybody = Supporter.objects.filter(desk=desk)
    Undertaking.objects.bulk_create(
        Undertaking(supporter=one, kind=kind, fiscal_year=fiscal_year_of(on), text="誓約します。")
        for one in everybody
        for kind in UndertakingKind
    )
    PossibleHours.objects.bulk_create(
        PossibleHours(supporter=one, weekday=weekday, begins=dt.time(9), ends=dt.time(12))
        for one in everybody
        for weekday in (Weekday.TUESDAY, Weekday.THURSDAY)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _supporter(desk: Desk, account: User, one: Candidate) -> Supporter:
    return Supporter(
        desk=desk,
        user=account,
        name=account.name,
        employment=Employment.PART_TIME,
        languages=sorted(one.languages),
        max_open_cases=one.max_open_cases,
        hours_per_month=int(one.hours_per_month),
        proposals_per_week=one.proposals_per_week,
        term_start=one.term_start,
        term_end=one.term_end,
    )


def _add_knowledge(supporter: Supporter, one: Candidate, desk: Desk) -> None:
    topics, product_types = list(desk.topics.order_by("pk")), list(desk.producttypes.order_by("pk"))
    Expertise.objects.bulk_create(
        Expertise(supporter=supporter, topic=topics[topic_id - 1], level=level)
        for topic_id, level in one.expertise.items()
    )
    supporter.product_types.add(*(product_types[place - 1] for place in one.product_type_ids))
    Interest.objects.bulk_create(
        Interest(
            supporter=supporter,
            organisation_name=tie.organisation_name,
            normalised_name=normalise_organisation_name(tie.organisation_name),
            kind=tie.kind,
            valid_from=tie.since or one.term_start,
        )
        for tie in one.interests
    )
    Leave.objects.bulk_create(
        Leave(supporter=supporter, kind=LeaveKind.LEAVE, first_day=away.first_day, last_day=away.last_day)
        for away in one.leaves
    )

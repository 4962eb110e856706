"""Each part of an entry: who may change it, what is kept of it, and who was quicker."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.models import Desk, ProductType, Topic
from supporters.enums import InterestKind, RosterPart
from supporters.models import Interest, Leave, PossibleHours, Supporter, SupporterChange
from supporters.selectors.entry import last_change_id
from supporters.services.entry.availability import LeaveDays, save_hours, save_leave, united
from supporters.services.entry.parts import renew_term, save_appointment, save_capacity, save_expertise, save_profile
from supporters.services.entry.seen import mark_seen
from tests.factories.accounts import grant
from tests.factories.desks import TopicFactory
from tests.factories.supporters import SupporterFactory
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LEVEL = 4
CAPS: dict[str, Any] = {"max_open_cases": 2, "hours_per_month": 8, "proposals_per_week": 1}
TERM: dict[str, Any] = {
    "name": "新名 花子",
    "employment": "part_time",
    "term_start": dt.date(2018, 2, 1),
    "term_end": dt.date(2027, 3, 31),
    "honorarium_per_hour": 11_000,
}
PROFILE: dict[str, Any] = {
    "affiliation_kind": "大学",
    "affiliation": "",
    "languages": ["en", "ja"],
    "career": "審査官を10年",
    "profile": "薬事が専門です。",
    "profile_agreed": True,
}
LEAVE = LeaveDays(kind="leave", first_day=dt.date(2099, 8, 1), last_day=None, note="在外研究")


def caps(row: Supporter, actor: User, seen: int = 0, **changes: Any) -> SupporterChange | None:
    return save_capacity(supporter_id=row.pk, actor=actor, seen=seen, **(CAPS | changes))


def test_a_supporter_s_change_is_kept_and_waits_for_staff(supporter: User) -> None:
    row = row_of(supporter)
    change = caps(row, supporter)
    row.refresh_from_db()
    assert (row.max_open_cases, row.hours_per_month, row.proposals_per_week) == (2, 8, 1)
    assert change is not None
    assert (change.part, change.actor, change.seen_at) == (RosterPart.CAPACITY, supporter, None)
    assert change.before == {"max_open_cases": 3, "hours_per_month": 10, "proposals_per_week": None}
    assert change.after == CAPS


def test_what_staff_change_is_seen_and_nothing_is_no_change(supporter: User, staff: User) -> None:
    row = row_of(supporter)
    change = caps(row, staff)
    assert change is not None
    assert (change.actor, change.seen_by, change.seen_at) == (staff, staff, change.at)
    assert caps(row, supporter, change.pk) is None
    assert SupporterChange.objects.get() == change


def test_who_was_slower_is_told_and_overwrites_nothing(supporter: User, staff: User) -> None:
    row = row_of(supporter)
    caps(row, supporter)
    with pytest.raises(StaleRow, match=f"{supporter.name} changed this after you opened it"):
        caps(row, staff, max_open_cases=9)
    row.refresh_from_db()
    assert (row.max_open_cases, SupporterChange.objects.count()) == (2, 1)
    # Another part is not concerned.
    save_leave(supporter_id=row.pk, actor=staff, seen=0, leaves=[])


@pytest.mark.parametrize("who", ["other_supporter", "full_time", "other_staff", "manager", "administrator", "founder"])
def test_others_change_nothing(who: str, supporter: User, request: pytest.FixtureRequest) -> None:
    row, actor = row_of(supporter), request.getfixturevalue(who)
    with pytest.raises(ActionRefused, match="Only the supporter and the staff of the desk"):
        caps(row, actor)
    row.refresh_from_db()
    assert (row.max_open_cases, SupporterChange.objects.count()) == (3, 0)


def test_an_appointment_is_staff_s_and_nobody_s_own(supporter: User, staff: User, desk: Desk) -> None:
    row = row_of(supporter)
    grant(supporter, Role.STAFF, desk)
    both = User.objects.get(pk=supporter.pk)
    with pytest.raises(ActionRefused, match="The appointment is changed by the staff of the desk"):
        save_appointment(supporter_id=row.pk, actor=both, seen=0, **TERM)
    assert not SupporterChange.objects.exists()
    change = save_appointment(supporter_id=row.pk, actor=staff, seen=0, **TERM)
    assert change is not None
    assert change.before == {"name": row.name, "term_end": None, "honorarium_per_hour": None}
    assert change.after == {"name": "新名 花子", "term_end": "2027-03-31", "honorarium_per_hour": 11_000}


def test_a_name_stands_once_on_a_roster(supporter: User, staff: User, desk: Desk) -> None:
    SupporterFactory.create(desk=desk, name="新名 花子")
    with pytest.raises(ActionRefused, match="Another supporter of the desk has this name"):
        save_appointment(supporter_id=row_of(supporter).pk, actor=staff, seen=0, **TERM)


def test_a_term_is_renewed_to_a_later_day(supporter: User, staff: User) -> None:
    row = row_of(supporter)
    with pytest.raises(ActionRefused, match="This term has no last day"):
        renew_term(supporter_id=row.pk, actor=staff, seen=0, term_end=dt.date(2028, 3, 31))
    Supporter.objects.filter(pk=row.pk).update(term_end=dt.date(2027, 3, 31))
    with pytest.raises(ActionRefused, match="The term ends on 31 March 2027"):
        renew_term(supporter_id=row.pk, actor=staff, seen=0, term_end=dt.date(2027, 3, 31))
    change = renew_term(supporter_id=row.pk, actor=staff, seen=0, term_end=dt.date(2028, 3, 31))
    assert change is not None
    assert (change.before, change.after) == ({"term_end": "2027-03-31"}, {"term_end": "2028-03-31"})


def test_only_the_supporter_agrees_and_other_words_end_it(supporter: User, staff: User) -> None:
    row = row_of(supporter)

    def agreed(actor: User, **changes: Any) -> bool:
        seen = last_change_id(row.pk, RosterPart.PROFILE)
        save_profile(supporter_id=row.pk, actor=actor, seen=seen, **(PROFILE | changes))
        row.refresh_from_db()
        return row.profile_agreed_at is not None

    assert not agreed(staff)
    assert agreed(supporter)
    assert agreed(staff, career="別の経歴")
    assert not agreed(staff, profile="事務局が直した紹介文")
    assert agreed(supporter, profile="自分で直した紹介文")
    assert not agreed(staff, profile="自分で直した紹介文", profile_agreed=False)
    assert not agreed(supporter, profile="")


def test_a_new_affiliation_is_a_tie_from_today(supporter: User) -> None:
    row = row_of(supporter)
    for seen_of in range(2):
        save_profile(
            supporter_id=row.pk,
            actor=supporter,
            seen=last_change_id(row.pk, RosterPart.PROFILE),
            **(PROFILE | {"affiliation": "株式会社若竹" if seen_of else "(株)若竹"}),
        )
    tie = Interest.objects.get()
    assert (tie.organisation_name, tie.kind, tie.valid_from) == (
        *("(株)若竹", InterestKind.EMPLOYER),
        timezone.localdate(),
    )
    parts = list(SupporterChange.objects.order_by("pk").values_list("part", flat=True))
    assert parts == ["interests", "profile", "profile"]


def test_expertise_is_taken_over_whole(
    supporter: User, staff: User, topic: Topic, other_topic: Topic, product_type: ProductType
) -> None:
    row = row_of(supporter)
    change = save_expertise(
        supporter_id=row.pk,
        actor=staff,
        seen=0,
        levels={other_topic.pk: 5},
        product_types=[product_type.pk],
        modalities=["device"],
        regions=["us", "jp"],
    )
    assert change is not None
    assert change.before == {
        "expertise": [{"topic": topic.pk, "level": LEVEL}],
        "modalities": [],
        "regions": [],
    }
    assert change.after == {
        "expertise": [{"topic": other_topic.pk, "level": 5}],
        "modalities": ["device"],
        "regions": ["jp", "us"],
    }


def test_topics_of_another_desk_are_refused(supporter: User, other_desk: Desk) -> None:
    far = TopicFactory.create(desk=other_desk)
    row = row_of(supporter)
    with pytest.raises(ActionRefused, match="of the supporter's own desk"):
        save_expertise(
            supporter_id=row.pk,
            actor=supporter,
            seen=0,
            levels={far.pk: 1},
            product_types=[],
            modalities=[],
            regions=[],
        )
    assert row.expertise.count() == 1


@time_machine.travel(dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC), tick=False)
def test_leave_that_is_over_stays(supporter: User) -> None:
    row = row_of(supporter)
    over = Leave.objects.create(
        supporter=row, kind="pause", first_day=dt.date(2026, 11, 1), last_day=dt.date(2026, 11, 25)
    )
    Leave.objects.create(supporter=row, kind="pause", first_day=dt.date(2026, 11, 1), last_day=dt.date(2026, 11, 26))
    change = save_leave(supporter_id=row.pk, actor=supporter, seen=0, leaves=[LEAVE])
    assert change is not None
    assert change.before == {
        "leave": [{"kind": "pause", "first_day": "2026-11-01", "last_day": "2026-11-26", "note": ""}]
    }
    assert change.after == {"leave": [{**LEAVE, "first_day": "2099-08-01"}]}
    assert list(row.leaves.values_list("first_day", "note")) == [(over.first_day, ""), (LEAVE["first_day"], "在外研究")]


def test_hours_that_overlap_become_one(supporter: User) -> None:
    nine, ten, noon, two = dt.time(9), dt.time(10), dt.time(12), dt.time(14)
    stretches = [(1, ten, noon), (0, noon, two), (1, nine, ten), (0, nine, ten)]
    assert united(stretches) == [(0, nine, ten), (0, noon, two), (1, nine, noon)]
    change = save_hours(supporter_id=row_of(supporter).pk, actor=supporter, seen=0, stretches=stretches)
    assert change is not None
    assert PossibleHours.objects.count() == 3
    assert change.after["hours"][0] == {"weekday": 0, "begins": "09:00:00", "ends": "10:00:00"}


def test_staff_see_a_change_once_and_nobody_their_own(supporter: User, staff: User, desk: Desk) -> None:
    change = caps(row_of(supporter), supporter)
    assert change is not None
    grant(supporter, Role.STAFF, desk)
    with pytest.raises(ActionRefused, match="A colleague looks at"):
        mark_seen(change_ids=[change.pk], actor=User.objects.get(pk=supporter.pk))
    assert [mark_seen(change_ids=[change.pk], actor=staff) for _time in range(2)] == [1, 0]
    change.refresh_from_db()
    assert change.seen_by == staff


def test_another_desk_s_staff_see_nothing(supporter: User, other_staff: User) -> None:
    change = caps(row_of(supporter), supporter)
    assert change is not None
    with pytest.raises(ActionRefused, match="Only the staff of the desk look"):
        mark_seen(change_ids=[change.pk], actor=other_staff)
    change.refresh_from_db()
    assert change.seen_at is None


ALTERED: dict[str, Callable[[Any], Any]] = {
    "part": lambda rows: rows.update(part="photo"),
    "before": lambda rows: rows.update(before={}),
    "deleted": lambda rows: rows.delete(),
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
def test_the_database_keeps_changes_as_they_are(alter: Callable[[Any], Any], supporter: User, staff: User) -> None:
    change = caps(row_of(supporter), supporter)
    assert change is not None
    mine = SupporterChange.objects.filter(pk=change.pk)
    with pytest.raises((IntegrityError, InternalError), match="the row is history"), transaction.atomic():
        alter(mine)
    mark_seen(change_ids=[change.pk], actor=staff)
    with pytest.raises((IntegrityError, InternalError), match="the row is history"), transaction.atomic():
        mine.update(seen_at=None, seen_by=None)

"""Declared interests are added and ended; what was declared stays, but for corrections by staff."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction

from accounts.models import Organisation, User
from mediso.common.errors import ActionRefused, StaleRow
from supporters.enums import RosterPart
from supporters.models import Interest, Supporter, SupporterChange
from supporters.selectors.entry import last_change_id
from supporters.selectors.roster import has_conflict, people_in_conflict
from supporters.services.entry.interests import correct_interest, declare_interest, end_interest
from tests.factories.accounts import OrganisationFactory
from tests.factories.supporters import InterestFactory
from tests.support.people import row_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("english"),
]
TODAY = dt.date(2026, 11, 26)
TIE: dict[str, Any] = {
    "organisation_name": "株式会社若竹テック",
    "kind": "holdings",
    "valid_from": dt.date(2026, 4, 1),
    "valid_until": None,
    "corporate_number": "7000012050002",
    "note": "社外取締役",
}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def row(supporter: User) -> Supporter:
    return row_of(supporter)


def seen(row: Supporter) -> int:
    return last_change_id(row.pk, RosterPart.INTERESTS)


def end(tie: Interest, actor: User, day: dt.date) -> SupporterChange | None:
    row = tie.supporter
    return end_interest(interest_id=tie.pk, supporter_id=row.pk, actor=actor, seen=seen(row), valid_until=day)


def test_a_tie_is_declared_and_excludes(row: Supporter, supporter: User) -> None:
    asker = OrganisationFactory.create(name="（株）若竹テック")
    assert not has_conflict(supporter, asker)
    change = declare_interest(supporter_id=row.pk, actor=supporter, seen=0, **TIE)
    tie = Interest.objects.get()
    assert change is not None
    assert change.before == {"interests": []}
    assert change.after["interests"] == [TIE | {"id": tie.pk, "valid_from": "2026-04-01"}]
    assert (tie.normalised_name, tie.declared_at) == ("若竹テツク", change.at)
    assert has_conflict(supporter, asker)


def test_a_tie_excludes_by_the_corporate_number_under_another_name(row: Supporter, supporter: User) -> None:
    asker = OrganisationFactory.create(name="新商号株式会社", corporate_number="7000012050002")
    other = OrganisationFactory.create(corporate_number=None)
    declare_interest(supporter_id=row.pk, actor=supporter, seen=0, **TIE)
    InterestFactory.create(supporter=row)  # without a number: it matches nobody else who has none
    assert [has_conflict(supporter, one) for one in (asker, other)] == [True, False]
    assert [list(people_in_conflict(one)) for one in (asker, other)] == [[supporter], []]


def test_pressing_twice_declares_once(row: Supporter, supporter: User) -> None:
    declare_interest(supporter_id=row.pk, actor=supporter, seen=0, **TIE)
    with pytest.raises(StaleRow):
        declare_interest(supporter_id=row.pk, actor=supporter, seen=0, **TIE)
    assert Interest.objects.count() == 1


def test_what_is_no_name_is_refused(row: Supporter, supporter: User) -> None:
    with pytest.raises(ActionRefused, match="Write the name of the organisation"):
        declare_interest(supporter_id=row.pk, actor=supporter, seen=0, **(TIE | {"organisation_name": "・"}))
    assert not Interest.objects.exists()


def test_a_supporter_ends_a_tie_and_shortens_no_past(row: Supporter, supporter: User) -> None:
    tie = InterestFactory.create(supporter=row, valid_from=dt.date(2026, 4, 1))
    with pytest.raises(ActionRefused, match="The last day is today or later"):
        end(tie, supporter, TODAY - dt.timedelta(days=1))
    change = end(tie, supporter, TODAY)
    assert change is not None
    assert [rows[0]["valid_until"] for rows in (change.before["interests"], change.after["interests"])] == [
        None,
        "2026-11-26",
    ]


def test_a_tie_that_is_over_stays_over(row: Supporter, supporter: User) -> None:
    tie = InterestFactory.create(supporter=row, valid_until=dt.date(2026, 11, 25))
    with pytest.raises(ActionRefused, match="This tie is over already"):
        end(tie, supporter, TODAY)
    tie.refresh_from_db()
    assert tie.valid_until == dt.date(2026, 11, 25)


def test_a_tie_of_somebody_else_is_not_there(row: Supporter, supporter: User) -> None:
    foreign = InterestFactory.create()
    with pytest.raises(Interest.DoesNotExist):
        end_interest(interest_id=foreign.pk, supporter_id=row.pk, actor=supporter, seen=0, valid_until=TODAY)


def test_staff_alone_correct_and_another_name_unties_the_row(
    row: Supporter, supporter: User, staff: User, organisation: Organisation
) -> None:
    tie = InterestFactory.create(supporter=row, organisation=organisation)

    def correct(actor: User, **changes: Any) -> SupporterChange | None:
        given = TIE | {"organisation_name": organisation.name} | changes
        return correct_interest(interest_id=tie.pk, supporter_id=row.pk, actor=actor, seen=seen(row), **given)

    with pytest.raises(ActionRefused, match="What was declared stays as it is"):
        correct(supporter)
    assert not SupporterChange.objects.exists()
    correct(staff)
    tie.refresh_from_db()
    assert (tie.organisation, tie.kind, tie.valid_from) == (organisation, "holdings", dt.date(2026, 4, 1))
    change = correct(staff, organisation_name="別の会社")
    tie.refresh_from_db()
    assert (tie.organisation, tie.normalised_name) == (None, "別ノ会社")
    assert change is not None
    assert change.seen_by == staff


def test_the_database_deletes_no_tie(row: Supporter) -> None:
    tie = InterestFactory.create(supporter=row)
    with pytest.raises((IntegrityError, InternalError), match="the row is history"), transaction.atomic():
        tie.delete()
    assert Interest.objects.filter(pk=tie.pk).exists()

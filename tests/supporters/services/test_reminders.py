"""What the morning tells: undertakings that are not signed, terms that end; each once, however often it runs."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from supporters.models import Supporter
from supporters.selectors.undertakings import still_to_sign
from supporters.services.entry.undertakings import sign_undertaking
from supporters.services.reminders import remind
from tests.factories.accounts import UserFactory
from tests.factories.supporters import SupporterFactory
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOON = dt.time(12)


def on(day: dt.date) -> Any:
    return time_machine.travel(dt.datetime.combine(day, NOON), tick=False)


def told() -> list[tuple[str, str]]:
    """Kind and reader of every mail since the last look."""
    found = sorted(OutboxMail.objects.values_list("kind", "to"))
    OutboxMail.objects.update(to="told@example.jp", kind="told")
    return [one for one in found if one[0] != "told"]


def unsigned(desk: Desk, **traits: Any) -> Supporter:
    return SupporterFactory.create(desk=desk, signed=False, **traits)


def sign_all(row: Supporter) -> None:
    assert row.user is not None
    for one in still_to_sign(row, timezone.localdate()):
        sign_undertaking(
            supporter_id=row.pk, actor=row.user, kind=one.kind, fiscal_year=one.year.year, shown=one.digest
        )


def test_who_has_not_signed_hears_it_once_a_week_until_they_have(desk: Desk) -> None:
    user = UserFactory.create(email="expert@example.jp", language="en")
    with on(dt.date(2026, 11, 26)):
        row = unsigned(desk, user=user)
        unsigned(desk, name="紙の 人")
        unsigned(desk, term_end=dt.date(2026, 11, 25), name="任期満了")
        SupporterFactory.create(desk=desk, signs_in=True)
        assert remind() == 2
        mail = OutboxMail.objects.get(kind="undertaking_unsigned")
        assert mail.subject == "Please sign your undertakings for FY2026"
        assert "confidentiality undertaking, code of conduct" in mail.body
        listed = OutboxMail.objects.get(kind="undertakings_missing")
        assert f"\n{row.name}\n紙の 人\n" in listed.body
        both = [("undertaking_unsigned", "expert@example.jp"), ("undertakings_missing", desk.notice_email)]
        assert told() == both
        assert remind() == 0
    with on(dt.date(2026, 11, 29)):  # Sunday
        assert remind() == 0
    with on(dt.date(2026, 11, 30)):
        assert remind() == 2
        assert told() == both
        sign_all(row)
    with on(dt.date(2026, 12, 7)):
        assert remind() == 1
        assert told() == both[1:]


def test_the_year_to_come_is_told_once_from_the_first_of_march(desk: Desk) -> None:
    with on(dt.date(2027, 2, 28)):
        rows = [unsigned(desk, signs_in=True, term_end=end) for end in (None, dt.date(2027, 3, 31))]
        for row in rows:
            sign_all(row)
        Supporter.objects.filter(pk=rows[1].pk).update(user=None)
        remind()
        told()
    row = rows[0]
    assert row.user is not None
    for day, mails in ((1, [("undertaking_unsigned", row.user.email)]), (8, []), (31, [])):
        with on(dt.date(2027, 3, day)):
            remind()
            assert [one for one in told() if one[0] == "undertaking_unsigned"] == mails


@pytest.mark.parametrize(
    ("days", "levels"),
    [(61, []), (60, [60]), (15, [60]), (14, [14]), (0, [14]), (-1, [])],
    ids=str,
)
def test_a_term_is_told_sixty_and_fourteen_days_before_it_ends(days: int, levels: list[int], desk: Desk) -> None:
    last_day = dt.date(2026, 11, 26) + dt.timedelta(days=days)
    with on(dt.date(2026, 11, 26)):
        row = SupporterFactory.create(desk=desk, signs_in=True, term_end=last_day)
        assert row.user is not None
        assert [remind(), remind()] == [2 * len(levels), 0]
    assert sorted(OutboxMail.objects.values_list("key", flat=True)) == sorted(
        key
        for level in levels
        for key in (f"own_term_ending:{row.pk}:{last_day}:{level}", f"term_ending:{row.pk}:{last_day}:{level}:desk")
    )


def test_a_renewed_term_is_told_anew_and_staff_hear_it_where_the_desk_has_no_address(desk: Desk) -> None:
    Desk.objects.filter(pk=desk.pk).update(notice_email="")
    staff = UserFactory.create_batch(2, staff_of=desk)
    with on(dt.date(2026, 11, 26)):
        row = SupporterFactory.create(desk=desk, term_end=dt.date(2026, 12, 1))
        remind()
        assert told() == sorted(("term_ending", one.email) for one in staff)
        Supporter.objects.filter(pk=row.pk).update(term_end=dt.date(2026, 12, 31))
        remind()
        assert len(told()) == 2


@pytest.mark.django_db(transaction=True)
def test_two_mornings_at_once_tell_once(desk: Desk) -> None:
    unsigned(desk, signs_in=True)
    answers = at_once(remind, remind)
    assert sorted(answers) == [0, 2]  # type: ignore[type-var]
    assert OutboxMail.objects.count() == 2

"""Undertakings are signed deliberately, a fiscal year at a time, and kept with the words that were shown."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction

from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.fiscal import FiscalYear
from mediso.desks.models import Desk, UndertakingText
from supporters.enums import UndertakingKind
from supporters.models import Supporter, SupporterChange, Undertaking
from supporters.selectors.undertakings import default_words, digest_of, still_to_sign, words_of
from supporters.services.entry.undertakings import sign_undertaking
from supporters.signing import signable_years, unsigned
from tests.factories.supporters import SupporterFactory

CONDUCT, SECRET = UndertakingKind.CONDUCT, UndertakingKind.CONFIDENTIALITY


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (dt.date(2027, 2, 28), [2026]),
        (dt.date(2027, 3, 1), [2026, 2027]),
        (dt.date(2027, 3, 31), [2026, 2027]),
        (dt.date(2027, 4, 1), [2027]),
    ],
    ids=str,
)
def test_the_next_year_can_be_signed_from_the_first_of_march(day: dt.date, years: list[int]) -> None:
    assert [year.year for year in signable_years(day)] == years


def test_each_kind_counts_for_its_year_alone() -> None:
    signed = {("conduct", 2026), ("confidentiality", 2025)}
    assert unsigned(signed, FiscalYear(2026)) == [SECRET]
    assert unsigned(signed, FiscalYear(2027)) == [SECRET, CONDUCT]


@pytest.fixture
def row(desk: Desk) -> Supporter:
    return SupporterFactory.create(desk=desk, signs_in=True, signed=False)


@pytest.fixture
def today() -> object:
    with time_machine.travel(dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC), tick=False):
        yield


def sign(
    row: Supporter, actor: User | None, kind: UndertakingKind = CONDUCT, *, year: int = 2026, shown: str = ""
) -> SupporterChange | None:
    assert actor is not None
    digest = shown or digest_of(words_of(row.desk, kind))
    return sign_undertaking(supporter_id=row.pk, actor=actor, kind=kind, fiscal_year=year, shown=digest)


@pytest.mark.django_db
@pytest.mark.usefixtures("today", "english")
class TestSigning:
    def test_what_was_shown_is_kept(self, row: Supporter) -> None:
        assert [one.kind for one in still_to_sign(row, dt.date(2026, 11, 26))] == [SECRET, CONDUCT]
        change = sign(row, row.user)
        signed = Undertaking.objects.get()
        assert (signed.kind, signed.fiscal_year, signed.signed_by) == ("conduct", 2026, row.user)
        assert signed.text == default_words(CONDUCT, "en").strip()
        assert signed.text.startswith("Code of conduct\n")
        assert change is not None
        assert (change.after, change.seen_at) == ({"undertakings": [{"fiscal_year": 2026, "kind": "conduct"}]}, None)
        assert [one.kind for one in still_to_sign(row, dt.date(2026, 11, 26))] == [SECRET]

    def test_signing_twice_is_signing_once(self, row: Supporter) -> None:
        assert [sign(row, row.user) is not None for _time in range(2)] == [True, False]
        assert (Undertaking.objects.count(), SupporterChange.objects.count()) == (1, 1)

    def test_the_desk_s_own_words_count_until_they_are_retired(self, desk: Desk) -> None:
        own = UndertakingText.objects.create(desk=desk, kind="conduct", text_ja="窓口の規範", text_en="Our own code")
        assert words_of(desk, CONDUCT) == "Our own code"
        own.retired_on = dt.date(2026, 11, 26)
        own.save()
        assert words_of(desk, CONDUCT).startswith("Code of conduct")

    def test_words_that_changed_meanwhile_are_not_signed(self, row: Supporter) -> None:
        with pytest.raises(StaleRow, match="The words were changed after you opened the page"):
            sign(row, row.user, shown=digest_of("other words"))
        assert not Undertaking.objects.exists()

    @pytest.mark.parametrize("year", [2025, 2027])
    def test_no_other_year_is_signed(self, year: int, row: Supporter) -> None:
        with pytest.raises(ActionRefused, match="This fiscal year cannot be signed today"):
            sign(row, row.user, year=year)
        assert not Undertaking.objects.exists()

    def test_staff_record_a_paper_and_others_nothing(self, row: Supporter, staff: User, other_staff: User) -> None:
        with pytest.raises(ActionRefused):
            sign(row, other_staff)
        assert not Undertaking.objects.exists()
        change = sign(row, staff)
        assert change is not None
        assert (change.seen_by, Undertaking.objects.get().signed_by) == (staff, staff)

    def test_the_database_alters_no_signature(self, row: Supporter) -> None:
        sign(row, row.user)
        mine = Undertaking.objects.all()
        for alter in (lambda: mine.update(text="x"), mine.delete):
            with pytest.raises((IntegrityError, InternalError), match="the row is history"), transaction.atomic():
                alter()

"""The page of a referral, and what the founder reads of it."""

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case, Referral
from mediso.common.formats import written_date
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import SignpostFactory
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.TRIAGING, consultation__text="治験届について知りたい。")


def address(case: Case) -> str:
    return f"/cases/{case.number}/refer/"


def test_the_bodies_the_desk_knows_are_offered_those_that_fit_first(case: Case, staff: User, open_page: Open) -> None:
    SignpostFactory.create(desk=case.desk, name_en="Patents", keywords="特許", position=1)
    SignpostFactory.create(desk=case.desk, name_en="Trials", advice_en="They read plans.", position=2)
    SignpostFactory.create(desk=case.desk, name_en="Gone", retired_on=timezone.localdate())
    SignpostFactory.create(name_en="Another desk's")
    page = open_page(staff, address(case))
    assert [dict(one.attributes)["value"] for one in page.all("option")] == ["Trials", "Patents"]
    assert "Bodies that fit this question Trials They read plans." in page.text
    assert page.links["Ask the founder"] == f"/cases/{case.number}/ask-founder/"
    assert page.repeated_ids == []


def test_without_a_founder_nobody_is_asked_for_a_consent_here(
    make_case: MakeCase, staff: User, open_page: Open
) -> None:
    asked = ConsultationFactory.create(submitted=True, asked_by=None)
    case = make_case(State.TRIAGING, consultation=asked)
    assert "Ask the founder" not in open_page(staff, address(case)).links


def test_what_is_handed_over_needs_a_consent_and_nothing_typed_is_lost(
    case: Case, staff: User, sign_in: SignIn
) -> None:
    typed = {"seen": "1", "body": "PMDA", "message": "こちらへ", "handed_over": "カルテの写し"}
    before = world()["cases.Case"]
    page = Page(sign_in(staff).post(address(case), typed))
    assert (page.status, list(page.errors)) == (422, ["id_consent_on"])
    for name, value in typed.items():
        assert page.values[name] == [value]
    assert (world()["cases.Case"], Referral.objects.count()) == (before, 0)


def test_the_founder_reads_what_was_given_to_whom(
    case: Case, staff: User, founder: User, sign_in: SignIn, open_page: Open
) -> None:
    today = timezone.localdate()
    typed = {
        "seen": "1",
        "body": "PMDA",
        "message": "こちらへどうぞ",
        "handed_over": "カルテの写し",
        "consent_on": today.isoformat(),
        "consent_form": "spoken",
    }
    assert sign_in(staff).post(address(case), typed).status_code == 302
    words = open_page(founder, f"/cases/{case.number}/").text
    given = f"Consent: By word of mouth, {written_date(today)}"
    assert f"PMDA こちらへどうぞ Handed over to PMDA カルテの写し {given}" in words


def test_the_founder_reads_that_nothing_was_given(
    case: Case, staff: User, founder: User, sign_in: SignIn, open_page: Open
) -> None:
    sign_in(staff).post(address(case), {"seen": "1", "body": "PMDA", "message": "こちらへどうぞ"})
    assert "Nothing about the case was given to PMDA." in open_page(founder, f"/cases/{case.number}/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_bodies(count: int, case: Case, staff: User, sign_in: SignIn) -> None:
    SignpostFactory.create_batch(count, desk=case.desk)
    browser = sign_in(staff)
    browser.get(address(case))
    assert queries_of(browser, address(case)) == 11

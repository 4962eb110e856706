"""A referral: where to, what was handed over, and with whose consent."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import ConsentForm, State
from cases.models import Case, Referral
from cases.services import referral
from mediso.common.errors import ActionRefused
from tests.conftest import MakeCase
from tests.support.actions import proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = timezone.localdate
MESSAGE = "そちらの相談をご利用ください"


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.MATCHING, received_on=TODAY() - dt.timedelta(days=10))


def refer(case: Case, actor: User, **changes: Any) -> None:
    referral.refer(case_id=case.pk, actor=actor, seen=1, **({"body": "PMDA", "message": MESSAGE} | changes))
    case.refresh_from_db()


def test_a_referral_names_the_body_and_ends_what_is_open(case: Case, staff: User, supporter: User) -> None:
    proposal = proposal_to(row_of(supporter), case)
    refer(case, staff)
    proposal.refresh_from_db()
    assert (case.state, case.closed_on, proposal.state) == (State.REFERRED, None, "withdrawn")
    assert proposal.decided_at is not None
    row = Referral.objects.get()
    assert (row.case, row.body, row.referred_by) == (case, "PMDA", staff)
    assert (row.handed_over, row.consent_on, row.consent_form) == ("", None, "")
    assert case.events.get().payload == {
        "body": "PMDA",
        "text": MESSAGE,
        "referral": row.pk,
        "handed_over": "",
        "consent_on": None,
        "consent_form": "",
    }


@pytest.mark.parametrize("days", [0, -10], ids=["today", "the day of receipt"])
def test_what_is_handed_over_is_kept_with_the_consent(days: int, case: Case, staff: User) -> None:
    given = TODAY() + dt.timedelta(days=days)
    refer(case, staff, handed_over="相談カルテの写し", consent_on=given, consent_form=ConsentForm.MAIL)
    row = Referral.objects.get()
    assert (row.handed_over, row.consent_on, row.consent_form) == ("相談カルテの写し", given, "mail")
    payload = case.events.get().payload
    assert (payload["handed_over"], payload["consent_on"], payload["consent_form"]) == (
        "相談カルテの写し",
        given.isoformat(),
        "mail",
    )


def test_a_consent_is_kept_though_nothing_was_handed_over(case: Case, staff: User) -> None:
    refer(case, staff, consent_on=TODAY(), consent_form=ConsentForm.SPOKEN)
    assert Referral.objects.get().consent_form == "spoken"


BETWEEN = "Give a date between the receipt of the case and today."
REFUSED: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "without any consent": (
        {"handed_over": "写し"},
        {"consent_on": "Nothing is handed over without the founder's consent: give the day of the consent."},
    ),
    "without its form": (
        {"handed_over": "写し", "consent_on": 0},
        {"consent_form": "Say how the founder gave the consent."},
    ),
    "without its day": (
        {"handed_over": "写し", "consent_form": ConsentForm.MAIL},
        {"consent_on": "Nothing is handed over without the founder's consent: give the day of the consent."},
    ),
    "a form of no day": ({"consent_form": ConsentForm.MAIL}, {"consent_on": "Give the day of the consent."}),
    "a day of no form": ({"consent_on": 0}, {"consent_form": "Say how the founder gave the consent."}),
    "tomorrow": ({"consent_on": 1, "consent_form": ConsentForm.MAIL}, {"consent_on": BETWEEN}),
    "before receipt": ({"consent_on": -11, "consent_form": ConsentForm.MAIL}, {"consent_on": BETWEEN}),
}


@pytest.mark.parametrize(("changes", "problems"), REFUSED.values(), ids=REFUSED.keys())
def test_nothing_is_handed_over_without_a_consent_its_day_and_its_form(
    changes: dict[str, Any], problems: dict[str, str], case: Case, staff: User
) -> None:
    if "consent_on" in changes:
        changes = changes | {"consent_on": TODAY() + dt.timedelta(days=changes["consent_on"])}
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        refer(case, staff, **changes)
    assert str(refusal.value) == next(iter(problems.values()))
    assert world() == before
    asked: dict[str, Any] = {"handed_over": "", "consent_on": None, "consent_form": None} | changes
    found = referral.consent_problems(case, **asked)
    assert {field: str(problem) for field, problem in found.items()} == problems

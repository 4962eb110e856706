import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import ContactMedium, State
from cases.models import Case, CaseEvent, Rating
from cases.selectors.history import chart_history, history_for_founder
from cases.selectors.labels import desk_labels
from cases.services import contact, rating
from mediso.common.errors import ActionRefused
from tests.conftest import MakeCase
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def record(case: Case, actor: User, day: dt.date) -> None:
    contact.record_contact(
        case_id=case.pk, actor=actor, seen=None, medium=ContactMedium.PHONE, held_on=day, text="印象は慎重。"
    )


def test_a_contact_counts_for_the_day_on_which_it_was(make_case: MakeCase, staff: User) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    record(make_case(received_on=yesterday), staff, yesterday)
    event = CaseEvent.objects.get()
    assert (event.occurred_on, event.payload) == (yesterday, {"medium": "phone", "text": "印象は慎重。"})


def test_the_founder_learns_that_there_was_a_contact_and_not_what_was_noted(make_case: MakeCase, staff: User) -> None:
    case = make_case()
    record(case, staff, timezone.localdate())
    labels = desk_labels(case.desk)
    (told,) = history_for_founder(case, labels)
    (known,) = chart_history(staff, case, sorts=True)
    assert ("By phone" in told.details, "印象は慎重。" in told.details) == (True, False)
    assert "印象は慎重。" in known.details


@pytest.mark.parametrize("days", [-2, 1], ids=["before receipt", "tomorrow"])
def test_a_contact_lies_between_receipt_and_today(days: int, make_case: MakeCase, staff: User) -> None:
    today = timezone.localdate()
    case = make_case(received_on=today - dt.timedelta(days=1))
    before = world()
    with pytest.raises(ActionRefused, match="between the receipt of the case and today"):
        record(case, staff, today + dt.timedelta(days=days))
    assert world() == before


def test_a_founder_rates_once(make_case: MakeCase, founder: User) -> None:
    case = make_case(State.CLOSED)
    rating.rate(case_id=case.pk, actor=founder, seen=1, score=5, comment="助かりました。")
    row = Rating.objects.get()
    assert (row.case, row.score, row.comment, row.rated_at is not None) == (case, 5, "助かりました。", True)
    assert CaseEvent.objects.get().payload == {"score": 5}
    before = world()
    with pytest.raises(ActionRefused, match="You have rated this case already"):
        rating.rate(case_id=case.pk, actor=founder, seen=None, score=1, comment="")
    assert world() == before


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_is_one_to_five(score: int, make_case: MakeCase, founder: User) -> None:
    case = make_case(State.CLOSED)
    before = world()
    with pytest.raises(ActionRefused, match="from 1 to 5"):
        rating.rate(case_id=case.pk, actor=founder, seen=1, score=score, comment="")
    assert world() == before

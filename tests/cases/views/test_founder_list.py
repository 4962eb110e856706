"""The founder's list: where each case stands, whose move it is, by when, and which step of a draft is next."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cases.enums import EventKind, State
from cases.models import Case, Consultation
from cases.services import intake, triage
from mediso.common.business_days import BusinessCalendar
from mediso.common.formats import written_date
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.cases import CaseEventFactory, ConsultationFactory
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = pytest.mark.django_db

LIST = "/consultations/"


@pytest.fixture
def draft(desk: Desk, founder: User) -> Consultation:
    return ConsultationFactory.create(
        desk=desk, asked_by=founder, organisation=founder.memberships.get().organisation, title="人工関節の試験"
    )


@pytest.fixture
def visitor(founder: User, sign_in: SignIn) -> Client:
    return sign_in(founder)


def cards(page: Page) -> list[str]:
    return page.texts("li", class_="panel")


def received(case: Case, day: dt.date) -> Case:
    CaseEventFactory.create(case=case, kind=EventKind.SUBMITTED, to_state="submitted", occurred_on=day)
    return case


def test_a_case_tells_where_it_stands_whose_move_it_is_and_what_comes_next(
    make_case: MakeCase, founder: User, other_founder: User, open_page: Open, english: None
) -> None:
    day = timezone.localdate()
    due = written_date(BusinessCalendar(()).add(day, 10))
    received(make_case(State.MATCHING, consultation__title="選定中の件", awaits="supporter", received_on=day), day)
    make_case(State.AWAITING_FOUNDER, consultation__title="答えを待つ件", received_on=dt.date(2024, 4, 1))
    make_case(State.DECLINED, consultation__title="対象外の件", received_on=dt.date(2024, 3, 1))
    make_case(asked_by=other_founder, consultation__title="他人の件")
    page = open_page(founder, LIST)
    waiting, matching, declined = cards(page)  # the founder's own move first, what is over last
    assert matching.endswith(
        "選定中の件 Finding supporters The desk is looking for the right supporter for your question. "
        "Whose move the desk "  # that somebody was asked is the desk's own matter
        f"Answer of the desk by {due} "
        "What comes next Once a supporter has accepted, an interview with you is arranged. "
        f"Received on {written_date(day)}"
    )
    assert "Whose move yours What comes next Once you have answered, the desk goes on." in waiting
    assert "Answer of the desk by" not in waiting
    assert "Whose move" not in declined
    assert "他人の件" not in page.html


def test_a_promise_that_was_not_kept_is_owned(make_case: MakeCase, founder: User, open_page: Open) -> None:
    day = dt.date(2026, 4, 1)
    received(make_case(State.TRIAGING, received_on=day), day)
    (card,) = cards(open_page(founder, LIST))
    assert "Answer of the desk by 15 April 2026 (Wed) The desk is late. It sees this too." in card


def test_the_time_of_the_desk_goes_on_with_the_answer(
    make_case: MakeCase, founder: User, staff: User, open_page: Open
) -> None:
    case = received(make_case(State.TRIAGING), timezone.localdate())
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    assert "Answer of the desk by" not in cards(open_page(founder, LIST))[0]
    triage.answer(case_id=case.pk, actor=founder, seen=None, text="この規格です。")
    assert "Answer of the desk by" in cards(open_page(founder, LIST))[0]


def test_a_draft_tells_its_next_step(visitor: Client, draft: Consultation, desk: Desk, founder: User) -> None:
    Consultation.objects.create(desk=desk, asked_by=founder)
    page = Page(visitor.get(LIST))
    untouched, whole = cards(page)
    assert "(no title yet) Next step: Organisation To Medical desk." in untouched
    assert "人工関節の試験 Next step: Check and submit" in whole
    assert page.links["人工関節の試験"] == f"/consultations/{draft.pk}/"


def test_a_draft_is_discarded_once(visitor: Client, draft: Consultation) -> None:
    discard = f"/consultations/{draft.pk}/discard/"
    response = visitor.post(discard, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "The draft was discarded." in Page(response).html
    assert Consultation.objects.count() == 0
    assert visitor.post(discard).status_code == 404


def test_what_was_submitted_is_not_discarded(visitor: Client, draft: Consultation, founder: User) -> None:
    intake.submit(consultation_id=draft.pk, asked_by=founder)
    before = world()
    page = Page(visitor.post(f"/consultations/{draft.pk}/discard/", follow=True))
    assert "This consultation was submitted already. You can withdraw it instead." in page.html
    assert world() == before


def test_nobody_else_discards_a_draft(draft: Consultation, other_founder: User, staff: User, sign_in: SignIn) -> None:
    for person, status in ((other_founder, 404), (staff, 403)):
        assert sign_in(person).post(f"/consultations/{draft.pk}/discard/").status_code == status
    assert Consultation.objects.get() == draft


def test_only_founders_ask(desk: Desk, staff: User, sign_in: SignIn, open_page: Open) -> None:
    page = open_page(staff, LIST)
    assert (page.status, "Only founders submit consultations here." in page.text) == (403, True)
    assert sign_in(staff).post("/consultations/start/", {"desk": desk.code}).status_code == 403
    assert Consultation.objects.count() == 0


@pytest.mark.parametrize("code", ["", "nowhere", "\x00"])
def test_a_desk_that_is_none_is_404(code: str, visitor: Client) -> None:
    assert visitor.post("/consultations/start/", {"desk": code}).status_code == 404
    assert Consultation.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_every_length(
    count: int, make_case: MakeCase, founder: User, desk: Desk, visitor: Client
) -> None:
    for _number in range(count):
        received(make_case(State.TRIAGING), timezone.localdate())
        ConsultationFactory.create(asked_by=founder, desk=desk)
    visitor.get(LIST)
    assert queries_of(visitor, LIST) == 7

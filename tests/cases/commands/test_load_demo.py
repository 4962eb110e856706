"""The demo is alive: something to do for everybody, told by the desk's own services, and made once."""

from collections import Counter
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import User
from cases.clocks import tone_of
from cases.enums import AssignmentState, Awaits, PlanState, State, Tone
from cases.models import (
    Assignment,
    Attachment,
    Case,
    CaseEvent,
    CaseLink,
    Consultation,
    Message,
    Note,
    Rating,
    SavedView,
    SupportPlan,
    Task,
)
from cases.selectors.clocks import calendar_of
from cases.services.facts import reckon_facts
from mediso.common.fiscal import FiscalYear
from mediso.desks.models import Desk, TriageRule
from mediso.mailbox.models import IncomingMail
from supporters.models import Leave, Supporter
from supporters.selectors.available import signed_for
from supporters.selectors.changes import waiting_changes
from supporters.selectors.roster import appointed_on
from tests.support.accounts import people_world
from tests.support.rounds import worked_out
from tests.support.world import world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for the tests of this file, and gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def new_cases() -> list[Case]:
    return list(Case.objects.exclude(events__kind="imported").select_related("desk"))


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@desk.example")


def test_there_is_a_case_in_every_state() -> None:
    assert Counter(case.state for case in new_cases()) == {
        State.SUBMITTED: 3,
        State.TRIAGING: 2,
        State.MATCHING: 8,
        State.SUPPORTING: 4,
        State.AWAITING_FOUNDER: 2,
        State.CLOSED: 2,
        State.REFERRED: 1,
        State.DECLINED: 1,
        State.WITHDRAWN: 1,
    }


def test_five_cases_wait_and_can_be_assigned_together() -> None:
    found = worked_out(Desk.objects.get(), user("staff"))
    assert (found.rows.count(), found.totals["together"]["placed"]) == (5, 5)


def test_clocks_are_green_amber_and_red_whatever_the_day() -> None:
    today, calendar = timezone.localdate(), calendar_of(Desk.objects.get())
    tones = Counter(tone_of(case.due_on, calendar=calendar, today=today) for case in new_cases() if case.due_on)
    assert set(tones) == {Tone.GREEN, Tone.AMBER, Tone.RED}
    assert tones[Tone.RED] == 2


def test_there_is_one_of_everything_a_chart_keeps() -> None:
    states = Counter(SupportPlan.objects.values_list("state", flat=True))
    assert states == {PlanState.DRAFT: 1, PlanState.IN_REVIEW: 1, PlanState.DELIVERED: 1}
    assert Note.objects.filter(mentioned=user("staff")).count() == 1
    assert Task.objects.filter(assignee__in=[user("staff"), user("staff2")], done_at=None).count() == 3
    assert CaseLink.objects.count() == 1
    assert Rating.objects.filter(case__in=new_cases()).count() == 1
    assert set(SavedView.objects.values_list("owner__email", "desk__code")) == {
        ("staff@desk.example", "mediso"),
        ("staff2@desk.example", "mediso"),
    }
    assert Consultation.objects.get(submitted_at=None).asked_by == user("founder")


def test_threads_are_told_on_both_sides_and_one_waits_for_an_answer() -> None:
    sides = Counter(Message.objects.filter(case__in=new_cases(), kind="message").values_list("side", flat=True))
    assert sides == {"desk": 3, "founder": 1}
    waiting = Case.objects.exclude(unanswered_since=None).get()
    assert waiting.consultation.asked_by == user("founder")
    assert [one.file.name for one in Attachment.objects.filter(message__case=waiting)] == ["試験条件の一覧.pdf"]


def test_two_mails_wait_to_be_sorted() -> None:
    mails = IncomingMail.objects.order_by("pk")
    assert [(one.state, one.case_number, one.attachment_count) for one in mails] == [
        ("waiting", "", 1),
        ("waiting", "", 0),
    ]
    assert [one.text.strip()[-1] + one.folded.strip()[:1] for one in mails] == ["。-", "。>"]


def test_supporters_have_signed_but_for_two_and_told_of_themselves() -> None:
    today = timezone.localdate()
    roster = set(appointed_on(today).values_list("pk", flat=True))
    signed = set(signed_for(FiscalYear.of(today).year).values_list("pk", flat=True))
    assert len(roster - signed) == 2
    assert Supporter.objects.exclude(profile_agreed_at=None).count() == 2
    assert sorted(Leave.objects.values_list("kind", flat=True)) == ["leave", "pause"]
    parts = Counter(waiting_changes().values_list("part", flat=True))
    assert parts == {"profile": 2, "interests": 3, "leave": 2}


def test_loading_it_again_adds_nothing() -> None:
    def everything() -> object:
        return world() | people_world(), list(SavedView.objects.values()), list(IncomingMail.objects.values())

    before = everything()
    call_command("load_demo", stdout=StringIO())
    assert everything() == before


def test_nothing_lies_in_the_future_and_nothing_goes_round_the_gate() -> None:
    today = timezone.localdate()
    for case in new_cases():
        kinds = list(case.events.values_list("kind", flat=True))
        assert kinds[0] in {"submitted", "taken_in"}
        assert case.received_on <= today
    assert not CaseEvent.objects.filter(occurred_on__gt=today).exists()


def test_the_facts_on_its_cases_follow_from_their_history() -> None:
    assert reckon_facts() == 0
    assert Case.objects.exclude(satisfaction=None).count() == Rating.objects.count()
    assert {case.first_contact_kept for case in new_cases()} == {None, True}


# What waits for somebody on their first page: the links to it.
def moves_of_staff(person: User) -> list[str]:
    mine = [case for case in new_cases() if case.responsible_id == person.pk and case.awaits == Awaits.STAFF]
    return [f"/cases/{case.number}/" for case in mine]


def proposals(person: User) -> list[str]:
    found = Assignment.objects.filter(supporter__user=person, state=AssignmentState.PROPOSED)
    return [f"/proposals/{proposal.pk}/" for proposal in found]


def questions(person: User) -> list[str]:
    asked = Case.objects.filter(consultation__asked_by=person, awaits=Awaits.FOUNDER)
    return [f"/cases/{case.number}/" for case in asked]


@pytest.mark.parametrize(
    ("name", "waiting", "count"),
    [
        ("staff", moves_of_staff, 8),
        ("staff2", moves_of_staff, 3),
        ("lead", proposals, 1),
        ("supporter", proposals, 2),
        ("founder", questions, 1),
        ("founder2", questions, 1),
    ],
)
def test_everybody_finds_something_to_do(
    name: str, waiting: Callable[[User], list[str]], count: int, sign_in: Callable[..., Client]
) -> None:
    links = waiting(user(name))
    assert len(links) == count
    page = sign_in(user(name)).get("/", follow=True)
    assert page.status_code == 200
    assert [link for link in links if link not in page.content.decode()] == []


@pytest.mark.parametrize("name", ["manager", "admin"])
def test_who_has_no_case_has_a_page(name: str, sign_in: Callable[..., Client]) -> None:
    assert sign_in(user(name)).get("/", follow=True).status_code == 200


def test_one_rule_is_on_and_one_waits_for_its_test() -> None:
    rules = TriageRule.objects.order_by("position").values_list("name_ja", "is_on", "tests__version", "responsible")
    assert list(rules) == [
        ("医療機器の法規制の相談", True, 1, user("staff").pk),
        ("イベントや紹介で届いた相談", False, None, None),
    ]

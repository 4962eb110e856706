"""The chart as the desk and its supporters read it, and the page of the founder, which tells less."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from cases.enums import AssignmentRole, DeclineReason, State
from cases.models import Case, CaseEvent
from cases.services import closing, matching, triage
from mediso.desks.models import ProductType, Topic
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import grant
from tests.factories.cases import FollowUpFactory, InterviewFactory, RatingFactory
from tests.factories.supporters import SupporterFactory
from tests.support.actions import assigned
from tests.support.pages import text_of
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

ASKED = {
    "title": "人工関節の試験",
    "text": "一行目\n二行目<b>太字</b>",
    "product_name": "関節X",
    "target_disease": "膝の病",
}
DECLINE_NOTE = "競合を支援しているため"


def address(case: Case) -> str:
    return reverse("case_chart", args=[case.number])


def tab(case: Case, name: str) -> str:
    return reverse("chart_tab", args=[case.number, name])


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    asked = {f"consultation__{name}": value for name, value in ASKED.items()}
    return make_case(State.TRIAGING, received_on=dt.date(2024, 4, 1), **asked)


@pytest.fixture
def told(
    case: Case, staff: User, supporter: User, other_supporter: User, product_type: ProductType, other_topic: Topic
) -> Case:
    """Classified otherwise than asked, declined by `supporter`; `other_supporter` was asked twice and accepted."""
    other_supporter_row = row_of(other_supporter)
    other_supporter_row.expertise.create(topic=other_topic, level=3)
    row_of(supporter).expertise.create(topic=other_topic, level=3)
    move: dict[str, Any] = {"case_id": case.pk, "actor": staff}
    triage.classify(**move, seen=None, product_type=product_type, topics=[other_topic])
    triage.start_matching(**move, seen=None)
    first = matching.propose(**move, seen=None, supporter_id=row_of(supporter).pk)
    reason = DeclineReason.CONFLICT
    matching.turn_down(assignment_id=first.pk, actor=supporter, seen=None, reason=reason, note=DECLINE_NOTE)
    matching.propose(**move, seen=None, supporter_id=other_supporter_row.pk)
    matching.withdraw_proposal(**move, seen=None)
    second = matching.propose(**move, seen=None, supporter_id=other_supporter_row.pk)
    matching.accept(assignment_id=second.pk, actor=other_supporter, seen=None, no_conflict=True)
    return Case.objects.get(pk=case.pk)


INTERNAL = (
    "野村 進",
    DECLINE_NOTE,
    "I have a conflict of interest",
    "Proposed to a supporter",
    "Proposal declined",
    "Proposal withdrawn",
    "Classified",
    "Intellectual property",
    "declined",
)


# What each tab tells of the case `told`; the words of `INTERNAL` are told with the history.
TOLD = {
    "consultation": ("人工関節の試験", "一行目", "青山 みどり", "Portal", "Intellectual property"),
    "organisation": ("株式会社若竹", "Tokyo", "Venture company"),
    "product": ("関節X", "膝の病", "Prototype"),
    "supporters": (
        "野村 進",
        "原田 緑",
        DECLINE_NOTE,
        "I have a conflict of interest",
        "declined",
        "Why: place 1 of 2",
    ),
    "support": ("No interview recorded yet.", "No support plan yet.", "not rated yet"),
    "collaborators": ("No collaborator is recorded.", "The asker named nobody."),
    "progress": (*(words for words in INTERNAL if words != "declined"), "Proposal accepted"),
}


@pytest.mark.parametrize("name", TOLD)
def test_the_desk_reads_everything(name: str, told: Case, staff: User, full_time: User, open_page: Open) -> None:
    for reader in (staff, full_time):
        page = open_page(reader, tab(told, name))
        assert [words for words in TOLD[name] if words not in page.text] == []
        assert page.repeated_ids == []


def test_the_chart_opens_with_its_first_tab(told: Case, staff: User, open_page: Open) -> None:
    assert open_page(staff, address(told)).text == open_page(staff, tab(told, "consultation")).text
    assert open_page(staff, tab(told, "unheard-of")).status == 404


def test_the_founder_reads_steps_and_nothing_of_the_desk_s_own(told: Case, founder: User, open_page: Open) -> None:
    page = open_page(founder, address(told))
    assert [words for words in INTERNAL if words in page.html] == []
    for words in ("原田 緑", "Proposal accepted", "Search for supporters started", "A supporter is working on"):
        assert words in page.text
    assert "Regulation" in page.text  # as the founder chose
    assert list(page.links.values())[0:1] != ["/cases/"]
    assert page.repeated_ids == []


def test_a_stranger_to_sorting_does_not_read_who_else_was_asked(
    told: Case, other_supporter: User, open_page: Open
) -> None:
    pages = [open_page(other_supporter, tab(told, name)) for name in TOLD]
    kept = ("野村 進", DECLINE_NOTE, "Proposal declined", "Proposal withdrawn", "Why: place")
    assert [words for words in kept if any(words in page.html for page in pages)] == []
    assert "Intellectual property" in pages[0].text


@pytest.mark.parametrize("person", ["other_founder", "supporter", "other_staff", "manager", "administrator"])
def test_whoever_may_not_see_a_case_finds_none(
    person: str, told: Case, request: pytest.FixtureRequest, open_page: Open
) -> None:
    events = CaseEvent.objects.count()
    for path in (address(told), tab(told, "progress")):
        page = open_page(request.getfixturevalue(person), path)
        assert page.status == 404
        assert "人工関節" not in page.html
    assert CaseEvent.objects.count() == events


def test_text_is_text_with_its_lines(case: Case, staff: User, founder: User, open_page: Open) -> None:
    for reader in (staff, founder):
        assert (
            '<div class="written">一行目\n二行目&lt;b&gt;太字&lt;/b&gt;</div>' in open_page(reader, address(case)).html
        )


def test_a_founder_sees_who_opened_the_case(
    case: Case, founder: User, staff: User, full_time: User, open_page: Open
) -> None:
    assert "Nobody but the asker has opened it yet." in open_page(founder, address(case)).text
    for reader in (staff, full_time, staff):
        open_page(reader, address(case))
    page = open_page(founder, address(case))
    openings = [words for words in page.texts("li") if words.startswith(("事務局 一郎", "常盤 勤"))]
    assert [words.split(",")[0] for words in openings] == ["常盤 勤 1 time", "事務局 一郎 1 time"]
    assert CaseEvent.objects.filter(kind="viewed").count() == 2


def test_reading_changes_nothing_but_the_note_of_it(case: Case, staff: User, open_page: Open) -> None:
    before = Case.objects.values().get()
    open_page(staff, address(case))
    open_page(staff, address(case))
    assert Case.objects.values().get() == before
    assert set(CaseEvent.objects.values_list("kind", "actor")) == {("viewed", staff.pk)}


def test_interviews_follow_ups_and_rating_are_on_the_chart(
    make_case: MakeCase, staff: User, supporter: User, open_page: Open
) -> None:
    case = make_case(State.CLOSED, received_on=dt.date(2024, 4, 1))
    InterviewFactory.create(
        case=case,
        present=[row_of(supporter)],
        minutes=45,
        summary="要旨です",
        next_steps="宿題です",
        held_on=dt.date(2024, 4, 15),
    )
    InterviewFactory.create(
        case=case, kind="preliminary", minutes=None, form="", summary="", held_on=dt.date(2024, 4, 8)
    )
    FollowUpFactory.create(case=case, summary="順調とのこと")
    RatingFactory.create(case=case, score=5)
    page = open_page(staff, tab(case, "support"))
    for words in (
        "Supporter interview – 15 April 2024 (Mon)",
        "45 minutes",
        "要旨です",
        "宿題です",
        "The old register holds no summary.",
        "staff of the desk",
        "順調とのこと",
        "5 / 5",
    ):
        assert words in page.text
    assert page.text.index("8 April 2024") < page.text.index("15 April 2024")


def test_the_founder_reads_the_next_steps_of_an_interview_and_not_its_summary(
    case: Case, founder: User, open_page: Open
) -> None:
    InterviewFactory.create(case=case, summary="要旨です", next_steps="試験計画を送る")
    page = open_page(founder, address(case))
    assert "試験計画を送る" in page.text
    assert "要旨です" not in page.html


def test_the_closing_words_are_the_first_thing_read(
    make_case: MakeCase, staff: User, founder: User, open_page: Open
) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    closing.close(case_id=case.pk, actor=staff, seen=None, message="よい結果でした")
    page = open_page(founder, address(case))
    assert page.text.index("よい結果でした") < page.text.index("What happened")


BUTTONS = {
    ("submitted", "staff"): [
        "Start triage",
        "Declare out of scope",
        "Take charge of the case",
        "Hand the case over",
        "Record a contact",
    ],
    ("triaging", "full_time"): [
        "Classify",
        "Record a preliminary interview",
        "Refer elsewhere",
        "Record a contact",
    ],
    ("awaiting_founder", "staff"): ["Take charge of the case", "Hand the case over"],
    ("closed", "staff"): ["Reopen the case", "Record a follow-up"],
}


@pytest.mark.parametrize(("place", "offered"), BUTTONS.items(), ids=["-".join(place) for place in BUTTONS])
def test_the_possible_actions_are_links_to_their_forms(
    place: tuple[str, str],
    offered: list[str],
    make_case: MakeCase,
    request: pytest.FixtureRequest,
    open_page: Open,
) -> None:
    state, person = place
    case = make_case(State(state))
    page = open_page(request.getfixturevalue(person), address(case))
    links = [words for words, href in page.links.items() if re.fullmatch(rf"{address(case)}[a-z-]+/", href)]
    # The tab leads to the classification from its fields too.
    beside = {"Print the chart", "Messages and files", "Change : Product type, Topics"}
    assert [words for words in links if words not in beside] == offered


def test_what_lacks_something_is_drawn_with_the_reason(make_case: MakeCase, staff: User, open_page: Open) -> None:
    page = open_page(staff, address(make_case(State.TRIAGING)))
    disabled = [
        words
        for words in page.texts("span", class_="action")
        if words.startswith(("Find supporters", "Close the case"))
    ]
    assert disabled == ["Find supporters Classify the case first.", "Close the case Classify the case first."]
    assert [text_of(one) for one in page.all("button") if "disabled" in dict(one.attributes)] == [
        "Find supporters",
        "Close the case",
    ]


def test_a_person_in_two_roles_reads_their_own_case_as_its_asker(told: Case, founder: User, open_page: Open) -> None:
    grant(founder, Role.STAFF, told.desk)
    page = open_page(founder, address(told))
    assert [words for words in INTERNAL if words in page.html] == []
    assert [open_page(founder, tab(told, name)).status for name in TOLD] == [404] * len(TOLD)


@pytest.mark.parametrize("count", [1, 3])
def test_the_founder_s_page_costs_the_same_for_every_history(
    count: int, make_case: MakeCase, founder: User, staff: User, full_time: User, sign_in: SignIn
) -> None:
    case = make_case(State.SUPPORTING)
    rows = SupporterFactory.create_batch(count, desk=case.desk)
    for number, row in enumerate(rows):
        assigned(row, case, role=AssignmentRole.ADVISER if number else AssignmentRole.LEAD)
        InterviewFactory.create(case=case, present=rows)
        CaseEvent.objects.create(case=case, kind="triage_started", actor=staff)
        CaseEvent.objects.create(case=case, kind="viewed", actor=full_time)
    browser = sign_in(founder)
    browser.get(address(case))
    assert queries_of(browser, address(case)) == 24

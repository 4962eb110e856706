import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from cases.enums import Action, State
from cases.forms.matching import AcceptForm, TurnDownForm
from cases.forms.steps import StepForm
from cases.forms.table import STEP_FORMS
from cases.models import Case
from mediso.desks.models import Topic
from tests.conftest import MakeCase
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.support.actions import assigned, proposal_to
from tests.support.classified import product_type_of
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

REQUIRED = ["This field is required."]

# What is missing when a form is sent with nothing but the version it was drawn from.
MISSING: dict[str, set[str]] = {
    "start-triage": set(),
    "classify": {"product_type", "topics"},
    "start-matching": set(),
    "propose": {"supporter_id"},
    "withdraw-proposal": set(),
    "take": {"no_conflict"},
    "record-preliminary-interview": {"held_on", "minutes", "form", "summary"},
    "record-interview": {"held_on", "minutes", "form", "summary", "supporters"},
    "ask-founder": {"question"},
    "answer": {"text"},
    "refer": {"body", "message"},
    "decline": {"message"},
    "withdraw": set(),
    "close": {"message"},
    "reopen": {"reason"},
    "claim": set(),
    "hand-over": set(),
    "record-contact": {"medium", "held_on"},
    "deliver-plan": set(),
    "record-follow-up": {"held_on", "minutes", "form", "summary"},
    "rate": {"score"},
}

# The longest that each text may be.
LENGTHS: dict[tuple[str, str], int] = {
    ("ask-founder", "question"): 5_000,
    ("answer", "text"): 5_000,
    ("refer", "body"): 200,
    ("refer", "message"): 5_000,
    ("decline", "message"): 5_000,
    ("withdraw", "reason"): 5_000,
    ("close", "message"): 5_000,
    ("reopen", "reason"): 5_000,
    ("record-interview", "summary"): 10_000,
    ("record-interview", "next_steps"): 5_000,
    ("record-contact", "text"): 5_000,
    ("rate", "comment"): 5_000,
}


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, received_on=timezone.localdate() - dt.timedelta(days=5))


def form_of(action: str, case: Case, actor: User, **data: str) -> StepForm:
    typed = QueryDict(mutable=True)
    typed.update({"seen": "1"} | data)
    return STEP_FORMS[Action(action)](typed, case=case, actor=actor)


def errors(form: Any) -> dict[str, list[str]]:
    form.is_valid()
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


@pytest.mark.parametrize(("action", "missing"), MISSING.items(), ids=MISSING.keys())
def test_each_form_says_what_is_missing(action: str, missing: set[str], case: Case, staff: User) -> None:
    assert set(errors(form_of(action, case, staff))) == missing


def test_the_table_names_every_form() -> None:
    assert set(MISSING) == set(STEP_FORMS)


@pytest.mark.parametrize("action", MISSING)
@pytest.mark.parametrize("seen", ["", "now", "-", "1.5"], ids=["nothing", "a word", "a sign", "a fraction"])
def test_each_form_carries_the_version_it_was_drawn_from(action: str, seen: str, case: Case, staff: User) -> None:
    assert "seen" in errors(form_of(action, case, staff, seen=seen))
    fresh = STEP_FORMS[Action(action)](case=case, actor=staff)
    assert fresh["seen"].value() == 1


@pytest.mark.parametrize(("place", "most"), LENGTHS.items(), ids=["-".join(place) for place in LENGTHS])
def test_each_text_has_its_length_and_no_nul(place: tuple[str, str], most: int, case: Case, staff: User) -> None:
    action, field = place
    assert field not in errors(form_of(action, case, staff, **{field: "字" * most}))
    assert errors(form_of(action, case, staff, **{field: "字" * (most + 1)}))[field] == [
        f"Ensure this value has at most {most} characters (it has {most + 1})."
    ]
    assert errors(form_of(action, case, staff, **{field: "a\x00b"}))[field] == ["Null characters are not allowed."]


@pytest.mark.parametrize(
    ("minutes", "wrong"),
    [
        ("4", ["Ensure this value is greater than or equal to 5."]),
        ("5", None),
        ("600", None),
        ("601", ["Ensure this value is less than or equal to 600."]),
        ("ten", ["Enter a whole number."]),
    ],
    ids=str,
)
def test_an_interview_has_a_length(minutes: str, wrong: list[str] | None, case: Case, staff: User) -> None:
    assert errors(form_of("record-interview", case, staff, minutes=minutes)).get("minutes") == wrong


def test_an_interview_begins_with_today_and_everybody_who_works_on_the_case(
    case: Case, staff: User, supporter: User, other_supporter: User
) -> None:
    assigned(row_of(supporter), case)
    proposal_to(row_of(other_supporter), case, role="adviser")
    form = STEP_FORMS[Action.RECORD_INTERVIEW](case=case, actor=staff)
    assert form["held_on"].value() == timezone.localdate()
    assert form["supporters"].value() == [row_of(supporter).pk]
    assert list(form.fields["supporters"].queryset) == [row_of(supporter)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("action", ["record-preliminary-interview", "record-interview", "record-follow-up"])
def test_an_impossible_day_is_an_error_of_the_day(action: str, case: Case, staff: User) -> None:
    case.closed_on = timezone.localdate() - dt.timedelta(days=2)
    wrong = {
        1: "This day is still to come. Give a date up to today.",
        -6: "A follow-up comes after the case was closed. Give a date from then on."
        if action == "record-follow-up"
        else "The case was not received yet. Give a date from its receipt on.",
    }
    for days, words in wrong.items():
        held_on = (timezone.localdate() + dt.timedelta(days=days)).isoformat()
        assert errors(form_of(action, case, staff, held_on=held_on))["held_on"] == [words]
    assert "held_on" not in errors(form_of(action, case, staff, held_on=timezone.localdate().isoformat()))


def test_whoever_does_not_work_on_the_case_cannot_be_ticked(case: Case, staff: User, supporter: User) -> None:
    assert "supporters" in errors(form_of("record-interview", case, staff, supporters=str(row_of(supporter).pk)))


def test_a_preliminary_interview_asks_for_supporters_only_where_there_are_some(
    make_case: MakeCase, staff: User, supporter: User
) -> None:
    case = make_case(State.TRIAGING)
    assert STEP_FORMS[Action.RECORD_PRELIMINARY](case=case, actor=staff)["supporters"].is_hidden
    assigned(row_of(supporter), case)
    form = STEP_FORMS[Action.RECORD_PRELIMINARY](case=case, actor=staff)
    assert (form["supporters"].is_hidden, form["supporters"].value()) == (False, None)


def test_classifying_begins_with_the_founder_s_choice_and_keeps_what_was_retired(
    case: Case, staff: User, topic: Topic
) -> None:
    product_type_of(case).retired_on = topic.retired_on = timezone.localdate()
    product_type_of(case).save()
    topic.save()
    new_type, new_topic = ProductTypeFactory.create(desk=case.desk), TopicFactory.create(desk=case.desk)
    ProductTypeFactory.create(desk=case.desk, retired_on=timezone.localdate())
    TopicFactory.create(desk=case.desk, retired_on=timezone.localdate())
    TopicFactory.create()
    form = STEP_FORMS[Action.CLASSIFY](case=case, actor=staff)
    assert form["product_type"].value() == case.product_type_id
    assert form["topics"].value() == [topic.pk]
    assert set(form.fields["product_type"].queryset) == {case.product_type, new_type}  # type: ignore[attr-defined]
    assert set(form.fields["topics"].queryset) == {topic, new_topic}  # type: ignore[attr-defined]


def test_answers_to_a_proposal_say_what_is_missing(case: Case, supporter: User) -> None:
    proposal = proposal_to(row_of(supporter), case)
    nothing = QueryDict("seen=1")
    assert errors(AcceptForm(nothing, assignment=proposal, actor=supporter)) == {
        "no_conflict": ["Declare that you have no conflict of interest, or decline the proposal."]
    }
    assert errors(TurnDownForm(nothing, assignment=proposal, actor=supporter)) == {"reason": REQUIRED}
    assert list(errors(TurnDownForm(QueryDict("seen=1&reason=tired"), assignment=proposal, actor=supporter))) == [
        "reason"
    ]


def test_of_several_proposals_the_one_to_withdraw_is_chosen(
    make_case: MakeCase, staff: User, supporter: User, other_supporter: User
) -> None:
    case = make_case(State.SUPPORTING)
    first = proposal_to(row_of(supporter), case, role="adviser")
    form_class = STEP_FORMS[Action.WITHDRAW_PROPOSAL]
    assert form_class(case=case, actor=staff)["assignment_id"].initial == first.pk
    second = proposal_to(row_of(other_supporter), case, role="adviser")
    drawn = form_class(case=case, actor=staff)["assignment_id"]
    choices = drawn.field.choices  # type: ignore[attr-defined]  # a field of choices
    assert (drawn.initial, choices) == (None, [(first.pk, "野村 進 – adviser"), (second.pk, "原田 緑 – adviser")])

    def typed(value: object) -> StepForm:
        return form_class(QueryDict(f"seen=1&assignment_id={value}"), case=case, actor=staff)

    assert typed("").errors == {"assignment_id": REQUIRED}
    assert typed(10**30).errors == {
        "assignment_id": ["This proposal is not open any more. Choose one of those that are."]
    }
    chosen = typed(second.pk)
    assert chosen.is_valid()
    chosen.perform()
    assert list(case.assignments.order_by("pk").values_list("state", flat=True)) == ["proposed", "withdrawn"]

from typing import Any

import pytest

from cases.models import Consultation, TypedStep
from cases.selectors.drafts import COLUMNS, IntakeStep, fingerprint, fingerprint_with, is_done, missing, next_step
from tests.factories.cases import ConsultationFactory

GIVEN: dict[str, dict[str, Any]] = {
    "organisation": {"organisation_id": 1},
    "product": {"modality": "device"},
    "title alone": {"title": "件名"},
    "question": {"product_type_id": 1, "topic_set_id": 1, "title": "件名", "text": "本文"},
    "unsure question": {"product_type_unsure": True, "topics_unsure": True, "title": "件名", "text": "本文"},
    "collaborators": {"collaborators": [{"name": "山田"}]},
}

NEXT = {
    (): "organisation",
    ("product",): "organisation",
    ("organisation",): "product",
    ("organisation", "product"): "question",
    ("organisation", "title alone"): "question",
    ("organisation", "collaborators"): "question",
    ("organisation", "question"): "confirm",
    ("organisation", "unsure question"): "confirm",
    ("question", "collaborators"): "organisation",
}


def draft_of(*parts: str) -> Consultation:
    draft = Consultation()
    for part in parts:
        for name, value in GIVEN[part].items():
            setattr(draft, name, value)
    return draft


@pytest.mark.parametrize(("parts", "step"), NEXT.items(), ids=["+".join(parts) or "nothing" for parts in NEXT])
def test_the_next_step(parts: tuple[str, ...], step: str) -> None:
    assert next_step(draft_of(*parts)) == step


def test_what_is_missing_in_the_order_of_the_steps() -> None:
    assert [need.field for need in missing(draft_of())] == ["organisation", "product_type", "topics", "title", "text"]
    assert [need.field for need in missing(draft_of("organisation", "title alone"))] == [
        "product_type",
        "topics",
        "text",
    ]
    assert missing(draft_of("organisation", "unsure question")) == []


def test_a_step_is_done_with_something_in_it_and_nothing_missing() -> None:
    draft = draft_of("product", "title alone", "organisation")
    assert {step.value for step in IntakeStep if is_done(draft, step)} == {"organisation", "product"}


def test_the_columns_of_a_step_are_the_model_s() -> None:
    columns = [name for names in COLUMNS.values() for name in names]
    assert len(columns) == len(set(columns))
    assert set(columns) <= {field.attname for field in Consultation._meta.concrete_fields}


@pytest.mark.parametrize("part", GIVEN)
def test_a_fingerprint_changes_with_its_own_step_alone(part: str) -> None:
    empty, draft = draft_of(), draft_of(part)
    touched = {step for step in IntakeStep if set(COLUMNS[step]) & set(GIVEN[part])}
    mark = fingerprint_with
    assert {step for step in IntakeStep if mark(draft, step, "") != mark(empty, step, "")} == touched
    assert all(mark(draft, step, "") == mark(draft_of(part), step, "") for step in IntakeStep)


@pytest.mark.django_db
def test_a_fingerprint_changes_with_what_waits_in_its_own_step_and_not_with_what_was_refused() -> None:
    draft = ConsultationFactory.create()
    before = {step: fingerprint(draft, step) for step in IntakeStep}
    TypedStep.objects.create(consultation=draft, step="product", is_behind=True, data="product_name=x")
    assert {step: fingerprint(draft, step) for step in IntakeStep} == before
    TypedStep.objects.create(consultation=draft, step="question", data="title=x")
    assert {step for step in IntakeStep if fingerprint(draft, step) != before[step]} == {IntakeStep.QUESTION}

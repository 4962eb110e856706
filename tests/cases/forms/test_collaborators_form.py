from typing import Any

import pytest
from django.http import QueryDict

from accounts.models import User
from cases.forms.intake.collaborators import CollaboratorsForm
from cases.models import Consultation
from mediso.desks.models import Desk
from tests.factories.cases import ConsultationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

YAMADA = {"name": "山田 花", "affiliation": "若竹大学", "role": "試験"}
SATO = {"name": "佐藤 一", "affiliation": "", "role": ""}


@pytest.fixture
def draft(desk: Desk, founder: User) -> Consultation:
    return ConsultationFactory.create(desk=desk, asked_by=founder, collaborators=[YAMADA, SATO])


def form_of(draft: Consultation, data: dict[str, Any] | None = None, **options: int) -> CollaboratorsForm:
    assert draft.asked_by is not None
    typed = None
    if data is not None:
        typed = QueryDict(mutable=True)
        typed.update(data)
    return CollaboratorsForm(typed, draft=draft, founder=draft.asked_by, **options)


def rows(form: CollaboratorsForm) -> list[list[object]]:
    return [[field.value() for field in row.fields] for row in form.people()]


def saved(form: CollaboratorsForm) -> object:
    form.is_valid()
    return form.save().collaborators


def test_the_page_has_a_row_for_each_and_one_more_when_asked(draft: Consultation) -> None:
    two = [["山田 花", "若竹大学", "試験"], ["佐藤 一", "", ""]]
    assert rows(form_of(draft)) == two
    assert rows(form_of(draft, more=1)) == [*two, [None, None, None]]
    draft.collaborators = []
    assert rows(form_of(draft)) == [[None, None, None]]


def test_rows_are_saved_without_the_empty_ones(draft: Consultation) -> None:
    typed = {
        "rows": "3",
        "name-0": "佐藤 一",
        "name-1": " ",
        "name-2": "山田 花",
        "affiliation-2": "若竹大学",
        "role-2": "試験",
    }
    assert saved(form_of(draft, typed)) == [SATO, YAMADA]


def test_a_row_is_left_out(draft: Consultation) -> None:
    typed = {"rows": "2", "remove": "0", "name-0": "", "role-0": "役割だけ", "name-1": "佐藤 一"}
    form = form_of(draft, typed)
    assert form.is_valid()
    assert saved(form) == [SATO]


def test_a_row_without_a_name_is_told_and_the_others_are_saved(draft: Consultation) -> None:
    form = form_of(draft, {"rows": "2", "affiliation-0": "若竹大学", "name-1": "佐藤 一"})
    assert not form.is_valid()
    assert form.errors == {"name-0": ["Give the name, or leave the whole row empty."]}
    assert saved(form) == [SATO]


@pytest.mark.parametrize("count", ["0", "-3", "x", "1000000", "９"])
def test_the_number_of_rows_stays_within_its_bounds(count: str, draft: Consultation) -> None:
    assert 1 <= len(form_of(draft, {"rows": count}).places) <= 20


def test_twenty_are_the_most(draft: Consultation) -> None:
    draft.collaborators = [SATO] * 20
    form = form_of(draft, more=1)
    assert (len(form.places), form.is_full) == (20, True)

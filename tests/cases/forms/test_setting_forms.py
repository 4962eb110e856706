"""What the forms of a desk's settings read, and what they refuse."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict

from accounts.models import User
from cases.forms.desk_settings.base import SettingForm
from cases.forms.desk_settings.table import SETTING_FORMS
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk, ProductType, Topic
from tests.factories.desks import PlanTemplateFactory, PlanTemplateStepFactory, ProductTypeFactory, SignpostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TARGETS = {"first_contact_days": 2, "triage_days": 3, "proposal_days": 5, "answer_days": 10}
SIGNPOST = {
    "name_ja": "機構",
    "name_en": "Agency",
    "url": "example.jp",
    "advice_ja": "助言",
    "advice_en": "Advice",
    "keywords": "治験届",
    "position": 1,
}
TEMPLATE = {"name_ja": "雛形", "name_en": "Template", "summary": "要旨", "position": 1}


def posted(**fields: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, list(map(str, value)) if isinstance(value, list) else [str(value)])
    return data


def form_of(setting: SettingKind, desk: Desk, row: Any = None, **fields: Any) -> SettingForm:
    return SETTING_FORMS[setting](posted(**fields), desk=desk, row=row)


def steps(*rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    fields = {f"steps-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return {"steps-TOTAL_FORMS": len(rows), "steps-INITIAL_FORMS": initial} | fields


@pytest.mark.parametrize(
    ("written", "months"),
    [
        pytest.param("1, 3, 6, 12", [1, 3, 6, 12], id="as drawn"),
        pytest.param("１２、６　1", [1, 6, 12], id="full-width, in any order"),
        pytest.param("3,3", [3], id="each once"),
        pytest.param("", [], id="none"),
        pytest.param("60", [60], id="the most"),
    ],
)
def test_months_are_read_as_people_write_them(written: str, months: list[int], desk: Desk) -> None:
    form = form_of(SettingKind.TARGETS, desk, desk, **TARGETS, follow_up_months=written)
    assert form.is_valid()
    assert form.cleaned_data["follow_up_months"] == months


@pytest.mark.parametrize("written", ["0", "61", "one", "1.5", "-1"])
def test_other_months_are_refused(written: str, desk: Desk) -> None:
    form = form_of(SettingKind.TARGETS, desk, desk, **TARGETS, follow_up_months=written)
    assert form.errors == {"follow_up_months": ["Write whole numbers from 1 to 60, separated by commas."]}


@pytest.mark.parametrize("days", [0, 251, ""])
def test_targets_are_1_to_250_days(days: Any, desk: Desk) -> None:
    form = form_of(SettingKind.TARGETS, desk, desk, **(TARGETS | {"triage_days": days}), follow_up_months="1")
    assert list(form.errors) == ["triage_days"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        pytest.param("2026-12-24", "2026-12-23", {"last_day": ["It ends before it begins."]}, id="backwards"),
        pytest.param(
            "2026-12-24",
            "2027-04-03",
            {"last_day": ["A closure has at most 100 days. Check the years."]},
            id="101 days",
        ),
        pytest.param("2206-12-24", "", {"first_day": ["Choose a day from 2007 to 2050."]}, id="a slip of the year"),
        pytest.param("", "2026-12-24", {"first_day": ["This field is required."]}, id="no first day"),
    ],
)
def test_closures_that_cannot_be(first: str, last: str, said: dict[str, list[str]], desk: Desk) -> None:
    assert form_of(SettingKind.CLOSURES, desk, first_day=first, last_day=last, reason="停電").errors == said


@pytest.mark.parametrize(
    ("last", "day"),
    [
        pytest.param("", dt.date(2026, 12, 24), id="a single day"),
        pytest.param("2027-04-02", dt.date(2027, 4, 2), id="100 days"),
    ],
)
def test_closures(last: str, day: dt.date, desk: Desk) -> None:
    form = form_of(SettingKind.CLOSURES, desk, first_day="2026-12-24", last_day=last, reason="停電")
    assert form.is_valid()
    assert form.cleaned_data["last_day"] == day


def test_a_signpost_needs_a_condition(desk: Desk) -> None:
    form = form_of(SettingKind.SIGNPOSTS, desk, **(SIGNPOST | {"keywords": " \n "}))
    assert form.errors == {"keywords": ["Give at least one condition: a product type, a topic or a word."]}


def test_a_signpost_is_read(desk: Desk, product_type: ProductType, topic: Topic) -> None:
    words = " 治験届 \r\n\r\n特許\r\n治験届"
    fields = SIGNPOST | {"keywords": words, "product_types": [product_type.pk], "topics": [topic.pk]}
    form = form_of(SettingKind.SIGNPOSTS, desk, **fields)
    assert form.is_valid(), form.errors
    read = form.cleaned_data
    assert (read["keywords"], read["url"]) == ("治験届\n特許", "https://example.jp")
    assert (list(read["product_types"]), list(read["topics"])) == ([product_type], [topic])


def test_choices_are_the_desk_s_and_offered_or_chosen(desk: Desk, product_type: ProductType) -> None:
    chosen, retired = ProductTypeFactory.create_batch(2, desk=desk, retired_on=dt.date(2020, 4, 1))
    elsewhere = ProductTypeFactory.create()
    row = SignpostFactory.create(desk=desk, product_types=[chosen])
    form = SETTING_FORMS[SettingKind.SIGNPOSTS](desk=desk, row=row)
    assert set(form.fields["product_types"].queryset) == {product_type, chosen}  # type: ignore[attr-defined]
    refused = form_of(SettingKind.SIGNPOSTS, desk, **SIGNPOST, product_types=[elsewhere.pk, retired.pk])
    assert list(refused.errors) == ["product_types"]


def test_steps_come_in_their_order_without_those_without_words(desk: Desk) -> None:
    rows = (
        {"text": "後で\r\n面談", "owner": "desk", "due_after": 20, "ORDER": 2},
        {"text": "先", "owner": "founder", "due_after": 5, "ORDER": 1},
        {"text": "", "owner": "desk", "due_after": 9, "ORDER": 3},
        {"text": "末", "owner": "supporter", "due_after": 30, "ORDER": ""},
        {"text": "", "owner": "supporter", "due_after": 10, "ORDER": ""},
    )
    form = form_of(SettingKind.PLAN_TEMPLATES, desk, **TEMPLATE, **steps(*rows, initial=3))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["steps"] == [
        {"text": "先", "owner": "founder", "due_after": 5},
        {"text": "後で 面談", "owner": "desk", "due_after": 20},
        {"text": "末", "owner": "supporter", "due_after": 30},
    ]


def test_what_is_wrong_with_a_step_is_said_with_its_number(desk: Desk) -> None:
    rows = ({"text": "先", "owner": "founder", "due_after": 5}, {"text": "後", "owner": "desk", "due_after": ""})
    form = form_of(SettingKind.PLAN_TEMPLATES, desk, **TEMPLATE, **steps(*rows))
    assert form.non_field_errors() == ["Step 2, Due after (business days): This field is required."]


def test_a_template_offers_its_steps_and_empty_rows(desk: Desk) -> None:
    row = PlanTemplateFactory.create(desk=desk)
    PlanTemplateStepFactory.create(template=row, text="面談する")
    form: Any = SETTING_FORMS[SettingKind.PLAN_TEMPLATES](desk=desk, row=row)
    assert [one["text"].value() for one in form.steps] == ["面談する", None, None, None]


def test_a_new_row_goes_to_the_end(desk: Desk) -> None:
    SignpostFactory.create(desk=desk, position=7)
    assert SETTING_FORMS[SettingKind.SIGNPOSTS](desk=desk).initial["position"] == 8
    assert SETTING_FORMS[SettingKind.CHECKLISTS](desk=desk).initial["position"] == 1


def test_a_form_changes_nothing_before_it_is_saved(desk: Desk, staff: User) -> None:
    form = form_of(SettingKind.TARGETS, desk, desk, **(TARGETS | {"triage_days": 9}), follow_up_months="1")
    assert form.is_valid()
    assert desk.triage_days == 3
    form.save_by(staff)
    desk.refresh_from_db()
    assert (desk.triage_days, desk.follow_up_months) == (9, [1])

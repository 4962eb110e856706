"""The desk's record of a case, changed field by field."""

import datetime as dt

import pytest

from accounts.enums import Role
from accounts.models import Contact, User
from cases.enums import State
from cases.models import Case, CaseEvent
from cases.selectors.desk_record import FIELDS, plain
from cases.services.chart import StaleValue, edit
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory, grant
from tests.factories.supporters import InterestFactory
from tests.support.actions import assigned
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

QUICKER = "Somebody has changed this meanwhile. Nothing of yours was saved."

# A value that every field takes, and one that it does not.
VALUES = {
    "summary": ("一行目\n二行目", "あ" * 5_001),
    "channel": ("phone", "pigeon"),
    "channel_note": ("展示会", "あ" * 201),
    "organisation_kind": ("academia", ""),
    "prefecture": ("27", "99"),
    "product_name": ("関節Y", "あ" * 201),
    "modality": ("device", "unheard-of"),
    "development_stage": ("on_market", "unheard-of"),
    "target_disease": ("膝の病", "あ" * 201),
    "device_class": ("3", "5"),
}


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, product_name="関節X")


def change(case: Case, actor: User, field: str, value: str, was: str | None = None) -> Case:
    drawn_from = plain(case, field) if was is None else was
    return edit(case_id=case.pk, actor=actor, field=field, was=drawn_from, value=value)


def test_every_field_has_its_values_here() -> None:
    assert {*VALUES, "organisation", "contact"} == set(FIELDS)
    # What the gate writes is none of them.
    assert {"state", "awaits", "returns_to", "version", "due_on", "due_clock", "responsible"} & set(FIELDS) == set()


@pytest.mark.parametrize("field", VALUES)
def test_a_field_is_changed_and_the_event_keeps_both_values(field: str, case: Case, staff: User) -> None:
    before: dict[str, object] = dict(Case.objects.values().get())
    value = VALUES[field][0]
    change(case, staff, field, value)

    assert Case.objects.values().get() == before | {field: value}
    event = CaseEvent.objects.get()
    assert (event.kind, event.actor) == ("chart_edited", staff)
    assert event.payload == {"field": field, "from": before[field], "to": value}


@pytest.mark.parametrize("field", VALUES)
def test_a_value_that_does_not_fit_is_refused(field: str, case: Case, staff: User) -> None:
    before = world()
    with pytest.raises(ActionRefused):
        change(case, staff, field, VALUES[field][1])
    assert world() == before


def test_an_equal_value_leaves_no_event(case: Case, staff: User) -> None:
    Case.objects.update(summary="一行目\n二行目")
    before = world()
    for value in ("一行目\n二行目", "一行目\r\n二行目", " 一行目\r\n二行目\n"):
        edit(case_id=case.pk, actor=staff, field="summary", was="", value=value)
    assert world() == before


def test_the_slower_one_is_told_before_overwriting(case: Case, staff: User, full_time: User) -> None:
    change(case, full_time, "product_name", "関節Y")
    before = world()
    with pytest.raises(StaleValue, match=QUICKER) as refusal:
        change(case, staff, "product_name", "関節Z")
    assert refusal.value.present == "関節Y"
    assert world() == before

    change(case, staff, "product_name", "関節Z", was=refusal.value.present)
    assert Case.objects.get().product_name == "関節Z"


def test_two_who_type_the_same_are_both_content(case: Case, staff: User, full_time: User) -> None:
    change(case, full_time, "product_name", "関節Y")
    change(case, staff, "product_name", "関節Y")
    assert CaseEvent.objects.count() == 1


def test_the_asker_s_words_stay(case: Case, staff: User) -> None:
    change(case, staff, "product_name", "関節Y")
    case.refresh_from_db()
    assert (case.product_name, case.consultation.product_name) == ("関節Y", "人工関節")


def test_only_the_staff_put_another_organisation_on_a_case(case: Case, staff: User, full_time: User) -> None:
    other = OrganisationFactory.create()
    before = world()
    with pytest.raises(ActionRefused, match="Only the staff of the desk can do this"):
        change(case, full_time, "organisation", str(other.pk))
    assert world() == before

    was = case.organisation_id
    change(case, staff, "organisation", str(other.pk))
    assert Case.objects.get().organisation == other
    assert CaseEvent.objects.get().payload == {"field": "organisation", "from": str(was), "to": str(other.pk)}


def test_no_organisation_that_whoever_works_on_the_case_is_tied_to(
    case: Case, staff: User, supporter: User, other_supporter: User
) -> None:
    other = OrganisationFactory.create(name="株式会社松葉")
    assigned(row_of(supporter), case)
    assigned(row_of(other_supporter), case, role="adviser", state="completed")
    for user in (supporter, other_supporter):
        InterestFactory.create(supporter=row_of(user), organisation_name="松葉(株)", valid_from=dt.date(2020, 1, 1))
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        change(case, staff, "organisation", str(other.pk))
    assert str(refusal.value) == (
        "野村 進 has a declared interest in 株式会社松葉 and is asked to work on this case, or works on it. "
        "Withdraw the proposal or close the case first."
    )
    assert world() == before


def test_a_merged_organisation_and_one_that_is_none_are_refused(case: Case, staff: User) -> None:
    merged = OrganisationFactory.create(merged_into=case.organisation)
    before = world()
    for value in (str(merged.pk), "0", "", "松葉"):
        with pytest.raises(ActionRefused):
            change(case, staff, "organisation", value)
    assert world() == before


def test_the_contact_is_one_of_the_case_s_organisation(case: Case, staff: User) -> None:
    own = Contact.objects.create(organisation=case.organisation, name="若竹 進", normalised_name="若竹進")
    other = Contact.objects.create(organisation=OrganisationFactory.create(), name="松葉 進", normalised_name="松葉進")
    with pytest.raises(ActionRefused):
        change(case, staff, "contact", str(other.pk))
    change(case, staff, "contact", str(own.pk))
    case.refresh_from_db()
    assert case.contact == own
    change(case, staff, "contact", "")
    assert [event.payload for event in CaseEvent.objects.order_by("pk")] == [
        {"field": "contact", "from": "", "to": str(own.pk)},
        {"field": "contact", "from": str(own.pk), "to": ""},
    ]


def test_of_staff_who_asked_the_colleagues_keep_the_chart(case: Case, founder: User, desk: Desk) -> None:
    grant(founder, Role.STAFF, desk)
    before = world()
    with pytest.raises(ActionRefused, match="You asked this yourself: your colleagues keep its chart"):
        change(case, founder, "product_name", "関節Y")
    assert world() == before


def test_an_unheard_of_field_is_a_mistake(case: Case, staff: User) -> None:
    with pytest.raises(KeyError):
        edit(case_id=case.pk, actor=staff, field="state", was="supporting", value="closed")

"""Cases and drafts follow a merge, and come back when it is undone; what was asked stays as it was asked."""

from collections.abc import Iterator

import pytest
from django.db.models import ManyToOneRel, Model

from accounts.merging_hooks import PlainMover, contact_movers, organisation_movers
from accounts.models import Contact, Organisation, User
from accounts.services.merging import merge_contacts, merge_organisations, undo_merge
from cases.enums import State
from cases.models import Case, CaseEvent, Consultation
from tests.conftest import MakeCase
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.cases import ConsultationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(organisation: Organisation) -> Organisation:
    return organisation


@pytest.fixture
def merged() -> Organisation:
    return OrganisationFactory.create(name="㈱若竹")


def events(case: Case) -> list[tuple[str, dict[str, str]]]:
    return list(case.events.order_by("pk").values_list("kind", "payload"))


def test_cases_move_and_each_says_so(
    make_case: MakeCase, kept: Organisation, merged: Organisation, staff: User
) -> None:
    there, closed = make_case(organisation=merged), make_case(State.CLOSED, organisation=merged)
    here = make_case()
    before = Case.objects.values("state", "version", "organisation_kind", "prefecture").get(pk=there.pk)

    record = merge_organisations(kept=kept, merged=merged, actor=staff)

    for case in (there, closed):
        case.refresh_from_db()
        assert case.organisation == kept
        assert events(case) == [
            ("organisation_merged", {"field": "organisation", "from": str(merged.pk), "to": str(kept.pk)})
        ]
        assert case.consultation.organisation == merged
    assert events(here) == []
    assert CaseEvent.objects.first().actor == staff  # type: ignore[union-attr]
    assert Case.objects.values("state", "version", "organisation_kind", "prefecture").get(pk=there.pk) == before
    assert record.moved["cases"] == [there.pk, closed.pk]


def test_undoing_brings_back_what_moved_and_leaves_what_came_since(
    make_case: MakeCase, kept: Organisation, merged: Organisation, staff: User
) -> None:
    case, here = make_case(organisation=merged), make_case()
    record = merge_organisations(kept=kept, merged=merged, actor=staff)
    since = make_case()

    undone = undo_merge(merge=record, actor=staff)

    case.refresh_from_db()
    assert (case.organisation, undone.back["cases"]) == (merged, 1)
    assert events(case)[1:] == [("merge_undone", {"field": "organisation", "from": str(kept.pk), "to": str(merged.pk)})]
    assert (events(here), events(since)) == ([], [])
    assert set(Case.objects.filter(organisation=kept)) == {here, since}


def test_drafts_move_and_what_was_submitted_stays_as_it_was_asked(
    kept: Organisation, merged: Organisation, staff: User, founder: User
) -> None:
    draft = ConsultationFactory.create(organisation=merged, asked_by=founder)
    submitted = ConsultationFactory.create(organisation=merged, asked_by=founder, submitted=True)
    record = merge_organisations(kept=kept, merged=merged, actor=staff)
    draft.refresh_from_db()
    submitted.refresh_from_db()
    assert (draft.organisation, submitted.organisation) == (kept, merged)
    undo_merge(merge=record, actor=staff)
    draft.refresh_from_db()
    assert draft.organisation == merged


def test_the_person_of_a_case_follows_a_merge_of_contacts(make_case: MakeCase, kept: Organisation, staff: User) -> None:
    one, other = (ContactFactory.create(organisation=kept) for _ in range(2))
    case, elsewhere = make_case(contact=other), make_case(contact=one)
    record = merge_contacts(kept=one, merged=other, actor=staff)
    case.refresh_from_db()
    assert case.contact == one
    undo_merge(merge=record, actor=staff)
    case.refresh_from_db()
    assert case.contact == other
    there, back = str(one.pk), str(other.pk)
    assert events(case) == [
        ("chart_edited", {"field": "contact", "from": back, "to": there}),
        ("chart_edited", {"field": "contact", "from": there, "to": back}),
    ]
    assert events(elsewhere) == []


def named_in(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.field.model._meta.app_label == "cases":
            yield relation.field.model, relation.field.name


def test_every_table_of_this_room_that_names_one_has_its_mover() -> None:
    of_organisations = {(one.objects.model, one.field) for one in organisation_movers() if isinstance(one, PlainMover)}
    of_contacts = {(one.objects.model, one.field) for one in contact_movers() if isinstance(one, PlainMover)}
    assert set(named_in(Organisation)) == {(Case, "organisation"), (Consultation, "organisation")}
    assert set(named_in(Contact)) == {(Case, "contact"), (Consultation, "contact")}
    assert set(named_in(Organisation)) <= of_organisations
    assert set(named_in(Contact)) <= of_contacts

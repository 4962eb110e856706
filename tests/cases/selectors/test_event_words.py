"""What events of the chart say, with the names of what their payloads hold as ids."""

from typing import Any

import pytest
from django.test.html import parse_html

from accounts.models import Contact, User
from cases.enums import State
from cases.models import Case, CaseEvent
from cases.selectors.history import chart_history
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.factories.cases import CaseFactory
from tests.factories.desks import ChecklistItemFactory
from tests.support.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


def said(case: Case, reader: User, kind: str, /, **payload: Any) -> str:
    CaseEvent.objects.create(case=case, kind=kind, payload=payload)
    newest = chart_history(reader, case, sorts=True)[0]
    return text_of(parse_html(f"<div>{newest.details}</div>"))


def changed(case: Case, reader: User, field: str, before: str, after: str) -> str:
    return said(case, reader, "chart_edited", field=field, **{"from": before, "to": after})


def test_a_change_is_told_from_and_to_in_the_reader_s_words(case: Case, staff: User) -> None:
    assert changed(case, staff, "product_name", "関節X", "関節Y") == ("Product or technology 関節X → 関節Y")
    assert changed(case, staff, "device_class", "", "3") == ("Device class (empty) → Class III (specially controlled)")
    assert changed(case, staff, "summary", "<b>", "") == "The desk's summary <b> → (empty)"


def test_rows_are_told_by_name_also_after_they_were_merged(case: Case, staff: User) -> None:
    kept, merged = OrganisationFactory.create(name="株式会社松葉"), OrganisationFactory.create(name="松葉(株)")
    merged.merged_into = kept
    merged.save()
    told = changed(case, staff, "organisation", str(merged.pk), str(kept.pk))
    assert told == "Organisation 松葉(株) → 株式会社松葉"
    contact = Contact.objects.create(organisation=kept, name="松葉 進", normalised_name="松葉進")
    assert changed(case, staff, "contact", "", str(contact.pk)) == "Contact (empty) → 松葉 進"


def test_who_is_in_charge_is_told_from_and_to(case: Case, staff: User, full_time: User) -> None:
    told = said(case, staff, "handed_over", **{"from": staff.pk, "to": full_time.pk})
    assert told == "事務局 一郎 → 常盤 勤"
    assert said(case, staff, "handed_over", **{"from": None, "to": staff.pk}) == "nobody → 事務局 一郎"


def test_a_note_is_told_by_its_readers_and_not_its_words(case: Case, staff: User, full_time: User) -> None:
    told = said(case, staff, "note_written", note=1, audience="team", mentioned=[full_time.pk, 0])
    assert told == "The desk and the supporters of this case @常盤 勤"


def test_tasks_items_and_collaborators_are_told(case: Case, staff: User, desk: Desk) -> None:
    task = case.tasks.create(title="資料を受け取る", assignee=staff, set_by=staff)
    told = said(case, staff, "task_set", task=task.pk, assignee=staff.pk, due_on="2026-11-24")
    assert told == "資料を受け取る 事務局 一郎 by 24 November 2026 (Tue)"
    for kind in ("task_done", "task_opened"):
        assert said(case, staff, kind, task=task.pk) == "資料を受け取る"
    item = ChecklistItemFactory.create(desk=desk, name_en="Number checked")
    for kind in ("item_ticked", "item_unticked"):
        assert said(case, staff, kind, item=item.pk) == "Number checked"
    hikaru = {"name": "山本 光", "affiliation": "若竹大学", "role": ""}
    kaoru = {"name": "山本 薫", "affiliation": "", "role": "試作"}
    assert said(case, staff, "collaborator_added", to=hikaru) == "山本 光 若竹大学"
    assert said(case, staff, "collaborator_changed", **{"from": hikaru, "to": kaoru}) == (
        "山本 光 若竹大学 → 山本 薫 試作"
    )
    assert said(case, staff, "collaborator_removed", **{"from": kaoru}) == "山本 薫 試作"


def test_related_organisations_are_told(case: Case, staff: User) -> None:
    parent = {"kind": "parent", "name": "株式会社親", "corporate_number": "7000012050002"}
    rival = {"kind": "competitor", "name": "株式会社競合", "corporate_number": ""}
    assert said(case, staff, "related_added", to=parent) == "Parent company 株式会社親 7000012050002"
    assert said(case, staff, "related_changed", **{"from": parent, "to": rival}) == (
        "Parent company 株式会社親 7000012050002 → Competitor 株式会社競合"
    )
    assert said(case, staff, "related_removed", **{"from": rival}) == "Competitor 株式会社競合"


def test_a_linked_case_is_named_to_those_who_see_it(
    case: Case, staff: User, supporter: User, make_case: MakeCase
) -> None:
    other = make_case()
    assert said(case, staff, "linked", case=other.pk, kind="follow_on") == f"Follow-on case {other.number}"
    assert said(case, supporter, "unlinked", case=other.pk, kind="related") == "Related case"


@pytest.mark.parametrize("count", [1, 3])
def test_names_cost_the_same_for_every_history(
    count: int, case: Case, staff: User, desk: Desk, django_assert_num_queries: Any
) -> None:
    for _each in range(count):
        task = case.tasks.create(title="資料", assignee=staff, set_by=staff)
        payloads: list[tuple[str, dict[str, Any]]] = [
            ("task_set", {"task": task.pk, "assignee": staff.pk}),
            ("item_ticked", {"item": ChecklistItemFactory.create(desk=desk).pk}),
            ("linked", {"case": CaseFactory.create(desk=desk).pk, "kind": "related"}),
            ("chart_edited", {"field": "organisation", "from": "", "to": str(case.organisation_id)}),
            ("chart_edited", {"field": "contact", "from": "7", "to": "8"}),
        ]
        for kind, payload in payloads:
            CaseEvent.objects.create(case=case, kind=kind, payload=payload)
    assert staff.roles
    with django_assert_num_queries(10):
        drawn = [entry.details for entry in chart_history(staff, case, sorts=True)]
    assert len(drawn) == 5 * count

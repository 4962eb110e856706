import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent
from cases.selectors.checklist import checklist_of
from cases.services.checklists import tick, untick
from mediso.common.errors import ActionRefused
from mediso.desks.models import ChecklistItem, Desk, ProductType
from tests.conftest import MakeCase
from tests.factories.desks import ChecklistItemFactory, ProductTypeFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


@pytest.fixture
def items(desk: Desk, other_desk: Desk, product_type: ProductType) -> dict[str, ChecklistItem]:
    other_type = ProductTypeFactory.create(desk=desk)
    return {
        "every": ChecklistItemFactory.create(desk=desk),
        "device": ChecklistItemFactory.create(desk=desk, product_type=product_type),
        "other": ChecklistItemFactory.create(desk=desk, product_type=other_type),
        "retired": ChecklistItemFactory.create(desk=desk, retired_on=timezone.localdate()),
        "away": ChecklistItemFactory.create(desk=other_desk),
    }


def shown(case: Case, items: dict[str, ChecklistItem]) -> list[tuple[str, bool]]:
    names = {item: name for name, item in items.items()}
    return [(names[line.item], line.tick is not None) for line in checklist_of(case).lines]


def test_the_list_is_that_of_the_product_type(case: Case, items: dict[str, ChecklistItem]) -> None:
    assert shown(case, items) == [("every", False), ("device", False)]
    case.product_type = None
    assert shown(case, items) == [("every", False)]


def test_a_tick_says_who_and_is_taken_away_again(case: Case, items: dict[str, ChecklistItem], staff: User) -> None:
    item = items["device"]
    for _press in range(2):
        tick(case_id=case.pk, actor=staff, pk=item.pk)
    checklist = checklist_of(case)
    assert (checklist.done, checklist.total, case.ticks.get().ticked_by) == (1, 2, staff)
    for _press in range(2):
        untick(case_id=case.pk, actor=staff, pk=item.pk)
    assert (checklist_of(case).done, case.ticks.count()) == (0, 0)
    events = CaseEvent.objects.order_by("pk").values_list("kind", "actor", "payload")
    assert list(events) == [
        ("item_ticked", staff.pk, {"item": item.pk}),
        ("item_unticked", staff.pk, {"item": item.pk}),
    ]


def test_what_was_ticked_stays_when_the_list_changes(case: Case, items: dict[str, ChecklistItem], staff: User) -> None:
    for name in ("every", "device"):
        tick(case_id=case.pk, actor=staff, pk=items[name].pk)
    ChecklistItem.objects.filter(pk=items["every"].pk).update(retired_on=timezone.localdate())
    case.product_type = items["other"].product_type
    assert shown(case, items) == [("other", False), ("every", True), ("device", True)]


@pytest.mark.parametrize("name", ["other", "retired", "away"])
def test_what_is_not_on_the_list_is_not_ticked(
    name: str, case: Case, items: dict[str, ChecklistItem], staff: User
) -> None:
    before = world()
    with pytest.raises(ActionRefused, match="This item is not on the checklist of this case"):
        tick(case_id=case.pk, actor=staff, pk=items[name].pk)
    assert world() == before

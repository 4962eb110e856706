import pytest

from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent, Collaborator
from cases.selectors.collaborators import asked_collaborators, plain_collaborator
from cases.services import collaborators
from cases.services.chart import StaleValue
from mediso.common.errors import ActionRefused
from tests.conftest import MakeCase
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HIKARU: collaborators.Person = {"name": "山本 光", "affiliation": "若竹大学", "role": "臨床評価"}
KAORU: collaborators.Person = {"name": "山本 薫", "affiliation": "若竹大学", "role": "臨床評価"}


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, consultation__collaborators=[{"name": "山本 光"}])


@pytest.fixture
def row(case: Case, staff: User) -> Collaborator:
    return collaborators.add(case_id=case.pk, actor=staff, **HIKARU).collaborators.get()


def told() -> list[tuple[str, dict[str, object]]]:
    return list(CaseEvent.objects.order_by("pk").values_list("kind", "payload"))


def test_each_change_keeps_what_was_and_what_is(case: Case, row: Collaborator, staff: User) -> None:
    collaborators.change(case_id=case.pk, actor=staff, pk=row.pk, was=plain_collaborator(row), **KAORU)
    assert list(case.collaborators.values("name", "affiliation", "role")) == [KAORU]
    collaborators.remove(case_id=case.pk, actor=staff, pk=row.pk)
    assert case.collaborators.count() == 0
    assert told() == [
        ("collaborator_added", {"collaborator": row.pk, "to": HIKARU}),
        ("collaborator_changed", {"collaborator": row.pk, "from": HIKARU, "to": KAORU}),
        ("collaborator_removed", {"collaborator": row.pk, "from": KAORU}),
    ]
    assert [(one.name, one.affiliation) for one in asked_collaborators(case)] == [("山本 光", "")]


def test_the_slower_one_is_told_before_overwriting(case: Case, row: Collaborator, staff: User, full_time: User) -> None:
    drawn = plain_collaborator(row)
    collaborators.change(case_id=case.pk, actor=full_time, pk=row.pk, was=drawn, **KAORU)
    before = world()
    with pytest.raises(StaleValue) as refusal:
        collaborators.change(case_id=case.pk, actor=staff, pk=row.pk, was=drawn, **(HIKARU | {"role": "試作"}))
    assert refusal.value.present == '["山本 薫", "若竹大学", "臨床評価"]'
    collaborators.change(case_id=case.pk, actor=staff, pk=row.pk, was=drawn, **KAORU)  # equal: nothing to overwrite
    assert world() == before


def test_what_is_gone_or_of_another_case_is_not_touched(
    case: Case, row: Collaborator, staff: User, make_case: MakeCase
) -> None:
    other = make_case()
    before = world()
    with pytest.raises(ActionRefused, match="This collaborator was removed meanwhile"):
        collaborators.remove(case_id=other.pk, actor=staff, pk=row.pk)
    with pytest.raises(ActionRefused, match="This collaborator was removed meanwhile"):
        collaborators.change(case_id=other.pk, actor=staff, pk=row.pk, was="", **KAORU)
    assert world() == before

import datetime as dt
from typing import Any

import pytest

from accounts.models import User
from cases.enums import LinkKind, State
from cases.models import Case, CaseEvent, CaseLink
from cases.selectors.links import linked_cases
from cases.services.links import link, unlink
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.factories.cases import CaseFactory
from tests.factories.supporters import InterestFactory
from tests.support.actions import assigned
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FOLLOW_ON, RELATED = LinkKind.FOLLOW_ON, LinkKind.RELATED


@pytest.fixture
def first(make_case: MakeCase) -> Case:
    return make_case(State.CLOSED, received_on=dt.date(2024, 4, 1))


@pytest.fixture
def second(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, received_on=dt.date(2025, 4, 1))


def shown(user: User, case: Case) -> list[tuple[str, str]]:
    return [(one.case.number, str(one.kind)) for one in linked_cases(user, case)]


@pytest.mark.parametrize("kind", LinkKind)
def test_both_cases_tell_of_a_link(kind: LinkKind, first: Case, second: Case, staff: User) -> None:
    made = link(case_id=second.pk, actor=staff, number=f" {first.number.lower()} ", kind=kind)
    assert (made.earlier, made.later, made.kind, made.linked_by) == (first, second, kind, staff)
    events = set(CaseEvent.objects.values_list("case", "kind", "actor", "payload__case", "payload__kind"))
    assert events == {
        (first.pk, "linked", staff.pk, second.pk, kind.value),
        (second.pk, "linked", staff.pk, first.pk, kind.value),
    }
    names = {RELATED: ("Related case", "Related case"), FOLLOW_ON: ("Follow-on case", "The case before it")}[kind]
    assert shown(staff, first) == [(second.number, names[0])]
    assert shown(staff, second) == [(first.number, names[1])]


def test_a_link_is_taken_away_on_both(first: Case, second: Case, staff: User) -> None:
    made = link(case_id=second.pk, actor=staff, number=first.number, kind=RELATED)
    unlink(case_id=first.pk, actor=staff, pk=made.pk)
    assert (shown(staff, first), shown(staff, second)) == ([], [])
    assert set(CaseEvent.objects.filter(kind="unlinked").values_list("case", flat=True)) == {first.pk, second.pk}
    before = world()
    with pytest.raises(ActionRefused, match="This link was taken away already"):
        unlink(case_id=first.pk, actor=staff, pk=made.pk)
    assert world() == before


def refused(case: Case, actor: User, number: str) -> str:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        link(case_id=case.pk, actor=actor, number=number, kind=RELATED)
    assert world() == before
    return str(refusal.value)


def test_what_cannot_be_seen_is_as_what_is_not(
    first: Case, staff: User, full_time: User, founder: User, other_desk: Desk, desk: Desk
) -> None:
    away = CaseFactory.create(desk=other_desk)
    tied = OrganisationFactory.create()
    InterestFactory.create(supporter=row_of(full_time), organisation=tied)
    hidden = CaseFactory.create(desk=desk, organisation=tied)
    for actor, number in ((staff, away.number), (staff, "M1999-0001"), (full_time, hidden.number)):
        assert refused(first, actor, number) == f"There is no case {number} that you can see."


def test_no_case_is_linked_with_itself_or_twice(first: Case, second: Case, staff: User) -> None:
    assert refused(first, staff, first.number) == "This is the case itself. Give the number of another one."
    link(case_id=first.pk, actor=staff, number=second.number, kind=RELATED)
    assert refused(first, staff, second.number) == f"{second.number} is linked already."
    assert refused(second, staff, first.number) == f"{first.number} is linked already."


def test_supporters_read_links_to_what_they_see_and_make_none(
    first: Case, second: Case, staff: User, supporter: User
) -> None:
    for case in (first, second):
        assigned(row_of(supporter), case, state="completed")
    link(case_id=first.pk, actor=staff, number=second.number, kind=RELATED)
    assert shown(supporter, first) == [(second.number, "Related case")]
    second.assignments.all().delete()
    assert shown(supporter, first) == []
    assert refused(first, supporter, first.number) == "This is the case itself. Give the number of another one."


def test_a_link_of_other_cases_is_not_touched(
    first: Case, second: Case, make_case: MakeCase, staff: User, supporter: User
) -> None:
    made = link(case_id=first.pk, actor=staff, number=second.number, kind=RELATED)
    third = make_case(State.SUPPORTING)
    assigned(row_of(supporter), third)
    before = world()
    attempts: list[dict[str, Any]] = [
        {"case_id": third.pk, "actor": staff, "pk": made.pk},
        {"case_id": third.pk, "actor": supporter, "pk": made.pk},
        {"case_id": first.pk, "actor": supporter, "pk": made.pk},
    ]
    for attempt in attempts:
        with pytest.raises(ActionRefused):
            unlink(**attempt)
    assert (world(), CaseLink.objects.count()) == (before, 1)

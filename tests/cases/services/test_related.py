from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import OrganisationTie, State
from cases.models import Case, CaseEvent, RelatedOrganisation
from cases.selectors.related import plain_related
from cases.services import related
from cases.services.chart import StaleValue
from mediso.common.errors import ActionRefused
from tests.cases.views.conftest import SignIn
from tests.conftest import MakeCase
from tests.factories.supporters import InterestFactory
from tests.support.actions import assigned
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NUMBER = "7000012050002"
PARENT: related.Related = {"kind": OrganisationTie.PARENT, "name": "株式会社 親", "corporate_number": NUMBER}
RIVAL: related.Related = {"kind": OrganisationTie.COMPETITOR, "name": "株式会社 親", "corporate_number": ""}


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


@pytest.fixture
def row(case: Case, staff: User) -> RelatedOrganisation:
    return related.add(case_id=case.pk, actor=staff, **PARENT).related_organisations.get()


def told() -> list[tuple[str, dict[str, object]]]:
    return list(CaseEvent.objects.order_by("pk").values_list("kind", "payload"))


def test_each_change_keeps_what_was_and_what_is(case: Case, row: RelatedOrganisation, staff: User) -> None:
    assert row.normalised_name == "親"
    related.change(case_id=case.pk, actor=staff, pk=row.pk, was=plain_related(row), **RIVAL)
    assert list(case.related_organisations.values("kind", "name", "normalised_name", "corporate_number")) == [
        {"kind": "competitor", "name": "株式会社 親", "normalised_name": "親", "corporate_number": ""}
    ]
    related.remove(case_id=case.pk, actor=staff, pk=row.pk)
    was = {"kind": "parent", "name": "株式会社 親", "corporate_number": NUMBER}
    became = {"kind": "competitor", "name": "株式会社 親", "corporate_number": ""}
    assert told() == [
        ("related_added", {"related": row.pk, "to": was}),
        ("related_changed", {"related": row.pk, "from": was, "to": became}),
        ("related_removed", {"related": row.pk, "from": became}),
    ]


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"name": "親㈱", "corporate_number": ""}, "株式会社 親 is recorded already, as “Parent company”."),
        ({"name": "別名", "corporate_number": NUMBER}, "株式会社 親 is recorded already, as “Parent company”."),
        ({"name": "・", "corporate_number": ""}, "Write the name of the organisation."),
    ],
)
def test_what_is_there_already_or_has_no_name_is_refused(
    named: Any, refusal: str, case: Case, row: RelatedOrganisation, staff: User
) -> None:
    before = world()
    with pytest.raises(ActionRefused, match=refusal):
        related.add(case_id=case.pk, actor=staff, kind=OrganisationTie.PARENT, **named)
    assert world() == before


def test_the_slower_one_is_told_and_what_is_of_another_case_is_not_touched(
    case: Case, row: RelatedOrganisation, staff: User, full_time: User, make_case: MakeCase
) -> None:
    drawn = plain_related(row)
    related.change(case_id=case.pk, actor=full_time, pk=row.pk, was=drawn, **RIVAL)
    other, before = make_case(), world()
    with pytest.raises(StaleValue) as refusal:
        related.change(case_id=case.pk, actor=staff, pk=row.pk, was=drawn, **PARENT)
    assert refusal.value.present == '["competitor", "株式会社 親", ""]'
    related.change(case_id=case.pk, actor=staff, pk=row.pk, was=drawn, **RIVAL)  # equal: nothing to overwrite
    with pytest.raises(ActionRefused, match="This organisation was removed meanwhile"):
        related.remove(case_id=other.pk, actor=staff, pk=row.pk)
    assert world() == before


def test_full_width_digits_are_folded_and_a_wrong_number_loses_nothing(
    case: Case, staff: User, sign_in: SignIn
) -> None:
    browser, address = sign_in(staff), reverse("chart_new", args=[case.number, "related"])
    wrong = browser.post(address, {"kind": "parent", "name": "親会社", "corporate_number": "1000012050002"})
    assert wrong.status_code == 422
    assert "its check digit does not fit" in Page(wrong).text
    assert 'value="親会社"' in wrong.content.decode()
    assert RelatedOrganisation.objects.count() == 0
    wide = "７０００-０１２０-５０００２"
    browser.post(address, {"kind": "parent", "name": "親会社", "corporate_number": wide})
    assert RelatedOrganisation.objects.get().corporate_number == NUMBER
    changed = reverse("chart_related", args=[case.number, RelatedOrganisation.objects.get().pk])
    answer = browser.post(changed, {"was": "", "kind": "competitor", "name": "親会社", "corporate_number": ""})
    assert answer.status_code == 409
    assert f"Parent company 親会社 {NUMBER}" in Page(answer).text


def test_who_works_on_the_case_and_is_tied_to_it_is_named_to_those_who_sort(
    case: Case, row: RelatedOrganisation, staff: User, supporter: User, sign_in: SignIn
) -> None:
    working = row_of(supporter)
    assigned(working, case)
    InterestFactory.create(supporter=working, organisation_name="別の書き方", corporate_number=NUMBER)
    address = reverse("chart_tab", args=[case.number, "organisation"])
    words = f"{working.name} is asked to work on this case, or works on it, and has a tie to this organisation."
    assert words in Page(sign_in(staff).get(address)).text
    theirs = Page(sign_in(supporter).get(address)).text
    assert ("株式会社 親" in theirs, words in theirs, "Add a related organisation" in theirs) == (True, False, False)

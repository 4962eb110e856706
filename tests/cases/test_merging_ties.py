"""Two organisations are not merged while somebody works on a case of one of them and has a tie to the other."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import Organisation, OrganisationMerge, User
from accounts.services.merging import merge_organisations
from cases.enums import State
from cases.models import Assignment, Case
from cases.services import matching
from mediso.common.errors import ActionRefused
from supporters.models import Interest
from tests.cases.views.conftest import SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.factories.supporters import InterestFactory
from tests.support.actions import assigned, proposal_to
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.races import at_once
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def kept(organisation: Organisation) -> Organisation:
    return organisation


@pytest.fixture
def merged() -> Organisation:
    return OrganisationFactory.create(name="株式会社松葉")


def tie(user: User, organisation: Organisation) -> Interest:
    return InterestFactory.create(supporter=row_of(user), organisation=organisation, organisation_name="ほかの名前")


def refusal_of(kept: Organisation, merged: Organisation, actor: User) -> str:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        merge_organisations(kept=kept, merged=merged, actor=actor)
    assert (world(), OrganisationMerge.objects.count()) == (before, 0)
    return str(refusal.value)


def test_whoever_works_on_a_case_of_the_merged_one_has_no_tie_to_the_kept_one(
    make_case: MakeCase, kept: Organisation, merged: Organisation, staff: User, supporter: User
) -> None:
    case = make_case(State.SUPPORTING, organisation=merged)
    assigned(row_of(supporter), case)
    tie(supporter, kept)
    assert refusal_of(kept, merged, staff) == (
        f"野村 進 has a declared interest in 株式会社若竹 and is asked to work on {case.number} of 株式会社松葉, "
        "or works on it. Withdraw the proposal or close the case before you merge the two."
    )


@pytest.mark.parametrize("by_name", [True, False])
def test_whoever_is_asked_for_a_case_of_the_kept_one_has_no_tie_to_the_merged_one(
    by_name: bool, make_case: MakeCase, kept: Organisation, merged: Organisation, staff: User, supporter: User
) -> None:
    case = make_case(State.MATCHING)
    proposal_to(row_of(supporter), case)
    if by_name:
        InterestFactory.create(supporter=row_of(supporter), organisation=None, organisation_name="松葉(株)")
    else:
        tie(supporter, merged)
    assert refusal_of(kept, merged, staff) == (
        f"野村 進 has a declared interest in 株式会社松葉 and is asked to work on {case.number} of 株式会社若竹, "
        "or works on it. Withdraw the proposal or close the case before you merge the two."
    )


def test_another_desk_s_staff_read_neither_who_nor_which_case(
    make_case: MakeCase, kept: Organisation, merged: Organisation, other_staff: User, supporter: User
) -> None:
    case = make_case(State.SUPPORTING, organisation=merged)
    assigned(row_of(supporter), case)
    tie(supporter, kept)
    assert refusal_of(kept, merged, other_staff) == (
        "Somebody who is asked to work on a case of 株式会社松葉, or works on it, has a declared "
        "interest in 株式会社若竹. Ask the staff of Medical desk to withdraw the proposal or close the "
        "case before you merge the two."
    )


def test_after_the_proposal_is_withdrawn_they_are_merged(
    make_case: MakeCase, kept: Organisation, merged: Organisation, staff: User, supporter: User
) -> None:
    case = make_case(State.MATCHING, organisation=merged)
    proposal_to(row_of(supporter), case)
    tie(supporter, kept)
    refusal_of(kept, merged, staff)
    matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=None)
    merge_organisations(kept=kept, merged=merged, actor=staff)
    case.refresh_from_db()
    assert case.organisation == kept


def test_what_is_over_and_what_was_so_before_stand_against_nothing(
    make_case: MakeCase,
    kept: Organisation,
    merged: Organisation,
    staff: User,
    supporter: User,
    other_supporter: User,
    full_time: User,
) -> None:
    """Work that is done, a tie that ended, and a tie to the very organisation that the case names."""
    case = make_case(State.SUPPORTING, organisation=merged)
    assigned(row_of(supporter), case, state="completed", role="adviser")
    assigned(row_of(other_supporter), case)
    assigned(row_of(full_time), case, role="adviser")
    tie(supporter, kept)
    ended = tie(other_supporter, kept)
    Interest.objects.filter(pk=ended.pk).update(valid_from=dt.date(2019, 1, 1), valid_until=dt.date(2020, 1, 1))
    tie(full_time, merged)
    merge_organisations(kept=kept, merged=merged, actor=staff)
    case.refresh_from_db()
    assert case.organisation == kept


def test_the_page_says_so_and_keeps_the_choice(
    make_case: MakeCase, kept: Organisation, merged: Organisation, staff: User, supporter: User, sign_in: SignIn
) -> None:
    assigned(row_of(supporter), make_case(State.SUPPORTING, organisation=merged))
    tie(supporter, kept)
    visitor: Client = sign_in(staff)
    address = f"/organisations/{kept.pk}/merge/"
    page = Page(visitor.post(address, {"organisation": str(merged.pk), "kept": str(kept.pk)}))
    assert (page.status, page.values["kept"]) == (409, [str(kept.pk)])
    assert "Withdraw the proposal or close the case before you merge the two." in page.text


@pytest.mark.django_db(transaction=True)
def test_nobody_with_a_tie_is_proposed_while_the_two_are_merged(
    make_case: MakeCase, kept: Organisation, merged: Organisation, staff: User, supporter: User
) -> None:
    case = make_case(State.MATCHING, organisation=merged)
    tie(supporter, kept)
    answers = at_once(
        lambda: merge_organisations(kept=kept, merged=merged, actor=staff),
        lambda: matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(supporter).pk),
    )
    assert sorted(isinstance(answer, ActionRefused) for answer in answers) == [False, True]
    is_merged = Case.objects.get().organisation_id == kept.pk
    assert Assignment.objects.exists() != is_merged

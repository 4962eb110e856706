"""What the engine is told of a case and of each supporter."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from cases.enums import AssignmentState, State
from cases.models import Assignment, Case
from cases.selectors.candidates import exclusions_of, matter_of, need_of, ranking_for
from mediso.common.fiscal import FiscalYear
from supporters.matching import Candidate, RuleCode
from supporters.matching.values import Tie
from tests.conftest import MakeCase
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.cases import CaseFactory, InterviewFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.classified import product_type_of, topic_set_of, topics_of
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.MATCHING)


def candidate(user: User, case: Case) -> Candidate:
    known = {one.supporter_id: one for one in matter_of([case], case.desk, TODAY()).candidates}
    return known[row_of(user).pk]


def test_the_need_is_the_desk_s_classification_under_every_name_of_the_asker(
    case: Case, supporter: User, other_supporter: User, full_time: User
) -> None:
    """The desk may have found that the asker is an organisation it knows by another name."""
    known = OrganisationFactory.create(name="若竹ホールディングス")
    Case.objects.update(organisation=known)
    proposal_to(row_of(supporter), case)
    proposal_to(row_of(other_supporter), case, state=AssignmentState.DECLINED)
    assigned(row_of(full_time), case, state=AssignmentState.COMPLETED)
    need = need_of(Case.objects.get(), TODAY())
    assert (need.case_id, need.product_type_id, need.organisation_id) == (case.pk, case.product_type_id, known.pk)
    assert need.topic_ids == frozenset(topic_set_of(case).members.values_list("topic", flat=True))
    assert need.organisation_names == {"若竹ホールディングス", "株式会社若竹"}
    assert need.involved_ids == {row_of(supporter).pk}
    assert need.declined_ids == {row_of(other_supporter).pk}
    assert (need.on, need.language) == (TODAY(), "ja")


def test_an_idle_supporter_in_plain_values(case: Case, supporter: User) -> None:
    row = row_of(supporter)
    interest = InterestFactory.create(supporter=row, organisation_name="株式会社別", valid_until=dt.date(2020, 1, 1))
    year = FiscalYear.of(TODAY()).year
    assert candidate(supporter, case) == Candidate(
        supporter_id=row.pk,
        expertise={row.expertise.get().topic_id: 4},
        product_type_ids=frozenset({product_type_of(case).pk}),
        languages=frozenset({"ja"}),
        term_start=dt.date(2018, 2, 1),
        term_end=None,
        open_cases=0,
        max_open_cases=3,
        hours_per_month=10,
        hours_used_this_month=Decimal(0),
        interests=(Tie(None, "株式会社別", interest.kind, dt.date(2018, 2, 1), dt.date(2020, 1, 1)),),
        undertakings=frozenset({("confidentiality", year), ("conduct", year)}),
        free_hours=candidate(supporter, case).free_hours,
    )
    assert candidate(supporter, case).free_hours.assumed


def test_open_cases_are_accepted_and_not_completed(case: Case, supporter: User) -> None:
    for state in AssignmentState:
        proposal_to(row_of(supporter), CaseFactory.create(desk=case.desk, state=State.SUPPORTING), state=state)
    one = candidate(supporter, case)
    assert one.open_cases == 1
    assert one.open_proposals == {Assignment.objects.get(state=AssignmentState.PROPOSED).case_id}


def test_continuity_counts_other_cases_of_the_organisation(case: Case, make_case: MakeCase, supporter: User) -> None:
    row = row_of(supporter)
    assigned(row, case)
    assigned(row, make_case(State.SUPPORTING))
    assigned(row, make_case(State.CLOSED), state=AssignmentState.COMPLETED)
    proposal_to(row, make_case(State.MATCHING))
    proposal_to(row, make_case(State.MATCHING), state=AssignmentState.DECLINED)
    assigned(row, CaseFactory.create(desk=case.desk, state=State.SUPPORTING))
    earlier = candidate(supporter, case).earlier_cases
    assert {organisation: len(cases) for organisation, cases in earlier.items()} == {case.organisation_id: 3}
    assert case.pk in earlier[case.organisation_id]


@pytest.mark.parametrize(("days", "counted"), [(0, 1), (89, 1), (90, 0)], ids=str)
def test_proposals_count_for_ninety_days_whatever_the_answer(
    days: int, counted: int, case: Case, supporter: User
) -> None:
    proposal_to(row_of(supporter), case, state=AssignmentState.WITHDRAWN)
    Assignment.objects.update(proposed_at=timezone.now() - dt.timedelta(days=days))
    assert candidate(supporter, case).proposals_last_90_days == counted


def test_an_open_proposal_is_not_held_against_its_own_answer(case: Case, supporter: User) -> None:
    proposal_to(row_of(supporter), case)
    assert exclusions_of(row_of(supporter), case, TODAY()) == ()
    excluded = ranking_for(case, TODAY()).excluded
    assert [(one.supporter_id, [reason.code for reason in one.reasons]) for one in excluded] == [
        (row_of(supporter).pk, ["already_involved"])
    ]


def test_only_the_desk_s_own_roster_is_ranked(case: Case, supporter: User, full_time: User) -> None:
    SupporterFactory.create(knows=dict.fromkeys(topics_of(case), 5))
    ranking = ranking_for(case, TODAY())
    assert [one.supporter_id for one in ranking.ranked] == [row_of(full_time).pk, row_of(supporter).pk]
    assert ranking.excluded == ()


def test_whoever_belongs_to_the_asker_s_organisation_is_excluded(case: Case, supporter: User) -> None:
    """By name as well: two founders of one company have a row of it each (docs/adr/0006)."""
    namesake = OrganisationFactory.create(
        name=case.organisation.name, normalised_name=case.organisation.normalised_name
    )
    MembershipFactory.create(user=supporter, organisation=namesake)
    (exclusion,) = exclusions_of(row_of(supporter), case, TODAY())
    assert exclusion.code == RuleCode.CONFLICT_OF_INTEREST
    assert exclusion.values["organisation"] == namesake.name


@pytest.mark.parametrize("count", [1, 3])
def test_a_ranking_costs_the_same_for_every_roster(
    count: int, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for row in SupporterFactory.create_batch(
        count,
        desk=case.desk,
        signs_in=True,
        knows=dict.fromkeys(topics_of(case), 3),
        handles=[case.product_type],
    ):
        InterestFactory.create(supporter=row)
        MembershipFactory.create(user=row.user)
        InterviewFactory.create(case=case, present=[row])
        assigned(row, CaseFactory.create(desk=case.desk, state=State.SUPPORTING))
    fresh = Case.objects.select_related("organisation", "consultation__organisation", "topic_set").get(pk=case.pk)
    with django_assert_num_queries(19):
        assert len(ranking_for(fresh, TODAY()).ranked) == count

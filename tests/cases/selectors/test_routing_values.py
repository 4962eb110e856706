"""What matching is told beyond the roster's plain columns: organisations, leave, the week, hours, dates, weights."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, User
from cases.enums import AssignmentState, EventKind, OrganisationTie, State
from cases.models import Assignment, Case, CaseEvent, RelatedOrganisation
from cases.selectors.candidates import exclusions_of, matter_of, need_of, ranking_for
from cases.selectors.clocks import calendar_of
from mediso.desks.models import Desk
from supporters.matching import Away, Candidate, Exclusion, Related, RuleCode, Weights
from supporters.matching.free_hours import MINUTES_AN_HOUR
from supporters.models import Interest, Leave, PossibleHours, Undertaking
from tests.conftest import MakeCase
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.cases import CaseFactory, InterviewFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.classified import topics_of
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
NUMBER, OTHER_NUMBER = "7000012050002", "8700110005901"


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.MATCHING)


def candidate(user: User, case: Case) -> Candidate:
    known = {one.supporter_id: one for one in matter_of([case], case.desk, TODAY()).candidates}
    return known[row_of(user).pk]


def conflicts(user: User, case: Case) -> list[list[str]]:
    reasons = exclusions_of(row_of(user), case, TODAY())
    assert {reason.code for reason in reasons} <= {RuleCode.CONFLICT_OF_INTEREST}
    return [reason.values["side"] for reason in reasons]


def test_a_tie_to_a_parent_or_a_competitor_of_the_asker_is_a_conflict(case: Case, supporter: User) -> None:
    RelatedOrganisation.objects.create(
        case=case, kind=OrganisationTie.COMPETITOR, name="ミロモ", normalised_name="ミロモ", corporate_number=NUMBER
    )
    RelatedOrganisation.objects.create(case=case, kind=OrganisationTie.PARENT, name="若竹HD", normalised_name="若竹hd")
    assert need_of(case, TODAY()).related == (Related("competitor", "ミロモ", NUMBER), Related("parent", "若竹HD"))
    InterestFactory.create(supporter=row_of(supporter), organisation_name="MP研究所", corporate_number=NUMBER)
    InterestFactory.create(supporter=row_of(supporter), organisation_name="㈱若竹ＨＤ")
    assert conflicts(supporter, case) == [["competitor", "ミロモ"], ["parent", "若竹HD"]]


def test_the_asker_is_known_by_the_numbers_of_its_row_and_of_those_merged_into_it(
    case: Case, organisation: Organisation, supporter: User
) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(corporate_number=NUMBER)
    OrganisationFactory.create(name="旧若竹", corporate_number=OTHER_NUMBER, merged_into=organisation)
    need = need_of(case, TODAY())
    assert need.corporate_numbers == {NUMBER, OTHER_NUMBER}
    assert need.organisation_names == {"株式会社若竹", "旧若竹"}
    InterestFactory.create(supporter=row_of(supporter), organisation_name="WT社", corporate_number=OTHER_NUMBER)
    assert conflicts(supporter, case) == [["asker", ""]]


def test_an_interest_in_a_row_is_known_by_the_row_s_name_and_number_too(case: Case, supporter: User) -> None:
    row = OrganisationFactory.create(name="ミロモ", corporate_number=NUMBER)
    InterestFactory.create(supporter=row_of(supporter), organisation=row, organisation_name="別の名前")
    for name, number in [("(株)ミロモ", ""), ("全く別の名前", NUMBER)]:
        RelatedOrganisation.objects.all().delete()
        RelatedOrganisation.objects.create(
            case=case, kind=OrganisationTie.COMPETITOR, name=name, normalised_name=name, corporate_number=number
        )
        assert conflicts(supporter, case) == [["competitor", name]]


def test_a_tie_declared_at_another_desk_counts_there_and_here(case: Case, supporter: User, other_desk: Desk) -> None:
    elsewhere = SupporterFactory.create(desk=other_desk, user=supporter)
    InterestFactory.create(supporter=elsewhere, organisation_name=case.organisation.name)
    (reason,) = exclusions_of(supporter.appointments.get(desk=case.desk), case, TODAY())
    assert reason.code == RuleCode.CONFLICT_OF_INTEREST
    assert Interest.objects.count() == 1


def test_without_this_year_s_undertakings_nobody_is_asked(case: Case, desk: Desk) -> None:
    row = SupporterFactory.create(desk=desk, knows=dict.fromkeys(topics_of(case), 3), signed=False)
    Undertaking.objects.create(supporter=row, kind="conduct", fiscal_year=2019, text="誓約します。")
    (reason,) = exclusions_of(row, case, TODAY())
    assert reason.code == RuleCode.UNDERTAKING_MISSING
    assert reason.values["undertakings"] == ["confidentiality", "conduct"]


def test_leave_and_the_week_s_cap_keep_a_supporter_off_unless_set_aside(case: Case, supporter: User) -> None:
    row = row_of(supporter)
    yesterday = TODAY() - dt.timedelta(days=1)
    Leave.objects.create(supporter=row, kind="pause", first_day=yesterday)
    row.proposals_per_week = 1
    row.save()
    proposal_to(row, CaseFactory.create(desk=case.desk, state=State.MATCHING), state=AssignmentState.WITHDRAWN)
    assert candidate(supporter, case).leaves == (Away("pause", yesterday),)
    assert exclusions_of(row, case, TODAY()) == (
        Exclusion(RuleCode.ON_LEAVE, {"leave": "pause", "first_day": yesterday.isoformat(), "last_day": None}),
        Exclusion(RuleCode.WEEKLY_PROPOSALS, {"count": 1, "cap": 1}),
    )
    assert exclusions_of(row, case, TODAY(), {RuleCode.ON_LEAVE, RuleCode.WEEKLY_PROPOSALS}) == ()


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        pytest.param("2024-12-01T23:59+09:00", 0, id="Sunday"),
        pytest.param("2024-12-02T00:00+09:00", 1, id="Monday"),
        pytest.param("2024-12-08T23:59+09:00", 1, id="Sunday after"),
        pytest.param("2024-12-09T00:00+09:00", 0, id="Monday after"),
    ],
)
def test_a_week_of_proposals_begins_on_monday_in_japan(at: str, counted: int, case: Case, supporter: User) -> None:
    proposal_to(row_of(supporter), case, state=AssignmentState.WITHDRAWN)
    Assignment.objects.update(proposed_at=dt.datetime.fromisoformat(at))
    (one,) = matter_of([case], case.desk, dt.date(2024, 12, 6)).candidates
    assert one.proposals_this_week == counted


def test_the_last_free_place_is_not_proposed_twice_but_may_be_accepted(case: Case, supporter: User) -> None:
    row = row_of(supporter)
    row.max_open_cases = 1
    row.save()
    other = CaseFactory.create(desk=case.desk, state=State.MATCHING)
    proposal_to(row, other)
    (reason,) = exclusions_of(row, case, TODAY())
    assert (reason.code, reason.values) == (RuleCode.OPEN_CASE_CAP, {"open": 0, "proposed": 1, "cap": 1})
    Case.objects.filter(pk=other.pk).update(topic_set=case.topic_set)
    other.refresh_from_db()
    assert exclusions_of(row, other, TODAY()) == ()


def test_the_target_date_is_the_answer_s_and_once_that_has_passed_counted_anew(case: Case) -> None:
    assert not case.events.exists()
    calendar, today = calendar_of(case.desk), TODAY()
    anew = calendar.add(today, case.desk.answer_days)
    assert need_of(case, today).due_on == anew  # no clock runs
    received = today - dt.timedelta(days=5)
    event = CaseEvent.objects.create(
        case=case, kind=EventKind.SUBMITTED, occurred_on=received, to_state=State.SUBMITTED
    )
    assert need_of(case, today).due_on == calendar.add(event.occurred_on, case.desk.answer_days)
    later = today + dt.timedelta(days=60)
    assert need_of(case, later).due_on == calendar.add(later, case.desk.answer_days)


def test_free_hours_are_those_of_the_week_given_the_desk_s_days_and_the_hours_left(case: Case, supporter: User) -> None:
    """Monday 2 December 2024; answers within 10 business days: the target date is Monday the 16th."""
    on, row = dt.date(2024, 12, 2), row_of(supporter)
    free = matter_of([case], case.desk, on).candidates[0].free_hours
    assert (free.assumed, free.until(dt.date(2024, 12, 16))) == (True, 10 * MINUTES_AN_HOUR)  # of 80 possible hours
    for weekday, begins, ends in [(1, 9, 11), (1, 10, 12), (3, 18, 19), (5, 9, 17)]:
        PossibleHours.objects.create(supporter=row, weekday=weekday, begins=dt.time(begins), ends=dt.time(ends))
    Leave.objects.create(supporter=row, kind="leave", first_day=dt.date(2024, 12, 9), last_day=dt.date(2024, 12, 11))
    InterviewFactory.create(case=case, present=[row], held_on=dt.date(2024, 12, 1), minutes=330)
    free = matter_of([case], case.desk, on).candidates[0].free_hours
    days = [(3, 180), (4, 180), (5, 240), (9, 240), (12, 270), (16, 270)]  # 4.5 hours of the month are left
    assert [(day, free.until(dt.date(2024, 12, day))) for day, _ in days] == days
    assert not free.assumed


def test_the_desk_s_weights_and_the_modality_make_the_ranking(case: Case, supporter: User, desk: Desk) -> None:
    Desk.objects.filter(pk=desk.pk).update(
        weight_coverage=0, weight_modality=60, weight_product_type=0, weight_free_hours=0, weight_fair_share=30
    )
    Case.objects.filter(pk=case.pk).update(modality="device")
    row = row_of(supporter)
    row.modalities = ["device"]
    row.save()
    ranking = ranking_for(Case.objects.get(pk=case.pk), TODAY())
    assert ranking.weights == Weights(0, 0, 60, 10, 0, 30)
    assert [(one.supporter_id, one.points) for one in ranking.ranked] == [(row.pk, 90_000)]


@pytest.mark.parametrize("count", [1, 3])
def test_many_cases_and_supporters_cost_what_one_does(
    count: int, make_case: MakeCase, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cases = [make_case(State.MATCHING) for _ in range(count)]
    for case in cases:
        RelatedOrganisation.objects.create(case=case, kind="parent", name="親", normalised_name="親")
        row = SupporterFactory.create(desk=desk, signs_in=True, knows=dict.fromkeys(topics_of(case), 3))
        InterestFactory.create(supporter=row)
        MembershipFactory.create(user=row.user)
        PossibleHours.objects.create(supporter=row, weekday=1, begins=dt.time(9), ends=dt.time(12))
        Leave.objects.create(supporter=row, kind="leave", first_day=dt.date(2020, 1, 1), last_day=dt.date(2020, 1, 2))
        assigned(row, case)
    listed = list(Case.objects.order_by("pk"))
    with django_assert_num_queries(18):
        matter = matter_of(listed, desk, TODAY())
    assert [need.case_id for need in matter.needs] == [case.pk for case in listed]
    assert len(matter.candidates) == count


def test_a_case_of_another_desk_or_without_a_classification_is_refused(
    case: Case, make_case: MakeCase, other_desk: Desk
) -> None:
    with pytest.raises(ValueError, match=f"Case {case.number} is not of the desk {other_desk.code}"):
        matter_of([case], other_desk, TODAY())
    raw = make_case(State.SUBMITTED, product_type=None)
    with pytest.raises(ValueError, match=f"Case {raw.number} is not classified"):
        need_of(raw, TODAY())

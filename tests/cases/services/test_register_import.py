import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.models import Count
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Organisation
from cases.enums import AssignmentRole, AssignmentState, Awaits, Channel, DevelopmentStage, InterviewKind, State
from cases.models import Assignment, Case, CaseEvent, Interview, NumberSequence, Rating
from cases.selectors.history import chart_history
from cases.services.numbering import next_number
from cases.services.register_import import Imported, import_register, read_register
from mediso.desks.models import Desk, Topic
from mediso.outbox.models import OutboxMail
from supporters.models import Supporter
from supporters.services.roster_import import import_roster
from supporters.services.roster_rows import read_roster
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.supporters import SupporterFactory
from tests.registers import REGISTER, ROSTER, case_row, everything, mediso_desk, saved
from tests.support.classified import product_type_of, topics_of

pytestmark = pytest.mark.django_db
UNSUPPORTED: Any = {"サポーター面談日": "", "担当サポーター": "", "フォローアップ日": ""}


@pytest.fixture
def desk() -> Desk:
    return mediso_desk()


@pytest.fixture
def supporter(desk: Desk) -> Supporter:
    return SupporterFactory.create(desk=desk, name="野村 進")


def load(desk: Desk, path: Path, *, dry_run: bool = False, batch: int = 500) -> Imported:
    table = read_register(path, desk=desk)
    return import_register(desk=desk, table=table, file=path.name, dry_run=dry_run, batch=batch)


def test_a_row_becomes_a_consultation_and_a_closed_case(desk: Desk, supporter: Supporter, tmp_path: Path) -> None:
    assert load(desk, saved(tmp_path, [case_row()])) == Imported(loaded=1, unchanged=0, organisations=1)
    case = Case.objects.get()
    assert (case.desk, case.number, case.channel) == (desk, "2024-0001", Channel.PORTAL)
    assert (case.received_on, case.closed_on) == (dt.date(2024, 4, 1), dt.date(2024, 6, 10))
    assert (case.state, case.awaits, case.returns_to, case.version) == (State.CLOSED, Awaits.NOBODY, "", 1)
    assert (case.organisation.name, case.organisation_kind, case.prefecture) == (
        "株式会社若竹",
        OrganisationKind.VENTURE,
        Prefecture.TOKYO,
    )
    assert (product_type_of(case).name_ja, case.development_stage) == ("医療機器", DevelopmentStage.PROTOTYPE)
    assert {topic.name_ja for topic in topics_of(case)} == {"法規制対応", "資金調達"}
    asked = case.consultation
    assert (asked.desk, asked.asked_by, asked.organisation) == (desk, None, case.organisation)
    assert (asked.product_type, asked.topic_set) == (case.product_type, case.topic_set)
    assert (asked.title, asked.text) == ("試験の範囲について", "必要な試験の範囲を確認したい。")
    assert (asked.product_name, asked.target_disease, asked.development_stage) == (
        "人工関節",
        "変形性膝関節症",
        DevelopmentStage.PROTOTYPE,
    )
    assert asked.submitted_at is not None
    assert timezone.localtime(asked.submitted_at).isoformat() == "2024-04-01T00:00:00+09:00"


def test_what_was_done_becomes_rows_and_not_text(desk: Desk, supporter: Supporter, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [case_row()]))
    assignment = Assignment.objects.get()
    assert (assignment.supporter, assignment.role, assignment.state) == (
        supporter,
        AssignmentRole.LEAD,
        AssignmentState.COMPLETED,
    )
    assert (assignment.decided_at, assignment.no_conflict_declared_at, assignment.known) == (None, None, {})
    first, second, third = Interview.objects.order_by("held_on")
    assert (first.kind, first.held_on, list(first.supporters.all())) == (
        InterviewKind.PRELIMINARY,
        dt.date(2024, 4, 8),
        [],
    )
    assert (second.kind, second.held_on, list(second.supporters.all())) == (
        InterviewKind.SUPPORTER,
        dt.date(2024, 4, 15),
        [supporter],
    )
    assert {(row.minutes, row.form, row.summary, row.recorded_by) for row in (first, second, third)} == {
        (None, "", "", None)
    }
    case = Case.objects.get()
    assert (case.preliminary_on, case.interviewed_on, case.followed_up_on) == (
        first.held_on,
        second.held_on,
        third.held_on,
    )
    assert (case.satisfaction, case.language, case.month_end_moves) == (Rating.objects.get().score, "ja", "--")
    assert (third.kind, third.held_on, list(third.supporters.all())) == (
        InterviewKind.FOLLOW_UP,
        dt.date(2024, 6, 1),
        [],
    )
    assert (Rating.objects.get().score, Rating.objects.get().rated_at) == (5, None)


@time_machine.travel("2026-11-21 12:00+09:00")
def test_its_events_say_that_they_were_imported_and_when_things_happened(
    desk: Desk, supporter: Supporter, tmp_path: Path
) -> None:
    load(desk, saved(tmp_path, [case_row()]))
    events = CaseEvent.objects.order_by("occurred_on", "pk")
    assert [(event.kind, event.occurred_on.isoformat(), event.to_state) for event in events] == [
        ("submitted", "2024-04-01", "submitted"),
        ("preliminary_interview", "2024-04-08", ""),
        ("supporter_interview", "2024-04-15", ""),
        ("followed_up", "2024-06-01", ""),
        ("closed", "2024-06-10", "closed"),
        ("imported", "2026-11-21", "closed"),
    ]
    assert {(event.source, event.actor) for event in events} == {("import", None)}
    origin = events.get(kind="imported").payload
    assert (origin["file"], origin["line"], len(origin["columns"])) == ("台帳.csv", 2, 19)
    assert "野村" not in str(origin)
    assert len(chart_history(UserFactory.create(), Case.objects.get(), sorts=True)) == 6


def test_no_mail_goes_out_and_nobody_is_made(desk: Desk, supporter: Supporter, tmp_path: Path) -> None:
    before = everything()
    load(desk, saved(tmp_path, [case_row()]))
    after = everything()
    assert OutboxMail.objects.count() == 0
    assert (after["accounts.User"], after["supporters.Supporter"]) == (
        before["accounts.User"],
        before["supporters.Supporter"],
    )


def test_a_case_without_a_supporter_has_no_assignment(desk: Desk, tmp_path: Path) -> None:
    row = case_row(**UNSUPPORTED, 事前面談日="", 満足度="", 開発段階="", 対象疾患="") | {"製品・技術": ""}
    load(desk, saved(tmp_path, [row]))
    counted = [model.objects.count() for model in (Case, Assignment, Interview, Rating, CaseEvent)]
    assert counted == [1, 0, 0, 0, 3]


def test_new_numbers_follow_the_imported_ones(desk: Desk, tmp_path: Path) -> None:
    NumberSequence.objects.create(desk=desk, year=2023, last=900)
    numbers = ("2024-0007", "2024-0123", "2024-0100", "2023-0005", "2022-12345")
    rows = [case_row(受付番号=number, 受付日=f"{number[:4]}-04-01", **UNSUPPORTED, 事前面談日="") for number in numbers]
    load(desk, saved(tmp_path, rows))
    given = [next_number(desk, dt.date(year, 5, 1)) for year in (2024, 2023, 2022, 2021)]
    assert given == ["2024-0124", "2023-0901", "2022-12346", "2021-0001"]


def test_one_organisation_however_its_name_is_spelt(desk: Desk, tmp_path: Path) -> None:
    known = OrganisationFactory.create(name="乙製薬株式会社", kind=OrganisationKind.LARGE)
    rows = [
        case_row(1, 事業者名="株式会社若竹", 所在地="東京都", 受付日="2024/4/3", **UNSUPPORTED, 事前面談日=""),
        case_row(2, 事業者名="（株）若竹", 所在地="大阪府", 受付日="2024/4/2", **UNSUPPORTED, 事前面談日=""),
        case_row(3, 事業者名="㈱乙製薬", 事業者属性="中小企業", **UNSUPPORTED),
    ]
    assert load(desk, saved(tmp_path, rows)) == Imported(loaded=3, unchanged=0, organisations=1)
    made = Organisation.objects.exclude(pk=known.pk).get()
    assert (made.name, made.kind, made.prefecture) == ("株式会社若竹", OrganisationKind.VENTURE, Prefecture.TOKYO)
    cases = Case.objects.order_by("number").values_list("organisation", "organisation_kind", "prefecture")
    assert list(cases) == [
        (made.pk, "venture", "13"),
        (made.pk, "venture", "27"),
        (known.pk, "sme", "13"),
    ]


def test_of_two_organisations_of_one_name_the_one_spelt_the_same_is_taken(desk: Desk, tmp_path: Path) -> None:
    older, _younger, alike = (OrganisationFactory.create(name=name) for name in ("若竹", "若竹㈱", "株式会社若竹"))
    rows = [case_row(1, **UNSUPPORTED), case_row(2, 事業者名="有限会社若竹", **UNSUPPORTED)]
    load(desk, saved(tmp_path, rows))
    assert list(Case.objects.order_by("number").values_list("organisation", flat=True)) == [alike.pk, older.pk]


def test_retired_topics_are_right_for_history(desk: Desk, tmp_path: Path) -> None:
    Topic.objects.filter(desk=desk).update(retired_on=dt.date(2020, 1, 1))
    assert load(desk, saved(tmp_path, [case_row(**UNSUPPORTED)])).loaded == 1


def test_a_trial_loads_nothing(desk: Desk, supporter: Supporter, tmp_path: Path) -> None:
    before = everything()
    assert load(desk, saved(tmp_path, [case_row()]), dry_run=True) == Imported(1, 0, 1)
    assert everything() == before


def test_a_desk_with_a_prefix_has_it_in_its_numbers(desk: Desk, tmp_path: Path) -> None:
    desk.number_prefix = "C"
    desk.save()
    load(desk, saved(tmp_path, [case_row(受付番号="Ｃ２０２４－０００７", **UNSUPPORTED)]))
    assert Case.objects.get().number == "C2024-0007"
    assert next_number(desk, dt.date(2024, 5, 1)) == "C2024-0008"


@pytest.mark.parametrize(("rows", "batches"), [(20, 1), (60, 1), (60, 3)])
def test_queries_grow_with_batches_and_not_with_rows(
    supporter: Supporter, tmp_path: Path, rows: int, batches: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = saved(tmp_path, [case_row(number) for number in range(1, rows + 1)])
    table = read_register(path, desk=supporter.desk)
    with django_assert_num_queries(16 + 7 * batches):
        import_register(desk=supporter.desk, table=table, file=path.name, batch=rows // batches)


def test_the_whole_register_comes_in(desk: Desk) -> None:
    import_roster(desk=desk, table=read_roster(ROSTER, desk=desk))
    assert load(desk, REGISTER) == Imported(loaded=1607, unchanged=0, organisations=506)
    counted = [model.objects.count() for model in (Assignment, Interview, Rating)]
    assert counted == [817, 1379 + 817 + 817, 1039]
    years = Case.objects.order_by("received_on__year").values_list("received_on__year").annotate(Count("pk"))
    assert dict(years) == {2018: 151, 2019: 202, 2020: 201, 2021: 235, 2022: 249, 2023: 294, 2024: 275}
    assert Case.objects.filter(topic_set__topics__name_ja="法規制対応").count() == 809
    assert load(desk, REGISTER) == Imported(loaded=0, unchanged=1607, organisations=0)

"""自動処理: the first rule that holds takes a case as it was received, step by step through the gate."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Organisation, User
from cases.enums import Channel, State
from cases.models import Assignment, Case, CaseEvent, RuleRun
from cases.selectors.history import chart_history, history_for_founder
from cases.selectors.labels import desk_labels
from cases.services import automatic_triage, charge, intake, taking_in, triage
from cases.services.automatic_triage import apply_rules
from cases.tasks import apply_rules as apply_rules_task
from cases.tasks import sweep_rules
from mediso.desks.models import Desk, Topic, TriageRule
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import ProductTypeFactory, TriageRuleFactory
from tests.support.broker import Taken, away, taken
from tests.support.people import row_of
from tests.support.races import at_once
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

EVERYTHING = {
    "starts_triage": True,
    "takes_over_classification": True,
    "starts_matching": True,
    "proposes": True,
}


@pytest.fixture
def queued(settings: Settings) -> Iterator[Callable[[], Taken]]:
    yield from taken(settings)


def on(desk: Desk, **values: Any) -> TriageRule:
    return TriageRuleFactory.create(desk=desk, is_on=True, **values)


def apply(case: Case) -> RuleRun:
    run = apply_rules(case.pk)
    assert run is not None
    case.refresh_from_db()
    return run


def test_every_step_goes_through_the_gate_and_names_the_rule(
    desk: Desk, make_case: MakeCase, staff: User, supporter: User, topic: Topic
) -> None:
    rule = on(desk, responsible=staff, version=3, **EVERYTHING)
    case = make_case()
    run = apply(case)
    assert (run.rule, run.version, run.stopped_at) == (rule, 3, "")
    assert run.done == ["start_triage", "classify", "hand_over", "start_matching", "propose"]
    assert (case.state, case.awaits, case.responsible, case.version) == ("matching", "supporter", staff, 6)
    assert case.classified_at is not None
    events = CaseEvent.objects.order_by("pk")
    kinds = ["triage_started", "classified", "handed_over", "matching_started", "proposed"]
    assert [event.kind for event in events] == kinds
    assert {(event.actor, event.source) for event in events} == {(None, "desk")}
    assert [event.payload["rule"] for event in events] == [{"id": rule.pk, "version": 3}] * 5
    assert events[1].payload["topics"]["to"] == [topic.pk]
    proposal = Assignment.objects.get()
    assert (proposal.supporter, proposal.state, proposal.role) == (row_of(supporter), "proposed", "lead")
    assert (proposal.proposed_by, proposal.known["ranked"][0]["supporter_id"]) == (None, row_of(supporter).pk)
    told = [(mail.key.split(":")[0], mail.to) for mail in OutboxMail.objects.order_by("pk")]
    assert told == [("handed_over", "staff@example.jp"), ("proposal", "supporter@example.jp")]


def test_history_tells_that_a_rule_acted_and_the_founder_only_that_it_was_automatic(
    desk: Desk, make_case: MakeCase, staff: User
) -> None:
    on(desk, name_en="Devices", version=3)
    case = make_case()
    apply(case)
    (entry,) = chart_history(staff, case, sorts=True)
    assert entry.who == "automatic (rule “Devices”, version 3)"
    (shown,) = history_for_founder(case, desk_labels(desk))
    assert shown.who == "automatic"


def test_the_first_rule_that_holds_acts_and_no_other(desk: Desk, make_case: MakeCase, staff: User) -> None:
    on(desk, position=3, starts_triage=False, responsible=staff)
    first = on(desk, position=2)
    on(desk, position=1, channels=["phone"], starts_triage=False, responsible=staff)
    case = make_case()
    assert apply(case).rule == first
    assert (case.state, case.responsible, CaseEvent.objects.count()) == ("triaging", None, 1)


def test_doing_it_twice_is_doing_it_once(desk: Desk, make_case: MakeCase) -> None:
    on(desk)
    case = make_case()
    apply_rules_task(case.pk)
    before = world()
    apply_rules_task(case.pk)
    sweep_rules()
    assert apply_rules(case.pk) is None
    assert world() == before


def test_what_no_rule_takes_waits_and_is_looked_at_once(
    desk: Desk, make_case: MakeCase, queued: Callable[[], Taken]
) -> None:
    on(desk, channels=["phone"])
    case = make_case()
    run = apply(case)
    assert (run.rule, run.done, case.state, case.version) == (None, [], "submitted", 1)
    assert not CaseEvent.objects.exists()
    assert (automatic_triage.sweep(), queued()) == (0, [])


@pytest.mark.parametrize("quicker", ["start_triage", "claim", "decline"])
def test_staff_who_were_quicker_keep_the_case(quicker: str, desk: Desk, make_case: MakeCase, staff: User) -> None:
    on(desk)
    case = make_case()
    {
        "start_triage": lambda: triage.start_triage(case_id=case.pk, actor=staff, seen=1),
        "claim": lambda: charge.claim(case_id=case.pk, actor=staff, seen=1),
        "decline": lambda: triage.decline(case_id=case.pk, actor=staff, seen=1, message="対象外"),
    }[quicker]()
    before = world()
    assert apply_rules(case.pk) is None
    assert world() == before


@pytest.mark.parametrize(
    "values",
    [{"is_on": False}, {"is_on": True, "on_since": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}],
    ids=["off", "switched on later"],
)
def test_a_rule_takes_only_what_came_while_it_was_on(values: dict[str, Any], desk: Desk, make_case: MakeCase) -> None:
    TriageRuleFactory.create(desk=desk, **values)
    case = make_case()
    before = world()
    assert apply_rules(case.pk) is None
    assert (world() == before, automatic_triage.sweep()) == (True, 0)


@pytest.mark.parametrize(
    ("lines", "takes"),
    [
        ("(株) わかたけ", False),
        ("㈱若竹", True),
        ("別の会社\nワカタケ\n若 竹", True),
        ("8700110005901", True),
        ("5010405001703", False),
    ],
)
def test_organisations_are_known_by_name_and_number(
    lines: str, takes: bool, desk: Desk, make_case: MakeCase, organisation: Organisation
) -> None:
    organisation.corporate_number = "8700110005901"
    organisation.save()
    on(desk, channels=[], organisations=lines)
    case = make_case()
    run = apply(case)
    assert (run.rule is not None) == takes


def test_a_row_merged_into_the_organisation_counts_as_it(
    desk: Desk, make_case: MakeCase, organisation: Organisation
) -> None:
    OrganisationFactory.create(name="若竹ラボ", merged_into=organisation)
    on(desk, channels=[], organisations="若竹ラボ")
    assert apply(make_case()).rule is not None


def stopped(case: Case, step: str, why: str, *done: str) -> CaseEvent:
    """The case waits where it stands, and its history says why."""
    run = apply(case)
    assert (run.stopped_at, run.stopped_by, run.done) == (step, why, list(done))
    event = CaseEvent.objects.latest("pk")
    assert run.rule is not None
    assert (event.kind, event.actor, event.from_state, event.to_state) == ("rule_stopped", None, "", "")
    assert event.payload["rule"] == {"id": run.rule.pk, "version": run.version}
    assert (event.payload["rule_step"], event.payload["why"]) == (step, why)
    assert (case.awaits, Assignment.objects.exists()) == ("staff", False)
    return event


def test_without_a_choice_of_the_founder_nothing_is_taken_over(desk: Desk, make_case: MakeCase, staff: User) -> None:
    on(desk, **EVERYTHING)
    case = make_case(product_type=None)
    stopped(case, "classify", "not_chosen", "start_triage")
    assert (case.state, case.classified_at) == ("triaging", None)
    (entry, _started) = chart_history(staff, case, sorts=True)
    assert entry.details == ("<p>Classify as the founder chose: The founder chose no product type or no topic.</p>\n\n")
    assert [one.event.kind for one in chart_history(staff, case, sorts=False)] == ["triage_started"]


def test_with_nobody_to_propose_the_search_is_on_and_waits(desk: Desk, make_case: MakeCase) -> None:
    on(desk, **EVERYTHING)
    case = make_case()
    stopped(case, "propose", "nobody", "start_triage", "classify", "start_matching")
    assert case.state == "matching"


def test_somebody_who_left_is_not_put_in_charge(desk: Desk, make_case: MakeCase, other_staff: User) -> None:
    on(desk, responsible=other_staff)
    case = make_case()
    stopped(case, "hand_over", "not_staff", "start_triage")
    assert (case.state, case.responsible) == ("triaging", None)


def test_what_the_desk_s_own_checks_refuse_is_told_in_their_words(
    desk: Desk, other_desk: Desk, make_case: MakeCase
) -> None:
    on(desk, **EVERYTHING)
    case = make_case(product_type=ProductTypeFactory.create(desk=other_desk))
    event = stopped(case, "classify", "refused", "start_triage")
    assert event.payload["text"] == "Choose a product type and topics of this case's desk."


def test_a_worker_that_dies_before_the_end_leaves_the_case_as_it_was_received(
    desk: Desk, make_case: MakeCase, supporter: User, queued: Callable[[], Taken]
) -> None:
    on(desk, **EVERYTHING)
    case = make_case()
    before = world()
    with transaction.atomic():
        assert apply_rules(case.pk) is not None
        transaction.set_rollback(True)
    assert world() == before
    automatic_triage.sweep()
    assert queued() == [("cases.apply_rules", [case.pk])]


def submitted(desk: Desk, founder: User, topic: Topic) -> Case:
    firm = founder.memberships.get().organisation
    draft = ConsultationFactory.create(desk=desk, asked_by=founder, organisation=firm, topics=[topic])
    return intake.submit(consultation_id=draft.pk, asked_by=founder)


def test_a_submitted_case_is_queued_after_the_commit(
    desk: Desk,
    founder: User,
    topic: Topic,
    queued: Callable[[], Taken],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    on(desk)
    with django_capture_on_commit_callbacks(execute=True):
        case = submitted(desk, founder, topic)
        assert [task for task, _arguments in queued() if task == "cases.apply_rules"] == []
    assert ("cases.apply_rules", [case.pk]) in queued()
    assert apply(case).rule is not None


def test_a_case_that_came_while_the_broker_was_away_is_found(
    desk: Desk,
    founder: User,
    topic: Topic,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    on(desk)
    for _app in away(settings, tmp_path):
        with django_capture_on_commit_callbacks(execute=True):
            case = submitted(desk, founder, topic)
    assert (case.state, RuleRun.objects.exists()) == ("submitted", False)
    for queued in taken(settings):
        assert automatic_triage.sweep() == 1
        assert queued() == [("cases.apply_rules", [case.pk])]


@pytest.mark.parametrize("take_charge", [False, True])
def test_what_staff_take_in_is_left_to_them_if_they_take_charge(
    take_charge: bool, desk: Desk, staff: User, organisation: Organisation
) -> None:
    on(desk, channels=["phone"])
    case = taking_in.take_in(
        desk=desk,
        actor=staff,
        press="00000000-0000-0000-0000-000000000001",  # type: ignore[arg-type]
        channel=Channel.PHONE,
        channel_note="",
        received_on=timezone.localdate(),
        body=taking_in.Body(known=organisation),
        person=taking_in.Person("電話 花子"),
        asked_by=None,
        take_charge=take_charge,
        title="治験の相談",
        text="必要な試験を知りたい。",
        product_name="",
        product_type=None,
        topics=[],
    )
    assert (apply_rules(case.pk) is None) == take_charge
    case.refresh_from_db()
    assert (case.state, case.responsible) == (("submitted", staff) if take_charge else ("triaging", None))


def test_a_run_is_history(desk: Desk, make_case: MakeCase) -> None:
    on(desk)
    run = apply(make_case())
    with pytest.raises(DatabaseError, match="history"), transaction.atomic():
        run.delete()


@pytest.mark.django_db(transaction=True)
def test_workers_and_a_colleague_at_once_do_it_once(desk: Desk, make_case: MakeCase, staff: User) -> None:
    on(desk)
    case = make_case(State.SUBMITTED)
    answers = at_once(
        *[lambda: apply_rules(case.pk)] * 4,
        lambda: triage.start_triage(case_id=case.pk, actor=staff, seen=1),
    )
    case.refresh_from_db()
    assert (case.state, case.version, CaseEvent.objects.count()) == ("triaging", 2, 1)
    by_rule = [answer for answer in answers if isinstance(answer, RuleRun)]
    assert len(by_rule) == RuleRun.objects.count() == (CaseEvent.objects.get().actor is None)

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Case, CaseEvent, CaseLink, Consultation
from cases.services import intake
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, Topic
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import TermsFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def draft(desk: Desk, founder: User, topic: Topic) -> Consultation:
    return ConsultationFactory.create(
        desk=desk, asked_by=founder, organisation=founder.memberships.get().organisation, topics=[topic]
    )


def test_submitting_opens_a_case_with_the_asker_s_classification(draft: Consultation, founder: User) -> None:
    before = timezone.now()
    case = intake.submit(consultation_id=draft.pk, asked_by=founder)
    case.refresh_from_db()
    draft.refresh_from_db()
    assert (case.state, case.awaits, case.returns_to, case.version) == ("submitted", "staff", "", 1)
    assert (case.channel, case.received_on, case.closed_on) == ("portal", timezone.localdate(), None)
    assert (case.consultation, case.desk, case.organisation) == (draft, draft.desk, draft.organisation)
    assert (case.product_type, case.topic_set, case.classified_at) == (draft.product_type, draft.topic_set, None)
    assert (case.organisation_kind, case.prefecture) == (OrganisationKind.VENTURE, Prefecture.TOKYO)
    assert case.development_stage == "prototype"
    assert draft.submitted_at is not None
    assert before <= draft.submitted_at == draft.saved_at
    event = CaseEvent.objects.get()
    assert (event.kind, event.actor, event.from_state, event.to_state) == ("submitted", founder, "", "submitted")
    assert list(OutboxMail.objects.order_by("pk").values_list("to", flat=True)) == [
        "founder@example.jp",
        "main@example.jp",
    ]


def test_what_the_organisation_is_later_changes_no_case(draft: Consultation, founder: User) -> None:
    """The kind and the place of the day of receipt are what the figures count."""
    case = intake.submit(consultation_id=draft.pk, asked_by=founder)
    case.organisation.kind = OrganisationKind.LARGE
    case.organisation.save()
    assert Case.objects.get().organisation_kind == OrganisationKind.VENTURE


def test_submitting_twice_is_one_case(draft: Consultation, founder: User) -> None:
    first = intake.submit(consultation_id=draft.pk, asked_by=founder)
    before = world()
    assert intake.submit(consultation_id=draft.pk, asked_by=founder) == first
    assert world() == before


def test_the_draft_is_locked_before_anything_is_read_of_it(draft: Consultation, founder: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        intake.submit(consultation_id=draft.pk, asked_by=founder)
    statements = [query["sql"] for query in queries]
    assert statements[0].startswith("SAVEPOINT")
    assert statements[1].endswith('LIMIT 1 FOR UPDATE OF "cases_consultation"')
    assert [sql.split()[1] for sql in statements if sql.startswith("UPDATE")] == [
        '"cases_consultation"',
        '"cases_numbersequence"',
        '"cases_case"',
    ]


MISSING = {
    "organisation": ({"organisation": None}, "Please fill in: Organisation."),
    "product type": ({"product_type": None}, "Please fill in: Product type."),
    "topics": ({"topic_set": None}, "Please fill in: Topics."),
    "title": ({"title": ""}, "Please fill in: Title."),
    "text": ({"text": ""}, "Please fill in: What you would like to ask."),
    "several": ({"title": "", "text": ""}, "Please fill in: Title, What you would like to ask."),
}


@pytest.mark.parametrize(("changes", "reason"), MISSING.values(), ids=MISSING.keys())
def test_a_submission_is_complete(changes: dict[str, Any], reason: str, draft: Consultation, founder: User) -> None:
    Consultation.objects.filter(pk=draft.pk).update(**changes)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        intake.submit(consultation_id=draft.pk, asked_by=founder)
    assert str(refusal.value) == reason
    assert world() == before


def test_a_very_long_address_is_written_to(draft: Consultation, founder: User) -> None:
    """254 characters, the most an address can have."""
    founder.email = f"{'a' * 64}@{'.'.join(['b' * 61] * 3)}.jp".ljust(254, "x")
    founder.save()
    intake.submit(consultation_id=draft.pk, asked_by=founder)
    assert OutboxMail.objects.order_by("pk")[0].to == founder.email


def test_the_organisation_is_read_on_the_day_of_submission(draft: Consultation, founder: User) -> None:
    """A draft may wait for weeks."""
    Organisation.objects.update(prefecture=Prefecture.OSAKA)
    assert intake.submit(consultation_id=draft.pk, asked_by=founder).prefecture == Prefecture.OSAKA


def test_what_the_founder_does_not_know_is_no_obstacle(draft: Consultation, founder: User) -> None:
    unsure = {"product_type": None, "product_type_unsure": True, "topic_set": None, "topics_unsure": True}
    Consultation.objects.filter(pk=draft.pk).update(**unsure)
    case = intake.submit(consultation_id=draft.pk, asked_by=founder)
    assert (case.product_type, case.topic_set, case.classified_at) == (None, None, None)


def test_the_case_begins_with_the_founder_s_product_and_collaborators(draft: Consultation, founder: User) -> None:
    rows = [
        {"name": "山田 花", "affiliation": "若竹大学", "role": "試験"},
        {"name": "佐藤", "affiliation": "", "role": ""},
    ]
    Consultation.objects.filter(pk=draft.pk).update(collaborators=rows, modality="device", device_class="3")
    case = intake.submit(consultation_id=draft.pk, asked_by=founder)
    assert (case.product_name, case.target_disease, case.modality, case.device_class) == (
        "人工関節",
        "変形性関節症",
        "device",
        "3",
    )
    assert list(case.collaborators.values("name", "affiliation", "role")) == rows


def test_the_terms_agreed_to_are_kept_with_the_moment(draft: Consultation, founder: User, desk: Desk) -> None:
    TermsFactory.create(desk=desk, version=1)
    second = TermsFactory.create(desk=desk, version=2)
    intake.submit(consultation_id=draft.pk, asked_by=founder, terms_id=second.pk)
    draft.refresh_from_db()
    assert (draft.terms, draft.consented_at) == (second, draft.submitted_at)


def test_without_consent_to_the_terms_in_force_nothing_is_submitted(
    draft: Consultation, founder: User, desk: Desk
) -> None:
    old = TermsFactory.create(desk=desk, version=1)
    TermsFactory.create(desk=desk, version=2)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        intake.submit(consultation_id=draft.pk, asked_by=founder)
    assert str(refusal.value) == "Please read the terms of use and agree to them."
    with pytest.raises(ActionRefused) as refusal:
        intake.submit(consultation_id=draft.pk, asked_by=founder, terms_id=old.pk)
    assert str(refusal.value) == (
        "The terms of use have changed since this page was opened. Please read the new version."
    )
    assert world() == before


def test_a_desk_without_terms_asks_for_no_consent(draft: Consultation, founder: User, other_desk: Desk) -> None:
    TermsFactory.create(desk=other_desk)
    intake.submit(consultation_id=draft.pk, asked_by=founder)
    draft.refresh_from_db()
    assert (draft.terms, draft.consented_at) == (None, None)


def test_going_on_from_an_earlier_case_links_the_two(draft: Consultation, founder: User, make_case: MakeCase) -> None:
    earlier = make_case(State.CLOSED)
    Consultation.objects.filter(pk=draft.pk).update(continues=earlier)
    case = intake.submit(consultation_id=draft.pk, asked_by=founder)
    link = CaseLink.objects.get()
    assert (link.earlier, link.later, link.kind, link.linked_by) == (earlier, case, "follow_on", founder)
    events = CaseEvent.objects.filter(kind="linked").order_by("pk")
    assert list(events.values_list("case", "actor", "payload")) == [
        (earlier.pk, founder.pk, {"case": case.pk, "kind": "follow_on"}),
        (case.pk, founder.pk, {"case": earlier.pk, "kind": "follow_on"}),
    ]
    earlier.refresh_from_db()
    assert (earlier.state, earlier.version) == ("closed", 1)

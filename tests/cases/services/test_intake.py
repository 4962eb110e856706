from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Organisation, User
from cases.models import Case, CaseEvent, Consultation
from cases.services import intake
from cases.services.intake import Asked
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, Topic
from mediso.outbox.models import OutboxMail
from tests.factories.cases import ConsultationFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def draft(desk: Desk, founder: User, topic: Topic) -> Consultation:
    return ConsultationFactory.create(
        desk=desk, asked_by=founder, organisation=founder.memberships.get().organisation, topics=[topic]
    )


def asked(**changes: Any) -> Asked:
    nothing: Asked = {
        "organisation": None,
        "product_type": None,
        "topics": [],
        "title": "",
        "text": "",
        "product_name": "",
        "target_disease": "",
        "development_stage": "",
    }
    return nothing | changes  # type: ignore[return-value]  # the keys are those above


def test_an_untouched_draft_is_taken_up_again(desk: Desk, other_desk: Desk, founder: User, other_founder: User) -> None:
    first = intake.start_draft(desk=desk, asked_by=founder)
    assert intake.start_draft(desk=desk, asked_by=founder) == first
    assert intake.start_draft(desk=other_desk, asked_by=founder) != first
    assert intake.start_draft(desk=desk, asked_by=other_founder) != first
    intake.save_draft(consultation_id=first.pk, asked_by=founder, **asked(title="件名"))
    assert intake.start_draft(desk=desk, asked_by=founder) != first
    assert Consultation.objects.count() == 4


def test_a_draft_keeps_what_was_typed_and_may_be_emptied_again(
    draft: Consultation, founder: User, topic: Topic
) -> None:
    started = draft.started_at
    intake.save_draft(
        consultation_id=draft.pk,
        asked_by=founder,
        **asked(title="新しい件名", text="本文", topics=[topic], development_stage="concept", target_disease="難病"),
    )
    draft.refresh_from_db()
    assert (draft.title, draft.text, draft.development_stage, draft.target_disease) == (
        "新しい件名",
        "本文",
        "concept",
        "難病",
    )
    assert (draft.product_type, draft.organisation, draft.product_name) == (None, None, "")
    assert (draft.started_at, draft.saved_at > started, draft.is_draft) == (started, True, True)
    intake.save_draft(consultation_id=draft.pk, asked_by=founder, **asked())
    draft.refresh_from_db()
    assert (draft.topic_set, draft.title) == (None, "")


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
    "organisation": ({"organisation": None}, "Please fill in: organisation."),
    "product type": ({"product_type": None}, "Please fill in: product type."),
    "topics": ({"topic_set": None}, "Please fill in: topics."),
    "title": ({"title": ""}, "Please fill in: title."),
    "text": ({"text": ""}, "Please fill in: what you would like to ask."),
    "several": ({"title": "", "text": ""}, "Please fill in: title, what you would like to ask."),
}


@pytest.mark.parametrize(("changes", "reason"), MISSING.values(), ids=MISSING.keys())
def test_a_submission_is_complete(changes: dict[str, Any], reason: str, draft: Consultation, founder: User) -> None:
    Consultation.objects.filter(pk=draft.pk).update(**changes)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        intake.submit(consultation_id=draft.pk, asked_by=founder)
    assert str(refusal.value) == reason
    assert world() == before


def test_what_was_submitted_is_frozen(draft: Consultation, founder: User) -> None:
    intake.submit(consultation_id=draft.pk, asked_by=founder)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        intake.save_draft(consultation_id=draft.pk, asked_by=founder, **asked(title="あとから"))
    assert str(refusal.value) == "This consultation was submitted already and can no longer be changed."
    with pytest.raises(ActionRefused) as refusal:
        intake.discard_draft(consultation_id=draft.pk, asked_by=founder)
    assert str(refusal.value) == "This consultation was submitted already. You can withdraw it instead."
    assert world() == before


def test_a_discarded_draft_is_gone_and_says_so(draft: Consultation, founder: User) -> None:
    """As when it was open in two windows."""
    intake.discard_draft(consultation_id=draft.pk, asked_by=founder)
    assert Consultation.objects.count() == 0
    gone = "This draft was discarded."
    with pytest.raises(ActionRefused, match=gone):
        intake.discard_draft(consultation_id=draft.pk, asked_by=founder)
    with pytest.raises(ActionRefused, match=gone):
        intake.save_draft(consultation_id=draft.pk, asked_by=founder, **asked())
    with pytest.raises(ActionRefused, match=gone):
        intake.submit(consultation_id=draft.pk, asked_by=founder)


def test_nobody_touches_another_s_draft(draft: Consultation, other_founder: User) -> None:
    before = world()
    with pytest.raises(ActionRefused):
        intake.save_draft(consultation_id=draft.pk, asked_by=other_founder, **asked())
    with pytest.raises(ActionRefused):
        intake.submit(consultation_id=draft.pk, asked_by=other_founder)
    with pytest.raises(ActionRefused):
        intake.discard_draft(consultation_id=draft.pk, asked_by=other_founder)
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

"""What mails must not carry; pages are `test_what_people_read.py`'s matter."""

from typing import Any

import pytest

from cases.enums import DeclineReason, State
from cases.services import closing, intake, matching, referral, triage
from mediso.outbox.models import OutboxMail
from tests.access.planted import marks_in, plant_asked_in_confidence
from tests.factories.cases import (
    CaseFactory,
    ConsultationFactory,
)
from tests.support.people import row_of
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db


def test_no_mail_carries_what_was_asked_or_said(own_scene: Scene) -> None:
    """Through every action that writes a mail."""
    case = plant_asked_in_confidence(own_scene)
    staff, supporter = own_scene.people["staff"], own_scene.people["proposed"]
    move: dict[str, Any] = {"case_id": case.pk, "actor": staff, "seen": None}
    matching.withdraw_proposal(**move)
    matching.propose(**move, supporter_id=row_of(supporter).pk)
    proposal = case.assignments.latest("pk")
    answer: dict[str, Any] = {"assignment_id": proposal.pk, "actor": supporter, "seen": None}
    matching.turn_down(**answer, reason=DeclineReason.OTHER, note="秘密辞退理由")
    triage.ask_founder(**move, question="秘密照会")
    triage.answer(case_id=case.pk, actor=own_scene.people["founder"], seen=None, text="秘密回答")
    referral.refer(**move, body="秘密機関", message="秘密紹介")
    second = CaseFactory.create(
        desk=case.desk,
        asked_by=own_scene.people["founder"],
        state=State.SUPPORTING,
        consultation__title="秘密件名",
        consultation__text="秘密本文",
    )
    closing.close(case_id=second.pk, actor=staff, seen=None, message="秘密終了")
    third = CaseFactory.create(desk=case.desk, asked_by=own_scene.people["founder"], consultation__title="秘密件名")
    triage.decline(case_id=third.pk, actor=staff, seen=None, message="秘密対象外")
    draft = ConsultationFactory.create(desk=case.desk, asked_by=own_scene.people["founder"], text="秘密本文")
    intake.submit(consultation_id=draft.pk, asked_by=own_scene.people["founder"])

    mails = {mail.key: mail.subject + mail.body for mail in OutboxMail.objects.exclude(key__startswith="dead:")}
    assert {key.split(":")[0] for key in mails} == {
        "proposal",
        "proposal_returned",
        "question_asked",
        "case_referred",
        "case_closed",
        "case_declined",
        "case_received",
        "case_arrived",
        "message_received",
    }
    assert marks_in(mails) == {}

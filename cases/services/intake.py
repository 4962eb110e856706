"""受付: submitting, which makes a numbered case of a draft."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Channel, EventKind, LinkKind
from cases.models import Case, CaseEvent, CaseLink, Collaborator, Consultation
from cases.notifications import tell_received
from cases.selectors.drafts import missing
from cases.services import gate
from cases.services.automatic_triage import ask_for_rules
from cases.services.drafts import locked_draft
from cases.services.numbering import next_number
from cases.services.typed import forget_typed
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, Terms
from mediso.desks.selectors import terms_in_force


@transaction.atomic
def submit(*, consultation_id: int, asked_by: User, terms_id: int | None = None) -> Case:
    """Freeze the draft and open its case. Submitting twice answers the one case there is.

    `terms_id` names the version of the terms that the founder agreed to. Raises `ActionRefused` naming what is still
    empty, without consent to the terms in force, and when the draft was discarded.
    """
    consultation = locked_draft(consultation_id, asked_by)
    if not consultation.is_draft:
        return consultation.case
    if empty := missing(consultation):
        raise ActionRefused(
            _("Please fill in: %(fields)s.") % {"fields": _(", ").join(str(one.label) for one in empty)}
        )
    now = timezone.now()
    consultation.terms = _agreed(consultation.desk, terms_id)
    consultation.consented_at = now if consultation.terms else None
    consultation.submitted_at = consultation.saved_at = now
    consultation.save(update_fields=["terms", "consented_at", "submitted_at", "saved_at"])
    forget_typed(consultation)
    case = gate.open_case(_case_of(consultation, asked_by), kind=EventKind.SUBMITTED, actor=asked_by, payload={})
    Collaborator.objects.bulk_create(Collaborator(case=case, **row) for row in consultation.collaborators)
    _link_to_earlier(case, asked_by)
    tell_received(case)
    ask_for_rules(case)
    return case


def _agreed(desk: Desk, terms_id: int | None) -> Terms | None:
    """The version agreed to; None at a desk that has no terms."""
    terms = terms_in_force(desk, timezone.localdate())
    if terms is None or terms.pk == terms_id:
        return terms
    if terms_id is None:
        raise ActionRefused(_("Please read the terms of use and agree to them."))
    raise ActionRefused(_("The terms of use have changed since this page was opened. Please read the new version."))


def _case_of(consultation: Consultation, asked_by: User) -> Case:
    organisation = consultation.organisation
    if organisation is None:
        msg = "a submitted consultation is complete"
        raise ValueError(msg)
    received_on = timezone.localdate(consultation.submitted_at)
    return Case(
        desk=consultation.desk,
        number=next_number(consultation.desk, received_on),
        consultation=consultation,
        channel=Channel.PORTAL,
        language=asked_by.language,
        received_on=received_on,
        organisation=organisation,
        organisation_kind=organisation.kind,
        prefecture=organisation.prefecture,
        development_stage=consultation.development_stage,
        product_type=consultation.product_type,
        topic_set=consultation.topic_set,
        product_name=consultation.product_name,
        target_disease=consultation.target_disease,
        modality=consultation.modality,
        device_class=consultation.device_class,
    )


def _link_to_earlier(case: Case, asked_by: User) -> None:
    """The founder's own choice: both histories tell of it, as of every link."""
    earlier = case.consultation.continues
    if earlier is None:
        return
    kind = LinkKind.FOLLOW_ON
    CaseLink.objects.create(earlier=earlier, later=case, kind=kind, linked_by=asked_by)
    for one, other in ((earlier, case), (case, earlier)):
        payload = {"case": other.pk, "kind": kind}
        CaseEvent.objects.create(case=one, kind=EventKind.LINKED, actor=asked_by, payload=payload)

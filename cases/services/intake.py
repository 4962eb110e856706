"""受付: from a draft to a numbered case."""

from collections.abc import Collection
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from cases.enums import Channel, EventKind
from cases.models import Case, Consultation
from cases.notifications import tell_received
from cases.services import gate
from cases.services.numbering import next_number
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.services import intern_topic_set


class Asked(TypedDict):
    """What the founder typed; everything may still be empty in a draft."""

    organisation: Organisation | None
    product_type: ProductType | None
    topics: Collection[Topic]
    title: str
    text: str
    product_name: str
    target_disease: str
    development_stage: str


def start_draft(*, desk: Desk, asked_by: User) -> Consultation:
    """The founder's draft at this desk that nothing was typed into yet, or a new one: two clicks start one draft."""
    untouched = Consultation.objects.filter(
        desk=desk, asked_by=asked_by, submitted_at=None, title="", text="", product_type=None, topic_set=None
    ).first()
    return untouched or Consultation.objects.create(desk=desk, asked_by=asked_by)


@transaction.atomic
def save_draft(*, consultation_id: int, asked_by: User, **asked: Unpack[Asked]) -> Consultation:
    """Raises `ActionRefused` when it was discarded or submitted meanwhile: what was asked is frozen then."""
    consultation = _locked(consultation_id, asked_by)
    if not consultation.is_draft:
        raise ActionRefused(_("This consultation was submitted already and can no longer be changed."))
    return _write(consultation, asked)


@transaction.atomic
def discard_draft(*, consultation_id: int, asked_by: User) -> None:
    consultation = _locked(consultation_id, asked_by)
    if not consultation.is_draft:
        raise ActionRefused(_("This consultation was submitted already. You can withdraw it instead."))
    consultation.delete()


@transaction.atomic
def submit(*, consultation_id: int, asked_by: User) -> Case:
    """Freeze the draft and open its case. Submitting twice answers the one case there is.

    Raises `ActionRefused` naming what is still empty, and when the draft was discarded.
    """
    consultation = _locked(consultation_id, asked_by)
    if not consultation.is_draft:
        return consultation.case
    empty = still_empty(consultation)
    if empty:
        raise ActionRefused(_("Please fill in: %(fields)s.") % {"fields": _(", ").join(empty)})
    now = timezone.now()
    consultation.submitted_at = consultation.saved_at = now
    consultation.save(update_fields=["submitted_at", "saved_at"])
    case = gate.open_case(_case_of(consultation), kind=EventKind.SUBMITTED, actor=asked_by, payload={})
    tell_received(case)
    return case


def still_empty(consultation: Consultation) -> list[str]:
    """The names of the fields that a submission needs and the draft lacks, as the form calls them."""
    needed = {
        _("organisation"): consultation.organisation_id,
        _("product type"): consultation.product_type_id or consultation.product_type_unsure,
        _("topics"): consultation.topic_set_id or consultation.topics_unsure,
        _("title"): consultation.title,
        _("what you would like to ask"): consultation.text,
    }
    return [label for label, value in needed.items() if not value]


def _case_of(consultation: Consultation) -> Case:
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


def _write(consultation: Consultation, asked: Asked) -> Consultation:
    topics = asked["topics"]
    consultation.organisation = asked["organisation"]
    consultation.product_type = asked["product_type"]
    consultation.topic_set = intern_topic_set([topic.pk for topic in topics]) if topics else None
    consultation.title = asked["title"]
    consultation.text = asked["text"]
    consultation.product_name = asked["product_name"]
    consultation.target_disease = asked["target_disease"]
    consultation.development_stage = asked["development_stage"]
    consultation.saved_at = timezone.now()
    consultation.save()
    return consultation


def _locked(consultation_id: int, asked_by: User) -> Consultation:
    own = Consultation.objects.filter(pk=consultation_id, asked_by=asked_by)
    consultation = own.select_for_update(of=("self",)).select_related("desk").first()
    if consultation is None:
        raise ActionRefused(_("This draft was discarded."))
    return consultation

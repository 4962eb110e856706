"""受付: the draft, until it is submitted or discarded."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from cases.models import Case, Consultation
from cases.selectors.drafts import COLUMNS, IntakeStep, fingerprint, fingerprint_with, holds_anything
from cases.services.typed import drop_refused, keep_behind, keep_waiting
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.services import intern_topic_set

# Seconds that a request may take to arrive after the browser began to count.
ON_ITS_WAY = 5


class SubmittedAlready(ActionRefused):
    """The draft has become a case, and what was asked is frozen."""

    def __init__(self) -> None:
        super().__init__(_("This consultation was submitted already and can no longer be changed."))


class Asked(TypedDict, total=False):
    """What the founder typed. What is not named stays as it is; everything may still be empty in a draft.

    A collaborator has `name`, `affiliation` and `role`.
    """

    organisation: Organisation | None
    product_name: str
    modality: str
    device_class: str
    development_stage: str
    target_disease: str
    product_type: ProductType | None
    product_type_unsure: bool
    topics: Collection[Topic]
    topics_unsure: bool
    title: str
    text: str
    collaborators: Sequence[Mapping[str, str]]
    continues: Case | None


def start_draft(*, desk: Desk, asked_by: User) -> Consultation:
    """The founder's draft at this desk that nothing was typed into yet, or a new one: two clicks start one draft."""
    drafts = Consultation.objects.filter(
        desk=desk, asked_by=asked_by, submitted_at=None, title="", text="", typed_steps=None
    )
    untouched = (row for row in drafts if not any(holds_anything(row, step) for step in IntakeStep))
    return next(untouched, None) or Consultation.objects.create(desk=desk, asked_by=asked_by)


@transaction.atomic
def save_draft(
    *,
    consultation_id: int,
    asked_by: User,
    step: IntakeStep,
    seen: str | None = None,
    underway: int | None = None,
    waiting: str = "",
    shown: str = "",
    **asked: Unpack[Asked],
) -> Consultation:
    """Write what was typed in one step. `seen` is the `fingerprint` of the step that the page was drawn from.

    `underway` is how many seconds ago the same page sent another save whose answer it never saw: what that one wrote
    is not somebody else's. `waiting` is all that was typed, url-encoded, while something in it is not valid yet;
    `shown` the mark of what had been refused and stands on the page: with this save it is answered.

    Raises `StaleRow` when the step was saved on another page meanwhile, `SubmittedAlready` when it was submitted,
    `ActionRefused` when it was discarded, and when too much is to wait.
    """
    draft = locked_draft(consultation_id, asked_by)
    if not draft.is_draft:
        raise SubmittedAlready
    present = fingerprint(draft, step)
    _write(draft, asked)
    if fingerprint_with(draft, step, waiting) != present:
        if seen not in (None, present) and not _is_own(draft, underway):
            raise StaleRow(
                _(
                    "This step was changed on another page or device (last saved %(time)s). Nothing of this page was "
                    "saved; what you typed is still here."
                )
                % {"time": f"{timezone.localtime(draft.saved_at):%H:%M}"}
            )
        keep_waiting(draft, step, waiting)
        draft.saved_at = timezone.now()
        draft.save(update_fields=[*COLUMNS[step], "saved_at"])
    drop_refused(draft, step, shown)
    return draft


@transaction.atomic
def keep_refused(*, consultation_id: int, asked_by: User, step: IntakeStep, typed: str) -> None:
    """Let what a page sent that was behind wait beside the draft, in the place of what waited so before.

    What is too long to wait stays on its page alone, which was told that nothing of it was saved.
    """
    draft = locked_draft(consultation_id, asked_by)
    if draft.is_draft:
        keep_behind(draft, step, typed)


@transaction.atomic
def open_anew(*, consultation_id: int, asked_by: User, step: IntakeStep, shown: str) -> None:
    """Give up what was refused and is `shown` on a page, for what stands in the draft."""
    drop_refused(locked_draft(consultation_id, asked_by), step, shown)


@transaction.atomic
def discard_draft(*, consultation_id: int, asked_by: User) -> None:
    draft = locked_draft(consultation_id, asked_by)
    if not draft.is_draft:
        raise ActionRefused(_("This consultation was submitted already. You can withdraw it instead."))
    draft.delete()


def locked_draft(consultation_id: int, asked_by: User) -> Consultation:
    """The person's consultation, submitted or not, with its row locked. Raises `ActionRefused` when it is gone."""
    own = Consultation.objects.filter(pk=consultation_id, asked_by=asked_by)
    consultation = own.select_for_update(of=("self",)).select_related("desk").first()
    if consultation is None:
        raise ActionRefused(_("This draft was discarded."))
    return consultation


def _is_own(draft: Consultation, underway: int | None) -> bool:
    """Whether the last save is the one that this page sent itself, `underway` seconds ago."""
    if underway is None:
        return False
    return timezone.now() - draft.saved_at <= datetime.timedelta(seconds=underway + ON_ITS_WAY)


def _write(draft: Consultation, asked: Asked) -> None:
    if "organisation" in asked:
        draft.organisation = asked["organisation"]
    draft.product_name = asked.get("product_name", draft.product_name)
    draft.modality = asked.get("modality", draft.modality)
    draft.device_class = asked.get("device_class", draft.device_class)
    draft.development_stage = asked.get("development_stage", draft.development_stage)
    draft.target_disease = asked.get("target_disease", draft.target_disease)
    if "product_type" in asked:
        draft.product_type = asked["product_type"]
    draft.product_type_unsure = asked.get("product_type_unsure", draft.product_type_unsure)
    if "topics" in asked:
        topics = asked["topics"]
        draft.topic_set = intern_topic_set([topic.pk for topic in topics]) if topics else None
    draft.topics_unsure = asked.get("topics_unsure", draft.topics_unsure)
    draft.title = asked.get("title", draft.title)
    draft.text = asked.get("text", draft.text)
    if "collaborators" in asked:
        draft.collaborators = [dict(row) for row in asked["collaborators"]]
    if "continues" in asked:
        draft.continues = _own_case(draft, asked["continues"])


def _own_case(draft: Consultation, earlier: Case | None) -> Case | None:
    """Raises `ActionRefused` for a case that somebody else asked, or that is at another desk."""
    if earlier and (earlier.consultation.asked_by_id, earlier.desk_id) != (draft.asked_by_id, draft.desk_id):
        raise ActionRefused(_("Only a case of your own at the same desk can be continued."))
    return earlier

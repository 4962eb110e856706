"""Drafts: saved step by step, never over what another page has written, gone when discarded."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from cases.models import Consultation
from cases.selectors.drafts import COLUMNS, IntakeStep, fingerprint
from cases.services import drafts, intake
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.models import Desk, ProductType, Topic
from tests.conftest import MakeCase
from tests.factories.cases import ConsultationFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

QUESTION, PRODUCT, COLLABORATORS = IntakeStep.QUESTION, IntakeStep.PRODUCT, IntakeStep.COLLABORATORS


@pytest.fixture
def draft(desk: Desk, founder: User, topic: Topic) -> Consultation:
    return ConsultationFactory.create(
        desk=desk, asked_by=founder, organisation=founder.memberships.get().organisation, topics=[topic]
    )


def save(draft: Consultation, step: IntakeStep = QUESTION, **asked: Any) -> Consultation:
    assert draft.asked_by is not None
    return drafts.save_draft(consultation_id=draft.pk, asked_by=draft.asked_by, step=step, **asked)


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "件名"},
        {"product_name": "心電計"},
        {"modality": "device"},
        {"topics_unsure": True},
        {"collaborators": [{"name": "山田", "affiliation": "", "role": ""}]},
        {"waiting": "title=half"},
    ],
    ids=lambda typed: next(iter(typed)),
)
def test_an_untouched_draft_is_taken_up_again_and_a_touched_one_is_not(
    typed: dict[str, Any], desk: Desk, other_desk: Desk, founder: User, other_founder: User
) -> None:
    first = drafts.start_draft(desk=desk, asked_by=founder)
    assert drafts.start_draft(desk=desk, asked_by=founder) == first
    assert drafts.start_draft(desk=other_desk, asked_by=founder) != first
    assert drafts.start_draft(desk=desk, asked_by=other_founder) != first
    save(first, next((step for step in IntakeStep if set(typed) & set(COLUMNS[step])), QUESTION), **typed)
    assert drafts.start_draft(desk=desk, asked_by=founder) != first
    assert Consultation.objects.count() == 4


def test_a_step_writes_what_is_named_and_leaves_the_rest(
    draft: Consultation, product_type: ProductType, other_topic: Topic
) -> None:
    started, text = draft.started_at, draft.text
    save(draft, title="新しい件名", product_type=product_type, topics=[other_topic], topics_unsure=True)
    save(draft, PRODUCT, modality="device", device_class="2", development_stage="concept")
    draft.refresh_from_db()
    assert (draft.title, draft.text, draft.product_type, draft.topics_unsure) == (
        "新しい件名",
        text,
        product_type,
        True,
    )
    assert draft.topic_set is not None
    assert list(draft.topic_set.topics.all()) == [other_topic]
    assert (draft.modality, draft.device_class, draft.development_stage) == ("device", "2", "concept")
    assert (draft.product_name, draft.target_disease) == ("人工関節", "変形性関節症")
    assert (draft.started_at, draft.saved_at > started, draft.is_draft) == (started, True, True)


def test_what_was_given_can_be_taken_back(draft: Consultation) -> None:
    save(draft, title="", product_type=None, topics=[])
    save(draft, IntakeStep.ORGANISATION, organisation=None)
    draft.refresh_from_db()
    assert (draft.title, draft.product_type, draft.topic_set, draft.organisation) == ("", None, None, None)


def test_collaborators_are_kept_in_their_order(draft: Consultation) -> None:
    rows = [
        {"name": "山田", "affiliation": "若竹大学", "role": "試験"},
        {"name": "佐藤", "affiliation": "", "role": ""},
    ]
    save(draft, COLLABORATORS, collaborators=rows)
    draft.refresh_from_db()
    assert draft.collaborators == rows


def test_a_save_over_what_another_page_wrote_is_refused(draft: Consultation) -> None:
    seen = fingerprint(draft, QUESTION)
    save(draft, seen=seen, title="電話から")
    before = world()
    with pytest.raises(StaleRow) as refusal:
        save(draft, seen=seen, title="パソコンから")
    saved = timezone.localtime(Consultation.objects.get().saved_at)
    assert str(refusal.value) == (
        f"This step was changed on another page or device (last saved {saved:%H:%M}). Nothing of this page was saved; "
        "what you typed is still here."
    )
    assert world() == before


def test_steps_do_not_stand_in_each_other_s_way(draft: Consultation) -> None:
    seen = fingerprint(draft, QUESTION)
    save(draft, PRODUCT, seen=fingerprint(draft, PRODUCT), product_name="別の端末から")
    save(draft, seen=seen, title="この端末から")
    draft.refresh_from_db()
    assert (draft.product_name, draft.title) == ("別の端末から", "この端末から")


def test_the_same_save_twice_is_one(draft: Consultation) -> None:
    """As when the answer to the first was lost."""
    seen = fingerprint(draft, QUESTION)
    save(draft, seen=seen, title="同じ件名")
    before = world()
    save(draft, seen=seen, title="同じ件名")
    assert world() == before


@pytest.mark.parametrize(("saved_ago", "kept"), [(3, True), (8, True), (12, False)])
def test_a_page_goes_on_from_its_own_save_whose_answer_it_never_saw(
    saved_ago: int, kept: bool, draft: Consultation
) -> None:
    """It was sent four seconds ago, and may have been five more on its way."""
    seen = fingerprint(draft, QUESTION)
    save(draft, seen=seen, title="前半")
    Consultation.objects.update(saved_at=timezone.now() - dt.timedelta(seconds=saved_ago))
    if kept:
        save(draft, seen=seen, underway=4, title="前半と後半")
    else:
        with pytest.raises(StaleRow):
            save(draft, seen=seen, underway=4, title="前半と後半")
    draft.refresh_from_db()
    assert draft.title == ("前半と後半" if kept else "前半")


def test_only_an_own_case_at_the_same_desk_is_continued(
    draft: Consultation, make_case: MakeCase, other_founder: User, other_desk: Desk
) -> None:
    own = make_case()
    save(draft, IntakeStep.CONFIRM, continues=own)
    for foreign in (make_case(asked_by=other_founder), make_case(desk=other_desk)):
        before = world()
        with pytest.raises(ActionRefused, match="Only a case of your own at the same desk"):
            save(draft, IntakeStep.CONFIRM, continues=foreign)
        assert world() == before
    draft.refresh_from_db()
    assert draft.continues == own


def test_a_discarded_draft_is_gone_and_says_so(draft: Consultation, founder: User) -> None:
    """As when it was open in two windows."""
    drafts.discard_draft(consultation_id=draft.pk, asked_by=founder)
    assert Consultation.objects.count() == 0
    gone = "This draft was discarded."
    with pytest.raises(ActionRefused, match=gone):
        drafts.discard_draft(consultation_id=draft.pk, asked_by=founder)
    with pytest.raises(ActionRefused, match=gone):
        save(draft)
    with pytest.raises(ActionRefused, match=gone):
        intake.submit(consultation_id=draft.pk, asked_by=founder)


def test_what_was_submitted_is_frozen(draft: Consultation, founder: User) -> None:
    intake.submit(consultation_id=draft.pk, asked_by=founder)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        save(draft, title="あとから")
    assert str(refusal.value) == "This consultation was submitted already and can no longer be changed."
    with pytest.raises(ActionRefused) as refusal:
        drafts.discard_draft(consultation_id=draft.pk, asked_by=founder)
    assert str(refusal.value) == "This consultation was submitted already. You can withdraw it instead."
    assert world() == before


def test_nobody_touches_another_s_draft(draft: Consultation, other_founder: User) -> None:
    before = world()
    with pytest.raises(ActionRefused):
        drafts.save_draft(consultation_id=draft.pk, asked_by=other_founder, step=QUESTION, title="横取り")
    with pytest.raises(ActionRefused):
        intake.submit(consultation_id=draft.pk, asked_by=other_founder)
    with pytest.raises(ActionRefused):
        drafts.discard_draft(consultation_id=draft.pk, asked_by=other_founder)
    assert world() == before

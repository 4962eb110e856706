"""受付: what was typed in a step and is not in the draft yet. Whoever calls holds the lock of the draft's row."""

from django.utils.translation import gettext as _

from cases.models import Consultation, TypedStep
from cases.models.typed import LONGEST_TYPED
from cases.selectors.typed import mark_of, refused_in
from mediso.common.errors import ActionRefused


def keep_waiting(draft: Consultation, step: str, typed: str) -> None:
    """Empty for a step that is saved whole. Raises `ActionRefused` for more than may wait."""
    if len(typed) > LONGEST_TYPED:
        raise ActionRefused(
            _("Nothing was saved: this is too long to be kept. Shorten it; until then it stands on this page alone.")
        )
    _keep(draft, step, typed, is_behind=False)


def keep_behind(draft: Consultation, step: str, typed: str) -> None:
    if len(typed) <= LONGEST_TYPED:
        _keep(draft, step, typed, is_behind=True)


def drop_refused(draft: Consultation, step: str, shown: str) -> None:
    """Only what the page shows: what came from elsewhere in the meantime stays."""
    if shown and mark_of(refused_in(draft, step)) == shown:
        _keep(draft, step, "", is_behind=True)


def forget_typed(draft: Consultation) -> None:
    draft.typed_steps.all().delete()


def _keep(draft: Consultation, step: str, typed: str, *, is_behind: bool) -> None:
    if typed:
        TypedStep.objects.update_or_create(consultation=draft, step=step, is_behind=is_behind, defaults={"data": typed})
    else:
        draft.typed_steps.filter(step=step, is_behind=is_behind).delete()

"""What was typed in a step and is not in the draft yet."""

import hashlib

from cases.models import Consultation


def waiting_in(draft: Consultation, step: str) -> str:
    """The form as it was typed, url-encoded, while something in it is not valid; empty when nothing waits."""
    return _typed(draft, step, is_behind=False)


def refused_in(draft: Consultation, step: str) -> str:
    """The last that a page sent which was behind another, url-encoded; empty when there is none."""
    return _typed(draft, step, is_behind=True)


def mark_of(typed: str) -> str:
    """What a page carries that shows `typed`: empty for nothing."""
    return hashlib.sha256(typed.encode()).hexdigest()[:16] if typed else ""


def steps_with_typed(draft: Consultation) -> set[str]:
    """The steps in which something stands that is not in the draft."""
    return {row.step for row in draft.typed_steps.all()}


def _typed(draft: Consultation, step: str, *, is_behind: bool) -> str:
    rows = (row.data for row in draft.typed_steps.all() if (row.step, row.is_behind) == (step, is_behind))
    return next(rows, "")

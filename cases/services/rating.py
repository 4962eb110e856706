"""満足度: what the founder thought of the support."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action
from cases.models import Rating
from cases.models.facts import SCORES
from cases.services import gate
from mediso.common.errors import ActionRefused


def rate(*, case_id: int, actor: User, seen: int | None, score: int, comment: str) -> Rating:
    """Once a case, 1 (poor) to 5 (very good). Raises `ActionRefused` for another number."""
    with gate.move(case_id=case_id, action=Action.RATE, actor=actor, seen=seen) as step:
        if score not in SCORES:
            raise ActionRefused(_("Choose a number from 1 to 5."))
        rating = Rating.objects.create(case=step.case, score=score, comment=comment, rated_at=timezone.now())
        step.payload["score"] = step.case.satisfaction = score
    return rating

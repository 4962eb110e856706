"""How a person wants their notices."""

from collections.abc import Mapping

from django.db import transaction

from mediso.desks.enums import Delivery
from mediso.notices.models import NoticeChoice


@transaction.atomic
def choose(*, user_id: int, choices: Mapping[str, Delivery]) -> None:
    """Keep these, by the notice's kind; what is not named stays as it was. What a desk allows is asked when sending."""
    for kind, delivery in choices.items():
        NoticeChoice.objects.update_or_create(user_id=user_id, kind=kind, defaults={"delivery": delivery})

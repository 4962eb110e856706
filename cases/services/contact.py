"""The founder was reached outside the desk's pages: by phone, by mail, at an event."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action, ContactMedium
from cases.models import Case
from cases.services import gate
from mediso.common.errors import ActionRefused


def record_contact(
    *, case_id: int, actor: User, seen: int | None, medium: ContactMedium, held_on: datetime.date, text: str
) -> Case:
    """Note that the desk spoke with the founder, which meets the clock of the first contact.

    `text` is the desk's own. Raises `ActionRefused` for a day before receipt or in the future.
    """
    with gate.move(case_id=case_id, action=Action.RECORD_CONTACT, actor=actor, seen=seen) as step:
        if not step.case.received_on <= held_on <= timezone.localdate():
            raise ActionRefused(_("Give a date between the receipt of the case and today."))
        step.payload |= {"medium": medium, "text": text}
        step.occurred_on = held_on
    return step.case

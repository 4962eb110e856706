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

    `text` is the desk's own. Raises `ActionRefused` for what `day_problem` finds.
    """
    with gate.move(case_id=case_id, action=Action.RECORD_CONTACT, actor=actor, seen=seen) as step:
        if problem := day_problem(step.case, held_on):
            raise ActionRefused(problem)
        step.payload |= {"medium": medium, "text": text}
        step.occurred_on = held_on
    return step.case


def day_problem(case: Case, held_on: datetime.date) -> str:
    """What is wrong with that day, in Japan time; "" where it is possible."""
    if case.received_on <= held_on <= timezone.localdate():
        return ""
    return _("Give a date between the receipt of the case and today.")

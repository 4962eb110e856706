"""他機関紹介: sending a founder on to another body, and what that body is given."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action, ConsentForm
from cases.models import Case, Referral
from cases.notifications import tell_referred
from cases.services import gate
from cases.services.matching import end_assignments
from mediso.common.errors import ActionRefused


def refer(
    *,
    case_id: int,
    actor: User,
    seen: int | None,
    body: str,
    message: str,
    handed_over: str = "",
    consent_on: dt.date | None = None,
    consent_form: ConsentForm | None = None,
) -> Case:
    """End the case with the name of the body that helps further; the founder reads `message`, and what was handed over.

    `consent_on` is the day, in Japan time, on which the founder agreed. Raises `ActionRefused` for what
    `consent_problems` finds.
    """
    with gate.move(case_id=case_id, action=Action.REFER, actor=actor, seen=seen) as step:
        case = step.case
        problems = consent_problems(case, handed_over=handed_over, consent_on=consent_on, consent_form=consent_form)
        if problems:
            raise ActionRefused(next(iter(problems.values())))
        referral = Referral.objects.create(
            case=case,
            body=body,
            handed_over=handed_over,
            consent_on=consent_on,
            consent_form=consent_form or "",
            referred_by=actor,
        )
        step.payload |= {
            "body": body,
            "text": message,
            "referral": referral.pk,
            "handed_over": handed_over,
            "consent_on": consent_on and consent_on.isoformat(),
            "consent_form": consent_form or "",
        }
        end_assignments(case)
        tell_referred(case)
    return case


def consent_problems(
    case: Case, *, handed_over: str, consent_on: dt.date | None, consent_form: ConsentForm | None
) -> dict[str, str]:
    """Field → what is wrong with it; empty where all is well.

    Nothing about a case goes to another body without the founder's consent, whose day and form are kept.
    """
    problems = {}
    if consent_on is None and handed_over:
        problems["consent_on"] = _("Nothing is handed over without the founder's consent: give the day of the consent.")
    elif consent_on is None and consent_form:
        problems["consent_on"] = _("Give the day of the consent.")
    elif consent_on is not None and not case.received_on <= consent_on <= timezone.localdate():
        problems["consent_on"] = _("Give a date between the receipt of the case and today.")
    if consent_on is not None and not consent_form:
        problems["consent_form"] = _("Say how the founder gave the consent.")
    return problems

"""What was typed in a step and is not in the draft yet: wrong values, and an organisation that is still being typed.

It waits in the person's session, on the server, until the step is saved whole; so a closed browser loses nothing.
"""

from django.http import HttpRequest, QueryDict

from cases.models import Consultation
from cases.selectors.drafts import IntakeStep

NOT_TYPED = ("csrfmiddlewaretoken", "then", "underway", "remove")


def keep(request: HttpRequest, draft: Consultation, step: IntakeStep) -> None:
    typed = request.POST.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    request.session[_key(draft, step)] = typed.urlencode()


def kept(request: HttpRequest, draft: Consultation, step: IntakeStep) -> QueryDict | None:
    typed = request.session.get(_key(draft, step))
    return QueryDict(typed) if typed is not None else None


def forget(request: HttpRequest, draft: Consultation, *steps: IntakeStep) -> None:
    for step in steps:
        request.session.pop(_key(draft, step), None)


def _key(draft: Consultation, step: IntakeStep) -> str:
    return f"draft-{draft.pk}-{step.value}"

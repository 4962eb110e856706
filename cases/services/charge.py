"""事務局担当: which staff member is in charge of a case."""

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from cases.enums import Action
from cases.models import Case
from cases.notifications import tell_handed_over
from cases.policies import Actor
from cases.services import gate
from mediso.common.errors import ActionRefused


def claim(*, case_id: int, actor: User, seen: int | None) -> Case:
    """Take charge of a case that nobody is in charge of."""
    with gate.move(case_id=case_id, action=Action.CLAIM, actor=actor, seen=seen) as step:
        step.case.responsible = actor
        step.payload |= {"from": None, "to": actor.pk}
    return step.case


def hand_over(*, case_id: int, actor: Actor, seen: int | None, colleague: User | None) -> Case:
    """Put a colleague in charge, or nobody. The colleague is told by mail.

    Raises `ActionRefused` for somebody who is no staff of the desk, and for whoever is in charge already.
    """
    with gate.move(case_id=case_id, action=Action.HAND_OVER, actor=actor, seen=seen) as step:
        case = step.case
        if colleague == case.responsible:
            raise ActionRefused(_("Nothing would change: this is who is in charge now."))
        if colleague is not None and not (colleague.is_active and colleague.has_role(Role.STAFF, case.desk_id)):
            raise ActionRefused(_("Choose a member of this desk's staff."))
        step.payload |= {"from": case.responsible_id, "to": colleague.pk if colleague else None}
        case.responsible = colleague
        if colleague is not None and colleague != actor:
            tell_handed_over(case, colleague)
    return step.case

"""Who may do what to a case. Each policy answers a `Decision`; whatever is not listed is denied.

The policies know people only. Where the case stands is the transition table's matter, what must be filled in
`cases/completeness.py`'s; the gate asks all three.
"""

from collections.abc import Callable, Mapping

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from cases.enums import Action, AssignmentState
from cases.models import Case
from mediso.common.decision import Decision
from supporters.enums import Employment
from supporters.selectors.roster import appointed_on, has_conflict

Policy = Callable[[User, Case], Decision]


def is_staff_of_desk(user: User, case: Case) -> Decision:
    if user.has_role(Role.STAFF, case.desk_id):
        return Decision.yes()
    return Decision.no(_("Only the staff of the desk can do this."))


def is_full_time_supporter(user: User, case: Case) -> Decision:
    appointed = appointed_on(timezone.localdate()).filter(user=user, desk=case.desk_id, employment=Employment.FULL_TIME)
    if not appointed.exists():
        return Decision.no(_("Only a full-time supporter of the desk can do this."))
    if has_conflict(user, case.organisation):
        return Decision.no(_("You declared an interest in this organisation."))
    return Decision.yes()


def sorts_cases(user: User, case: Case) -> Decision:
    if is_staff_of_desk(user, case) or is_full_time_supporter(user, case):
        return Decision.yes()
    return Decision.no(_("Only the staff and the full-time supporters of the desk can do this."))


def is_proposed_supporter(user: User, case: Case) -> Decision:
    if case.assignments.filter(supporter__user=user, state=AssignmentState.PROPOSED).exists():
        return Decision.yes()
    return Decision.no(_("There is no open proposal to you for this case."))


def works_on_case(user: User, case: Case) -> Decision:
    if is_staff_of_desk(user, case):
        return Decision.yes()
    if case.assignments.filter(supporter__user=user, state=AssignmentState.ACCEPTED).exists():
        return Decision.yes()
    return Decision.no(_("Only the supporters of this case and the staff of the desk can do this."))


def is_asker(user: User, case: Case) -> Decision:
    if case.consultation.asked_by_id == user.pk:
        return Decision.yes()
    return Decision.no(_("Only the person who asked can do this."))


POLICIES: Mapping[Action, Policy] = {
    Action.START_TRIAGE: sorts_cases,
    Action.CLASSIFY: sorts_cases,
    Action.START_MATCHING: sorts_cases,
    Action.PROPOSE: sorts_cases,
    Action.ACCEPT: is_proposed_supporter,
    Action.TURN_DOWN: is_proposed_supporter,
    Action.WITHDRAW_PROPOSAL: sorts_cases,
    Action.TAKE: is_full_time_supporter,
    Action.RECORD_PRELIMINARY: sorts_cases,
    Action.RECORD_INTERVIEW: works_on_case,
    Action.ASK_FOUNDER: works_on_case,
    Action.ANSWER: is_asker,
    Action.REFER: sorts_cases,
    Action.DECLINE: is_staff_of_desk,
    Action.WITHDRAW: is_asker,
    Action.CLOSE: is_staff_of_desk,
    Action.REOPEN: is_staff_of_desk,
}


def may(user: User, action: Action, case: Case) -> Decision:
    policy = POLICIES.get(action)
    if policy is None or not user.is_active:
        return Decision.no(_("Nobody may do this."))
    return policy(user, case)

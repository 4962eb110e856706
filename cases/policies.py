"""Who may do what to a case: a table of action → the standings that suffice. Whatever is not listed is denied.

A standing is what a person is to one case; it is read once and the policies are plain sets over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from cases.enums import Action, AssignmentState
from cases.models import Case
from cases.selectors.tied import has_conflict_with
from mediso.common.decision import Decision
from supporters.enums import Employment
from supporters.selectors.roster import appointed_on, full_time_desks


class Standing(Enum):
    """What a person is to a case."""

    ASKER = auto()
    STAFF = auto()
    # Appointed full-time to the case's desk today, and without a declared interest in its organisation.
    FULL_TIME = auto()
    PROPOSED = auto()
    ASSIGNED = auto()
    # Nobody: a limit of the desk that ran out.
    AUTOMATIC = auto()
    # A rule of automatic triage that the desk's staff wrote, tested and switched on.
    RULE = auto()


@dataclass(frozen=True, slots=True)
class ByRule:
    """Who acts, where it is a rule of automatic triage: which, in which version."""

    rule_id: int
    version: int

    @property
    def payload(self) -> dict[str, dict[str, int]]:
        """What each event of the rule holds beside its own."""
        return {"rule": {"id": self.rule_id, "version": self.version}}


Actor: TypeAlias = "User | ByRule | None"
"""None is no person and no rule either: a limit that ran out."""


@dataclass(frozen=True, slots=True)
class Policy:
    standings: frozenset[Standing]
    refusal: str | Promise

    def decide(self, standings: frozenset[Standing]) -> Decision:
        return Decision.yes() if self.standings & standings else Decision.no(self.refusal)


ASKER = Policy(frozenset({Standing.ASKER}), _("Only the person who asked can do this."))
STAFF = Policy(frozenset({Standing.STAFF}), _("Only the staff of the desk can do this."))
FULL_TIME = Policy(
    frozenset({Standing.FULL_TIME}),
    _("Only a full-time supporter of the desk without an interest in the organisation can do this."),
)
SORTING = Policy(
    STAFF.standings | FULL_TIME.standings,
    _("Only the staff and the full-time supporters of the desk can do this."),
)
# What a rule may do as well; whatever else it would do is denied.
SORTING_BY_RULE = Policy(SORTING.standings | {Standing.RULE}, SORTING.refusal)
STAFF_BY_RULE = Policy(STAFF.standings | {Standing.RULE}, STAFF.refusal)
RULE = Policy(frozenset({Standing.RULE}), _("Only a rule of the desk does this, by itself."))
PROPOSED = Policy(frozenset({Standing.PROPOSED}), _("There is no open proposal to you for this case."))
WORKING = Policy(
    frozenset({Standing.STAFF, Standing.ASSIGNED}),
    _("Only the supporters of this case and the staff of the desk can do this."),
)
# Whoever keeps the chart of a case: those who sort it and those who work on it.
KEEPING = Policy(
    SORTING.standings | WORKING.standings,
    _("Only the supporters of this case and the staff and full-time supporters of the desk can do this."),
)
AUTOMATIC = Policy(
    frozenset({Standing.AUTOMATIC}), _("Nobody does this: it happens by itself once the day to answer by has passed.")
)

POLICIES: Mapping[Action, Policy] = {
    Action.START_TRIAGE: SORTING_BY_RULE,
    Action.CLASSIFY: SORTING_BY_RULE,
    Action.START_MATCHING: SORTING_BY_RULE,
    Action.PROPOSE: SORTING_BY_RULE,
    Action.ACCEPT: PROPOSED,
    Action.TURN_DOWN: PROPOSED,
    Action.WITHDRAW_PROPOSAL: SORTING,
    Action.LAPSE: AUTOMATIC,
    Action.TAKE: FULL_TIME,
    Action.RECORD_PRELIMINARY: SORTING,
    Action.RECORD_INTERVIEW: WORKING,
    Action.ASK_FOUNDER: WORKING,
    Action.ANSWER: ASKER,
    Action.REFER: SORTING,
    Action.DECLINE: STAFF,
    Action.WITHDRAW: ASKER,
    Action.CLOSE: STAFF,
    Action.REOPEN: STAFF,
    Action.CLAIM: STAFF,
    Action.HAND_OVER: STAFF_BY_RULE,
    Action.RECORD_CONTACT: KEEPING,
    Action.DELIVER_PLAN: KEEPING,
    Action.RECORD_FOLLOW_UP: SORTING,
    Action.RATE: ASKER,
    Action.MESSAGE: KEEPING,
}


def standings_of(user: Actor, case: Case) -> frozenset[Standing]:
    """Everything the person is to the case; nothing for an account that is switched off."""
    if user is None:
        return frozenset({Standing.AUTOMATIC})
    if isinstance(user, ByRule):
        return frozenset({Standing.RULE})
    if not user.is_active:
        return frozenset()
    found = set()
    if case.consultation.asked_by_id == user.pk:
        found.add(Standing.ASKER)
    if user.has_role(Role.STAFF, case.desk_id):
        found.add(Standing.STAFF)
    if user.has_role(Role.SUPPORTER, case.desk_id):
        found |= _standings_of_supporter(user, case)
    return frozenset(found)


def _standings_of_supporter(user: User, case: Case) -> set[Standing]:
    found = set()
    states = set(case.assignments.filter(supporter__user=user).values_list("state", flat=True))
    if AssignmentState.PROPOSED in states:
        found.add(Standing.PROPOSED)
    if AssignmentState.ACCEPTED in states:
        found.add(Standing.ASSIGNED)
    appointed = appointed_on(timezone.localdate()).filter(user=user, desk=case.desk_id, employment=Employment.FULL_TIME)
    if appointed.exists() and not has_conflict_with(user, case):
        found.add(Standing.FULL_TIME)
    return found


def may(standings: frozenset[Standing], action: Action) -> Decision:
    policy = POLICIES.get(action)
    return policy.decide(standings) if policy else Decision.no(_("Nobody may do this."))


def may_set_limits_aside(user: User | None, desk_id: int) -> Decision:
    """Caps and leave of a supporter, for one proposal and with a reason (`supporters.matching.OVERRIDABLE`)."""
    if user is not None and user.is_active and user.has_role(Role.STAFF, desk_id):
        return Decision.yes()
    return Decision.no(_("Only the staff of the desk can set a cap or a leave aside."))


def may_keep_settings(user: User, desk_id: int | None = None) -> Decision:
    """The targets, closures, rules and all other settings of that desk; with none given, of any."""
    if user.is_active and user.has_role(Role.STAFF, desk_id):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk can see and change its settings."))


def desks_of_sorters(user: User) -> set[int]:
    """The desks at which the person is staff or a full-time supporter today."""
    if not user.is_active:
        return set()
    supporter_of = set(user.desk_ids(Role.SUPPORTER))
    return set(user.desk_ids(Role.STAFF)) | (full_time_desks(user) & supporter_of if supporter_of else set())


def may_read_sorting(user: User) -> Decision:
    """How a desk sorts what comes in by itself: of which desks, `desks_of_sorters` says."""
    if desks_of_sorters(user):
        return Decision.yes()
    return Decision.no(_("Only the staff and the full-time supporters of a desk can see how it sorts by itself."))


def may_keep_mails(user: User, desk_id: int | None = None) -> Decision:
    """See the mails of that desk and mend those that went wrong; with none given, of any."""
    if user.is_active and user.has_role(Role.STAFF, desk_id):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk can see its mails."))


def may_assign_many(user: User, desk_id: int | None = None) -> Decision:
    """See and send the rounds of that desk; with none given, of any."""
    if user.is_active and user.has_role(Role.STAFF, desk_id):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk assign its waiting cases together."))

"""The hard rules of matching, where an assignment is written: what they refuse, and what staff may set aside.

Whoever writes one holds the case's lock, then takes the supporter's, always in this order: two cases that want the last
free place of one supporter come one after the other, and the second sees what the first has done.
"""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Assignment, Case
from cases.policies import may_set_limits_aside
from cases.selectors.candidates import exclusions_of
from cases.selectors.labels import matching_labels
from mediso.common.errors import ActionRefused
from supporters.matching import OVERRIDABLE, RuleCode
from supporters.matching.answers import Exclusion
from supporters.matching.words import exclusion_sentence
from supporters.models import Supporter


def locked_supporter(case: Case, supporter_id: int) -> Supporter:
    """With the account as it is once the lock is held. Raises `ActionRefused` for one not on the desk's roster."""
    roster = Supporter.objects.filter(desk=case.desk_id, pk=supporter_id)
    if roster.select_for_update(no_key=True).only("pk").first() is None:
        raise ActionRefused(_("This supporter is not on the roster of the case's desk."))
    return roster.select_related("user").get()


def refuse_taking(supporter: Supporter, case: Case) -> None:
    """Raises `ActionRefused` with every reason why the supporter cannot take the case unasked."""
    locked_supporter(case, supporter.pk)
    if reasons := exclusions_of(supporter, case, timezone.localdate()):
        raise ActionRefused(_told(reasons, case))


def refuse_accepting(proposal: Assignment, case: Case) -> None:
    """Raises `ActionRefused` with every reason that came up since, but for what was set aside for this proposal."""
    supporter = locked_supporter(case, proposal.supporter_id)
    codes = {RuleCode(code) for code in proposal.overridden}
    if reasons := exclusions_of(supporter, case, timezone.localdate(), codes):
        raise ActionRefused(_told(reasons, case))


def set_aside(reasons: Sequence[Exclusion], case: Case, actor: User | None, why: str) -> list[str]:
    """The codes of what keeps a supporter from the case and is set aside by `actor` because of `why`.

    Raises `ActionRefused` with the reasons where nothing is to be set aside, for what nobody may set aside, for anybody
    but the desk's staff, and for a `why` that is about nothing: it would be lost.
    """
    if not why:
        if reasons:
            raise ActionRefused(_told(reasons, case))
        return []
    if not reasons:
        raise ActionRefused(_("Nothing keeps this supporter from the case: leave the reason empty."))
    if not (decision := may_set_limits_aside(actor, case.desk_id)):
        raise ActionRefused(decision.reason)
    if fixed := [one for one in reasons if one.code not in OVERRIDABLE]:
        raise ActionRefused(_("%(reasons)s This can never be set aside.") % {"reasons": _told(fixed, case)})
    return list(dict.fromkeys(one.code.value for one in reasons))


def _told(reasons: Sequence[Exclusion], case: Case) -> str:
    labels = matching_labels(case.desk)
    return " ".join(exclusion_sentence(one, labels) for one in reasons)

"""The cases of one founder that go on from each other."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.enums import LinkKind
from cases.models import Case, CaseLink
from cases.selectors.visibility import visible_cases


@dataclass(frozen=True, slots=True)
class OwnLink:
    """`words` say what the other case is to this one."""

    case: Case
    words: str | Promise


def own_links(founder: User, case: Case) -> list[OwnLink]:
    """Follow-on cases alone, and only the founder's own: what else the desk linked is its own matter. Two queries."""
    links = list(CaseLink.objects.filter(Q(earlier=case) | Q(later=case), kind=LinkKind.FOLLOW_ON))
    others = {link.later_id if link.earlier_id == case.pk else link.earlier_id for link in links}
    own = visible_cases(founder).filter(consultation__asked_by=founder)
    rows = own.select_related("consultation").in_bulk(others)
    earlier = [OwnLink(rows[one.earlier_id], _("It goes on from")) for one in links if one.earlier_id in rows]
    later = [OwnLink(rows[one.later_id], _("Gone on with in")) for one in links if one.later_id in rows]
    return [*earlier, *later]

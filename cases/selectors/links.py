"""The cases that belong together with one, as far as the reader sees them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.enums import LinkKind
from cases.models import Case, CaseLink
from cases.selectors.chart import visible_charts


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """`pk` is the link's; `kind` says what the other case is to this one."""

    pk: int
    case: Case
    kind: str | Promise


def linked_cases(user: User, case: Case) -> list[LinkedCase]:
    """Newest first; two queries."""
    links = list(CaseLink.objects.filter(Q(earlier=case) | Q(later=case)))
    others = {link.pk: link.later_id if link.earlier_id == case.pk else link.earlier_id for link in links}
    rows = visible_charts(user).select_related("consultation").in_bulk(set(others.values()))
    found = [LinkedCase(link.pk, rows[others[link.pk]], _kind(link, case)) for link in links if others[link.pk] in rows]
    return sorted(found, key=lambda one: (one.case.received_on, one.case.pk), reverse=True)


def _kind(link: CaseLink, case: Case) -> str | Promise:
    if link.kind == LinkKind.RELATED:
        return LinkKind.RELATED.label
    return LinkKind.FOLLOW_ON.label if link.earlier_id == case.pk else _("The case before it")

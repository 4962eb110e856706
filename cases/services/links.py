"""Cases that belong together: related ones, and one that goes on where another ended."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import LinkKind
from cases.models import CaseLink
from cases.selectors.chart import visible_charts
from cases.services.chart import record_on_chart
from cases.services.records import Entry
from cases.works import Work
from mediso.common.errors import ActionRefused


def link(*, case_id: int, actor: User, number: str, kind: LinkKind) -> CaseLink:
    """Link the case with another that the actor sees; of a follow-on case, the one received later goes on.

    Both histories tell of it. Raises `ActionRefused` for the case itself, one that is linked already, and a number
    that the actor cannot see, which is the same as one that does not exist.
    """
    other = visible_charts(actor).filter(number__iexact=number.strip()).first()
    if other is None:
        raise ActionRefused(_("There is no case %(number)s that you can see.") % {"number": number.strip()})
    if other.pk == case_id:
        raise ActionRefused(_("This is the case itself. Give the number of another one."))
    with _on_both(case_id, other.pk, work=Work.LINK, actor=actor) as (entry, at_other):
        earlier, later = sorted((entry.case, at_other.case), key=lambda one: (one.received_on, one.pk))
        if CaseLink.objects.filter(Q(earlier=earlier, later=later) | Q(earlier=later, later=earlier)).exists():
            raise ActionRefused(_("%(number)s is linked already.") % {"number": other.number})
        made = CaseLink.objects.create(earlier=earlier, later=later, kind=kind, linked_by=actor)
        entry.payload |= {"case": other.pk, "kind": kind}
        at_other.payload |= {"case": case_id, "kind": kind}
    return made


def unlink(*, case_id: int, actor: User, pk: int) -> None:
    """`pk` is the link's. Raises `ActionRefused` for one that is not of this case, or was taken away already."""
    found = CaseLink.objects.filter(Q(earlier=case_id) | Q(later=case_id), pk=pk).first()
    if found is None:
        raise ActionRefused(_("This link was taken away already."))
    other_id = found.later_id if found.earlier_id == case_id else found.earlier_id
    with _on_both(case_id, other_id, work=Work.UNLINK, actor=actor) as (entry, at_other):
        removed, _rows = CaseLink.objects.filter(pk=pk).delete()
        entry.silent = at_other.silent = not removed
        entry.payload |= {"case": other_id, "kind": found.kind}
        at_other.payload |= {"case": case_id, "kind": found.kind}


@contextmanager
def _on_both(case_id: int, other_id: int, *, work: Work, actor: User) -> Iterator[tuple[Entry, Entry]]:
    """Record on both cases, locked in the order of their keys, so that nobody waits for ever."""
    with ExitStack() as stack:
        entries = {
            pk: stack.enter_context(record_on_chart(case_id=pk, work=work, actor=actor))
            for pk in sorted((case_id, other_id))
        }
        yield entries[case_id], entries[other_id]

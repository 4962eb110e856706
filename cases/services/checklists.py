"""The ticks of a case's checklist."""

from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, ChecklistTick
from cases.selectors.checklist import checklist_of
from cases.services.chart import record_on_chart
from cases.works import Work
from mediso.common.errors import ActionRefused


def tick(*, case_id: int, actor: User, pk: int) -> Case:
    """Note that the item is done; a second tick changes nothing. Raises `ActionRefused` for an item of other cases."""
    with record_on_chart(case_id=case_id, work=Work.TICK, actor=actor) as entry:
        if pk not in {line.item.pk for line in checklist_of(entry.case).lines}:
            raise ActionRefused(_("This item is not on the checklist of this case."))
        _tick, entry.silent = _ticked(entry.case, actor, pk)
        entry.payload["item"] = pk
    return entry.case


def untick(*, case_id: int, actor: User, pk: int) -> Case:
    with record_on_chart(case_id=case_id, work=Work.UNTICK, actor=actor) as entry:
        removed, _rows = entry.case.ticks.filter(item=pk).delete()
        entry.silent = not removed
        entry.payload["item"] = pk
    return entry.case


def _ticked(case: Case, actor: User, item_id: int) -> tuple[ChecklistTick, bool]:
    """The tick, and whether it was there before."""
    tick_, made = ChecklistTick.objects.get_or_create(case=case, item_id=item_id, defaults={"ticked_by": actor})
    return tick_, not made

"""The chart as a paper of plain values: what its tabs tell, without the internal notes."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from cases.documents.chart import ChartPaper
from cases.models import Case
from cases.selectors import chart_paper_parts as parts
from cases.selectors.tabs import Tab
from mediso.common.formats import written_date

READ: Mapping[Tab, Callable[[parts.Asked], parts.Parts]] = {
    Tab.CONSULTATION: parts.consultation,
    Tab.ORGANISATION: parts.organisation,
    Tab.PRODUCT: parts.product,
    Tab.SUPPORTERS: parts.supporters,
    Tab.SUPPORT: parts.support,
    Tab.COLLABORATORS: parts.collaborators,
    Tab.PROGRESS: parts.progress,
}


def chart_paper(user: User, case: Case, *, sorts: bool, as_of: dt.date) -> ChartPaper:
    """What the person reads on the chart that day; `sorts` as on the chart: who else was asked, and what they said."""
    asked = parts.Asked(user, case, sorts, as_of)
    return ChartPaper(
        desk=str(case.desk),
        number=case.number,
        title=case.consultation.title,
        facts=(
            (_("Received on"), written_date(case.received_on)),
            (_("State"), str(case.get_state_display())),
            (_("In charge"), case.responsible.name if case.responsible else _("nobody yet")),
            (_("As of"), written_date(as_of)),
        ),
        **{tab.value: read(asked) for tab, read in READ.items()},
    )

"""How busy supporters are, told to the roster's pages, which may not import cases (`supporters/workload.py`)."""

from collections.abc import Sequence

from django.db.models import Count, Expression, Q
from django.utils.functional import Promise

from cases.enums import AssignmentState
from supporters.models import Supporter


class CaseWorkload:
    def open_cases(self) -> Expression:
        return Count("assignments", filter=Q(assignments__state=AssignmentState.ACCEPTED), distinct=True)

    def assignment_counts(self, supporter: Supporter) -> Sequence[tuple[str | Promise, int]]:
        rows = supporter.assignments.order_by().values_list("state").annotate(n=Count("pk"))
        counts = dict(rows)
        return [(state.label, counts[state]) for state in AssignmentState if state in counts]

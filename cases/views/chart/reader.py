"""Who reads which chart, and what they may do on it: read once a request."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.enums import Role
from accounts.models import User
from accounts.requests import signed_in
from cases.enums import Action
from cases.models import Case
from cases.policies import Standing, may, standings_of
from cases.selectors.chart import charted, visible_charts
from cases.selectors.desk_record import FIELDS
from cases.works import Work, may_record
from mediso.common.decision import Decision


@dataclass(frozen=True, slots=True)
class Reader:
    user: User
    case: Case
    standings: frozenset[Standing]

    @property
    def sorts(self) -> bool:
        """Whether they read what only those who sort cases know."""
        return bool(may(self.standings, Action.CLASSIFY))

    @property
    def is_staff(self) -> bool:
        return self.user.has_role(Role.STAFF, self.case.desk_id)

    def may(self, work: Work) -> Decision:
        return may_record(self.standings, work, self.case)

    def may_edit(self, name: str) -> Decision:
        return self.may(Work.EDIT_CHART) and FIELDS[name].policy.decide(self.standings)

    @property
    def works(self) -> dict[str, Decision]:
        """By the work's name in lower case, as templates ask for it."""
        return {work.name.lower(): self.may(work) for work in Work}


def chart_reader(request: HttpRequest, number: str) -> Reader:
    """The reader of that chart; 404 for who does not see the case, and for who asked it themself."""
    user = signed_in(request)
    return reader_of(user, get_object_or_404(charted(visible_charts(user)), number=number))


def reader_of(user: User, case: Case) -> Reader:
    return Reader(user, case, standings_of(user, case))

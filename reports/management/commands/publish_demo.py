"""Lets a newcomer see open data: of the demo's desk, the last whole fiscal year of the old register."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from cases.services.demo import PEOPLE
from mediso.common.commands import SpeakingCommand
from mediso.common.fiscal import FiscalYear
from mediso.common.months import Month
from mediso.desks.models import Desk
from reports.licences import Licence
from reports.models import MonthlyClose, Publication
from reports.publication.spans import Days
from reports.registry import PUBLISHABLE
from reports.services.closing import close_month
from reports.services.publishing import Wanted, change_publication, release
from reports.suppression import THRESHOLD

YEAR = FiscalYear(2023)
CONTACT = "デモ窓口 事務局（架空） / demo desk"


class Command(SpeakingCommand):
    help = "Close and publish a year of the demo's desk, once. A database of your own is left alone."

    def handle(self, *_args: Any, **_options: Any) -> None:
        email = next(person.email for person in PEOPLE if person.role is Role.MANAGER)
        manager = User.objects.filter(email=email).first()
        desk = Desk.objects.first()
        if manager is None or desk is None or not _is_untouched():
            return
        _publish(desk, manager)
        self.stdout.write(_("Open data of the demo, without sign-in: %(address)s") % {"address": "/open/"})


def _is_untouched() -> bool:
    return not MonthlyClose.objects.exists() and not Publication.objects.exists()


@transaction.atomic
def _publish(desk: Desk, manager: User) -> None:
    for month in Month.between(Month.of(YEAR.first), Month.of(YEAR.last)):
        close_month(desk, month, manager)
    wanted = Wanted(
        is_open=True,
        figures=tuple(PUBLISHABLE),
        threshold=THRESHOLD,
        licence=Licence.CC_BY.value,
        contact=CONTACT,
    )
    change_publication(desk=desk, actor=manager, wanted=wanted, seen=None)
    release(desk=desk, days=Days(YEAR.first, YEAR.last), actor=manager)

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from mediso.common.commands import SpeakingCommand
from reports.models import MonthlyClose
from reports.selectors.closes.checking import broken_closes


class Command(SpeakingCommand):
    """`verify_closes`: works out the seal of every monthly close again; fails where one is not what was sealed."""

    help = "Check every monthly close against its SHA-256"

    def handle(self, *_args: Any, **_options: Any) -> None:
        lines = [
            _("%(desk)s, %(month)s, edition %(edition)s: %(problem)s")
            % {"desk": close.desk, "month": close.of_month, "edition": close.edition, "problem": problem}
            for close, problem in broken_closes()
        ]
        if lines:
            raise CommandError("\n".join(lines))
        self.stdout.write(_("%(count)s monthly closes are what was sealed.") % {"count": MonthlyClose.objects.count()})

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cases.services.generation import generate_cases
from mediso.common.errors import DeskError
from mediso.desks.commands import DeskCommand


class Command(DeskCommand):
    help = "Add many closed cases drawn from the desk's own, for measuring. Never where real figures are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("count", type=int, metavar="COUNT", help="how many cases")
        parser.add_argument("--seed", type=int, default=1, help="equal seeds on equal data give equal cases")

    def handle(self, *, desk: str | None, count: int, seed: int, **_options: Any) -> None:
        into = self.desk(desk)
        try:
            with self.progress(count) as progress:
                generate_cases(desk=into, count=count, seed=seed, progress=progress)
        except DeskError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(desk)s: %(count)s cases generated.") % {"desk": into, "count": f"{count:,}"})

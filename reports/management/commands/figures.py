import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any, TypeVar

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediso.common.commands import SpeakingCommand
from mediso.desks.models import Desk
from reports.drawings.files import FILES
from reports.forms import DESK, ScopeForm
from reports.periods import FROM, UNTIL
from reports.registry import FIGURES

Chosen = TypeVar("Chosen")


class Command(SpeakingCommand):
    """`figures NAME`: the figure of the statistics page, as its file. Errors are ours, so they are translated."""

    help = "Print a figure: " + ", ".join(FIGURES)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help=", ".join(FIGURES))
        parser.add_argument("--from", default="", help="first day of receipt (2024-04-01, R6.4.1 …)")
        parser.add_argument("--until", default="", help="last day of receipt")
        parser.add_argument("--desk", default="", help="code of one desk; all desks without it")
        parser.add_argument("--format", default="json", help=", ".join(FILES))

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = _choice(FIGURES, options["name"], pgettext("name of a figure", "figure"))
        file = _choice(FILES, options["format"], pgettext("format of a file", "format"))
        form = ScopeForm({name: options[name] for name in (FROM, UNTIL, DESK)}, desks=Desk.objects.all())
        if not form.is_valid():
            raise CommandError(
                "\n".join(f"--{name}: {message}" for name, found in form.errors.items() for message in found)
            )
        self._write(file.draw(kind.select(form.scope)))

    def _write(self, text: str) -> None:
        """As the file would be, byte for byte: UTF-8 whatever the terminal's locale, line ends kept."""
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        self.stdout.write(text, ending="")


def _choice(table: Mapping[str, Chosen], name: str, what: str) -> Chosen:
    if name in table:
        return table[name]
    message = _("“%(name)s” is no %(what)s. Choose one of: %(choices)s")
    raise CommandError(message % {"name": name, "what": what, "choices": ", ".join(table)})

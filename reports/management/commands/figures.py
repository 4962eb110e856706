import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any, TypeVar

from django.core.management.base import CommandError, CommandParser
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediso.common.commands import SpeakingCommand
from mediso.desks.models import Desk
from reports.conditions.table import CONDITIONS
from reports.drawings.files import FILES
from reports.forms import ScopeForm
from reports.periods import FROM, UNTIL
from reports.registry import FIGURES, NAMED
from reports.scope import DESK

Chosen = TypeVar("Chosen")


class Command(SpeakingCommand):
    """`figures NAME`: the figure of the statistics page, as its file. Errors are ours, so they are translated."""

    help = "Print a figure: " + ", ".join(kind.name for kind in NAMED) + "; or cross_ROWS_by_COLUMNS"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="name of the figure")
        parser.add_argument("--from", default="", help="first day of receipt (2024-04-01, R6.4.1 …)")
        parser.add_argument("--until", default="", help="last day of receipt")
        parser.add_argument("--desk", default="", help="code of one desk; all desks without it")
        parser.add_argument(
            "--where", action="append", default=[], metavar="NAME=VALUE", help="count only some cases: kind=venture"
        )
        parser.add_argument("--format", default="json", help=", ".join(FILES))

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = _choice(FIGURES, options["name"], pgettext("name of a figure", "figure"))
        file = _choice(FILES, options["format"], pgettext("format of a file", "format"))
        asked = QueryDict(mutable=True)
        asked.update({name: options[name] for name in (FROM, UNTIL, DESK)})
        for condition in options["where"]:
            asked.appendlist(*_condition(condition))
        form = ScopeForm(asked, desks=Desk.objects.all())
        if not form.is_valid():
            raise CommandError(
                "\n".join(f"--{name}: {message}" for name, found in form.errors.items() for message in found)
            )
        self._write(file.draw(kind.select(form.scope)))

    def _write(self, file: bytes) -> None:
        """As the file would be, byte for byte: UTF-8 whatever the terminal's locale, line ends kept."""
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        self.stdout.write(file.decode(), ending="")


def _condition(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or name not in CONDITIONS:
        message = _("“%(text)s” is no condition. Write NAME=VALUE, with one of these names: %(names)s")
        raise CommandError(message % {"text": text, "names": ", ".join(CONDITIONS)})
    return name, value


def _choice(table: Mapping[str, Chosen], name: str, what: str) -> Chosen:
    if name in table:
        return table[name]
    message = _("“%(name)s” is no %(what)s. Choose one of: %(choices)s")
    raise CommandError(
        message
        % {"name": name, "what": what, "choices": ", ".join(one for one in table if not one.startswith("cross_"))}
    )

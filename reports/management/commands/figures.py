from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import CommandError, CommandParser
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediso.common.commands import SpeakingCommand
from mediso.desks.models import Desk
from reports.conditions.table import CONDITIONS
from reports.drawings.files import FILES, FileKind, file_kind
from reports.forms import ScopeForm
from reports.periods import FROM, UNTIL
from reports.registry import FIGURES, NAMED, FigureKind
from reports.scope import BASIS, DESK

Chosen = TypeVar("Chosen")


class Command(SpeakingCommand):
    """`figures NAME`: the figure of the statistics page, as its file. Errors are ours, so they are translated."""

    help = "Print a figure: " + ", ".join(kind.name for kind in NAMED) + "; or cross_ROWS_by_COLUMNS"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="name of the figure")
        parser.add_argument("--from", default="", help="first day of receipt (2024-04-01, R6.4.1 …)")
        parser.add_argument("--until", default="", help="last day of receipt")
        parser.add_argument("--desk", default="", help="code of one desk; all desks without it")
        parser.add_argument("--basis", default="", help="known (today, the default) or published (the monthly closes)")
        parser.add_argument(
            "--where", action="append", default=[], metavar="NAME=VALUE", help="count only some cases: kind=venture"
        )
        parser.add_argument("--format", default="json", help=", ".join(FILES))
        parser.add_argument("--encoding", default="", help="cp932 for CSV; UTF-8 without it")
        parser.add_argument("--output", default="", metavar="FILE", help="write there instead of to the terminal")

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = _choice(FIGURES, options["name"], pgettext("name of a figure", "figure"))
        file = _file(kind, options["format"], options["encoding"])
        asked = QueryDict(mutable=True)
        asked.update({name: options[name] for name in (FROM, UNTIL, DESK, BASIS)})
        for condition in options["where"]:
            asked.appendlist(*_condition(condition))
        form = ScopeForm(asked, desks=Desk.objects.all())
        if not form.is_valid_for(kind):
            raise CommandError(
                "\n".join(f"--{name}: {message}" for name, found in form.errors.items() for message in found)
            )
        content = file.draw(kind, kind.select(form.scope), timezone.now())
        if options["output"]:
            _save(Path(options["output"]), content)
        else:
            self._write(content)

    def _write(self, file: bytes) -> None:
        """As the file would be, byte for byte, whatever the terminal's locale is."""
        self.stdout.flush()
        binary = getattr(self.stdout, "buffer", None)
        if binary is not None:
            binary.write(file)
            binary.flush()
            return
        # A stream of text, as other programs give: it can have what is text.
        try:
            self.stdout.write(file.decode(), ending="")
        except UnicodeDecodeError as error:
            raise CommandError(_("This format is no text. Name a file with --output.")) from error


def _file(kind: FigureKind, name: str, encoding: str) -> FileKind:
    """Raises `CommandError` for a format that is none, and for one that this figure has not."""
    _choice(FILES, name, pgettext("format of a file", "format"))
    file = file_kind(kind, name, encoding)
    if file is None and encoding:
        message = _("There is no %(format)s in “%(encoding)s”. Leave the encoding out, or take cp932 for csv.")
        raise CommandError(message % {"format": name, "encoding": encoding})
    if file is None:
        message = _("“%(name)s” has no chart, so there is no picture of it. Take another format: %(formats)s")
        raise CommandError(
            message % {"name": kind.name, "formats": ", ".join(one for one, of in FILES.items() if of.is_of(kind))}
        )
    return file


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        message = _("The file %(path)s cannot be written: %(reason)s")
        raise CommandError(message % {"path": path, "reason": error.strerror}) from error


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

"""What commands about one desk have in common: which desk, and refusals on one page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediso.common.commands import SpeakingCommand
from mediso.common.errors import DeskError
from mediso.common.tabular.errors import TableErrors
from mediso.desks.models import Desk

CANNOT_OPEN: dict[type[OSError], str | Promise] = {
    FileNotFoundError: gettext_lazy("There is no such file."),
    IsADirectoryError: gettext_lazy("It is a folder and not a file."),
    PermissionError: gettext_lazy("This account may not read the file."),
}


class DeskCommand(SpeakingCommand):
    """A command about one desk. Anything a person can put right is a `CommandError` (exit status 1)."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--desk", metavar="CODE", help="the desk's code; needed where there are several desks")

    @staticmethod
    def desk(code: str | None) -> Desk:
        """The desk of that code; without one the only desk, or the one whose numbers need no prefix.

        Raises `CommandError`.
        """
        desks = list(Desk.objects.all())
        codes = "、".join(desk.code for desk in desks) or "-"
        if code:
            found = [desk for desk in desks if desk.code == code]
        else:
            found = desks if len(desks) == 1 else [desk for desk in desks if not desk.number_prefix]
        if found:
            return found[0]
        if code:
            raise CommandError(_("There is no desk %(code)s. Desks: %(codes)s.") % {"code": code, "codes": codes})
        raise CommandError(_("Say which desk is meant with --desk. Desks: %(codes)s.") % {"codes": codes})


class DeskImportCommand(DeskCommand):
    """Loads `FILE` into the desk, wholly or not at all."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV or .xlsx, as Excel saves it")
        parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook; needed where several have rows")
        parser.add_argument("--dry-run", action="store_true", help="check and try everything, save nothing")

    @contextmanager
    def refusals(self, path: Path) -> Iterator[None]:
        """Turns everything a person can put right into a `CommandError` that names the file and every reason."""
        try:
            yield
        except TableErrors as errors:
            words = {"file": path.name, "count": f"{len(errors.errors):,}"}
            head = _("%(file)s was not loaded. Things to put right: %(count)s") % words
            raise CommandError(f"{head}\n{errors}") from errors
        except (DeskError, OSError) as error:
            reason = next((str(words) for kind, words in CANNOT_OPEN.items() if isinstance(error, kind)), str(error))
            words = {"file": path.name, "reason": reason}
            raise CommandError(_("%(file)s was not loaded: %(reason)s") % words) from error

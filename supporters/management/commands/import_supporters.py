from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from mediso.desks.commands import DeskImportCommand
from supporters.services.roster_import import import_roster
from supporters.services.roster_rows import read_roster


class Command(DeskImportCommand):
    help = "Load a desk's roster of supporters. Safe to run again; changes nobody without --update (docs/import.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--update", action="store_true", help="take over what differs from the roster")

    def handle(
        self, *, file: Path, desk: str | None, sheet: str | None, dry_run: bool, update: bool, **_options: Any
    ) -> None:
        into = self.desk(desk)
        with self.refusals(file):
            table = read_roster(file, desk=into, sheet=sheet)
            with self.progress(len(table.rows)) as progress:
                done = import_roster(desk=into, table=table, update=update, dry_run=dry_run, progress=progress)
        if dry_run:
            self.stdout.write(_("Trial only, nothing was saved. This is what would have been done:"))
        words = {"desk": into, "loaded": f"{done.loaded:,}", "unchanged": f"{done.unchanged:,}"}
        self.stdout.write(_("%(desk)s: %(loaded)s supporters loaded; %(unchanged)s already there, unchanged.") % words)
        for name, headings in done.changed.items():
            self.stdout.write(_("Changed: %(name)s (%(headings)s)") % {"name": name, "headings": "、".join(headings)})

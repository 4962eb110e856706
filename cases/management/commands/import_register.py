from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cases.services.register_import import import_register, read_register
from mediso.desks.commands import DeskImportCommand


class Command(DeskImportCommand):
    help = "Load a desk's old register as history: closed cases, without mails. Safe to run again (docs/import.md)."

    def handle(self, *, file: Path, desk: str | None, sheet: str | None, dry_run: bool, **_options: Any) -> None:
        into = self.desk(desk)
        with self.refusals(file):
            table = read_register(file, desk=into, sheet=sheet)
            with self.progress(len(table.rows)) as progress:
                done = import_register(desk=into, table=table, file=file.name, dry_run=dry_run, progress=progress)
        words = {
            "desk": into,
            "loaded": f"{done.loaded:,}",
            "unchanged": f"{done.unchanged:,}",
            "organisations": f"{done.organisations:,}",
        }
        if dry_run:
            self.stdout.write(_("Trial only, nothing was saved. This is what would have been done:"))
        self.stdout.write(_("%(desk)s: %(loaded)s cases loaded; %(unchanged)s already there, unchanged.") % words)
        self.stdout.write(_("New organisations: %(organisations)s") % words)

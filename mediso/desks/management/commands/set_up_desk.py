import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from mediso.common.commands import SpeakingCommand
from mediso.desks.services import set_up_desk


class Command(SpeakingCommand):
    help = "Make a desk with its lists and rules from a JSON file such as data/mediso-desk.json; add what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            definition = json.loads(path.read_text(encoding="utf-8"))
            desk = set_up_desk(definition)
        except (OSError, ValueError, TypeError) as error:
            raise CommandError(_("%(path)s cannot be read: %(error)s") % {"path": path, "error": error}) from error
        except KeyError as error:
            raise CommandError(_("%(path)s lacks %(key)s.") % {"path": path, "key": error}) from error
        self.stdout.write(_("The desk “%(desk)s” is set up.") % {"desk": desk})

from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case
from cases.services.facts import reckon_facts
from mediso.common.commands import SpeakingCommand


class Command(SpeakingCommand):
    help = "Work out from the history of every case what figures count of it. Safe to run at any time, and again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        total = Case.objects.count()
        with self.progress(total) as progress:
            changed = reckon_facts(progress)
        words = {"total": f"{total:,}", "changed": f"{changed:,}"}
        self.stdout.write(_("Cases looked at: %(total)s; put right: %(changed)s.") % words)

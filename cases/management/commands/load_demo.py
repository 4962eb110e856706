"""The demo: one desk, the old register, the roster, a sign-in for every role, and the cases of these weeks."""

import json
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.services.demo import PASSWORD, PEOPLE, make_cases, make_entries, make_people
from mediso.common.commands import SpeakingCommand
from mediso.desks.models import Desk


class Command(SpeakingCommand):
    help = "Load the demo into an empty database, and print its sign-ins. A database of your own is left alone."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not Desk.objects.exists():
            self._load()
        if not User.objects.filter(email=PEOPLE[0].email).exists():
            self.stdout.write(_("This database holds a desk of your own; the demo is not loaded into it."))
            return
        self.stdout.write(f"サインイン / Sign-ins (パスワード / password: {PASSWORD})")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<28}{person.says}")
        self.stdout.write("  ほかのサポーターは名簿に / the other supporters' addresses are on the roster")

    @transaction.atomic
    def _load(self) -> None:
        """All of it or nothing: the people's public password must never come beside a register of one's own."""
        data = settings.BASE_DIR / "data"
        call_command("set_up_desk", data / "mediso-desk.json", stdout=self.stdout)
        call_command("import_supporters", data / "supporters.csv", stdout=self.stdout)
        call_command("import_register", data / "consultations-2018-2024.csv", stdout=self.stdout)
        desk = Desk.objects.get()
        make_people(desk)
        make_entries(desk)
        make_cases(desk, json.loads((data / "demo-cases.json").read_text(encoding="utf-8")))

"""The demo: one desk, the old register, the roster, and a sign-in for every role."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cases.models import Case
from cases.services.demo import PASSWORD, PEOPLE, make_people
from mediso.desks.models import Desk


class Command(BaseCommand):
    help = "Load the demo's desk, register, roster and people, where they are missing, and print the sign-ins."

    def handle(self, *_args: Any, **_options: Any) -> None:
        data = settings.BASE_DIR / "data"
        if not Case.objects.exists():
            call_command("set_up_desk", data / "mediso-desk.json", stdout=self.stdout)
            call_command("import_supporters", data / "supporters.csv", stdout=self.stdout)
            call_command("import_register", data / "consultations-2018-2024.csv", stdout=self.stdout)
        make_people(Desk.objects.get(code="mediso"))
        self.stdout.write(f"サインイン / Sign-ins (パスワード / password: {PASSWORD})")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<28}{person.says}")
        self.stdout.write("  ほかのサポーターは名簿に / the other supporters' addresses are on the roster")

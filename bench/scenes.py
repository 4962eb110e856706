"""What is measured, on a database made for it and dropped after."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from accounts.enums import Role
from accounts.models import RoleGrant, User
from bench import sql
from bench.timing import Ratio, compare
from cases.models import Case
from cases.services.generation import generate_cases
from mediso.desks.models import Desk
from reports.registry import FIGURES
from reports.scope import Scope

DATA = settings.BASE_DIR / "data"
REGISTER = DATA / "consultations-2018-2024.csv"
ROWS = 1_607


@contextmanager
def own_database() -> Iterator[None]:
    """A desk with its roster in a database of its own, whatever `DATABASE_URL` names."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{name}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("set_up_desk", DATA / "mediso-desk.json", stdout=_Quiet())
        call_command("import_supporters", DATA / "supporters.csv", stdout=_Quiet())
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


class _Quiet:
    def write(self, _text: str) -> None:
        """Commands speak to a person; here nobody listens."""


def import_ratio() -> tuple[Ratio, float]:
    """The import tried and taken back, against the same rows as bare text; and the import's rows a second."""
    ratio = compare(
        f"import {ROWS:,} rows",
        lambda: _import(dry_run=True),
        "INSERT of the rows as text",
        lambda: sql.insert_as_text(REGISTER),
    )
    return ratio, ROWS / ratio.ours


def fill_up_to(size: int) -> None:
    """The register first, generated cases after."""
    if not Case.objects.exists():
        _import(dry_run=False)
    missing = size - Case.objects.count()
    if missing:
        generate_cases(desk=Desk.objects.get(), count=missing, seed=size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def list_and_figures(size: int) -> Iterator[Ratio]:
    """The staff's list as a whole request, and the figures, each against SQL for the same rows."""
    staff = Client()
    staff.force_login(somebody(Role.STAFF))
    manager = Client()
    manager.force_login(somebody(Role.MANAGER))
    scope = Scope((Desk.objects.get(),))
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        yield compare(
            f"list page at {size:,}", lambda: staff.get("/cases/"), "page + count", lambda: sql.run(*sql.LIST_PAGE)
        )
        yield compare(
            f"topic share at {size:,}",
            lambda: FIGURES["topic_share"].select(scope),
            "join + count",
            lambda: sql.run(*sql.MATRIX),
        )
        yield compare(
            f"topic share at {size:,}",
            lambda: FIGURES["topic_share"].select(scope),
            "count(*)",
            lambda: sql.run(*sql.COUNT),
        )
        yield compare(
            f"cases by year at {size:,}",
            lambda: FIGURES["cases_by_year"].select(scope),
            "GROUP BY year",
            lambda: sql.run(*sql.YEARS),
        )
        yield compare(
            f"statistics page at {size:,}",
            lambda: manager.get("/statistics/"),
            "join + count + years",
            lambda: sql.run(*sql.MATRIX, *sql.YEARS, *sql.YEARS),
        )


def _import(*, dry_run: bool) -> None:
    call_command("import_register", REGISTER, dry_run=dry_run, stdout=_Quiet())


def somebody(role: Role) -> User:
    user, _made = User.objects.get_or_create(email=f"{role.value}@bench.example", defaults={"name": role.value})
    RoleGrant.objects.get_or_create(user=user, role=role, desk=Desk.objects.get())
    return user

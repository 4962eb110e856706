"""`python -m bench.replay`: the tables of docs/routing.md that tell of the register lived through once more."""

import os
from collections.abc import Iterator

from mediso.common.fiscal import FiscalYear

SHORT = 2023
WHOLE = "2018–2024"


def rows(year: int | None) -> Iterator[str]:
    """The three ways of asking, over the cases received in a fiscal year or over all of them."""
    # Needs Django's settings: organisation names and choices live in its apps.
    from bench.replay.figures import row  # noqa: PLC0415
    from bench.replay.play import Play  # noqa: PLC0415
    from bench.replay.running import InTurn, Way, as_a_team, first_of_the_ranking  # noqa: PLC0415
    from bench.replay.world import read_world  # noqa: PLC0415

    world = read_world()
    cases = world.received(FiscalYear(year) if year else None)
    period = f"FY{year}" if year else WHOLE
    ways: dict[str, Way] = {"team": as_a_team, "first of the ranking": first_of_the_ranking, "in turn": InTurn()}
    for name, way in ways.items():
        yield row(f"{period}, {name}", Play(world, cases, way).figures())


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediso.settings.test")
    import django  # noqa: PLC0415

    django.setup()
    from bench.replay.figures import HEADINGS  # noqa: PLC0415

    print(*HEADINGS, sep="\n")
    for year in (None, SHORT):
        for line in rows(year):
            print(line, flush=True)


if __name__ == "__main__":
    main()

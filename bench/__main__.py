"""Fills a database of its own and prints ratios (docs/running.md); the name of a part prints that alone."""

import os
import sys

import django

from mediso.embedded.client import services

SIZES = (1_607, 100_000)


def main(wanted: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediso.settings.test")
    with services():
        django.setup()
        from bench import scenes  # noqa: PLC0415 - needs the apps

        with scenes.own_database():
            for part in wanted or PARTS:
                PARTS[part]()


def _print_matching() -> None:
    from bench import scenes  # noqa: PLC0415 - needs the apps
    from bench.matching import report  # noqa: PLC0415 - needs the apps

    scenes.fill_up_to(SIZES[0])
    for line in report.lines():
        print(line, flush=True)


def _print_figures() -> None:
    """Last: it leaves a million cases behind."""
    from bench import figures  # noqa: PLC0415 - needs the apps

    for ratio in figures.ratios():
        print(ratio, flush=True)


def _print_ratios() -> None:
    from bench import scenes  # noqa: PLC0415 - needs the apps

    print(f"{'':<30} {'ours':>12} {'yardstick':>12} {'ratio':>8}")
    ratio, rows_a_second = scenes.import_ratio()
    print(ratio, f"({rows_a_second:,.0f} rows/s)", flush=True)
    for size in SIZES:
        scenes.fill_up_to(size)
        for ratio in scenes.list_and_figures(size):
            print(ratio, flush=True)


PARTS = {"ratios": _print_ratios, "matching": _print_matching, "figures": _print_figures}


if __name__ == "__main__":
    main(sys.argv[1:])

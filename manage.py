#!/usr/bin/env python
"""Django's commands, with the embedded services for the time of those that need them."""

import os
import sys

from django.core.management import execute_from_command_line

from mediso.embedded.client import services
from mediso.embedded.problems import CannotStart

WITHOUT_SERVICES = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "spectacular",
    "startapp",
    "version",
}
QUESTIONS = {"--help", "-h", "--version"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediso.settings.dev")
    if len(arguments) == 1 or arguments[1] in WITHOUT_SERVICES or QUESTIONS & set(arguments):
        execute_from_command_line(arguments)
        return
    with services():
        execute_from_command_line(arguments)


if __name__ == "__main__":
    try:
        main(sys.argv)
    except CannotStart as problem:
        sys.exit(str(problem))

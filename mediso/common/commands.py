"""Commands that speak to people: wrong arguments are refused in their language, as everything else is."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

# What argparse says, and what we say for it. What is not here is shown as argparse says it.
WORDS: tuple[tuple[str, str | Promise], ...] = (
    (r"the following arguments are required: (?P<what>.+)", _("This is needed: %(what)s.")),
    (r"unrecognized arguments: (?P<what>.+)", _("This is not understood: %(what)s.")),
    (r"argument (?P<what>\S+): expected .*", _("%(what)s needs a value.")),
    (r"argument (?P<what>\S+): invalid int value: (?P<given>.+)", _("%(what)s is a whole number, not %(given)s.")),
    (
        r"argument (?P<what>\S+): invalid choice: (?P<given>.+?) \(choose from (?P<choices>.+)\)",
        _("%(what)s cannot be %(given)s. Choose one of: %(choices)s."),
    ),
)


class SpeakingParser(CommandParser):
    def error(self, message: str) -> Any:
        """Never returns: the program ends, or `CommandError` is raised."""
        return super().error(in_our_words(message))


class SpeakingCommand(BaseCommand):
    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = SpeakingParser  # Django makes the parser itself and can be given no class of ours
        return parser

    @contextmanager
    def progress(self, total: int) -> Iterator[Callable[[int], object]]:
        """A bar on standard error, shown on a terminal only; call it with the number of rows just done."""
        with tqdm(total=total, unit="row", disable=None, leave=False) as bar:
            yield bar.update


def in_our_words(message: str) -> str:
    for pattern, words in WORDS:
        if found := re.fullmatch(pattern, message):
            return str(words) % found.groupdict()
    return message

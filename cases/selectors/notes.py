"""Internal notes, and the one answer to who reads which: every page, mail and file takes them from here."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet

from accounts.models import User
from cases.enums import NoteAudience
from cases.models import Case, Note
from cases.policies import SORTING, Standing, standings_of
from cases.selectors.colleagues import EVERY_NOTE, TEAM_NOTES, Colleague
from cases.selectors.visibility import visible_cases

_AT = re.compile("[@＠]")


def notes_for(user: User, case: Case) -> QuerySet[Note]:
    """The notes of the case that this person may read, newest first; none for whoever asked, whatever else they are."""
    readable = audiences_of(user, case, standings_of(user, case))
    notes = Note.objects.filter(case=case, audience__in=readable)
    return notes.select_related("author").prefetch_related("mentioned")


def audiences_of(user: User, case: Case, standings: frozenset[Standing]) -> frozenset[NoteAudience]:
    """Those who sort the case read all, its supporters what is for the team, also once their work is completed."""
    if Standing.ASKER in standings:
        return frozenset()
    if SORTING.decide(standings):
        return EVERY_NOTE
    return TEAM_NOTES if visible_cases(user).filter(pk=case.pk).exists() else frozenset()


def mentioned_in(text: str, colleagues: Collection[Colleague]) -> list[User]:
    """Who is called with @ in the text, by the full name or the part before its first space; spaces do not matter.

    The longest name that fits counts. A name that two colleagues share calls neither: it would be a guess.
    """
    by_name: dict[str, set[int]] = {}
    for one in colleagues:
        for name in _names_of(one.user):
            by_name.setdefault(name, set()).add(one.user.pk)
    longest_first = sorted(by_name, key=len, reverse=True)
    called = {
        next(iter(by_name[name]))
        for rest in _after_each_at(text)
        for name in _first(name for name in longest_first if rest.startswith(name))
        if len(by_name[name]) == 1
    }
    return [one.user for one in colleagues if one.user.pk in called]


def _names_of(user: User) -> set[str]:
    return {_folded(user.name), _folded(user.name.split()[0])} if user.name.strip() else set()


def _after_each_at(text: str) -> Iterator[str]:
    for found in _AT.finditer(text):
        yield _folded(text[found.end() : found.end() + 200])


def _first(names: Iterable[str]) -> list[str]:
    name = next(iter(names), None)
    return [] if name is None else [name]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())

"""Whether two names, or two people, are the same or perhaps the same, and why. Plain values, no database.

`SAME` holds for reasons that need no second look; everything else is an offer that a person decides about.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.near_names import one_letter_off, whole_of


class Reason(StrEnum):
    """Why a row is offered, the strongest first."""

    NUMBER = "number"
    EMAIL = "email"
    NAME = "name"
    WRITTEN_OTHERWISE = "written_otherwise"
    PHONE = "phone"
    READING = "reading"
    SOUND = "sound"
    LETTER = "letter"
    BEGINS = "begins"
    PART = "part"
    OTHER_NUMBER = "other_number"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]


LABELS: dict[Reason, str | Promise] = {
    Reason.NUMBER: _("same corporate number"),
    Reason.EMAIL: _("same e-mail address"),
    Reason.NAME: _("same name"),
    Reason.WRITTEN_OTHERWISE: _("same name, written otherwise"),
    Reason.PHONE: _("same telephone number"),
    Reason.READING: _("same reading"),
    Reason.SOUND: _("sounds or looks alike"),
    Reason.LETTER: _("one letter missing, added or swapped"),
    Reason.BEGINS: _("begins alike"),
    Reason.PART: _("the body of which the name typed is a part"),
    Reason.OTHER_NUMBER: _("but another corporate number"),
    Reason.ELSEWHERE: _("at another organisation"),
}
# These weaken the others and offer nothing by themselves.
CAVEATS = frozenset({Reason.OTHER_NUMBER, Reason.ELSEWHERE})
ONE_NAME = frozenset({Reason.NAME, Reason.WRITTEN_OTHERWISE})

SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as it is compared; `key` and `sound` are made from `name`, "" stands for what is not known."""

    name: str
    key: str
    sound: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """A contact as it is compared; `organisation` is the id of its row, or none while that is not known."""

    name: str
    key: str
    reading: str = ""
    email: str = ""
    phone: str = ""
    organisation: int | None = None


def compare_organisations(typed: Named, known: Named) -> tuple[Reason, ...]:
    """Every reason for offering `known` to somebody who typed `typed`; none when there is nothing to offer."""
    reasons = []
    if typed.number and typed.number == known.number:
        reasons.append(Reason.NUMBER)
    if name := _by_name(typed, known):
        reasons.append(name)
    if reasons and typed.number and known.number and typed.number != known.number:
        reasons.append(Reason.OTHER_NUMBER)
    return tuple(reasons)


def _by_name(typed: Named, known: Named) -> Reason | None:
    if not typed.key or not known.key:
        return None
    if typed.key == known.key:
        return Reason.NAME if typed.name == known.name else Reason.WRITTEN_OTHERWISE
    if typed.sound and typed.sound == known.sound:
        return Reason.SOUND
    if one_letter_off(typed.sound, known.sound):
        return Reason.LETTER
    if len(typed.sound) >= SHORTEST_BEGINNING and known.sound.startswith(typed.sound):
        return Reason.BEGINS
    return Reason.PART if known.key in whole_of(typed.key) else None


def are_the_same_organisation(reasons: tuple[Reason, ...]) -> bool:
    """Companies of one name and different numbers are two, however much the names agree."""
    return Reason.NUMBER in reasons or bool(ONE_NAME & set(reasons) and Reason.OTHER_NUMBER not in reasons)


def compare_contacts(typed: Asker, known: Asker) -> tuple[Reason, ...]:
    """As for organisations. A telephone is shared by colleagues, and a name by strangers: neither decides alone."""
    same = {
        Reason.EMAIL: typed.email and typed.email == known.email,
        Reason.NAME: typed.key and typed.key == known.key and typed.name == known.name,
        Reason.WRITTEN_OTHERWISE: typed.key and typed.key == known.key and typed.name != known.name,
        Reason.PHONE: typed.phone and typed.phone == known.phone,
        Reason.READING: typed.reading and typed.reading == known.reading,
        Reason.BEGINS: _begins(typed, known),
    }
    reasons = tuple(reason for reason, holds in same.items() if holds)
    elsewhere = typed.organisation is not None and typed.organisation != known.organisation
    return (*reasons, Reason.ELSEWHERE) if reasons and elsewhere else reasons


def _begins(typed: Asker, known: Asker) -> bool:
    at_hand = typed.organisation is not None and typed.organisation == known.organisation
    return at_hand and typed.key != known.key and bool(typed.key) and known.key.startswith(typed.key)


def are_the_same_contact(reasons: tuple[Reason, ...], *, organisation_known: bool) -> bool:
    found = set(reasons)
    if Reason.ELSEWHERE in found:
        return False
    if Reason.EMAIL in found:
        return True
    named = bool(ONE_NAME & found)
    return (named and (organisation_known or Reason.PHONE in found)) or {Reason.PHONE, Reason.READING} <= found

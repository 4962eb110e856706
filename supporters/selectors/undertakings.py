"""What a supporter has signed and has still to sign, with the words that are signed now."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language

from mediso.common.fiscal import FiscalYear
from mediso.desks.models import Desk, UndertakingText
from supporters.enums import UndertakingKind
from supporters.models import Supporter, Undertaking
from supporters.signing import signable_years, unsigned


@dataclass(frozen=True, slots=True)
class Unsigned:
    """One undertaking that can be signed now; `digest` tells later whether the words are still those shown."""

    kind: UndertakingKind
    year: FiscalYear
    text: str

    @property
    def digest(self) -> str:
        return digest_of(self.text)


def words_of(desk: Desk, kind: UndertakingKind) -> str:
    """In the reader's language: the desk's own words, or the default ones."""
    own = UndertakingText.objects.filter(desk=desk, kind=kind, retired_on=None).first()
    return (own.text if own else default_words(kind, get_language() or "ja")).strip()


def default_words(kind: UndertakingKind, language: str) -> str:
    return render_to_string(f"supporters/undertakings/{kind.value}.{'en' if language.startswith('en') else 'ja'}.txt")


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def still_to_sign(supporter: Supporter, today: dt.date) -> list[Unsigned]:
    """What can be signed today and is not yet, the present year first."""
    signed = set(supporter.undertakings.values_list("kind", "fiscal_year"))
    words: dict[UndertakingKind, str] = {}
    found = []
    for year in signable_years(today):
        for kind in unsigned(signed, year):
            words[kind] = words.get(kind) or words_of(supporter.desk, kind)
            found.append(Unsigned(kind, year, words[kind]))
    return found


def signed_by(supporter: Supporter) -> list[Undertaking]:
    """The newest year first, with who signed or recorded it."""
    return list(supporter.undertakings.select_related("signed_by").order_by("-fiscal_year", "kind"))

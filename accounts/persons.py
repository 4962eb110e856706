"""Keys under which a person's name, reading and telephone number are found again, however they were written.

Like an organisation's key they are for matching only: two people may have one name, and colleagues share a telephone.
"""

import re
import unicodedata

from accounts.names import fold_letters

_SEPARATORS = re.compile(r"[\s.,、。·・]+")
_WORDS = re.compile(r"[a-z']+(?:\s+[a-z']+)+")
_NOT_A_DIGIT = re.compile(r"[^0-9]+")
_JAPAN = "81"


def person_key(name: str) -> str:
    """Widths, spaces, letter case, kinds of kana and old characters make no difference; for a name in Latin letters
    the order of its words makes none either."""
    text = fold_letters(_plain(name)).strip()
    spaced = _SEPARATORS.sub(" ", text).strip()
    if _WORDS.fullmatch(spaced):
        return "".join(sorted(spaced.split()))
    return spaced.replace(" ", "")


def phone_key(phone: str) -> str:
    """The digits, as dialled within Japan; "" where there are none. An extension written behind counts as digits."""
    text = _plain(phone).strip()
    digits = _NOT_A_DIGIT.sub("", text)
    if text.startswith("+") and digits.startswith(_JAPAN):
        return "0" + digits.removeprefix(_JAPAN).removeprefix("0")
    return digits


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())

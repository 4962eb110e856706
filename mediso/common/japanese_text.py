"""Japanese text as people and Excel write it: full-width letters, ideographic spaces, three kinds of line ends.

Two uses, kept apart. Values that are *read* (numbers, dates, labels, headings) are folded, because a
full-width digit means the digit. Words that are *kept* (titles, texts, names) are only cleaned at the
edges, because they are the asker's words.
"""

import re
import unicodedata

# Left at the edges by Excel and by copying from web pages; str.strip() does not count them as space.
_INVISIBLE_EDGES = "\ufeff\u200b\u2060"
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
# One keyed character, several code points: which one a file holds depends on who converted it to cp932 and back.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
# Hiragana, with its iteration marks, stands in Unicode 0x60 before katakana.
_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_LOOKALIKES = {**_DASHES, ord("〜"): "~", ord("‖"): "∥", ord("\\"): "¥"}


def clean_text(text: str) -> str:
    """The text as written, with plain line ends and nothing invisible around it."""
    return _strip(_LINE_ENDS.sub("\n", text))


def fold_width(text: str) -> str:
    """Full-width letters and digits become half-width, half-width kana full-width (NFKC), every dash a hyphen."""
    return clean_text(unicodedata.normalize("NFKC", text).translate(_DASHES))


def to_katakana(text: str) -> str:
    """Every hiragana as the katakana of the same sound; anything else stays."""
    return text.translate(_TO_KATAKANA)


def fold_code(text: str) -> str:
    """A number or code as it is keyed: folded, with no space within."""
    return "".join(fold_width(text).split())


def label_key(text: str) -> str:
    """What two spellings of one heading or label have in common: width, spaces and case do not count."""
    return "".join(fold_width(text).split()).casefold()


def comparison_key(text: str) -> str:
    """Equal for two texts that differ only by what a save as cp932, or in Excel, changes."""
    folded = unicodedata.normalize("NFKC", clean_text(text).translate(_LOOKALIKES))
    return "\n".join(" ".join(line.split()) for line in folded.split("\n"))


def _strip(text: str) -> str:
    before = None
    while before != text:
        before, text = text, text.strip().strip(_INVISIBLE_EDGES)
    return text

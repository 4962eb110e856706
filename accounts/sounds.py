"""What remains of a name when only its sound and its outline count: names heard or read wrongly share it.

A second key, looser than `accounts.names`, for offering what is perhaps the same; nothing is decided by it. It is made
from the first one, in the database as a generated column and here for what was typed: both read the tables below.
"""

# Before the letters: ヴ stands with a small kana, which the first key has made large.
FOREIGN_V = (("ヴア", "バ"), ("ヴイ", "ビ"), ("ヴエ", "ベ"), ("ヴオ", "ボ"), ("ヴ", "ブ"))
_VOICED = "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ"
_UNVOICED = "カキクケコサシスセソタシステトハヒフヘホハヒフヘホ"
# Kanji that print like katakana.
_LOOKALIKES, _KATAKANA = "二力口工夕八卜千", "ニカロエタハトチ"
LETTERS_FROM, LETTERS_TO = f"ヲ{_VOICED}{_LOOKALIKES}", f"オ{_UNVOICED}{_KATAKANA}"
SILENT = "ー-&'’()/+"

_TABLE = str.maketrans(LETTERS_FROM, LETTERS_TO, SILENT)


def sound_key(key: str) -> str:
    """The looser key of a name, from its `normalised_name`; "" for a name without a sounding letter."""
    for written, heard in FOREIGN_V:
        key = key.replace(written, heard)
    return key.translate(_TABLE)

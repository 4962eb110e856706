"""One spelling for the many ways an organisation's name is written, so that names can be compared.

The result is a key for matching, never shown and no proof of identity. These make no difference: a legal form
(株式会社, (株), Inc. …) before or after the name; letter case, widths, spaces, middle dots, kinds of hyphen; hiragana
and katakana, small kana and large (キャノン, キヤノン), ヰ and イ, ヱ and エ, the ケ between two kanji (霞ヶ関,
霞が関); iteration marks (佐々木, 佐佐木); old and variant characters (學, 学; 髙, 高: `accounts/characters.py`).

These do make one: a long vowel (ビル, ビール), ヴ and ブ, ヂ and ジ (`accounts/duplicates.py` calls such names alike,
never the same), 斎 and 斉, and all else inside the name: 若竹大学薬学部 is not 若竹大学.
"""

import re
import unicodedata
from functools import lru_cache

from accounts.characters import TO_MODERN
from mediso.common.japanese_text import to_katakana

# The longer form stands first wherever one begins with another.
JAPANESE_FORMS = (
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "相互会社",
    "特例有限会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "社会医療法人社団",
    "社会医療法人財団",
    "社会医療法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "社団法人",
    "財団法人",
    "社会福祉法人",
    "学校法人",
    "国立大学法人",
    "公立大学法人",
    "大学共同利用機関法人",
    "国立研究開発法人",
    "地方独立行政法人",
    "独立行政法人",
    "特定非営利活動法人",
    "npo法人",
    "特許業務法人",
    "弁理士法人",
    "弁護士法人",
    "税理士法人",
    "監査法人",
)
# Inside brackets, as in (株); NFKC turns ㈱, ㈲, ㈳ and ㈶ into these.
BRACKETED_FORMS = (
    *("株", "有", "同", "合", "資", "名", "相", "社", "財", "一社", "一財", "公社", "公財"),
    *("医", "医社", "医財", "福", "学", "大", "独", "地独", "国研", "特非", "特定非営利活動法人"),
)
WESTERN_FORMS = (
    r"co(?:mpany)?[.,\s]*(?:ltd|limited|inc(?:orporated)?)",
    *("incorporated", "inc", "limited", "ltd", "corporation", "corp", "plc", "gmbh"),
    *(r"k\.?\s?k", r"g\.?\s?k", r"l\.?l\.?c", r"l\.?l\.?p", r"a\.?g", r"s\.?a", r"b\.?v", r"n\.?v"),
    r"(?:pte|pty)[.,\s]*(?:ltd|limited)",
)

_FORMS = "|".join((*JAPANESE_FORMS, *(rf"\({form}\)" for form in BRACKETED_FORMS)))
_JAPANESE_FORM = re.compile(rf"^(?:{_FORMS})|(?:{_FORMS})$")
_WESTERN_FORM = re.compile(rf"[\s,&]*(?<![a-z0-9])(?:{'|'.join(WESTERN_FORMS)})[.,\s]*$")
_SEPARATORS = re.compile(r"[\s.,、。·・]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_HYPHENS = re.compile(r"[‐‑‒–—―−─]")
# A hyphen between katakana is a long vowel mark typed with the wrong key.
_MISTYPED_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺー])-(?=[ァ-ヺー])")
_SMALL, _LARGE = "ァィゥェォッャュョヮヵヶヰヱ", "アイウエオツヤユヨワカケイエ"
_LARGER = str.maketrans(_SMALL, _LARGE)
_IDEOGRAPH = "[㐀-鿿\U00020000-\U0003ffff]"
# Read ga or ke, written either way in one and the same place name.
_KE_BETWEEN_KANJI = re.compile(rf"(?<={_IDEOGRAPH})[ケガ](?={_IDEOGRAPH})")
_REPEATED_KANJI = re.compile(rf"({_IDEOGRAPH})々")
_REPEATED_KANA = re.compile(r"([ァ-ヺ])([ヽヾ])")
_VOICED_MARK = "\u3099"


@lru_cache(maxsize=16_384)
def normalise_organisation_name(name: str) -> str:
    """The key under which two spellings of one name are equal; "" only for a name of nothing but separators.

    Applying it to its own result changes nothing, so keys and raw names can be compared after one more call.
    """
    key = _normalise_once(name)
    while (again := _normalise_once(key)) != key:
        key = again
    return key


def _normalise_once(name: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name).casefold())
    text = _replace_letters(unicodedata.normalize("NFKC", text)).strip()
    text = _MISTYPED_LONG_VOWEL.sub("ー", _HYPHENS.sub("-", text))
    text = _without(_WESTERN_FORM, _without(_JAPANESE_FORM, text))
    text = _SEPARATORS.sub("", text)
    # Only now: what stands beside a letter decides, and a legal form does not count as standing there.
    return _replace_by_neighbours(_without(_JAPANESE_FORM, text))


def fold_letters(text: str) -> str:
    """One spelling for kinds of kana, old and variant characters and iteration marks; `text` is in NFKC."""
    return _replace_by_neighbours(_replace_letters(text))


def _replace_letters(text: str) -> str:
    return to_katakana(text.translate(TO_MODERN)).translate(_LARGER)


def _replace_by_neighbours(text: str) -> str:
    text = _REPEATED_KANA.sub(_repeat_kana, _REPEATED_KANJI.sub(r"\1\1", text))
    return _KE_BETWEEN_KANJI.sub("ケ", text)


def _repeat_kana(found: re.Match[str]) -> str:
    kana, mark = found.groups()
    plain = unicodedata.normalize("NFD", kana)[0]
    again = unicodedata.normalize("NFC", plain + _VOICED_MARK) if mark == "ヾ" else plain
    return kana + (again if len(again) == 1 else plain)


def _without(form: re.Pattern[str], text: str) -> str:
    """The text without that legal form, unless nothing but the form was written."""
    rest = form.sub("", text)
    return rest if _SEPARATORS.sub("", rest) else text

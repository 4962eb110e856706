"""One spelling for the many ways an organisation's name is written, so that names can be compared.

The result is a key for matching, never shown and no proof of identity: a legal form (株式会社, (株), Inc. …) before or
after the name, letter case, widths, spaces, middle dots, kinds of hyphen and of kana make no difference. Variants of a
character (髙 and 高) do, and so does everything inside the name: 若竹大学薬学部 is not 若竹大学.
"""

import re
import unicodedata
from functools import lru_cache

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
_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}


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
    text = unicodedata.normalize("NFKC", text).translate(_TO_KATAKANA).strip()
    text = _MISTYPED_LONG_VOWEL.sub("ー", _HYPHENS.sub("-", text))
    text = _without(_WESTERN_FORM, _without(_JAPANESE_FORM, text))
    text = _SEPARATORS.sub("", text)
    return _without(_JAPANESE_FORM, text)


def _without(form: re.Pattern[str], text: str) -> str:
    """The text without that legal form, unless nothing but the form was written."""
    rest = form.sub("", text)
    return rest if _SEPARATORS.sub("", rest) else text

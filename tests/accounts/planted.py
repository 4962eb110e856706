"""Names of the register written in other ways, and how many of them are found again.

The tables are written here by hand: none is read from the code that is measured.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Organisation
from accounts.selectors.duplicates import similar_organisations

SEED = 20180205
A_KIND = 40

FULL = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンァィゥェォャュョッー"
HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｧｨｩｪｫｬｭｮｯｰ"
VOICED = {"ガ": "ｶﾞ", "ジ": "ｼﾞ", "ズ": "ｽﾞ", "デ": "ﾃﾞ", "ド": "ﾄﾞ", "バ": "ﾊﾞ", "ボ": "ﾎﾞ", "ピ": "ﾋﾟ", "プ": "ﾌﾟ"}
TO_HALF = {**dict(zip(FULL, HALF, strict=True)), **VOICED}
TO_FULL = dict(zip("0123456789()", "０１２３４５６７８９（）", strict=True))
TO_LARGE = dict(zip("ァィゥェォャュョッ", "アイウエオヤユヨツ", strict=True))
TO_HIRAGANA = {
    **dict(
        zip(
            FULL[:43],
            "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろ",
            strict=True,
        )
    ),
    **dict(zip("ワンァィゥェォャュョッ", "わんぁぃぅぇぉゃゅょっ", strict=True)),
    **dict(zip("ガジズデドバボピプ", "がじずでどばぼぴぷ", strict=True)),
}
TO_OLD = dict(zip("学医薬会団産属研緑清青台穂野広沢", "學醫藥會團產屬硏綠淸靑臺穗埜廣澤", strict=True))
TO_UNVOICED = dict(zip("ガジズデドバボピプ", "カシステトハホヒフ", strict=True))

COMPANY, ASSOCIATION = "株式会社", "一般社団法人"
SHORT = {COMPANY: ["(株)", "（株）", "㈱", "㍿", "株式會社"], ASSOCIATION: ["(一社)", "（一社）"]}
KANA = re.compile("[ァ-ヺー]{2,}")

Chance = random.Random
Rewrite = Callable[[str, Chance], str]


def _replaced(name: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in name)


def _form(name: str, chance: Chance) -> str:
    form = next((form for form in SHORT if form in name), None)
    if form is None:
        return name
    core, other = name.replace(form, ""), chance.choice([form, *SHORT[form]])
    before = not name.startswith(form) if other == form else chance.random() < 0.5
    return f"{other}{core}" if before else f"{core}{other}"


def _widths(name: str, _chance: Chance) -> str:
    return _replaced(_replaced(name, TO_HALF), TO_FULL)


def _kana(name: str, chance: Chance) -> str:
    table = TO_LARGE if chance.random() < 0.5 and set(name) & set(TO_LARGE) else TO_HIRAGANA
    return _replaced(name, table)


def _spaces(name: str, chance: Chance) -> str:
    form = next((form for form in SHORT if form in name), "")
    core = name.replace(form, "") if form else name
    at, space = chance.randrange(1, len(core)), chance.choice([" ", "\u3000", "・", "･", "\u200b"])
    return name.replace(core, f"{core[:at]}{space}{core[at:]}").replace(form, f" {form} " if form else "").strip(" ")


def _old(name: str, _chance: Chance) -> str:
    return _replaced(name, TO_OLD) if "大学" in name or ASSOCIATION in name else name


def _everything(name: str, chance: Chance) -> str:
    for rewrite in (_form, _kana, _spaces, _old, _widths):
        name = rewrite(name, chance)
    return name


def _in_kana(change: Callable[[str, Chance], str]) -> Rewrite:
    """The change, inside the longest word in katakana, if there is one."""

    def rewrite(name: str, chance: Chance) -> str:
        word = max(KANA.findall(name), key=len, default="")
        return name.replace(word, change(word, chance)) if word else name

    return rewrite


def _missing(word: str, chance: Chance) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _swapped(word: str, chance: Chance) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


# The two hundred of the requirement, in even parts.
VARIANTS: Mapping[str, Rewrite] = {
    "legal form moved or shortened": _form,
    "full and half width": _widths,
    "kind and size of kana": _kana,
    "spaces and dots": _spaces,
    "old characters": _old,
}
# What goes beyond spelling.
SLIPS: Mapping[str, Rewrite] = {
    "all of the above at once": _everything,
    "long vowel left out": lambda name, _chance: name.replace("ー", ""),
    "voiced marks left out": lambda name, _chance: _replaced(name, TO_UNVOICED),
    "a letter of the kana left out": _in_kana(_missing),
    "two letters of the kana swapped": _in_kana(_swapped),
}


@dataclass(frozen=True, slots=True)
class Found:
    """How a kind of variant went: `offers` of the right organisation and `wrong` ones of others."""

    kind: str
    planted: int
    as_same: int
    as_perhaps: int
    wrong: int

    @property
    def found(self) -> int:
        return self.as_same + self.as_perhaps


def plant(names: Sequence[str], rewrite: Rewrite, seed: str) -> list[tuple[str, str]]:
    """(name, variant) of `A_KIND` names that the rewriting changes, the same ones each time."""
    chance = Chance(f"{SEED} {seed}")
    shuffled = chance.sample(sorted(names), len(names))
    pairs = [(name, rewrite(name, chance)) for name in shuffled]
    return [(name, variant) for name, variant in pairs if variant != name][:A_KIND]


def measure(kind: str, planted: Sequence[tuple[str, str]]) -> Found:
    same = perhaps = wrong = 0
    for name, variant in planted:
        similar = similar_organisations(name=variant)
        same += name in [one.row.name for one in similar.same]
        perhaps += name in [one.row.name for one in similar.perhaps]
        wrong += sum(one.row.name != name for one in (*similar.same, *similar.perhaps))
    return Found(kind, len(planted), same, perhaps, wrong)


def offered_to_themselves() -> int:
    """How many offers the organisations get for their own names, each as if it were typed anew: all are wrong."""
    offers = 0
    for row in Organisation.objects.all():
        similar = similar_organisations(name=row.name, but=row.pk)
        offers += len(similar.same) + len(similar.perhaps)
    return offers

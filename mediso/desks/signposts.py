"""Which signposts fit a question. Pure: plain values in, plain values out.

The kinds of condition that a signpost gives (product types, topics, words) must all be met; within a kind one is
enough. A signpost without any condition fits nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mediso.common.japanese_text import clean_text, to_katakana

# Between Latin words a space counts; beside anything Japanese it is only how the text was typed.
_IDLE_SPACE = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SignpostRule:
    """The conditions of one signpost: ids of product types and topics, words as they were typed."""

    signpost_id: int
    product_types: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    keywords: tuple[str, ...] = ()


def fitting(
    signposts: Iterable[SignpostRule], *, product_type_id: int | None, topic_ids: Collection[int], text: str
) -> list[SignpostRule]:
    """Those that fit, in the order given. `product_type_id` None and no topics mean that it is not known yet."""
    folded = fold_words(text)
    return [rule for rule in signposts if _fits(rule, product_type_id, frozenset(topic_ids), folded)]


def fold_words(text: str) -> str:
    """The same for two spellings that differ in width, case, kind of kana, or in spaces within Japanese."""
    folded = to_katakana(unicodedata.normalize("NFKC", clean_text(text)).casefold())
    return _SPACE.sub(" ", _IDLE_SPACE.sub("", folded))


def _fits(rule: SignpostRule, product_type_id: int | None, topics: frozenset[int], folded: str) -> bool:
    met = []
    if rule.product_types:
        met.append(product_type_id in rule.product_types)
    if rule.topics:
        met.append(bool(rule.topics & topics))
    if words := list(filter(None, map(fold_words, rule.keywords))):
        met.append(any(_stands_in(word, folded) for word in words))
    return bool(met) and all(met)


def _stands_in(word: str, folded: str) -> bool:
    """Latin words stand alone (AMED is not in "named"); Japanese ones anywhere."""
    before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", word) else ""
    after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", word) else ""
    return re.search(before + re.escape(word) + after, folded) is not None

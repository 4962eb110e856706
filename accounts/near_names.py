"""Names that are not the same and yet may mean it: a slip of the hand, a part and its whole."""

from accounts.names import normalise_organisation_name

# A slip is looked for where the rest of the word says that it is one, and where an index finds it.
SHORTEST_MISTYPED = 5
SAME_AT_THE_EDGES = 1

# Behind these words a name goes on with a part of what they name.
BODIES = tuple(
    normalise_organisation_name(word)
    for word in ("大学院", "大学", "病院", "研究所", "研究センター", "機構", "ホールディングス", "グループ")
)


def one_letter_off(one: str, other: str) -> bool:
    """Whether a letter is missing, or two neighbours are swapped, inside words long enough for it to be a slip.

    A letter replaced by another does not count: 40 pairs among the 506 names of the register of 2018–2024 differ so,
    and they are different organisations. Nor do digits, kanji, and the first and the last letter.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_MISTYPED or _edges(short) != _edges(long):
        return False
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(long) == len(short) + 1:
        return short[at:] == long[at + 1 :] and _is_sounded(long[at])
    swapped = long[at : at + 2]
    return short[at:] == swapped[::-1] + long[at + 2 :] and bool(swapped) and _is_sounded(swapped)


def _edges(word: str) -> tuple[str, str]:
    return word[:SAME_AT_THE_EDGES], word[-SAME_AT_THE_EDGES:]


def _is_sounded(letters: str) -> bool:
    return all("ァ" <= letter <= "ヺ" or "a" <= letter <= "z" for letter in letters)


def whole_of(key: str) -> tuple[str, ...]:
    """The bodies that a name names a part of, the nearest first: 若竹大学病院薬剤部 names 若竹大学病院 and 若竹大学."""
    ends = {place + len(body) for body in BODIES for place in _places(body, key)}
    return tuple(key[:end] for end in sorted(ends, reverse=True) if end < len(key))


def _places(body: str, key: str) -> list[int]:
    return [at for at in range(1, len(key)) if key.startswith(body, at)]

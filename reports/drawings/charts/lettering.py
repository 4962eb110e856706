"""How much room words take in a chart, and how long ones are broken."""

from unicodedata import east_asian_width

LETTER = 14
NARROW = 8
LINE = 17


def width_of(text: str) -> int:
    """In units of the viewBox, never less than it takes: Japanese letters are square, others some half of it."""
    return sum(LETTER if east_asian_width(letter) in "WFA" else NARROW for letter in text)


def broken(text: str, width: int, most: int) -> tuple[str, ...]:
    """Lines of at most `width`; what `most` lines do not hold ends in “…”."""
    lines, line = [], ""
    for letter in text:
        if line and width_of(line + letter) > width:
            lines.append(line)
            line = ""
        line += letter
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and width_of(last + "…") > width:
        last = last[:-1]
    return (*lines[: most - 1], last + "…")

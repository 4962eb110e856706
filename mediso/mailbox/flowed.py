"""Text whose lines were broken for the way and are to be joined again (RFC 3676, `format=flowed`)."""

import re

QUOTES = re.compile(r">*")
SIGNATURE = "-- "


def unflowed(text: str, *, deletes_blank: bool) -> str:
    """`text` with its soft line ends undone; with `deletes_blank` (`delsp=yes`) the blank before each goes too."""
    made: list[str] = []
    open_depth = -1  # the depth of quoting of a line that goes on, -1 for none
    for line in text.split("\n"):
        marks = QUOTES.match(line)
        depth = marks.end() if marks else 0
        content = line[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != SIGNATURE
        if flows and deletes_blank:
            content = content[:-1]
        if depth == open_depth and content != SIGNATURE:
            made[-1] += content
        else:
            made.append(">" * depth + (" " if depth else "") + content)
        open_depth = depth if flows else -1
    return "\n".join(made)

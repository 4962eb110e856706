"""Reads the literal tables of this folder: a line is a name, a column an actor, a cell the answer.

`in` is a redirect to a sign-in page, `go` any other redirect, a number the status.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import reverse

# Column → who it is in the scene (tests/support/scene.py); nobody for a visitor who has not signed in.
ACTORS: Mapping[str, str] = {
    "anon": "",
    "foun": "founder",
    "coll": "colleague",
    "othf": "other_founder",
    "supp": "supporter",
    "prop": "proposed",
    "oths": "other_supporter",
    "full": "full_time",
    "conf": "conflicted",
    "staf": "staff",
    "stao": "other_staff",
    "mana": "manager",
    "admi": "administrator",
}

SIGN_IN, ELSEWHERE = "in", "go"
DENIALS = frozenset({SIGN_IN, "403", "404", "405"})

# Column → answer.
Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    method: str
    name: str
    thing: str
    """Which object stands in the address; empty for none."""
    answers: Answers

    def __str__(self) -> str:
        return "-".join(filter(None, [self.method, self.name, self.thing]))


def rows_of(table: str) -> list[Row]:
    """`METHOD name thing cell…` a line, `-` where no object is named; the first line names the columns."""
    head, *lines = [line.split() for line in table.strip().splitlines() if line.strip()]
    return [Row(line[0], line[1], line[2].strip("-"), dict(zip(head[3:], line[3:], strict=True))) for line in lines]


def answer_of(response: HttpResponseBase) -> str:
    if response.status_code == 302:
        sign_in = (reverse("account_login"), reverse("admin:login"))
        return SIGN_IN if response["Location"].startswith(sign_in) else ELSEWHERE
    return str(response.status_code)

"""docs/matching.md tells exactly the rules, weights and versions of `supporters.matching`."""

import re

from django.conf import settings

from mediso.desks.models import Desk
from supporters.enums import UndertakingKind
from supporters.matching import OVERRIDABLE, PartCode
from supporters.matching.parts import FULL_CONTINUITY, FULL_FREE_HOURS, PARTS
from supporters.matching.rules import RULES, UNDERTAKINGS
from supporters.matching.weights import DEFAULT_WEIGHTS, THOUSANDTHS

TEXT = (settings.BASE_DIR / "docs" / "matching.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose first heading this is."""
    _before, table = TEXT.split(f"| {heading} |", 1)
    lines = table.split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]


def test_the_table_has_every_rule_in_order_and_says_which_may_be_set_aside() -> None:
    assert [(code, aside == "yes") for code, _whom, aside in rows("rule")] == [
        (code.value, code in OVERRIDABLE) for code in RULES
    ]


def test_the_table_has_every_part_in_order_with_the_weight_of_a_new_desk() -> None:
    told = {code: int(weight) for code, weight, _share in rows("part")}
    assert list(told) == [code.value for code in PARTS]
    assert told == {code.value: DEFAULT_WEIGHTS.maximum(code) // THOUSANDTHS for code in PartCode}
    assert {name: told[name] for name in Desk().weights()} == Desk().weights()


def test_the_shares_say_from_what_on_a_part_is_full() -> None:
    shares = {code: share for code, _weight, share in rows("part")}
    full = {
        code: int(found[0]) for code, share in shares.items() if (found := re.findall(r"÷ (\d+), at most 1", share))
    }
    assert full == {"continuity": FULL_CONTINUITY, "free_hours": FULL_FREE_HOURS}


def test_the_engine_asks_for_the_undertakings_that_there_are() -> None:
    assert set(UNDERTAKINGS) == set(UndertakingKind.values)

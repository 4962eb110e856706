"""Duplicates on the register of 2018–2024: what is planted is found, and nothing else is offered."""

import csv
from collections.abc import Sequence

import pytest

from accounts.models import Organisation
from tests.accounts.planted import A_KIND, SLIPS, VARIANTS, Found, measure, offered_to_themselves, plant
from tests.architecture.sources import ROOT
from tests.factories.accounts import OrganisationFactory
from tests.registers import REGISTER

pytestmark = pytest.mark.django_db

DOCUMENT = ROOT / "docs/duplicates.md"
HEADS = ("kind of variant", "planted", "found", "as the same", "as perhaps", "wrongly offered")


@pytest.fixture
def names() -> list[str]:
    """The organisations of the register, each a row."""
    with REGISTER.open(encoding="utf-8-sig", newline="") as register:
        found = sorted({row["事業者名"] for row in csv.DictReader(register)})
    Organisation.objects.bulk_create(OrganisationFactory.build(name=name) for name in found)
    return found


def total(rows: Sequence[Found]) -> Found:
    planted, same, perhaps, wrong = (
        sum(getattr(row, part) for row in rows) for part in ("planted", "as_same", "as_perhaps", "wrong")
    )
    return Found("all", planted, same, perhaps, wrong)


def as_table(rows: Sequence[Found]) -> str:
    """As it stands in the document; a failing test shows the new one."""
    lines = [(row.kind, row.planted, row.found, row.as_same, row.as_perhaps, row.wrong) for row in rows]
    cells = [HEADS, ("---", *["---:"] * (len(HEADS) - 1)), *lines]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in cells)


def test_two_hundred_variants_are_found(names: list[str]) -> None:
    rows = [measure(kind, plant(names, rewrite, kind)) for kind, rewrite in VARIANTS.items()]
    everything = total(rows)

    assert [row.planted for row in rows] == [A_KIND] * 5
    assert everything.found >= 195
    assert everything.wrong * 100 <= everything.found + everything.wrong
    assert as_table([*rows, everything]) in DOCUMENT.read_text()


def test_slips_are_found_as_far_as_the_document_says(names: list[str]) -> None:
    rows = [measure(kind, plant(names, rewrite, kind)) for kind, rewrite in SLIPS.items()]

    assert sum(row.wrong for row in rows) * 100 <= sum(row.found + row.wrong for row in rows)
    assert as_table(rows) in DOCUMENT.read_text()


def test_no_organisation_of_the_register_is_offered_for_another(names: list[str]) -> None:
    assert (len(names), offered_to_themselves()) == (506, 0)

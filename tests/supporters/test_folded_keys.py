"""Keys are stored: the tables by which they are made, and the migration that goes with another table."""

import hashlib

import pytest

from accounts.characters import TO_MODERN
from accounts.names import normalise_organisation_name

KEYS = [
    ("國立大學法人東都大學醫學部", "東都大学医学部"),
    ("髙﨑株式會社", "高崎"),
    ("キャノン株式会社", "キヤノン"),
    ("霞が関ブレイン", "霞ケ関ブレイン"),
    ("佐々木いすゞ", "佐佐木イスズ"),
    ("社團法人", "社団法人"),
    ("株式会社若竹", "若竹"),
]


@pytest.mark.parametrize(("name", "key"), KEYS, ids=[name for name, _key in KEYS])
def test_a_key_is_the_one_that_is_stored(name: str, key: str) -> None:
    assert normalise_organisation_name(name) == key


def test_the_table_of_today_is_the_one_by_which_keys_are_stored() -> None:
    """Another table needs a migration that takes stored keys along (docs/duplicates.md), and then another digest."""
    table = "".join(f"{chr(other)}{modern}" for other, modern in sorted(TO_MODERN.items()))
    assert (len(TO_MODERN), hashlib.sha256(table.encode()).hexdigest()) == (
        512,
        "c5ba592ec9b58c27433f8aa197e992dc65fdc5d6f0e1ff7eed4c5c8e62fda630",
    )

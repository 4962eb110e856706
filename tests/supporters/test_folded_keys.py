"""Stored keys follow `accounts.names`: the migration that folded them, and the tables it must still agree with."""

import importlib

import pytest
from django.apps import apps

from accounts.characters import TO_MODERN
from accounts.models import Organisation
from accounts.names import normalise_organisation_name
from supporters.models import Interest
from tests.factories.accounts import OrganisationFactory
from tests.factories.supporters import InterestFactory

migration = importlib.import_module("supporters.migrations.0002_fold_old_characters")

# The name, its key before and its key now.
KEYS = [
    ("國立大學法人東都大學醫學部", "國立大學法人東都大學醫學部", "東都大学医学部"),
    ("髙﨑株式會社", "髙﨑株式會社", "高崎"),
    ("キャノン株式会社", "キャノン", "キヤノン"),
    ("霞が関ブレイン", "霞ガ関ブレイン", "霞ケ関ブレイン"),
    ("佐々木いすゞ", "佐々木イスヾ", "佐佐木イスズ"),
    ("社團法人", "社團法人", "社団法人"),
    ("株式会社若竹", "若竹", "若竹"),
]
IDS = [name for name, _before, _now in KEYS]


@pytest.mark.parametrize(("name", "before", "now"), KEYS, ids=IDS)
def test_a_key_is_made_from_the_key_before(name: str, before: str, now: str) -> None:
    assert (migration.refolded(before), normalise_organisation_name(name)) == (now, now)


@pytest.mark.django_db
def test_both_sides_of_the_conflict_check_are_folded() -> None:
    for name, before, _now in KEYS:
        OrganisationFactory.create(name=name, normalised_name=before)
        InterestFactory.create(organisation_name=name, normalised_name=before)

    migration.fold(apps, None)

    for model in (Organisation, Interest):
        kept = set(model.objects.values_list("normalised_name", flat=True))
        assert {now for _name, _before, now in KEYS} <= kept
        assert not {before for _name, before, now in KEYS if before != now} & kept


def test_the_tables_of_today_are_those_the_keys_were_folded_by() -> None:
    """Another table needs another migration, or the stored keys are no longer the keys that are made."""
    assert dict(zip(map(ord, migration.OLD), migration.MODERN, strict=True)) == TO_MODERN

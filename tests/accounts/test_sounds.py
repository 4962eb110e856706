import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Organisation
from accounts.names import normalise_organisation_name
from accounts.sounds import FOREIGN_V, LETTERS_FROM, LETTERS_TO, SILENT, sound_key
from tests.factories.accounts import OrganisationFactory


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("コンピュータ医療", "コンピューター医療"),
        ("レヴォバイオ", "レボバイオ"),
        ("ヴィーナス", "ビーナス"),
        ("ラヴ", "ラブ"),
        ("ブリヂストン", "ブリジストン"),
        ("ミカヅキ", "ミカズキ"),
        ("パイオラボ", "バイオラボ"),
        ("A-1メディカル", "A1メディカル"),
        ("二コラボ", "ニコラボ"),
    ],
    ids=["long", "vo", "vi", "v", "ji", "zu", "voiced", "hyphen", "lookalike"],
)
def test_names_heard_or_read_wrongly_sound_alike(one: str, other: str) -> None:
    keys = [normalise_organisation_name(name) for name in (one, other)]
    assert keys[0] != keys[1]
    assert sound_key(keys[0]) == sound_key(keys[1])


def test_each_letter_has_its_sound() -> None:
    assert len(LETTERS_FROM) == len(LETTERS_TO)
    assert len(set(LETTERS_FROM + SILENT)) == len(LETTERS_FROM + SILENT)


LETTERS = [*LETTERS_FROM, *SILENT, *(written for written, _heard in FOREIGN_V), "東", "a", "1", "ア", "ン"]


class TheDatabaseAgrees(TestCase):
    @settings(max_examples=30)
    @given(st.lists(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=6).map("".join), min_size=1, max_size=20))
    def test_the_generated_column_is_the_key(self, keys: list[str]) -> None:
        made = Organisation.objects.bulk_create(
            OrganisationFactory.build(name=key, normalised_name=key) for key in keys
        )
        kept = Organisation.objects.filter(pk__in=[row.pk for row in made]).values_list("normalised_name", "sound_key")
        assert dict(kept) == {key: sound_key(key) for key in keys}

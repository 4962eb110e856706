from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.duplicates import Reason
from accounts.models import Contact, Organisation
from accounts.selectors.candidates import Similar
from accounts.selectors.duplicates import similar_contacts, similar_organisations
from tests.factories.accounts import ContactFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "7000012050002", "2000012010019"


def shown(similar: Similar[Any]) -> tuple[list[str], list[str]]:
    return [one.row.name for one in similar.same], [one.row.name for one in similar.perhaps]


def test_the_same_stand_before_what_is_perhaps_and_the_nearest_first() -> None:
    for name in ("アユウデバイスラボ", "アユウデバイス", "アユウデバイズ", "アウユデバイス", "青葉"):
        OrganisationFactory.create(name=name)
    OrganisationFactory.create(name="若竹", corporate_number=NUMBER)

    similar = similar_organisations(name="株式会社ｱﾕｳﾃﾞﾊﾞｲｽ", corporate_number=NUMBER)

    assert shown(similar) == (
        ["若竹", "アユウデバイス"],
        ["アユウデバイズ", "アウユデバイス", "アユウデバイスラボ"],
    )
    assert [one.reasons for one in similar.perhaps] == [(Reason.SOUND,), (Reason.LETTER,), (Reason.BEGINS,)]


def test_a_name_is_offered_while_it_is_typed() -> None:
    OrganisationFactory.create(name="株式会社アユウテクノロジーズ")
    offered = {
        typed: shown(similar_organisations(name=typed)) for typed in ("株式会社", "ア", "アユ", "株式会社アユウテ")
    }
    perhaps = ["株式会社アユウテクノロジーズ"]
    assert offered == {"株式会社": ([], []), "ア": ([], []), "アユ": ([], perhaps), "株式会社アユウテ": ([], perhaps)}


def test_a_number_half_typed_says_nothing_about_the_name() -> None:
    OrganisationFactory.create(name="若竹", corporate_number=NUMBER)
    assert shown(similar_organisations(name="若竹", corporate_number="20000")) == (["若竹"], [])
    assert shown(similar_organisations(name="若竹", corporate_number=OTHER)) == ([], ["若竹"])
    assert shown(similar_organisations(corporate_number="７０００-０１２０５０００２")) == (["若竹"], [])


def test_the_same_place_comes_first_among_equals() -> None:
    OrganisationFactory.create(name="若竹", prefecture="13")
    there = OrganisationFactory.create(name="若竹", prefecture="27")
    similar = similar_organisations(name="若竹", prefecture="27")
    assert [one.row.prefecture for one in similar.same] == [there.prefecture, "13"]


def test_a_merged_organisation_offers_the_one_that_was_kept() -> None:
    kept = OrganisationFactory.create(name="若竹ホールディングス")
    OrganisationFactory.create(name="アユウテクノロジーズ", merged_into=kept)

    similar = similar_organisations(name="㈱アユウテクノロジーズ")

    (found,) = similar.same
    assert (found.row, found.found_as, found.reasons) == (kept, "アユウテクノロジーズ", (Reason.WRITTEN_OTHERWISE,))
    assert shown(similar_organisations(name="若竹")) == ([], ["若竹ホールディングス"])


def test_an_organisation_is_offered_once_for_its_own_name() -> None:
    kept = OrganisationFactory.create(name="若竹")
    OrganisationFactory.create(name="(株)若竹", merged_into=kept)
    similar = similar_organisations(name="若竹")
    assert [(one.row, one.found_as, one.reasons) for one in similar.same] == [(kept, "", (Reason.NAME,))]


def test_a_row_is_not_offered_for_itself() -> None:
    one, other = OrganisationFactory.create(name="若竹"), OrganisationFactory.create(name="(株)若竹")
    similar = similar_organisations(name=one.name, but=one.pk)
    assert [found.row for found in similar.same] == [other]


def test_no_more_than_the_limit_is_offered() -> None:
    for n in range(6):
        OrganisationFactory.create(name=f"若竹{n}", corporate_number=NUMBER)
        OrganisationFactory.create(name=f"若竹{n}{n}")
    similar = similar_organisations(name="若竹", corporate_number=NUMBER, limit=8)
    assert (len(similar.same), len(similar.perhaps)) == (6, 2)
    assert not similar_organisations(name="青葉")


@pytest.mark.parametrize("rows", [1, 3])
def test_organisations_take_three_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(rows):
        kept = OrganisationFactory.create(name="若竹メディカル")
        OrganisationFactory.create(name="(株)若竹メディカル", merged_into=kept)
    with django_assert_num_queries(3):
        assert len(similar_organisations(name="若竹メディカル", corporate_number=NUMBER).same) == rows
    with django_assert_num_queries(0):
        assert not similar_organisations()


def person(name: str, **given: Any) -> Contact:
    return ContactFactory.create(**{"name": name, "kana": "", "email": "", "phone": ""} | given)


def test_a_person_is_found_at_the_organisation_first(organisation: Organisation) -> None:
    elsewhere = person("渡辺 健太", email="watanabe@example.jp")
    here = person("渡邉 健太", organisation=organisation, phone="03-1234-5678")
    colleague = person("渡辺 花子", organisation=organisation, phone="03-1234-5678")
    person("原田 緑", organisation=organisation)

    similar = similar_contacts(
        name="渡辺健太", email="Watanabe@example.jp", phone="０３１２３４５６７８", organisation=organisation.pk
    )

    assert [one.row for one in similar.same] == [here]
    assert [one.row for one in similar.perhaps] == [colleague, elsewhere]
    assert similar.perhaps[1].reasons == (Reason.EMAIL, Reason.WRITTEN_OTHERWISE, Reason.ELSEWHERE)


def test_a_person_is_offered_while_the_name_is_typed(organisation: Organisation) -> None:
    found = person("渡辺 健太", organisation=organisation)
    person("渡辺 健太郎")
    assert [one.row for one in similar_contacts(name="渡", organisation=organisation.pk).perhaps] == [found]
    assert not similar_contacts(name="渡")


def test_a_merged_contact_offers_the_one_that_was_kept(organisation: Organisation) -> None:
    kept = person("渡辺 健太", organisation=organisation)
    person("ワタナベ ケンタ", organisation=organisation, email="watanabe@example.jp", merged_into=kept)
    (found,) = similar_contacts(email="watanabe@example.jp").same
    assert (found.row, found.found_as) == (kept, "ワタナベ ケンタ")
    assert not similar_contacts(email="watanabe@example.jp", but=kept.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_contacts_take_two_queries(
    rows: int, organisation: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        kept = person("渡辺 健太", organisation=organisation)
        person("渡邉 健太", organisation=organisation, merged_into=kept)
        person("渡辺 健太")
    with django_assert_num_queries(2):
        assert len(similar_contacts(name="渡辺健太", organisation=organisation.pk).same) == rows
    with django_assert_num_queries(0):
        assert not similar_contacts(organisation=organisation.pk)

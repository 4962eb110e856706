import pytest

from accounts.duplicates import (
    LABELS,
    Asker,
    Named,
    Reason,
    are_the_same_contact,
    are_the_same_organisation,
    compare_contacts,
    compare_organisations,
)
from accounts.names import normalise_organisation_name
from accounts.persons import person_key, phone_key
from accounts.sounds import sound_key

NUMBER, OTHER = "7000012050002", "2000012010019"


def named(name: str, number: str = "") -> Named:
    key = normalise_organisation_name(name)
    return Named(name, key, sound_key(key), number)


def asker(name: str = "", reading: str = "", email: str = "", phone: str = "", organisation: int | None = 1) -> Asker:
    return Asker(name, person_key(name), person_key(reading), email, phone_key(phone), organisation)


@pytest.mark.parametrize(
    ("typed", "known", "reasons", "same"),
    [
        (named("株式会社若竹"), named("株式会社若竹"), [Reason.NAME], True),
        (named("(株)若竹"), named("株式会社若竹"), [Reason.WRITTEN_OTHERWISE], True),
        (named("アユウ", NUMBER), named("若竹", NUMBER), [Reason.NUMBER], True),
        (named("若竹", NUMBER), named("若竹", NUMBER), [Reason.NUMBER, Reason.NAME], True),
        (named("若竹", NUMBER), named("若竹"), [Reason.NAME], True),
        (named("若竹", NUMBER), named("若竹", OTHER), [Reason.NAME, Reason.OTHER_NUMBER], False),
        (named("アユウテクノロジス"), named("アユウテクノロジーズ"), [Reason.SOUND], False),
        (named("アユテクノロジーズ"), named("アユウテクノロジーズ"), [Reason.LETTER], False),
        (named("アユ"), named("アユウテクノロジーズ"), [Reason.BEGINS], False),
        (named("若竹大学薬学部"), named("若竹大学"), [Reason.PART], False),
        (named("ア"), named("アユウテクノロジーズ"), [], False),
        (named("株式会社"), named("株式会社若竹"), [], False),
        (named("若竹大学医学部"), named("若竹大学薬学部"), [], False),
        (named("若竹", NUMBER), named("青葉", OTHER), [], False),
        (named(""), named("若竹"), [], False),
    ],
    ids=[
        "name",
        "otherwise",
        "number",
        "both",
        "number unknown",
        "other number",
        "sound",
        "letter",
        "begins",
        "part",
        "one letter typed",
        "form alone",
        "another faculty",
        "nothing",
        "empty",
    ],
)
def test_why_an_organisation_is_offered(typed: Named, known: Named, reasons: list[Reason], same: bool) -> None:
    found = compare_organisations(typed, known)
    assert (list(found), are_the_same_organisation(found)) == (reasons, same)


KNOWN = asker("渡辺 健太", "ワタナベ ケンタ", "watanabe@example.jp", "03-1234-5678")


@pytest.mark.parametrize(
    ("typed", "reasons", "same"),
    [
        (asker(email="watanabe@example.jp"), [Reason.EMAIL], True),
        (asker("渡邉健太"), [Reason.WRITTEN_OTHERWISE], True),
        (asker("渡辺 健太", phone="0312345678"), [Reason.NAME, Reason.PHONE], True),
        (asker(phone="+81 3 1234 5678"), [Reason.PHONE], False),
        (asker("渡部 健太", "わたなべけんた"), [Reason.READING], False),
        (asker("渡部 健太", "わたなべけんた", phone="0312345678"), [Reason.PHONE, Reason.READING], True),
        (asker("渡辺"), [Reason.BEGINS], False),
        (asker("渡辺 健太", organisation=2), [Reason.NAME, Reason.ELSEWHERE], False),
        (asker(email="watanabe@example.jp", organisation=2), [Reason.EMAIL, Reason.ELSEWHERE], False),
        (asker("渡辺", organisation=2), [], False),
        (asker("渡辺 健太", organisation=None), [Reason.NAME], False),
        (asker("渡辺 健太", phone="0312345678", organisation=None), [Reason.NAME, Reason.PHONE], True),
        (asker(email="watanabe@example.jp", organisation=None), [Reason.EMAIL], True),
        (asker("原田 緑"), [], False),
        (asker(), [], False),
    ],
    ids=[
        "address",
        "otherwise",
        "name and telephone",
        "telephone",
        "reading",
        "telephone and reading",
        "begins",
        "name elsewhere",
        "address elsewhere",
        "begins elsewhere",
        "name somewhere",
        "name and telephone somewhere",
        "address somewhere",
        "nothing",
        "empty",
    ],
)
def test_why_a_contact_is_offered(typed: Asker, reasons: list[Reason], same: bool) -> None:
    found = compare_contacts(typed, KNOWN)
    known = typed.organisation is not None
    assert (list(found), are_the_same_contact(found, organisation_known=known)) == (reasons, same)


def test_every_reason_has_its_words() -> None:
    assert list(LABELS) == list(Reason)
    assert [reason.label for reason in Reason] == list(LABELS.values())

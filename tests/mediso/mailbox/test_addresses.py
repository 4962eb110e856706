import pytest
from pytest_django import Settings

from mediso.mailbox.addresses import number_of, outbox_id_of, own_addresses, reply_address


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.MAILBOX_ADDRESS = "Desk@example.jp"
    settings.DEFAULT_FROM_EMAIL = "相談窓口 <notice@example.jp>"


def test_an_address_of_its_own_for_each_case(settings: Settings) -> None:
    settings.SECRET_KEY = "a key"
    assert reply_address("M2024-0001") == "Desk+M2024-0001.44szzmh3mledpfvr@example.jp"
    assert reply_address("M2024-0002").split(".")[0] == "Desk+M2024-0002"
    assert reply_address("M2024-0001") != reply_address("M2024-0002").replace("0002", "0001")


def test_no_mailbox_no_address(settings: Settings) -> None:
    address = reply_address("2024-0001")
    settings.MAILBOX_ADDRESS = ""
    assert reply_address("2024-0001") == ""
    assert number_of(address) is None


@pytest.mark.parametrize("number", ["2024-0001", "M2024-0001", "m2024-0001", "C2026-12345"])
def test_the_number_comes_back(number: str) -> None:
    assert number_of(reply_address(number)) == number


def test_in_small_letters_it_still_finds_its_case() -> None:
    assert number_of(reply_address("M2024-0001").lower()) == "M2024-0001"
    assert number_of(reply_address("M2024-0001").upper()) == "M2024-0001"


def test_a_former_key_counts_while_it_is_kept(settings: Settings) -> None:
    address = reply_address("M2024-0001")
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert number_of(address) is None
    settings.SECRET_KEY_FALLBACKS = ["older", former]
    assert number_of(address) == "M2024-0001"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "desk@example.jp",
        "desk+M2024-0001@example.jp",
        "desk+M2024-0001.aaaaaaaaaaaaaaaa@example.jp",
        "desk+.aaaaaaaaaaaaaaaa@example.jp",
        "\x00+@example.jp",
    ],
)
def test_nothing_that_somebody_made_up(address: str) -> None:
    assert number_of(address) is None


def test_neither_another_case_nor_another_place() -> None:
    address = reply_address("M2024-0001")
    assert number_of(address.replace("0001", "0002")) is None
    assert number_of(address.replace("example.jp", "example.com")) is None
    assert number_of(address.replace("Desk+", "other+")) is None
    assert number_of(address.replace("@", "x@")) is None


@pytest.mark.parametrize(
    ("message_id", "row"),
    [
        ("outbox.42@example.jp", 42),
        ("outbox.42@EXAMPLE.jp", 42),
        ("outbox.42@example.com", None),
        ("outbox.0@example.jp", None),
        ("outbox.9223372036854775808@example.jp", None),
        ("outbox.99999999999999999999@example.jp", None),
        ("outbox.x@example.jp", None),
        ("", None),
    ],
)
def test_our_own_mails_by_their_id(message_id: str, row: int | None) -> None:
    assert outbox_id_of(message_id) == row


def test_from_where_the_desk_writes() -> None:
    assert own_addresses() == {"desk@example.jp", "notice@example.jp"}

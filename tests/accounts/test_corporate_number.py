import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.corporate_number import check_digit, fold_corporate_number, validate_corporate_number

PUBLISHED = [
    "7000012050002",  # National Tax Agency
    "8000012010038",  # Digital Agency
    "6000012070001",  # Ministry of Health, Labour and Welfare
    "4000012090001",  # Ministry of Economy, Trade and Industry
    "3010005007409",  # PMDA
]
BASES = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_number_is_right(number: str) -> None:
    validate_corporate_number(number)


@given(BASES)
def test_every_base_has_one_right_check_digit(base: str) -> None:
    right = [digit for digit in "0123456789" if _is_right(digit + base)]
    assert right == [str(check_digit(base))]


@given(BASES, st.integers(0, 11), st.integers(1, 8))
def test_mistyped_digit_is_found(base: str, place: int, step: int) -> None:
    """Any digit for any other, but for 0 and 9, which the rule cannot tell apart."""
    typed = (int(base[place]) + step) % 10
    if {typed, int(base[place])} == {0, 9}:
        return
    mistyped = base[:place] + str(typed) + base[place + 1 :]
    assert not _is_right(str(check_digit(base)) + mistyped)


@pytest.mark.parametrize(
    "number",
    ["", "700001205000", "70000120500022", "700001205000a", "７000012050002", "7000012050002\n", "-000012050002"],
)
def test_what_is_not_13_digits_is_refused(number: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_corporate_number(number)
    assert refusal.value.code == "shape"


def test_wrong_check_digit_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_corporate_number("1000012050002")
    assert refusal.value.code == "check_digit"


@pytest.mark.parametrize(
    "written", ["7000012050002", "７００００１２０５０００２", " 7-0000-1205-0002 ", "7 0000 1205 0002"]
)
def test_digits_are_read_as_they_are_keyed(written: str) -> None:
    assert fold_corporate_number(written) == "7000012050002"


def _is_right(number: str) -> bool:
    try:
        validate_corporate_number(number)
    except ValidationError:
        return False
    return True

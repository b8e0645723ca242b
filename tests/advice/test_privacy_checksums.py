"""Check digits of numbers that stand for one person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.advice.privacy_checksums import (
    DNI_LETTERS,
    IBAN_LENGTHS,
    is_dni_or_nie,
    is_iban,
    is_nhs_number,
    is_payment_card,
    is_pension_number,
    is_steuer_id,
)


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def last_digits(begun: str, is_one: Callable[[str], bool]) -> list[str]:
    """Which last digits make a number of its beginning."""
    return [last for last in "0123456789" if is_one(begun + last)]


@pytest.mark.parametrize(
    ("is_one", "number"),
    [
        (is_nhs_number, "9434765919"),
        (is_iban, "GB33BUKB20201555555555"),
        (is_iban, "DE89370400440532013000"),
        (is_iban, "ES9121000418450200051332"),
        (is_payment_card, "4111111111111111"),
        (is_payment_card, "378282246310005"),
        (is_steuer_id, "86095742719"),
        (is_steuer_id, "65929970489"),
        (is_pension_number, "15070649C103"),
        (is_pension_number, "65170839J003"),
        (is_dni_or_nie, "12345678Z"),
        (is_dni_or_nie, "X1234567L"),
    ],
)
def test_examples(is_one: Callable[[str], bool], number: str) -> None:
    """The examples that offices print are numbers of theirs."""
    assert is_one(number)


@given(digits(9))
def test_nhs_number(begun: str) -> None:
    """Nine digits have one last digit that makes an NHS number, or none where it would be a ten."""
    rest = sum(int(digit) * weight for digit, weight in zip(begun, range(10, 1, -1), strict=True)) % 11
    assert last_digits(begun, is_nhs_number) == ([] if rest == 1 else [str(-rest % 11)])


@given(digits(9), st.integers(0, 8))
def test_digits_that_changed_places(begun: str, at: int) -> None:
    """An NHS number whose neighbouring digits changed places is none, unless they are the same."""
    for last in last_digits(begun, is_nhs_number):
        number = begun + last
        turned = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        assert is_nhs_number(turned) == (turned == number)


@given(st.sampled_from(sorted(IBAN_LENGTHS)), st.data())
def test_iban(country: str, data: st.DataObject) -> None:
    """An account of a country has one pair of check digits, and with any other digit the number is no IBAN."""
    account = data.draw(digits(IBAN_LENGTHS[country] - 4))
    fitting = [check for check in range(2, 99) if is_iban(f"{country}{check:02}{account}")]
    assert len(fitting) == 1
    whole = f"{country}{fitting[0]:02}{account}"
    at = data.draw(st.integers(4, len(whole) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != whole[at]]))
    assert not is_iban(whole[:at] + other + whole[at + 1 :])
    assert not is_iban(f"{whole}0")


@given(digits(16), st.integers(0, 15), st.sampled_from("0123456789"))
def test_payment_card(number: str, at: int, other: str) -> None:
    """Every beginning of a card's number has one last digit, and with any other digit it is none."""
    (last,) = last_digits(number[:15], is_payment_card)
    whole = number[:15] + last
    assert is_payment_card(whole[:at] + other + whole[at + 1 :]) == (other == whole[at])


@given(st.permutations("0123456789"), st.integers(1, 9), st.integers(0, 8))
def test_steuer_id(order: list[str], twice: int, at: int) -> None:
    """Ten digits of which one is there twice have one check digit; ten different ones, or a leading zero, have none."""
    every = "".join(order)
    assert last_digits(every, is_steuer_id) == []
    begun = every[:twice] + every[at if at < twice else at + 1] + every[twice + 1 :]
    assert len(last_digits(begun, is_steuer_id)) == (0 if begun[0] == "0" else 1)


@given(digits(8), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits(2))
def test_pension_number(begun: str, letter: str, serial: str) -> None:
    """Every beginning of a pension number has one check digit."""
    assert len(last_digits(f"{begun}{letter}{serial}", is_pension_number)) == 1


@given(st.sampled_from("XYZ0123456789"), digits(7))
def test_dni_and_nie(first: str, rest: str) -> None:
    """Every beginning of a Spanish identity number has one letter."""
    assert len([letter for letter in DNI_LETTERS if is_dni_or_nie(f"{first}{rest}{letter}")]) == 1

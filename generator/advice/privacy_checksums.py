"""Numbers by which offices and banks know a person, told from other numbers by the check digits that they carry.

Each function takes a number as its form has it, without blanks, and says whether its check digit fits. One number in
ten or so does by chance, so the forms (`advice.privacy_numbers`) are kept narrow as well.
"""

from __future__ import annotations

from collections import Counter

# The remainder of eight digits by 23 is the letter's place (Real Decreto 1553/2005, article 11).
DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
NIE_FIRST = {"X": "0", "Y": "1", "Z": "2"}
# VKVV § 4; a letter counts as two digits, from 01 for A.
PENSION_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
# Signs of an IBAN by country, of those that most stories here come from (ISO 13616, registry of SWIFT).
IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI NL",
        19: "SI",
        20: "AT EE LT LU",
        21: "CH HR LI LV",
        22: "DE GB IE",
        24: "CZ ES RO SE SK",
        25: "PT",
        26: "IS TR",
        27: "FR GR IT",
        28: "CY HU PL",
        29: "UA",
        31: "MT",
    }.items()
    for country in countries.split()
}


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number of England, Wales or the Isle of Man (NHS Data Dictionary, modulus 11)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and rest != 10 and rest % 11 == int(digits[9])


def is_payment_card(digits: str) -> bool:
    """Whether these digits may be the number of a payment card (ISO/IEC 7812-1, annex B: the formula of Luhn)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(sum(divmod(product, 10)) for product in doubled) % 10 == 0


def is_iban(signs: str) -> bool:
    """Whether this is the number of a bank account (ISO 13616: modulus 97, and each country's length)."""
    return (
        len(signs) == IBAN_LENGTHS.get(signs[:2])
        and int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1
    )


def is_steuer_id(digits: str) -> bool:
    """Whether eleven digits are a German tax number (§ 139b AO; ISO 7064, modulus 11,10).

    Of its first ten digits, one is there twice or three times, and no other more than once.
    """
    often = sorted(Counter(digits[:10]).values(), reverse=True)
    if len(digits) != 11 or digits[0] == "0" or often[0] not in (2, 3) or often[1] != 1:
        return False
    product = 10
    for digit in digits[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def is_pension_number(signs: str) -> bool:
    """Whether these are the number of a German pension insurance: area, day of birth, a letter, two digits, a check."""
    digits = f"{signs[:8]}{ord(signs[8]) - ord('A') + 1:02}{signs[9:11]}"
    products = (int(digit) * weight for digit, weight in zip(digits, PENSION_WEIGHTS, strict=True))
    return sum(sum(map(int, str(product))) for product in products) % 10 == int(signs[11])


def is_dni_or_nie(signs: str) -> bool:
    """Whether these are the number of a Spanish identity card, or that of a foreigner, which begins with X, Y or Z."""
    return DNI_LETTERS[int(NIE_FIRST.get(signs[0], signs[0]) + signs[1:8]) % 23] == signs[8]

"""What a new site is told of its organisation: who, where, in which language and country; each checked as it comes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import indent

import yaml
from pydantic import TypeAdapter, ValidationError

from generator.content import samples
from generator.content.field_types import Email, LanguageCode, SiteUrl, Text
from generator.store.resources import HELPLINES

# ISO 3166-1, alpha-2: what is assigned, as of 2026.
COUNTRY = re.compile(
    r"A[DEFGILMOQRSTUWXZ]|B[ABDEFGHIJLMNOQRSTVWYZ]|C[ACDFGHIKLMNORUVWXYZ]|D[EJKMOZ]|E[CEGHRST]|F[IJKMOR]|"
    r"G[ABDEFGHILMNPQRSTUWY]|H[KMNRTU]|I[DELMNOQRST]|J[EMOP]|K[EGHIMNPRWYZ]|L[ABCIKRSTUVY]|"
    r"M[ACDEFGHKLMNOPQRSTUVWXYZ]|N[ACEFGILOPRUZ]|OM|P[AEFGHKLMNRSTWY]|QA|R[EOSUW]|"
    r"S[ABCDEGHIJKLMNORSTVXYZ]|T[CDFGHJKLMNORTVWZ]|U[AGMSYZ]|V[ACEGINU]|W[FS]|Y[ET]|Z[AMW]"
)
COUNTRY_HINT = "write its two letters (ISO 3166-1), such as GB, IE or DE"
# An address of this computer's own, for trying.
LOOPBACK = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:|/|\Z)", re.IGNORECASE)
NOT_ENCRYPTED = (
    "at an address with http://, others on the way could see what somebody reads. Write https://{rest}; your web host "
    "says how to switch that on"
)
SAMPLE_HELPLINES = "# Services that your readers can turn to."
KNOWN_HELPLINES = """\
# Services that your readers can turn to, as stored copies of the pages that “source” names had them on that day.
# Before you publish, open each page, compare, and write the day on which you did.
helplines:
  check_every_months: 12
  lines:
"""
QUESTIONS: Mapping[str, str] = {
    "name": "Your organisation's name",
    "url": "The address that the site will have, such as https://stories.harbour-row.net/",
    "language": "The site's language, as a code such as en, de or es",
    "country": "Your country, as two letters such as GB, IE or DE",
    "email": "An e-mail address for readers, and for storytellers who change their minds",
}
# Countries whose helplines are known, by the names of their files.
COUNTRIES: Mapping[str, str] = {
    "AU": "Australia",
    "CA": "Canada",
    "DE": "Germany",
    "ES": "Spain",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "NZ": "New Zealand",
    "US": "United States",
}
TYPES: Mapping[str, type] = {"name": Text, "url": SiteUrl, "language": LanguageCode, "email": Email}


class NoDetailError(Exception):
    """An answer that cannot be what was asked for; the message says what to write."""


@dataclass(frozen=True, slots=True)
class SiteDetails:
    """What is known of a new site; None where it is left for later.

    ``name`` is the organisation's, ``language`` a BCP 47 code, ``country`` one of ISO 3166-1 in two letters.
    """

    name: str | None = None
    url: str | None = None
    language: str | None = None
    country: str | None = None
    email: str | None = None


def checked(detail: str, answer: str) -> str:
    """An answer as it is written down. Raises NoDetailError."""
    answer = answer.strip()
    if detail == "country":
        return _country(answer)
    if not answer.isprintable():
        raise NoDetailError("an invisible character stands in it; type it anew")
    try:
        read = str(_type(detail).validate_python(answer))
    except ValidationError as e:
        told = e.errors()[0]["ctx"]
        raise NoDetailError(f"{told['message']}; {told['hint']}") from None
    if detail == "url" and (why := how_to_encrypt(read)):
        raise NoDetailError(why)
    return read


def how_to_encrypt(address: str) -> str | None:
    """Why others could read along at an address of the site, and what to write; None where it is well.

    At an address of this computer's own nobody else is on the way.
    """
    if not address.lower().startswith("http://") or LOOPBACK.match(address):
        return None
    return NOT_ENCRYPTED.format(rest=address[len("http://") :])


@cache
def _type(detail: str) -> TypeAdapter[str]:
    return TypeAdapter(TYPES[detail])


def _country(answer: str) -> str:
    code = answer.upper()
    if code == "UK":  # reserved, and not the code
        return "GB"
    if COUNTRY.fullmatch(code) is None:
        raise NoDetailError(f"this is not a country's code; {COUNTRY_HINT}")
    return code


def helplines(country: str | None) -> str | None:
    """A country's helplines as they stand in site.yaml; None where none are known."""
    file = HELPLINES / f"{country}.yaml"
    if country is None or not file.is_file():
        return None
    return KNOWN_HELPLINES + indent(file.read_text(encoding="utf-8").rstrip(), " " * 4)


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A helpline that a new site begins with: its name, its number as it is dialled, and the day it was looked up."""

    name: str
    phone: str
    checked: str


def known_lines(country: str) -> tuple[KnownLine, ...]:
    """The helplines of one of the `COUNTRIES`."""
    listed = yaml.safe_load((HELPLINES / f"{country}.yaml").read_text(encoding="utf-8"))
    return tuple(KnownLine(line["name"], str(line.get("phone", "")), str(line["checked"])) for line in listed)


def filled_in(site: str, details: SiteDetails) -> str:
    """The text of a new site.yaml, with what is known in place of the samples in it."""
    for sample, own in _replacements(details):
        if sample not in site:
            raise AssertionError(f"a new site.yaml holds {sample!r}")
        site = site.replace(sample, own)
    known = helplines(details.country)
    blocks = site.split("\n\n")
    return "\n\n".join(known if known and block.startswith(SAMPLE_HELPLINES) else block for block in blocks)


def _replacements(details: SiteDetails) -> Iterator[tuple[str, str]]:
    if details.name:
        for sample in (samples.SITE, samples.ORGANISATION):
            yield f"name: {sample}\n", f"name: {json.dumps(details.name, ensure_ascii=False)}\n"
    if details.url:
        yield f"url: {samples.URL}\n", f"url: {details.url}\n"
    if details.language:
        yield f"language: {samples.LANGUAGE}\n", f"language: {details.language}\n"
    if details.email:
        yield f"email: {samples.EMAIL}\n", f"email: {json.dumps(details.email, ensure_ascii=False)}\n"
    if details.country:
        last = "require_valid_until: true\n"
        law = "# The country whose law applies, for consent receipts."
        yield last, f"{last}  {law}\n  jurisdiction: {details.country}\n"

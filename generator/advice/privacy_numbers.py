"""Numbers that stand for one person: of health services, offices, insurances, banks, identity cards and cars."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_network

from generator.advice.around import SiteAround
from generator.advice.finding import Level
from generator.advice.passages import Passage
from generator.advice.privacy_checksums import (
    is_dni_or_nie,
    is_iban,
    is_nhs_number,
    is_payment_card,
    is_pension_number,
    is_steuer_id,
)
from generator.advice.privacy_sought import (
    KEEP,
    Sought,
    Stretches,
    beginning,
    but_behind,
    by_form,
    either,
    named,
    near,
    private,
)
from generator.ground.patterns import lazy

# Nothing before or behind that would make it part of a longer number, of a word or of an address.
BEGIN, END = r"(?<![\w+/.,-])(?<!\d )", r"(?![\w/-])(?![.,]\d)(?! \d)"
NHS_SPACED = lazy(rf"{BEGIN}\d{{3}}[ -]\d{{3}}[ -]\d{{4}}{END}")
NHS_CLOSED = lazy(rf"{BEGIN}\d{{10}}{END}")
NHS_NAMED = lazy(r"\bNHS\b", re.IGNORECASE)
# HMRC, National Insurance Manual NIM39110: letters and beginnings that are never given.
NI_FORM = rf"{BEGIN}(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)"
NI, NI_SMALL = lazy(NI_FORM), lazy(NI_FORM, re.IGNORECASE)
NI_NAMED = lazy(r"\bNI(?:NO)?\b|\bnational insurance\b", re.IGNORECASE)
IBAN = lazy(r"(?<!\w)[A-Z]{2}\d\d(?:[ ]?[A-Z0-9]){11,30}(?!\w)")
# As cards of the large networks have it in print: four groups of four digits, or groups of four, six and five.
CARD = lazy(rf"{BEGIN}(?:[2456]\d{{3}}([ -]?)\d{{4}}\1\d{{4}}\1\d{{4}}|3[47]\d\d([ -]?)\d{{6}}\2\d{{5}}){END}")
STEUER_ID = lazy(rf"{BEGIN}[1-9]\d ?\d{{3}} ?\d{{3}} ?\d{{3}}{END}")
PENSION = lazy(r"(?<!\w)\d\d ?(?:[0-2]\d|3[01])(?:0\d|1[0-2])\d\d ?[A-Z] ?\d{3}(?!\w)")
DNI = lazy(r"(?<![\w-])(?:\d{8}|[XYZ]-?\d{7}|\d{2}\.\d{3}\.\d{3})-?[A-Za-z](?![\w-])")
# Social Security Administration: 000, 666, 900 to 999, 00 and 0000 are never given.
SSN = lazy(rf"{BEGIN}(?!000|666|9)\d{{3}}-(?!00)\d\d-(?!0000)\d{{4}}{END}")
# Plates of today's form and that before it (DVLA INF104), of Germany (§ 9 FZV) and of Spain since 2000.
PLATE = lazy(
    r"(?<![\w-])(?:[A-HJ-PR-Y]{2}\d\d ?[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y]\d{1,3} [A-HJ-PR-Z]{3}"
    r"|[A-ZÄÖÜ]{1,3}(?:-[A-Z]{1,2} ?| [A-Z]{1,2} )[1-9]\d{0,3}[EH]?|\d{4} ?[B-DF-HJ-NP-TV-Z]{3})(?![\w-])"
)
CARS = lazy(
    r"\b(?:cars?|vans?|lorry|number ?plates?|plates?|registration|reg|Auto|Wagen|Kennzeichen|Nummernschild|coche"
    r"|furgoneta|matrícula)\b"
)
# What an office numbers people and their papers by, with the word for it before: alone, such a number is any.
_PAPERS = (
    r"passport|hospital|patient|medical record|health(?:care| card| insurance)?|medicare|medicaid|national insurance"
    r"|insurance|policy|case|docket|court|booking|inmate|prisoner|prison|driver'?s? licen[cs]e"
    r"|driving licen[cs]e|licen[cs]e|identity card|identity|ID card|ID|personnel|service|student|employee|account|tax"
)
_PAPERS_OF_OTHERS = (
    r"(?:Reise)?pass|Patienten|Kranken(?:haus|versicherungs|versicherten|kassen)|Versicherten|Versicherungs|Fall|Akten"
    r"|(?:Personal)?ausweis|Führerschein|Kunden|Mitglieds|Steuer|Konto|Sozialversicherungs|Matrikel|Häftlings"
)
_PAPERS_IN_SPANISH = (
    r"pasaporte|expediente|historia clínica|paciente|afiliación|la seguridad social|carnet|identidad|cuenta|póliza"
)
_IS = r"(?:[ \n](?:is|was|reads?|ist|war|lautet|es|era))?(?:,|:)?[ \n]"
_NUMBER = (
    r"(?P<it>(?:[A-Z]{0,4}\d[\dA-Z]*|[A-Z]{1,4}(?=[ ./-]\d))(?:[ ./-](?:\d[\dA-Z]*|[A-Z]{1,2}(?![A-Za-z])))*)(?![\w])"
)
PAPER = lazy(
    rf"(?:\b(?i:(?:{_PAPERS})(?: card)?,?[ \n](?:numbers?|no\.?|nr\.?|#|ref(?:erence)?)"
    r"|passport|MRN|docket|bank account|sort code|my account)"
    rf"|\b(?i:(?:{_PAPERS_OF_OTHERS})(?:nummer|nr\.)|Aktenzeichen|Az\.)"
    rf"|\b(?i:(?:número|n\.?[ºo])[ \n](?:del?[ \n])?(?:{_PAPERS_IN_SPANISH})|pasaporte)){_IS}{_NUMBER}"
)
PAPERS_BEGIN = beginning(
    "passport hospital patient medical health healthcare medicare medicaid national insurance policy case docket court"
    " booking inmate prisoner prison driver driving licence license identity id personnel service student employee"
    " account tax mrn bank sort reisepass pass krankenhaus versicherten fall akten az ausweis personal führerschein"
    " kunden mitglieds steuer konto sozial matrikel häftlings número n nº no pasaporte"
)
FEWEST_DIGITS, FEWEST_SIGNS = 4, 6
# Addresses of one connection; versions of programs look alike.
IP = lazy(
    r"(?<![\w.:/-])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,7})(?![\w:/-]|\.\d)"
)
VERSION = lazy(r"\b(?:v|ver|version|release|program|firmware|Fassung|versión|§)\.?[ \n]$", re.IGNORECASE)
# RFC 5737 and RFC 3849: addresses for what is printed, which stand for others here.
PRINTED = tuple(map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")))
BESIDE = 60  # characters

ONE_PERSON = "an office or a company that has this number knows whose it is, and so does whoever has seen the papers"
INSTEAD = f"leave the number out; a story does not need it; {KEEP}"


def _fitting(passage: Passage, around: SiteAround) -> Stretches:
    """NHS numbers: closed ones are told from others by the name beside them."""
    yield from by_form(NHS_SPACED, is_nhs_number)(passage, around)
    if NHS_NAMED.search(passage.text):
        fitting = set(by_form(NHS_CLOSED, is_nhs_number)(passage, around))
        yield from (place for place in near(NHS_CLOSED, NHS_NAMED, BESIDE)(passage, around) if place in fitting)


def _accounts(passage: Passage, _around: SiteAround) -> Stretches:
    """Numbers of bank accounts. Words in capitals may follow them, so the longest beginning that fits counts."""
    for match in IBAN.finditer(passage.text):
        for length in range(len(match[0]), 14, -1):
            if is_iban(match[0][:length].replace(" ", "")) and match[0][length - 1] != " ":
                yield match.start(), match.start() + length
                break


def _is_of_papers(number: str) -> bool:
    """Whether a number behind such a word is long enough to be one person's."""
    return sum(map(str.isdigit, number)) >= FEWEST_DIGITS and sum(map(str.isalnum, number)) >= FEWEST_SIGNS


def _connections(passage: Passage, _around: SiteAround) -> Stretches:
    """Addresses on the internet; those within a house or a machine lead to nobody."""
    for match in IP.finditer(passage.text):
        try:
            address = IPv6Address(match[0]) if ":" in match[0] else IPv4Address(match[0])
        except AddressValueError:
            continue
        if address.is_global or any(address in net for net in PRINTED if net.version == address.version):
            yield match.span()


SOUGHT = (
    Sought(
        private("nhs-number", "An NHS number", f"Every NHS number is one person's: {ONE_PERSON}."),
        _fitting,
        "this is an NHS number by its check digit",
        INSTEAD,
        digits=10,
    ),
    Sought(
        private("ni-number", "A National Insurance number", f"It stays the same for life: {ONE_PERSON}."),
        either(by_form(NI), near(NI_SMALL, NI_NAMED, BESIDE)),
        "this has the form of a National Insurance number",
        INSTEAD,
        digits=6,
    ),
    Sought(
        private("iban", "The number of a bank account", f"It can be paid from, and leads to a name: {ONE_PERSON}."),
        _accounts,
        "this is the number of a bank account by its check digits",
        INSTEAD,
        digits=4,
    ),
    Sought(
        private("payment-card", "The number of a payment card", f"It can be paid with, by anybody: {ONE_PERSON}."),
        by_form(CARD, is_payment_card),
        "this may be the number of a payment card by its check digit",
        INSTEAD,
        digits=15,
    ),
    Sought(
        private("steuer-id", "A German tax number", f"It stays the same for life: {ONE_PERSON}."),
        by_form(STEUER_ID, is_steuer_id),
        "this is a German tax number (Steuer-ID) by its check digit",
        INSTEAD,
        digits=11,
    ),
    Sought(
        private("pension-number", "A German pension number", f"A day of birth is part of it, and {ONE_PERSON}."),
        by_form(PENSION, is_pension_number),
        "this is the number of a German pension insurance by its check digit",
        INSTEAD,
        digits=9,
    ),
    Sought(
        private("dni-nie", "A Spanish identity number", f"It stays the same for life: {ONE_PERSON}."),
        by_form(DNI, is_dni_or_nie),
        "this is the number of a Spanish identity card (DNI or NIE) by its letter",
        INSTEAD,
        digits=7,
    ),
    Sought(
        private("ssn", "A US Social Security number", f"With it, others can act in somebody's name: {ONE_PERSON}."),
        by_form(SSN),
        "this has the form of a US Social Security number",
        INSTEAD,
        digits=9,
    ),
    Sought(
        private(
            "paper-number",
            "The number of a passport, a patient or a case",
            f"It stands in the files of an office, with a name beside it: {ONE_PERSON}.",
        ),
        named(PAPER, _is_of_papers),
        "a number stands here, behind a word that says whose papers it is of",
        INSTEAD,
        digits=FEWEST_DIGITS,
        begun=PAPERS_BEGIN,
    ),
    Sought(
        private(
            "ip-address",
            "An address on the internet",
            "Whoever runs the network knows to which house it belongs, and often it names the town.",
        ),
        but_behind(_connections, VERSION, BESIDE),
        "the address of somebody’s connection to the internet stands here",
        f"leave it out; {KEEP}",
        digits=4,
        signs=(":", "."),
    ),
    Sought(
        private(
            "number-plate",
            "A number plate",
            "A plate is seen by the whole street, and belongs to one owner.",
            Level.NOTE,
        ),
        near(PLATE, CARS, BESIDE),
        "this looks like a number plate",
        f"leave it out, or say what the car was like instead; {KEEP}",
        digits=1,
        begun=beginning(
            "car van lorry number plate plates registration reg auto wagen kennzeichen nummernschild coche"
            " cars vans numberplate numberplates furgoneta matrícula"
        ),
    ),
)
RULES = tuple(one.rule for one in SOUGHT)

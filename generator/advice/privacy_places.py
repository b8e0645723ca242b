"""Where and since when somebody lives: postcodes, streets with house numbers, points on a map, and days of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.advice.around import SiteAround
from generator.advice.finding import Finding
from generator.advice.privacy_sought import KEEP, Sought, by_form, either, found, near, private
from generator.advice.texts import AdvisedText
from generator.ground.patterns import lazy

# The areas of Royal Mail, with the islands; of which letters the last two are, follows (Programmers' Guide to the PAF).
AREAS = (
    r"A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    r"|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
CODE = rf"(?<!\w)(?:{AREAS})\d[A-HJ-NP-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)"
POSTCODE, SMALL_POSTCODE = lazy(CODE), lazy(CODE, re.IGNORECASE)
POSTCODE_NAMED = lazy(r"\bpost ?code\b", re.IGNORECASE)

# No year: “in 1998 Mill Lane” is no house.
NUMBER = r"(?!(?:19|20)\d\d)\d{1,4}(?:[ ]?[a-h](?!\w))?"
NAMED = r"(?:St\.|[A-Z][\w’'-]*)[ \n]"
ENGLISH = (
    rf"{NUMBER},?[ \n](?:{NAMED}){{1,3}}"
    r"(?:Street|Road|Lane|Avenue|Close|Drive|Gardens|Terrace|Crescent|Place|Court|Square|Hill|Mews|Grove|Row|Walk|Way"
    r"|St|Rd|Ave)\b"
)
# “In der Hauptstraße 3 Tage lang”: so many of something else.
NO_MEASURE = (
    r"(?![ \n](?:Kilometer|km|Meter|m|Tage?n?|Stunden?|Minuten?|Uhr|Wochen?|Monaten?|Jahren?|Leute|Kinder|Personen"
    r"|[Mm]al|personas|minutos|horas|días|semanas|meses|años|euros|metros|kilómetros|veces)\b)"
)
# Places of other kinds that are counted as well: seats, berths, platforms.
COUNTED = (
    r"(?:Sitz|Park|Stell|Arbeits|Spiel|Liege|Steh|Start|Tabellen|Studien|Schlaf|Fenster|Bahn|Bus|Tennis|Zelt)"
    r"(?:platz|steig)"
)
OF_GERMAN = r"(?:Straße|Platz|Allee|Weg|Ufer)[ \n](?:der|des|am|an[ \n]der|zum|zur)[ \n][A-ZÄÖÜ][\w-]{1,60}"
GERMAN = (
    rf"\b(?:{OF_GERMAN}|(?!{COUNTED})[A-ZÄÖÜ][\w-]{{0,60}}"
    r"(?:[a-zäöüß](?:straße|strasse|str\.|gasse|platz|allee|weg|damm|ufer|steig|pfad)"
    r"|-(?:Straße|Strasse|Str\.|Gasse|Platz|Allee|Weg|Damm|Ufer|Ring)))"
    rf"[ \n]{NUMBER}\b{NO_MEASURE}"
)
SPANISH = (
    r"\b(?:[Cc]alle|[Cc]/|[Aa]venida|[Aa]vda\.|[Pp]laza|[Pp]aseo|[Pp]je\.)[ \n]?"
    rf"(?:(?:de|del|la|las|los|el)[ \n])*[A-ZÁÉÍÓÚÑ]\w*(?:[ \n](?:(?:de|del|la|y)[ \n])*[A-ZÁÉÍÓÚÑ]\w*){{0,3}}"
    rf",?[ \n](?:n[.ºo°]+[ ]?|número[ ])?{NUMBER}\b{NO_MEASURE}"
)
STREET = lazy(rf"(?<![\w£$€.,:/-])(?:{ENGLISH})|{GERMAN}|{SPANISH}")

# Four decimals are ten metres or so, and are no thousands as German and Spanish write them.
LATITUDE, LONGITUDE = r"-?(?:[0-8]?\d|90)\.\d{4,}", r"-?(?:1[0-7]\d|180|\d{1,2})\.\d{4,}"
# Whole degrees are a region, so minutes or decimals have to follow.
DEGREES = r"\d{1,3}(?:\.\d{2,}[°º]|[°º] ?\d{1,2}(?:\.\d+)?['′’](?: ?\d{1,2}(?:\.\d+)?(?:[\"″”]|''))?) ?"
# Squares of three metres have three words (what3words).
THREE_WORDS = r"(?<![\w:/])///[^\W\d_]+(?:\.[^\W\d_]+){2}(?!\w|[./]\w)"
DECIMAL_POINT = rf"{LATITUDE}(?:[,;][ \n]?|[ \n]){LONGITUDE}(?![\w°º]|\.\d)"
DEGREES_POINT = rf"{DEGREES}[NS][,;]?[ \n]?{DEGREES}[EWO](?!\w)"
POINT = lazy(rf"(?<![\w.,/@=-])(?:{DECIMAL_POINT}|{DEGREES_POINT})|{THREE_WORDS}")
LINKED_POINT = lazy(rf".*[@=]{LATITUDE}(?:,|%2C){LONGITUDE}", re.IGNORECASE)

MONTHS = (
    r"(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|Aug(?:ust)?"
    r"|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|sep?tiembre|octubre|noviembre|diciembre)\.?"
)
YEAR = r"(?:19|20)\d\d"
DAY = lazy(
    rf"(?<![\w/.-])(?:\d{{1,2}}(?:st|nd|rd|th|\.)?[ \n](?:of |de )?{MONTHS},?(?:[ \n]de[l]?)?[ \n]{YEAR}"
    rf"|{MONTHS}[ \n]\d{{1,2}}(?:st|nd|rd|th)?,?[ \n]{YEAR}"
    rf"|\d{{1,2}}([./-])[ ]?\d{{1,2}}\1[ ]?{YEAR}|{YEAR}-\d\d-\d\d)(?![\w/-])",
    re.IGNORECASE,
)
BORN = lazy(
    r"\b(?:born|birth(?:day|date)?|DOB|D\.O\.B|geboren\w*|geb\.|Geburtsdatum|Geburtstag|nacid[oa]s?|nací|nació|nacimiento)"
    r"(?!\w)",
    re.IGNORECASE,
)
BESIDE = 30  # characters
DIGIT_OR_WORDS = lazy(r"\d|///")

POINTS = Sought(
    private("coordinates", "A point on a map", "Coordinates lead to one door, or one bench, and to who is there."),
    by_form(POINT),
    "a point on a map stands here",
    f"name the town or the region instead, if it matters at all; {KEEP}",
    usual_on_pages=True,
)
SOUGHT = (
    POINTS,
    Sought(
        private("postcode", "A postcode", "A UK postcode is that of fifteen houses or so, and sometimes of one alone."),
        either(by_form(POSTCODE), near(SMALL_POSTCODE, POSTCODE_NAMED, BESIDE)),
        "a UK postcode stands here",
        f"name the town or the region instead, if it matters at all; {KEEP}",
        usual_on_pages=True,
    ),
    Sought(
        private(
            "street-address", "A street with a house number", "A street and a number are where somebody can be met."
        ),
        by_form(STREET),
        "a street with a house number stands here",
        f"leave the number out, and the street's name if it is not needed; {KEEP}",
        usual_on_pages=True,
    ),
    Sought(
        private(
            "date-of-birth",
            "A day of birth",
            "A full day of birth tells one person from most others, and is asked for wherever somebody must prove who "
            "they are.",
        ),
        near(DAY, BORN, BESIDE),
        "a day of birth seems to stand here",
        f"an age, a season or a year says as much to readers; {KEEP}",
    ),
)
RULES = tuple(one.rule for one in SOUGHT)


def in_words(text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    """Places and days of one person that readers see."""
    yield from found(SOUGHT, text, around, DIGIT_OR_WORDS)

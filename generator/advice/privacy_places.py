"""Where and since when somebody lives: postcodes, streets with house numbers, points on a map, and days of birth."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.advice.around import SiteAround
from generator.advice.passages import Passage
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

# The areas of Royal Mail, with the islands; of which letters the last two are, follows (Programmers' Guide to the PAF).
AREAS = (
    r"A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    r"|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
CODE = rf"(?<!\w)(?:{AREAS})\d[A-HJ-NP-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)"
POSTCODE, SMALL_POSTCODE = lazy(CODE), lazy(CODE, re.IGNORECASE)
POSTCODE_NAMED = lazy(r"\bpost ?code\b", re.IGNORECASE)
# A digit behind a letter, as all postcodes have it, which is soon seen.
IN_POSTCODE = lazy(r"\d(?<=[^\W\d_]\d)")
# United States Postal Service, Publication 28, appendix B: states, and what is written like one.
STATES = (
    r"A[KLRZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]"
    r"|W[AIVY]"
)
STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois"
    "|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri"
    "|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma"
    "|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    "|West Virginia|Wisconsin|Wyoming"
)
# A town stands before the letters of a state, which may be a word in capitals.
ZIP = lazy(rf"(?<!\w)[A-Z][\w'’.-]+,?[ \n](?P<it>(?:{STATES}),?[ \n]\d{{5}}(?:-\d{{4}})?)(?![\w-]|[.,]\d)")
ZIP_OF_STATE = lazy(rf"\b(?:{STATE_NAMES}),?[ \n]\d{{5}}(?:-\d{{4}})?(?![\w-]|[.,]\d|[ \n][a-z])")
NAMED_CODE = lazy(
    r"(?:\b(?i:zip(?: ?code)?|postal code|PLZ|Postleitzahl|código postal|C\.?P\.)"
    r"(?:,|:| is| was| ist| war| lautet| es| era)?"
    r"[ \n]|\bD-)(?P<it>\d{5}(?:-\d{4})?)(?![\w-]|[.,]\d)"
)

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
# Rooms, buses and chapters have numbers, and stand beside a street's name by chance.
NUMBERED = lazy(
    r"\b(?:rooms?|wards?|bus(?:es)?|trams?|routes?|lines?|tables?|class|year|grade|chapters?|pages?|platforms?|gates?"
    r"|halls?|seats?|bays?|desks?|teams?|groups?|halt|stop|part|volume|Zimmer|Raum|Linie|Bus|sala|aula)"
    r"(?:[ \n](?:no\.?|number|nr\.?))?,?[ \n]$",
    re.IGNORECASE,
)
STREET = lazy(rf"(?<![\w£$€.,:/-])(?:{ENGLISH})|{GERMAN}|{SPANISH}")

# Four decimals are ten metres or so, and are no thousands as German and Spanish write them.
LATITUDE, LONGITUDE = r"-?(?:[0-8]?\d|90)\.\d{4,}", r"-?(?:1[0-7]\d|180|\d{1,2})\.\d{4,}"
# Whole degrees are a region, so minutes or decimals have to follow.
DEGREES = r"\d{1,3}(?:\.\d{2,}[°º]|[°º] ?\d{1,2}(?:\.\d+)?['′’](?: ?\d{1,2}(?:\.\d+)?(?:[\"″”]|''))?) ?"
# Squares of three metres have three words (what3words).
THREE_WORDS = lazy(r"(?<![\w:/])///[^\W\d_]+(?:\.[^\W\d_]+){2}(?!\w|[./]\w)")
DECIMAL_POINT = rf"{LATITUDE}(?:[,;][ \n]?|[ \n]){LONGITUDE}(?![\w°º]|\.\d)"
DEGREES_POINT = rf"{DEGREES}[NS][,;]?[ \n]?{DEGREES}[EWO](?!\w)"
POINT = lazy(rf"(?<![\w.,/@=-])(?:{DECIMAL_POINT}|{DEGREES_POINT})")
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
# Days on which somebody came to a hospital, left it, or died, by words that say so of people.
STAYED = lazy(
    r"\b(?:admitted|re-?admitted|hospitali[sz]ed|sectioned|discharged|(?:admission|discharge) (?:date|day)"
    r"|(?:date|day) of (?:my |her |his |their )?(?:admission|discharge)|(?:my|her|his|their) (?:admission|discharge)"
    r"|eingewiesen|Einweisung|eingeliefert|stationär aufgenommen|entlassen|Entlassung|Aufnahmedatum|Entlassungsdatum"
    r"|ingres(?:é|ó|ada|ado|aron|o en)|hospitalizad[ao]|de alta|el alta"
    r"|died|(?:my|her|his|their) (?:death|funeral)|passed away|starb|verstarb|gestorben|murió|falleció)(?!\w)",
    re.IGNORECASE,
)
BESIDE = 30  # characters
STREETS_BEGIN = beginning(
    "street road lane avenue close drive gardens terrace crescent place court square hill mews grove row walk way st rd"
    " ave calle c avenida avda plaza paseo pje"
)
GERMAN_SIGNS = (
    *("straße", "strasse", "str.", "gasse", "platz", "allee", "weg", "damm", "ufer", "steig", "pfad"),
    *("Straße", "Strasse", "Str.", "Gasse", "Platz", "Allee", "Weg", "Damm", "Ufer", "Ring"),
)
STAYS_BEGIN = beginning(
    "admitted re readmitted hospital section discharge admission eingewiesen einweisung eingeliefert stationär"
    " entlassen aufnahme ingres ingré ingrés alta died death funeral passed starb verstarb gestorben murió falleció"
)


POINTS = Sought(
    private("coordinates", "A point on a map", "Coordinates lead to one door, or one bench, and to who is there."),
    by_form(POINT),
    "a point on a map stands here",
    f"name the town or the region instead, if it matters at all; {KEEP}",
    usual_on_pages=True,
    digits=6,
)


def _postcodes(passage: Passage, around: SiteAround) -> Stretches:
    if IN_POSTCODE.search(passage.text):
        yield from either(by_form(POSTCODE), near(SMALL_POSTCODE, POSTCODE_NAMED, BESIDE))(passage, around)


SOUGHT = (
    POINTS,
    replace(POINTS, find=by_form(THREE_WORDS), digits=0, signs=("///",)),
    Sought(
        private("postcode", "A postcode", "A UK postcode is that of fifteen houses or so, and sometimes of one alone."),
        _postcodes,
        "a UK postcode stands here",
        f"name the town or the region instead, if it matters at all; {KEEP}",
        usual_on_pages=True,
        digits=2,
    ),
    Sought(
        private(
            "zip-code",
            "A ZIP code with its state, or a postal code",
            "With a day of birth and whether somebody is a man or a woman, a ZIP code tells most people apart.",
        ),
        either(named(ZIP), by_form(ZIP_OF_STATE), named(NAMED_CODE)),
        "a postal code stands here",
        f"name the town or the region instead, if it matters at all; {KEEP}",
        usual_on_pages=True,
        digits=5,
    ),
    Sought(
        private(
            "street-address", "A street with a house number", "A street and a number are where somebody can be met."
        ),
        but_behind(by_form(STREET), NUMBERED, BESIDE),
        "a street with a house number stands here",
        f"leave the number out, and the street's name if it is not needed; {KEEP}",
        usual_on_pages=True,
        digits=1,
        begun=STREETS_BEGIN,
        signs=GERMAN_SIGNS,
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
        digits=5,
        begun=beginning("born birth dob d geb geboren nacida nací nació"),
    ),
    Sought(
        private(
            "day-of-stay",
            "The day of an admission, a discharge or a death",
            "Whoever was there, or sees the lists of a hospital or an office, knows by the day who it was.",
        ),
        near(DAY, STAYED, BESIDE),
        "the day on which somebody came to a hospital, left it or died seems to stand here",
        f"a season or a year says as much to readers; {KEEP}",
        usual_on_pages=True,
        digits=5,
        begun=STAYS_BEGIN,
    ),
)
RULES = tuple(dict.fromkeys(one.rule for one in SOUGHT))

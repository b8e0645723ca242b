"""What the program knows of each language beside its words, which themes and papers bring.

Quotation marks are those of Unicode CLDR (delimiters), directions those of CLDR (characterOrder), stemmers Snowball's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: the outer and the inner pair of its quotation marks, Snowball's name of it, how it is written.

    ``elided`` is what is left of words whose beginning is left out in writing; an apostrophe stands before it.
    """

    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    stemmer: str | None = None
    direction: Direction = "ltr"
    elided: tuple[str, ...] = ()


ENGLISH = ("tis", "tisn", "twas", "twasn", "twere", "twill", "twould", "em", "n", "til", "nuff", "neath", "bout", "cos")
GERMAN = ("s", "n", "ne", "nem", "nen", "ner", "mal", "rum", "raus", "rauf", "rein", "ran", "runter")
# By ISO 639 code. A language that is not here is quoted as English is, is not stemmed, and runs from left to right.
LANGUAGES: Mapping[str, Language] = {
    "ar": Language(stemmer="arabic", quotes=("”", "“", "’", "‘"), direction="rtl"),
    "ca": Language(stemmer="catalan"),
    "ckb": Language(direction="rtl"),
    "cs": Language(stemmer="czech", quotes=("„", "“", "‚", "‘")),
    "da": Language(stemmer="danish", quotes=("“", "”", "‘", "’")),
    "de": Language(stemmer="german", quotes=("„", "“", "‚", "‘"), elided=GERMAN),
    "dv": Language(direction="rtl"),
    "el": Language(stemmer="greek"),
    "en": Language(stemmer="english", elided=ENGLISH),
    "eo": Language(stemmer="esperanto"),
    "es": Language(stemmer="spanish", quotes=("«", "»", "“", "”")),
    "et": Language(stemmer="estonian"),
    "eu": Language(stemmer="basque"),
    "fa": Language(stemmer="persian", direction="rtl"),
    "fi": Language(stemmer="finnish", quotes=("”", "”", "’", "’")),
    "fr": Language(stemmer="french", quotes=("«\u202f", "\u202f»", "“", "”")),
    "ga": Language(stemmer="irish"),
    "he": Language(quotes=("”", "”", "’", "’"), direction="rtl"),
    "hi": Language(stemmer="hindi"),
    "hu": Language(stemmer="hungarian"),
    "hy": Language(stemmer="armenian"),
    "id": Language(stemmer="indonesian"),
    "it": Language(stemmer="italian", quotes=("«", "»", "“", "”")),
    "ja": Language(quotes=("「", "」", "『", "』")),
    "ks": Language(direction="rtl"),
    "lt": Language(stemmer="lithuanian"),
    "nb": Language(stemmer="norwegian", quotes=("«", "»", "‘", "’")),
    "ne": Language(stemmer="nepali"),
    "nl": Language(stemmer="dutch", quotes=("‘", "’", "“", "”"), elided=("s", "t", "k", "m", "n", "r")),
    "nn": Language(stemmer="norwegian"),
    "no": Language(stemmer="norwegian"),
    "pl": Language(stemmer="polish", quotes=("„", "”", "«", "»")),
    "ps": Language(direction="rtl"),
    "pt": Language(stemmer="portuguese", quotes=("“", "”", "‘", "’")),
    "ro": Language(stemmer="romanian"),
    "ru": Language(stemmer="russian", quotes=("«", "»", "„", "“")),
    "sd": Language(direction="rtl"),
    "sr": Language(stemmer="serbian"),
    "st": Language(stemmer="sesotho"),
    "sv": Language(stemmer="swedish", quotes=("”", "”", "’", "’")),
    "ta": Language(stemmer="tamil"),
    "tr": Language(stemmer="turkish"),
    "ug": Language(direction="rtl"),
    "uk": Language(quotes=("«", "»", "„", "“")),
    "ur": Language(direction="rtl"),
    "yi": Language(stemmer="yiddish", direction="rtl"),
}
OTHER = Language()


def language(code: str) -> Language:
    """What is known of the language with a BCP 47 code; script and region make no difference."""
    return LANGUAGES.get(code.split("-", maxsplit=1)[0], OTHER)


def direction(code: str) -> Direction:
    """The writing direction of a language, as HTML's ``dir``."""
    return language(code).direction

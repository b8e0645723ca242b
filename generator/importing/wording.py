"""Short fields of exports as plain words, and dates."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date
from typing import Final

from generator.ground.patterns import lazy

# What runs, and how it looks, is no words, and goes with its tags.
NO_WORDS = lazy(r"<(script|style)\b[^<>]*>(?:(?!</\1\b).)*+(?:</\1\b[^<>]*>|\Z)", re.DOTALL | re.IGNORECASE)
TAG = lazy(r"<!--(?:(?!-->).)*+(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
WITHIN_WORDS = lazy(r"</?(?!(?:br|script|style)\b)[A-Za-z][^<>]*>", re.IGNORECASE)
E_MAIL = lazy(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
# “anna at mail.example”, as people write addresses so that programs do not find them.
E_MAIL_IN_WORDS = lazy(
    r"\S{1,64}\s*[\[({]?\s*\bat\b\s*[\])}]?\s*[\w-]{1,63}(?:\.[\w-]{1,63})*\.[^\W\d_]{2,}\b", re.IGNORECASE
)
WEB_ADDRESS = lazy(r"\b(?:https?://|www\.)\S", re.IGNORECASE)
# Nine digits or more, since a day has eight; with a sign or a zero in front, as telephones are written.
TELEPHONE = lazy(r"(?<![\w.])(?:\+|\(?0)(?:[ ()/.-]{0,3}\d){8,14}(?!\w)")
# What programs call whoever sets them up.
NOBODYS: Final = frozenset({"admin", "administrator", "webmaster", "root"})
# An address of a network: IPv4, or IPv6.
OF_A_NETWORK = lazy(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.IGNORECASE)


def plain_words(words: str) -> str:
    """Words without tags and references, on one line."""
    told = TAG.sub(" ", NO_WORDS.sub(" ", words)) if "<" in words else words
    return " ".join(unicodedata.normalize("NFC", html.unescape(told)).split())


def tight(words: str) -> str:
    """The same for a title, in which a tag stands between no words."""
    return plain_words(WITHIN_WORDS.sub("", words))


def day(words: str) -> date | None:
    """The day of a date and time as WordPress writes it, in the site's time; None for none, or zeros."""
    found = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)(?:\D|$)", words, re.ASCII)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def is_e_mail(words: str) -> bool:
    """Whether an e-mail address is among the words, with whatever character for “@”."""
    return E_MAIL.search(unicodedata.normalize("NFKC", words)) is not None


def without_e_mails(words: str) -> str:
    """Words with three dots in the place of each e-mail address."""
    return E_MAIL.sub("\u2026", words) if "@" in words else words


def without_contacts(words: str) -> str:
    """The same, and three dots for each number of a telephone."""
    return TELEPHONE.sub("\u2026", without_e_mails(words))


def has_telephone(words: str) -> bool:
    """Whether a telephone number is among the words."""
    return TELEPHONE.search(words) is not None


def is_no_name(words: str) -> bool:
    """Whether what stands for a name is, or holds, an address of any kind or a number of a telephone; or is none."""
    plain = unicodedata.normalize("NFKC", words)
    if not any(map(str.isalpha, plain)) or plain.strip().casefold() in NOBODYS:
        return True
    return any(one.search(plain) for one in (E_MAIL, E_MAIL_IN_WORDS, WEB_ADDRESS, TELEPHONE, OF_A_NETWORK))

"""Short fields of exports as plain words, and dates."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date

from generator.ground.patterns import lazy

TAG = lazy(r"<!--(?:(?!-->).)*+(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
E_MAIL = lazy(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")


def plain_words(words: str) -> str:
    """Words without tags and references, on one line."""
    return " ".join(unicodedata.normalize("NFC", html.unescape(TAG.sub(" ", words))).split())


def tight(words: str) -> str:
    """The same for a title, in which a tag stands between no words."""
    return plain_words(re.sub(r"</?(?!br\b)[A-Za-z][^<>]*>", "", words))


def day(words: str) -> date | None:
    """The day of a date and time as WordPress writes it, in the site's time; None for none, or zeros."""
    found = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)(?:\D|$)", words, re.ASCII)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def is_e_mail(words: str) -> bool:
    """Whether an e-mail address is among the words."""
    return E_MAIL.search(words) is not None

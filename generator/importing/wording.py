"""Short fields of other programs as plain words."""

from __future__ import annotations

import html
import re
import unicodedata

from generator.ground.patterns import lazy

TAG = lazy(r"<!--(?:(?!-->).)*+(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
E_MAIL = lazy(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")


def plain_words(text: str) -> str:
    """Words without tags and references, on one line."""
    return " ".join(unicodedata.normalize("NFC", html.unescape(TAG.sub(" ", text))).split())


def is_e_mail(words: str) -> bool:
    """Whether an e-mail address is among the words."""
    return E_MAIL.search(words) is not None

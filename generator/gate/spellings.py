"""The words of a text as readers see them, whatever stands between their letters and however these are written.

Fingerprints of denied phrases are made of what `fold` returns, and nobody can make them anew without the phrases. So a
fold never changes: another one gets the next number, and stands beside those before it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

from generator.ground.patterns import lazy
from generator.words.as_seen import UNSEEN, laid_bare

# Where two pieces meet that may be one word or two. No text can hold it: control characters are refused.
JOINT = "\0"
# At the end of a line, a soft hyphen is seen, and is a hyphen.
SOFT_AT_THE_END = lazy("\u00ad(?=\\s)")
# A hyphen at a line's end; lines may have become spaces since.
HYPHENATED = lazy(f"[-\u2010\u2011](?<=\\w[-\u2010\u2011])[{JOINT}]*\\s[\\s{JOINT}]*(?=\\w)")
# What most texts hold beside ASCII, done away with first, since the rest costs time.
PUNCTUATION = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("–", " "), ("…", " "), ("\u00a0", " "))
# Letters that no decomposition leads to their plain form.
PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# Written without spaces, or with endings that stand at the word: every character counts as one.
UNSPACED = lazy(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17b3\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
# Vowel signs belong to words in the scripts of India, where Python's \w leaves them out; the danda ends a sentence.
WORD = lazy("(?:[^\\W_]|[\u0900-\u0963\u0966-\u096f\u0971-\u0df3])+")
SEPARATORS = {n: " " for n in range(1, 128) if not chr(n).isalnum()}
# Rounds of decoding: an address in an address in a page.
DEEPEST = 4
FIRST_WORD = lazy(r"[^\W_]+")


def plain(text: str) -> str:
    """Text without case, accents, and what is not seen (Unicode NFKC and NFKD), with a JOINT where pieces may meet."""
    for mark, ascii_mark in PUNCTUATION:
        text = text.replace(mark, ascii_mark)
    if not text.isascii():
        text = UNSEEN.sub(JOINT, SOFT_AT_THE_END.sub("-", text))
    if "-" in text or not text.isascii():
        text = HYPHENATED.sub(JOINT, text)
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(PLAIN)
    if marks := "".join(sorted(c for c in set(text) if unicodedata.combining(c))):
        text = re.sub(f"[{marks}]+", "", text)
    if UNSPACED.search(text):
        text = UNSPACED.sub(r" \g<0> ", unicodedata.normalize("NFC", text))
    return text


def words(of: str) -> list[str]:
    """The words of a `plain` text, in order; a joint closes."""
    of = of.replace(JOINT, "")
    if of.isascii():
        return of.translate(SEPARATORS).split()
    found: list[str] = WORD.findall(of)
    return found


def fold(text: str) -> list[str]:
    """The words of a text as readers see them, in the second form."""
    return words(plain(text))


def first_fold(text: str) -> list[str]:
    """The words of a text in the first form, which fingerprints of that time are made of."""
    known = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return FIRST_WORD.findall("".join(c for c in known if not unicodedata.combining(c)))


def decoded(text: str) -> tuple[str, ...]:
    """A text as written, and with entities and percent-encoding led back, once and again; each also `laid_bare`."""
    found = [text]
    while len(found) <= DEEPEST and ("&" in found[-1] or "%" in found[-1]):
        further = unquote(html.unescape(found[-1]))
        if further == found[-1]:
            break
        found.append(further)
    return tuple(dict.fromkeys((*found, *map(laid_bare, found))))

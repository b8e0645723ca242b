"""The words of a text as readers see them, whatever stands between their letters and however these are written.

Fingerprints of denied phrases are made of what `fold` returns, and nobody can make them anew without the phrases. So a
fold never changes: another one gets the next number, and stands beside those before it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

from generator.gate.lookalikes import LATIN
from generator.ground.patterns import lazy
from generator.ground.unseen import IGNORABLE

# Where two pieces meet that may be one word or two. No text can hold it: control characters are refused.
JOINT = "\0"
UNSEEN = lazy(f"[{IGNORABLE}]+")
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
# Letters that are drawn as capitals, and that no decomposition leads to these: phonetic, of flags, in discs and boxes.
DRAWN = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz") | {
    first + n: chr(ord("a") + n) for first in (0x1F1E6, 0x1F150, 0x1F170) for n in range(26)
}
# What an override turns round, up to where it ends (Unicode Standard Annex 9).
OVERRIDDEN = lazy("[\u202d\u202e]([^\u202c\u2069]*)")
LATIN_LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# What nearly no text of Latin letters holds: all but these, quotation marks and dashes.
ODD = lazy("[^\0-\u024f\u2010-\u2027]")
# A part of a host's name in Punycode (RFC 3492), of 63 characters at most.
PUNYCODE = lazy(r"(?i)xn--([a-z0-9-]{1,59})")
# Rounds of decoding: an address in an address in a page.
DEEPEST = 4
LOOKALIKE = lazy(f"[{''.join(map(chr, LATIN))}]")
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


def laid_bare(text: str) -> str:
    """A text as it is read where letters are circled, annotated, turned round, drawn as capitals or in Punycode.

    It stands beside the text, since a fold never changes.
    """
    if "n--" in text or "N--" in text:
        text = PUNYCODE.sub(_host, text)
    odd = () if text.isascii() else sorted(set(ODD.findall(text)))
    if not odd:
        return text
    text = OVERRIDDEN.sub(lambda run: run[1][::-1], text).translate(DRAWN)
    kinds: dict[str, list[str]] = {}
    for c in odd:
        if UNSEEN.match(c) is None:
            kinds.setdefault(unicodedata.category(c), []).append(c)
    if "Cf" in kinds:  # a joint, as for what is not seen
        text = re.sub(f"[{''.join(kinds['Cf'])}]+", "\u2060", text)
    if "Me" in kinds:
        text = re.sub(f"[{''.join(kinds['Me'])}]+", "", text)
    if "Mn" in kinds:  # in other scripts, some are vowels
        text = re.sub(f"(?<=[{LATIN_LETTER}])[{''.join(kinds['Mn'])}]+", "", text)
    return text


def _host(label: re.Match[str]) -> str:
    try:
        return label[1].encode("ascii").decode("punycode")
    except UnicodeError:
        return label[0]


def seen_as_latin(text: str) -> str | None:
    """The text with Latin letters in place of those that look like them; None where there are none."""
    return None if text.isascii() or LOOKALIKE.search(text) is None else text.translate(LATIN)

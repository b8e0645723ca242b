"""A text as readers see it, whatever stands between its letters, and however these are written.

By it words are known that must not be published (`gate.spellings`), and those of somebody whose consent has ended
(`words.sentences`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote_plus

from generator.ground.patterns import lazy
from generator.ground.unseen import IGNORABLE
from generator.words.lookalikes import LATIN

UNSEEN = lazy(f"[{IGNORABLE}]+")
# Letters that are drawn as capitals, and that no decomposition leads to these: phonetic, of flags, in discs and boxes.
DRAWN = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz") | {
    first + n: chr(ord("a") + n) for first in (0x1F1E6, 0x1F150, 0x1F170) for n in range(26)
}
# What an override turns round, up to where it ends (Unicode Standard Annex 9).
OVERRIDDEN = lazy("[\u202d\u202e]([^\u202c\u2069]*)")
NOT_LATIN = lazy("[^\0-\u024f]")
LATIN_LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# What nearly no text of Latin letters holds: all but these, quotation marks and dashes.
ODD = lazy("[^\0-\u024f\u2010-\u2027]")
# A part of a host's name in Punycode (RFC 3492), of 63 characters at most.
PUNYCODE = lazy(r"(?i)xn--([a-z0-9-]{1,59})")
_LOOKALIKES = f"[{''.join(map(chr, LATIN))}]"
LOOKALIKE = lazy(_LOOKALIKES)
# One of them beside a Latin letter, in one word or in two: honest words of another script stand among their own.
MIXED = lazy(rf"[{LATIN_LETTER}][\W_]*{_LOOKALIKES}|{_LOOKALIKES}[\W_]*[{LATIN_LETTER}]")
# Capitals that look like a small l look like a capital I, too, and stand where one may stand.
# All letters of the Lisu alphabet are such capitals, and have no case.
LISU = range(0xA4D0, 0xA500)
AS_LATIN = LATIN | {
    code: "I" for code, letter in LATIN.items() if letter == "l" and (chr(code).isupper() or code in LISU)
}
# What a folded text of Latin letters does not hold, whatever its accents, quotation marks and dashes.
UNUSUAL = lazy("[^\0-\u00bf\u00d7\u00f7\u2010-\u2027]")
# A row of single letters, whatever stands between them, and that.
SET_APART, GAP = lazy(r"(?<![^\W_])[^\W_](?:[\W_]{1,8}[^\W_](?![^\W_]))+"), lazy(r"[\W_]+")
SPACE, APOSTROPHES = lazy(r"\s"), ("'", "’")
# As wide as a space, and no sign: where spaces part words, it stands within one.
BLANK, WORDS_A_SPACE = "\u2800", 12
# What stands in place of what nobody sees, as long as it tells letters apart.
NOTHING = "\u2060"
# Of the letters that are not Latin ones, four fifths look like these in no language that is written with others.
SURE = 0.8
# Bytes of a text in which every character is a letter that is neither sign nor digit of ASCII.
LETTERS = bytes(97 if n >= 0xC0 or chr(n).isalpha() else n if chr(n).isdigit() else 32 for n in range(256))
CONTINUED = bytes(range(0x80, 0xC0))
ROW_OF_LETTERS = b" a a a a a "
# No row of sentences is without this letter where Latin letters are set apart, and it is no word.
PLAIN_SIGNS, APART = bytes(n if chr(n).isalnum() else 32 for n in range(128)) + bytes(128), b" n "
# What stands between the parts of an address.
PARTS = lazy("[/?&=#]")
# Characters in which there is no room for a row of words.
LONGEST_USUAL = 17
# Rounds of decoding: an address in an address.
DEEPEST = 4


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


def as_seen(text: str, folded: str, source: str) -> str | None:
    """A text without what nobody sees, and with its words as readers make them out; None where that is no other.

    ``folded`` is what `tokens.fold` makes of it. ``source`` is the text as it was written, with the spaces that tell
    where words end if their letters are set apart.
    """
    unusual = not folded.isascii() and UNUSUAL.search(folded) is not None
    if unusual:
        text, source = _seen_through(text), _seen_through(source)
    if has_letters_apart(text, folded):
        return put_together(html.unescape(source)).replace(NOTHING, "")
    return _without_blanks(text.replace(NOTHING, "")) if unusual else None


def _seen_through(text: str) -> str:
    text = UNSEEN.sub(NOTHING, laid_bare(text))
    if MIXED.search(unicodedata.normalize("NFKC", text)) or _is_in_disguise(text):
        return text.translate(AS_LATIN)
    return text


def _without_blanks(text: str) -> str:
    is_within = text.count(" ") * WORDS_A_SPACE > len(text) - text.count(BLANK)
    return text.replace(BLANK, "" if is_within else " ")


def _is_in_disguise(text: str) -> bool:
    """Whether nearly all letters that are not Latin ones only look like these."""
    others = [c for c in NOT_LATIN.findall(text) if c.isalpha()]
    return sum(ord(c) in AS_LATIN for c in others) > SURE * len(others)


def has_letters_apart(text: str, folded: str) -> bool:
    """Whether there are five single letters in a row, whatever stands between them."""
    if folded.isascii() and APART not in folded.encode().translate(PLAIN_SIGNS):
        return False
    for sign in {c for c in set(text) if c > "\x7f" and not c.isalnum()}:
        text = text.replace(sign, " ")
    letters = text.encode("utf-8", "replace").translate(LETTERS, CONTINUED)
    return ROW_OF_LETTERS in b" %b " % b" ".join(letters.split())


def put_together(text: str) -> str:
    """A text whose words have no signs or spaces between their letters.

    What stands between most letters is within a word; so are signs, and spaces of another width where plain ones end
    words. What is left between letters ends a word.
    """
    rows = [row[0] for row in SET_APART.finditer(text)]
    gaps = Counter(gap for row in rows for gap in GAP.findall(row))
    within = {gap for gap, n in gaps.items() if 2 * n > gaps.total()}
    if " " not in within and (" " in gaps or not within):
        within |= {gap for gap in gaps if len(gap) == 1 and gap.isspace() and gap not in " \n\r\t"}
    if not within or any(map(SPACE.search, gaps.keys() - within)):
        within |= {gap for gap in gaps if not SPACE.search(gap)}

    def joined(gap: re.Match[str]) -> str:
        between = gap[0]
        if between in within:
            return ""
        sign = between[1:-1]
        return sign if sign in APOSTROPHES and {between[0], between[-1]} <= within else between

    return SET_APART.sub(lambda row: GAP.sub(joined, row[0]), text)


def in_address(address: str) -> Iterator[str]:
    """What the longer parts of an address say, decoded as forms and paths are."""
    for part in PARTS.split(address):
        if len(part) > LONGEST_USUAL:
            said = part
            for _ in range(DEEPEST):
                said = unquote_plus(said)
            yield html.unescape(said)

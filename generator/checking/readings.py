"""What bytes say when they are read as text in every way in which a person or a program may read them.

In pieces that overlap, so that a file of any size takes no more than a piece's memory, and equal pieces, of which
files are made that were packed to do harm, are read once.
"""

from __future__ import annotations

import base64
import codecs
import html
import quopri
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from generator.gate.spellings import JOINT, plain, words
from generator.words.as_seen import UNSEEN

PIECE, OVERLAP = 1 << 20, 1 << 12
# Rounds of decoding: an address in a script in a page.
DEEPEST = 4
TAG = re.compile(r"<[^<>]*>")
ESCAPED = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf/\"'\\]))")
# How style sheets write signs, scripts in octal digits, and RTF in its own way.
CSS, OCTAL = re.compile(r"\\([0-9a-fA-F]{1,6})(?:\r\n|\s)?"), re.compile(r"\\([0-3]?[0-7]{1,2})")
RTF, RTF_BEGINS = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?"), "{\\rtf"
RTF_WORD, RTF_BREAK = (
    re.compile(r"\\(?:[a-z]+-?\d* ?|\*|[\r\n])|[{}\r\n]"),
    re.compile(r"\\(?:par|line|tab|cell|sect)\b ?"),
)
# How mails write signs that are not ASCII, and long lines.
QUOTED = re.compile(r"=(?:[0-9A-Fa-f]{2}|[ \t]*\r?\n)")
# UTF-7 (RFC 2152), of signs up to U+20FF, since whatever stands behind a plus would be some sign.
SHIFTED, LAST_BLOCK = re.compile(r"\+([A-Za-z0-9+/]{3,})-?"), 0x20
LETTERS = {"n": "\n", "r": "\n", "t": "\t", "b": " ", "f": " "}
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Among other bytes than text, rows of signs that can be read.
READABLE = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]{12,}")
# The same in UTF-16 without a mark: signs up to U+20FF, which all scripts with spaces have.
UTF_16 = {
    "utf-16-le": re.compile(rb"(?:[\t\n\r\x20-\xff]\0|[\0-\xff][\x01-\x20]|\xff\xfe){12,}"),
    "utf-16-be": re.compile(rb"(?:\0[\t\n\r\x20-\xff]|[\x01-\x20][\0-\xff]|\xfe\xff){12,}"),
}
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What most texts hold beside ASCII and no word does; without it, most are read many times as fast.
SYMBOLS = re.compile(
    "[\u00a0\u00ab\u00b7\u00bb\u2013-\u2015\u2018-\u201f\u2022\u2026\u2039\u203a\u2190-\u21ff\u25a0-\u25ff]"
)
# What no text holds, and the part of a text in a Western European encoding that is ASCII.
STRANGE, MOSTLY = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]"), 0.75
LOOKED_AT = 1 << 16  # bytes of a file by which it is told whether it is text


def readings(content: bytes) -> Iterator[tuple[str, ...]]:
    """A file's text in pieces, each as it may be read: as written, with escapes led back, and without markup."""
    for text in _texts(content):
        for piece in dict.fromkeys(_pieces(text)):
            yield tuple(dict.fromkeys(_ways(piece)))


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that begin with a line, so that those of lines that come again are equal."""
    for n in range(0, max(len(text) - OVERLAP, 1), PIECE):
        start = text.find("\n", n, n + OVERLAP // 2) + 1 if n else 0
        yield text[start or n : (start or n) + PIECE + OVERLAP]


def _ways(piece: str) -> Iterator[str]:
    whole = led_back(piece)
    yield whole
    if "\\" in piece or "%" in piece:
        yield piece  # these may be meant as they are
    if "\\" in piece:
        yield from (
            written.sub(_of_base(base), piece) for written, base in ((CSS, 16), (OCTAL, 8)) if written.search(piece)
        )
        if RTF_BEGINS in piece:
            yield RTF_WORD.sub("", RTF.sub(_rtf_sign, RTF_BREAK.sub("\n\n", piece).replace("\n\n", " ")))
    if QUOTED.search(piece):
        data = quopri.decodestring(piece.encode("utf-8", "replace"))
        yield from (led_back(data.decode(encoding, "replace")) for encoding in ("utf-8", "cp1252"))
    if "+" in piece and (shifted := SHIFTED.sub(_of_utf_7, piece)) != piece:
        yield led_back(shifted)
    # Whether or not a tag ends a word, and whether it is one before escapes are led back, or only then.
    if "<" in piece:
        yield from (led_back(TAG.sub(instead, piece)) for instead in (" ", ""))
    if whole.count("<") > piece.count("<"):
        yield from (TAG.sub(instead, whole) for instead in (" ", ""))


def folds(text: str) -> tuple[list[str], ...]:
    """The words of a text as readers see them; twice where a hyphen at a line's end may part two, or be within one."""
    seen = plain(text if text.isascii() else SYMBOLS.sub(" ", UNSEEN.sub("", text)))
    return (words(seen), words(seen.replace(JOINT, " "))) if JOINT in seen else (words(seen),)


def fold(text: str) -> list[str]:
    """The same, once."""
    return folds(text)[0]


def led_back(text: str) -> str:
    """A text with entities, percent-encoding and the escapes of scripts as the signs that are meant."""
    for _ in range(DEEPEST):
        before = text
        if "\\" in text:
            text = _joined(ESCAPED.sub(_sign, text))
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = unquote(text)
        if text == before:
            break
    return text


def _sign(found: re.Match[str]) -> str:
    number = found[1] or found[2] or found[3]
    if number is None:
        return LETTERS.get(found[4], found[4])
    return chr(int(number, 16)) if int(number, 16) < 0x110000 else " "


def _of_base(base: int) -> Callable[[re.Match[str]], str]:
    return lambda found: chr(number) if (number := int(found[1], base)) < 0x110000 else " "


def _rtf_sign(found: re.Match[str]) -> str:
    if found[1]:
        return bytes.fromhex(found[1]).decode("cp1252", "replace")
    return chr(int(found[2]) % 0x10000)


def _of_utf_7(found: re.Match[str]) -> str:
    if len(found[1]) % 4 == 1:
        return found[0]
    data = base64.b64decode(found[1] + "=" * (-len(found[1]) % 4))
    data = data[: len(data) // 2 * 2]
    return data.decode("utf-16-be", "replace") if max(data[::2]) <= LAST_BLOCK else found[0]


def _joined(text: str) -> str:
    """The same, with signs that were written as two halves (UTF-16) made one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def whole_text(content: bytes) -> str | None:
    """Bytes as the text that they are to the last; None where they are none, or may be something else as well."""
    marked = _marked(content)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        rare = encoding == "cp1252" and sum(map(str.isascii, text)) < MOSTLY * len(text)
        return None if rare or STRANGE.search(text) else text
    return None


def _marked(content: bytes) -> str | None:
    """The encoding that a mark tells, or, without one, the zeros that UTF-16 puts beside letters that are ASCII."""
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    if marked or 0 not in content[:LOOKED_AT]:
        return marked
    halves = {"utf-16-be": content[::2], "utf-16-le": content[1::2]}
    zeros = {encoding: half.count(0) for encoding, half in halves.items()}
    return next(
        (
            encoding
            for encoding, half in halves.items()
            if zeros[encoding] == sum(zeros.values()) >= MOSTLY * len(half) and len(content) % 2 == 0
        ),
        None,
    )


def _texts(content: bytes) -> Iterator[str]:
    """Bytes as text, by every encoding that they may be in."""
    if not content.strip(b"\0"):
        return  # of which files are made that were packed to do harm
    marked = _marked(content)
    if marked is not None:
        yield content.decode(marked, "ignore")
        yield _readable(content.decode("utf-8", "replace"))  # the mark may be there by chance, or to mislead
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    start = content[:LOOKED_AT]
    if text is not None and CONTROL.search(start) is None:
        yield text
        return
    if len(CONTROL.findall(start)) * 20 < len(start):
        # A letter from an older computer.
        yield content.decode("utf-8", "ignore")
        yield content.decode("cp1252", "replace")
        return
    yield _readable(content.decode("utf-8", "replace"))
    if start.count(0) * 20 > len(start):
        for encoding, row in UTF_16.items():
            yield "\n".join(found[0].decode(encoding, "replace") for found in row.finditer(content))
    if start.count(0) * 2 > len(start):
        yield from (_readable(content.decode(encoding, "replace")) for encoding in ("utf-32-le", "utf-32-be"))


def _readable(text: str) -> str:
    return "\n".join(READABLE.findall(text))

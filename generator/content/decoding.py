"""Bytes to text: UTF-8 with line feeds alone, and what is told of all that is none or holds what no page may."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator

from generator.content import other_files
from generator.content.strict_yaml import CONTROL_HINT, control_message
from generator.ground import limits
from generator.ground.diagnostics import START, Checked, Diagnostic, Span, error, note, warning
from generator.ground.patterns import lazy
from generator.ground.unseen import BEYOND, FORBIDDEN, forbidden, named

# What most texts hold none of: what no page may hold, and what programs write for what they could not read or copy.
RARE = lazy(f"[{FORBIDDEN}\ufffc\ufffd]")
BREAK = "word processors write it for a new line or page; delete it, and press Enter in its place"
# What Windows-1252 has where Unicode has control characters; copied from there, they are meant for these signs.
OF_WINDOWS = {chr(n): sign for n in range(0x80, 0xA0) if (sign := bytes([n]).decode("cp1252", "ignore"))}
HINTS = {"\v": BREAK, "\f": BREAK} | {
    character: f"write “{sign}” in its place, which Windows has there" for character, sign in OF_WINDOWS.items()
}
# Letters that nobody sees, with which words can be hidden. In flags, such as that of Wales, they say whose flag it is.
TAGS = lazy("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
TAGS_BEGIN = b"\xf3\xa0"
# UTF-8 that was read as Windows-1252: the first letters of pairs and triples, of which few stand in words.
MISREAD = lazy(
    "(?:Ã[¡-ª¬®-º¼-¿]|(?<=[a-z])Ã[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŽžŸ]|Ã[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŽžŸ](?=[a-z])"
    "|â€[\u0080-\u00ff‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŽžŸ]|Â[£©®°±²³¼½¾§]|ðŸ[\u0080-\u00ff‘’“”•–—˜™š›œ][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŽžŸ])"
)
MISREAD_BYTE = b"\xc3"  # of all of these
MISREAD_BEGIN = ("Ã".encode(), "â€".encode(), "Â".encode(), "ðŸ".encode())
# How the characters of BEYOND begin and end in UTF-8, by which they are found quickly.
BEYOND_BEGINS = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
BEYOND_ENDS = (b"\xbf\xbe", b"\xbf\xbf")
GZIP, MOST = b"\x1f\x8b", 20_000_000  # how it begins (RFC 1952), and bytes that are read of what is packed
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOKED_AT, MANY = 4_096, 0.3  # bytes by which UTF-16 without a mark is told, and the part of its signs that are ASCII


def decode(data: bytes, path: str) -> Checked[str]:
    """Text of UTF-8 bytes with line feeds alone; a byte order mark and CRLF are mended, with a note."""
    if data.startswith(other_files.BEGIN):
        return Checked(None, (other_files.under_a_texts_name(path, data),))
    if len(data) > limits.TEXT:
        hint = f"keep it under {limits.TEXT // 1000} kB; cut it into parts, or move what is not text out of it"
        return Checked(None, (error("too-large", path, START, "this file is too large for a text", hint),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        before = data[: e.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        hint = "save the file as UTF-8 (in most editors: Save with encoding)"
        return Checked(None, (error("not-utf-8", path, Span(line, column), "this is not UTF-8 text", hint),))
    notes = tuple(_mended(data, path))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = tuple(_odd(text, path)) if RARE.search(text) or _may_be_beyond(data) else ()
    spoilt = () if data.isascii() else tuple(_spoilt(text, data, path))
    return Checked(None if any(d.is_error for d in odd) else text, (*notes, *odd, *spoilt))


def cleaned(data: bytes) -> bytes | None:
    """A text with a space for each character that no page may hold, so that all else in it can be looked at.

    None where there is no such character, or no text.
    """
    if len(data) > limits.TEXT or data.startswith(other_files.BEGIN):
        return None
    text = data.decode("utf-8", "replace")
    clean = BEYOND.sub(" ", re.sub(f"[{FORBIDDEN}]", " ", text))
    return None if clean == text or text.encode() != data else clean.encode()


def _may_be_beyond(data: bytes) -> bool:
    return any(begin in data for begin in BEYOND_BEGINS) and any(end in data for end in BEYOND_ENDS)


def _odd(text: str, path: str) -> Iterator[Diagnostic]:
    """Characters that no page may hold, and signs that others are missing: each character where it is first."""
    seen = set()
    for found in (*RARE.finditer(text), *BEYOND.finditer(text)):
        at, character = found.start(), found[0]
        if character in seen:
            continue
        seen.add(character)
        span = Span(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        if forbidden(character):
            sign = OF_WINDOWS.get(character)
            hint = (
                f"write “{sign}” in its place, which Windows has there" if sign else HINTS.get(character, CONTROL_HINT)
            )
            yield error("control-character", path, span, control_message(character), hint)
        else:
            what = f"here stands the sign for something that was lost in copying ({named(character)})"
            yield warning("lost-character", path, span, what, "write what belongs there, or delete the sign")


def _spoilt(text: str, data: bytes, path: str) -> Iterator[Diagnostic]:
    """Letters that nobody sees, and those that a program has read otherwise than they were saved; each once."""
    seen: set[str] = set()
    if TAGS_BEGIN in data and (hidden := TAGS.search(text)):
        what = f"letters that nobody sees stand here, with which words can be hidden ({named(hidden[0][0])})"
        yield warning(
            "hidden-letters", path, _place(text, hidden.start()), what, "delete them; retyping the line does it"
        )
    may_be = MISREAD_BYTE in data and any(begin in data for begin in MISREAD_BEGIN)
    for found in MISREAD.finditer(text) if may_be else ():
        meant = "" if found[0] in seen else _as_saved(found[0])
        seen.add(found[0])
        if meant:
            what = f"“{found[0]}” stands here, which some program has made of “{meant}”"
            hint = f"write “{meant}”; where there is more of it, copy the text anew, from where it is right"
            yield warning("misread", path, _place(text, found.start()), what, hint)


def _place(text: str, at: int) -> Span:
    return Span(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _as_saved(words: str) -> str:
    """What was saved as UTF-8 and read as Windows-1252; empty where that cannot be."""
    try:
        return b"".join(sign.encode("latin-1" if ord(sign) < 256 else "cp1252") for sign in words).decode()
    except UnicodeError:
        return ""


def _mended(data: bytes, path: str) -> Iterator[Diagnostic]:
    """What was put right in reading, so that an author who looks for the cause of something odd finds it."""
    if data.startswith(codecs.BOM_UTF8):
        yield note(
            "byte-order-mark",
            path,
            START,
            "the file begins with a byte order mark, which was left out",
            "save as UTF-8 without BOM",
        )
    if b"\r" in data:
        first = data.index(b"\r")
        line = data[:first].count(b"\n") + 1
        system = "Windows" if data.startswith(b"\n", first + 1) else "an old Macintosh"
        yield note(
            "line-endings",
            path,
            Span(line),
            f"lines end as on {system}, which was read as usual",
            "nothing needs to be done",
        )


def guessed(data: bytes) -> str:
    """The text of a file: of UTF-8, of UTF-16 with or without a mark, and else of what Windows took for text."""
    encoding = _with_zeros(data)
    return data.decode(encoding, "replace") if encoding else data.removeprefix(codecs.BOM_UTF8).decode("utf-8", WESTERN)


def unzipped(data: bytes) -> bytes:
    """What is packed with gzip in a file, as far as it can be read, up to `MOST` bytes; any other file as it is."""
    if not data.startswith(GZIP):
        return data
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, MOST)
    except zlib.error:
        return data


def may_be_text(data: bytes) -> bool:
    """Whether bytes have no zeros, as pictures and fonts have, or are of an encoding with zeros."""
    return b"\0" not in data or _with_zeros(data) is not None


def _with_zeros(data: bytes) -> str | None:
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None) or _without_mark(data)


def _without_mark(data: bytes) -> str | None:
    """Which UTF-16 a text is that does not say so: in most scripts it has a zero beside many of its signs."""
    head = data[:LOOKED_AT]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > MANY * len(zeros) and head.count(0) == zeros.count(0):
            return encoding
    return None


def _western(problem: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as Windows-1252, one by one, so that what is UTF-8 around them stays so."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


WESTERN = "hearten-western"
codecs.register_error(WESTERN, _western)

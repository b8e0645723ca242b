"""Bytes that are written as letters within a text: in bases of 2 to 85 signs, uuencode, data: addresses and mails."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.errors import MessageError
from urllib.parse import unquote, unquote_to_bytes

from generator.checking.readings import led_back, whole_text
from generator.checking.unpacking import Packed

BASE64 = re.compile(r"[A-Za-z0-9+/_-]{40,}(?:[ \t>]*\r?\n[ \t>]*[A-Za-z0-9+/_-]+)*")
NO_LETTER = re.compile(r"[^A-Za-z0-9+/]")
HEX = re.compile(r"[0-9A-Fa-f]{40,}(?:[ \t]*\r?\n[ \t]*[0-9A-Fa-f]+)*")
# RFC 4648, RFC 1924 as Git and Python use it, and that of PostScript.
BASE32 = re.compile(r"[A-Z2-7]{40,}(?:[ \t>]*\r?\n[ \t>]*[A-Z2-7]+)*")
BASE85 = re.compile(r"[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{40,}(?:\r?\n[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]+)*")
ASCII85 = re.compile(r"(?:<~)?([!-uz]{40,}(?:\r?\n[!-uz]+)*)(?:~>)?")
NO_NAME, CAPITALS = re.compile(r"[^\w+/=.:-]"), 0.15
# A line of hexdump, xxd or od: where it begins, and bytes, alone or in twos.
DUMPED = re.compile(
    r"^[ \t]*(?:0x)?[0-9A-Fa-f]{4,16}:?[ \t]+((?:[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2})?(?:[ \t]{1,3}|$)){2,16})",
    re.MULTILINE,
)
DUMPED_LINE = 32  # digits
# Lists of numbers, one for each sign: decimal, hexadecimal and binary.
BETWEEN = r"[\s,;:]{1,3}"
DECIMAL = re.compile(rf"\d(?<![\w.]\d)\d{{,6}}(?:{BETWEEN}\d{{1,7}}){{29,}}(?![\w.])")
DIGITS = re.compile(rf"\d(?<!\w\d)(?:x[0-9A-Fa-f]{{2}}|[0-9A-Fa-f])(?:{BETWEEN}(?:0x)?[0-9A-Fa-f]{{2}}(?!\w)){{29,}}")
BITS = re.compile(r"[01](?<!\w[01])[01]{7}(?:[\s,;:]{0,3}[01]{8}){29,}(?!\w)")
NUMBER, BYTE = re.compile(r"\d+"), re.compile(r"(?:0x)?([0-9A-Fa-f]{2})")
UU = re.compile(r"^begin [0-7]{3,4} .*\n((?:[ -`]{1,90}\r?\n)+?)(?:[` ]?\r?\n)?end", re.MULTILINE)
DATA = re.compile(r"data:([\w/+.;=-]*),([^\s\"'<>()]+)", re.IGNORECASE)
MAIL = re.compile(rb"(?:From |[A-Za-z-]+:).*\n(?:.*\n)*?(?:content-transfer-encoding|mime-version):", re.IGNORECASE)
HEAD = 1 << 16  # bytes in which a mail says that it is one
# Letters in which words could hide that are packed as well; digests of files, which many texts hold, have fewer digits.
LONG, LONG_HEX = 64, 256
DIGEST = re.compile(r"sha(?:256|384|512)-")
KEY = re.compile(rb"\0\0\0.(?:ssh-|ecdsa-sha2-|sk-)", re.DOTALL)
RARE = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ", b"PK\x03\x04", b"Salted__", b"age-encryption.org/"


def written_in(content: bytes, text: str) -> Iterator[Packed]:
    """Bytes that stand in a text as letters; letters that may as well be a long name are not taken for such."""
    found = [_mail(content)] if MAIL.match(content[:HEAD]) else []
    ways = dict.fromkeys((text, led_back(text)))
    of_bases = _base64, _base32, _base85, _hexadecimal, _dumped, _numbers, _uu
    found += [of_base(way) for way in ways for of_base in of_bases]
    found += [_data(text)]
    seen: set[bytes] = set()
    for written in found:
        for data in written:
            if data and data not in seen:
                seen.add(data)
                yield Packed(f"data-{len(seen)}", data, None)


def _base64(text: str) -> Iterator[bytes]:
    for run in BASE64.finditer(text):
        letters = _letters(DIGEST.sub("", run[0]))
        data = _decoded(letters)
        if _is_public_key(data):
            continue
        if _is_meant(data) or (len(letters) >= LONG and DIGEST.match(run[0]) is None and _mixed(letters)):
            yield data


def _letters(written: str) -> str:
    """Letters in the usual alphabet, without what breaks lines."""
    return NO_LETTER.sub("", written.replace("-", "+").replace("_", "/"))


def _decoded(letters: str) -> bytes:
    """What letters stand for; a single one behind the last four says nothing."""
    whole = letters if len(letters) % 4 != 1 else letters[:-1]
    return base64.b64decode(whole + "=" * (-len(whole) % 4))


def _is_meant(data: bytes) -> bool:
    """Whether bytes are text, or begin like something packed, which letters that are a name do not give."""
    return whole_text(data) is not None or data.startswith(RARE)


def _is_public_key(data: bytes) -> bool:
    """Whether bytes are a key by which a server is known (RFC 4253, section 6.6), as settings name one, and no more.

    It is made of fields that each say how long they are. The first ones name the kind, and no other one is text.
    """
    fields: list[bytes] = []
    while data and (fields or KEY.match(data)):
        end = 4 + int.from_bytes(data[:4], "big")
        if end > len(data) or len(data) < 4:
            return False
        fields.append(data[4:end])
        data = data[end:]
    named = 2 if fields and fields[0].startswith(b"ecdsa-") else 1
    return not data and len(fields) > named and all(whole_text(field) is None for field in fields[named:])


def _mixed(letters: str) -> bool:
    """Whether letters are mixed as those are that stand for bytes; words and names have few capitals and digits."""
    of = len(letters)
    digits, capitals = sum(map(str.isdigit, letters)), sum(map(str.isupper, letters))
    return digits > 0.05 * of and capitals > 0.15 * of and of - digits - capitals > 0.15 * of


def _base32(text: str) -> Iterator[bytes]:
    for run in BASE32.finditer(text):
        letters = re.sub(r"[^A-Z2-7]", "", run[0])
        whole = letters[: len(letters) - (len(letters) % 8 in (1, 3, 6))]
        if _is_meant(data := base64.b32decode(whole + "=" * (-len(whole) % 8))):
            yield data


def _base85(text: str) -> Iterator[bytes]:
    written = [(base64.b85decode, run[0]) for run in BASE85.finditer(text)]
    written += [(base64.a85decode, run[1]) for run in ASCII85.finditer(text)]
    for decoded, signs in written:
        if NO_NAME.search(signs) is None or sum(map(str.isupper, signs)) < CAPITALS * len(signs):
            continue  # an address, or what people and programs write
        with suppress(ValueError):  # then it is none
            if _is_meant(data := decoded("".join(signs.split()).encode())):
                yield data


def _dumped(text: str) -> Iterator[bytes]:
    """What lines that list bytes stand for, also where each two of these are turned round."""
    data = b"".join(bytes.fromhex("".join(line.split())[:DUMPED_LINE]) for line in DUMPED.findall(text))
    turned = bytearray(data[: len(data) // 2 * 2])
    turned[::2], turned[1::2] = turned[1::2], turned[::2]
    yield from filter(_is_meant, (data, bytes(turned)))


def _numbers(text: str) -> Iterator[bytes]:
    """Text of which every sign is written as a number."""
    for run in DECIMAL.finditer(text):
        signs = [int(number) for number in NUMBER.findall(run[0])]
        if max(signs) < 0x110000:
            data = bytes(signs) if max(signs) < 0x100 else "".join(map(chr, signs)).encode("utf-8", "replace")
            yield from filter(_is_meant, [data])
    for run in DIGITS.finditer(text):
        yield from filter(_is_meant, [bytes(int(byte, 16) for byte in BYTE.findall(run[0]))])
    for run in BITS.finditer(text):
        bits = "".join(NUMBER.findall(run[0]))
        yield from filter(_is_meant, [bytes(int(bits[n : n + 8], 2) for n in range(0, len(bits), 8))])


def _hexadecimal(text: str) -> Iterator[bytes]:
    for run in HEX.finditer(text):
        digits = "".join(run[0].split())
        data = bytes.fromhex(digits[: len(digits) // 2 * 2])
        if _is_meant(data) or len(digits) >= LONG_HEX:
            yield data


def _uu(text: str) -> Iterator[bytes]:
    for block in UU.finditer(text):
        with suppress(binascii.Error):  # then it is none, and was looked at as the text that it is
            yield b"".join(map(_uu_line, block[1].splitlines()))


def _uu_line(line: str) -> bytes:
    """A line of signs, of which some programs write too many, and lose blanks at its end."""
    length = (ord(line[0]) - 32 & 63) * 8 // 6 + 2
    return binascii.a2b_uu(line[: length + 1].ljust(length))


def _data(text: str) -> Iterator[bytes]:
    for kind, written in DATA.findall(text):
        if kind.casefold().endswith(";base64"):
            yield b"".join(_decoded(_letters(part)) for part in unquote(written).split("="))
        elif "%" in written:
            yield unquote_to_bytes(written)


def _mail(content: bytes) -> Iterator[bytes]:
    """The parts of a mail as they are meant, and its headers."""
    try:
        mail = message_from_bytes(content, policy=policy.default)
        for part in mail.walk():
            yield "\n".join(map(str, part.values())).encode("utf-8", "replace")
            data = None if part.is_multipart() else part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield data
                yield data.decode(part.get_content_charset("utf-8"), "replace").encode("utf-8", "replace")
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RuntimeError):
        return  # it was looked at as the text that it is

"""Addresses outside this site, as pages, feeds and books can hold them (RFC 3986), or why an address is none.

Hosts are read as browsers do (URL Standard, section 3): decoded, mapped by Unicode Technical Standard 46, and written
in ASCII. Everything else is percent-encoded where it has to be, and stays as it is written where it has not.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

import mdurl

from generator.ground.patterns import lazy

CACHED = 65_536
WEB = ("http", "https")
SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
MAIL, CALLS = "mailto", ("tel", "sms")
LAST_PORT = 65_535
# What needs no second look: nearly every address that people write.
KEPT = r"(?:[A-Za-z0-9;/?:@&=+$,\-_.!~*'()]|%[0-9A-Fa-f]{2})*"
PLAIN = lazy(
    rf"[Hh][Tt][Tt][Pp][Ss]?://(?:[A-Za-z0-9][A-Za-z0-9_-]*\.)*[A-Za-z][A-Za-z0-9_-]*(?::[0-9]{{1,4}})?(?:[/?]{KEPT})?(?:\#{KEPT})?"
    rf"|[Mm][Aa][Ii][Ll][Tt][Oo]:[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]*[A-Za-z](?:\?{KEPT})?"
    r"|(?:[Tt][Ee][Ll]|[Ss][Mm][Ss]):\+?[0-9().-]*[0-9]"
)
# What no host may hold when it is decoded (URL Standard, section 3.2).
NO_HOST = lazy(r"[\x00-\x20\"#%/:<>?@\[\\\]^`{|}\x7f]")
NUMBER = lazy(r"[0-9]+|0[xX][0-9a-fA-F]*")
SPACES = lazy(r"[\s/]+")
# RFC 3966, with the signs that telephones know.
PHONE = lazy(r"\+?[0-9*#().-]*[0-9][0-9*#().-]*")
# A fragment may hold all that an address may, but for the sign that begins it.
IN_FRAGMENTS = ";/?:@&=+$,-_.!~*'()"


class AddressFault(Enum):
    """What is wrong with an address."""

    SCHEME = "scheme"
    EMPTY = "empty"
    SLASHES = "slashes"
    HOST = "host"
    PORT = "port"
    USER = "user"
    MAIL = "mail"
    PHONE = "phone"


@lru_cache(CACHED)
def outside(address: str) -> str | AddressFault:
    """An address of the web, of a mailbox or a telephone as it can be published, or what is wrong with it."""
    written = address.strip()
    if PLAIN.fullmatch(written):
        return written
    if not SCHEME.match(written):
        return AddressFault.SCHEME
    try:
        parts = urlsplit(written)
    except ValueError:
        return AddressFault.HOST
    scheme = parts.scheme.lower()
    if scheme in WEB:
        return _web(written, parts)
    if scheme == MAIL:
        return _mail(written.partition(":")[2])
    if scheme in CALLS:
        return _call(scheme, written.partition(":")[2])
    return AddressFault.SCHEME


def _web(written: str, parts: SplitResult) -> str | AddressFault:
    if re.fullmatch(r"\w+:[/\\]*", written):
        return AddressFault.EMPTY
    if not re.match(r"\w+://[^/\\]", written):
        return AddressFault.SLASHES
    if "@" in parts.netloc:
        return AddressFault.USER
    host, colon, port = _split(parts.netloc)
    name = in_ascii(host)
    if name is None:
        return AddressFault.HOST
    if name in WEB:  # what stands there twice
        return AddressFault.SLASHES
    if port and not (port.isascii() and port.isdigit() and int(port) <= LAST_PORT):
        return AddressFault.PORT
    rest = mdurl.encode(parts.path)
    rest += f"?{mdurl.encode(parts.query)}" if parts.query else ""
    rest += f"#{mdurl.encode(parts.fragment, IN_FRAGMENTS)}" if parts.fragment else ""
    return f"{parts.scheme}://{name}{colon if port else ''}{port}{rest}"


def _split(netloc: str) -> tuple[str, str, str]:
    """The host of an address, the colon behind it and the port."""
    host, bracket, behind = netloc.rpartition("]")
    name, colon, port = behind.partition(":")
    return host + bracket + name, colon, port


@lru_cache(CACHED)
def in_ascii(host: str) -> str | None:
    """A host as it is written in addresses; None where it is none."""
    if host.startswith("["):
        return _in_brackets(host)
    try:
        name = _mapped(unquote(host, errors="strict"))
    except UnicodeError:
        return None
    labels = name.removesuffix(".").split(".")
    if not all(labels) or NO_HOST.search(name):
        return None
    return _number(name) if NUMBER.fullmatch(labels[-1]) else name


def _mapped(host: str) -> str:
    """Raises UnicodeError for what no host can be."""
    if host.isascii():
        return host.lower()
    import idna  # its tables take long to load, and few addresses need them

    labels = idna.uts46_remap(host, std3_rules=False).split(".")
    return ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)


def _number(name: str) -> str | None:
    """A number of the Internet Protocol in its usual form."""
    from ipaddress import AddressValueError, IPv4Address

    try:
        return str(IPv4Address(name))
    except AddressValueError:
        return None


def _in_brackets(host: str) -> str | None:
    from ipaddress import AddressValueError, IPv6Address

    try:
        return None if "%" in host else f"[{IPv6Address(host[1:-1]).compressed}]"
    except AddressValueError:
        return None


def _mail(rest: str) -> str | AddressFault:
    """RFC 6068: mailboxes, then perhaps a question mark and fields."""
    boxes, mark, fields = rest.strip().partition("?")
    found = [box.strip() for box in boxes.split(",")]
    if not all(re.fullmatch(r"[^\s@<>\"\\/]+@[^\s@<>\"\\/]+", unquote(box)) for box in found):
        return AddressFault.MAIL
    return f"{MAIL}:{mdurl.encode(','.join(found))}{mark}{mdurl.encode(fields)}"


def _call(scheme: str, rest: str) -> str | AddressFault:
    """RFC 3966 and 5724, without spaces."""
    mark = "?" if scheme == "sms" else ";"
    number, sign, more = rest.partition(mark)
    digits = SPACES.sub("", unquote(number))
    if not all(PHONE.fullmatch(one) for one in (digits.split(",") if scheme == "sms" else [digits])):
        return AddressFault.PHONE
    return f"{scheme}:{mdurl.encode(digits, IN_FRAGMENTS)}{sign}{mdurl.encode(more)}"

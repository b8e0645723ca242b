"""What a link or picture that leads nowhere was meant to be, and what to write instead.

Only looked at where something leads nowhere; `content.links` decides what does.
"""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection
from typing import NamedTuple
from urllib.parse import unquote

from generator.content.other_files import DOCUMENTS, PACKED, PICTURES, PLAIN, PRINTED, RECORDINGS, WEB_PAGES, ending
from generator.content.web_address import SCHEME, AddressFault, outside
from generator.ground.patterns import lazy

NOT_LINKED = "this kind of address is not linked"
KINDS = "links may begin with https://, mailto: or tel:, or name a .md file"
KNOWN = ("https", "http", "mailto", "tel", "sms")
RELATIVE = "name a file in the site's folder, relative to this one, such as images/gate.jpg"
QUOTES = "\"'“”„‟‘’‚‛«»‹›<>"
# What is not seen and means nothing in addresses; joiners (U+200C, U+200D) do, in some scripts.
UNSEEN = lazy("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
SHOWN_SPACES = lazy(r"[^\S\n]")
ON_A_COMPUTER = lazy(r"[A-Za-z]:[\\/]|file:|\\|~[\\/]|/(?:Users|home|Volumes|mnt|media)/", re.IGNORECASE)
MAILBOX = lazy(r"[^\s@/:]+@[^\s@/:]+\.[^\W\d_]{2,}")
PHONE = lazy(r"[+(]?[0-9][0-9 ()/.\-\u00a0\u2009\u202f]{2,}")
# A scheme with a slip in its name or in what stands behind it.
NEARLY_WEB = lazy(r"(?:h?t{1,3}p|htp|hhttp)(s?)(?: ?[:;.,] ?[\\/]{0,3}|[\\/]{2,3}:?)(?=[^\s\\/])", re.IGNORECASE)
DOUBLED = lazy(r"https?:/*(?=https?:)", re.IGNORECASE)
HOST = lazy(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+([^\W\d_]{2,})(?::\d+)?(?=[/?#]|$)")
FILES = (
    ".md",
    ".php",
    ".asp",
    ".aspx",
    ".jsp",
    ".js",
    ".css",
    *DOCUMENTS,
    *PACKED,
    *PICTURES,
    *PLAIN,
    *PRINTED,
    *RECORDINGS,
    *WEB_PAGES,
)
PROGRAMS = frozenset(("javascript", "vbscript", "data", "blob", "about", "view-source"))

FAULTS = {
    AddressFault.EMPTY: ("this address has a beginning and nothing behind it", "write the whole address"),
    AddressFault.SLASHES: ("this address does not begin as addresses of the web do", "write two slashes: https://"),
    AddressFault.HOST: (
        "the name of the website in this address can be no website's",
        "open the website, and copy the address out of the browser's address line",
    ),
    AddressFault.PORT: (
        "the number behind the colon in this address can be no port",
        "leave out the colon and the number, or write one up to 65535",
    ),
    AddressFault.USER: (
        "this address holds a name or password for the website",
        "leave out what stands before the @; for an e-mail address, write mailto: in place of https://",
    ),
    AddressFault.MAIL: ("this is not an e-mail address", "write it like mailto:hello@example.org"),
    AddressFault.PHONE: ("this is not a telephone number", "write digits alone, like tel:+441632960000"),
}


class Remedy(NamedTuple):
    """What is wrong, and what to do."""

    message: str
    hint: str


def of_address(target: str) -> Remedy:
    """What the target of a link was meant for that leads neither into this site nor to an address outside."""
    return of_link(target) or Remedy(NOT_LINKED, KINDS)


def of_link(target: str, own: bool = False) -> Remedy | None:
    """What a link's target was meant for, as far as it can be told from itself; ``own`` is an address of this site."""
    return _of_any(target) or (None if own else _of_scheme(target)) or _of_file(target)


def of_unseen(target: str) -> Remedy | None:
    """What to do about a character in a target that nobody sees, written as it is or as an escape."""
    found = UNSEEN.search(target) or UNSEEN.search(unquote(target, errors="ignore"))
    if found is None:
        return None
    hint = "type the address anew, or copy it without what stands around it"
    return Remedy(f"an invisible character (U+{ord(found[0]):04X}) stands in this address", hint)


def _of_any(target: str) -> Remedy | None:
    """Slips that links and pictures share."""
    plain = target.strip()
    if not plain:
        return Remedy("nothing stands where this is to lead", "write an address or a file's name there")
    if unseen := of_unseen(plain):
        return unseen
    bare = plain.strip(QUOTES).strip()
    if bare and bare != plain:
        return Remedy("quotation marks stand around this address", f"write it without them: {bare}")
    if ON_A_COMPUTER.match(plain):
        hint = "put the file into the site's folder, and write its path from this text on: images/gate.jpg, the-gate.md"
        return Remedy("this is a place on a computer, where readers cannot go", hint)
    if "\\" in plain and not SCHEME.match(plain):
        return Remedy("backslashes lead nowhere on the web", f"write “{plain.replace(chr(92), '/')}”")
    return None


def _of_scheme(target: str) -> Remedy | None:
    """What was meant for an address outside."""
    plain = target.strip()
    if MAILBOX.fullmatch(plain):
        return Remedy("this is an e-mail address without mailto:", f"write mailto:{plain}")
    if PHONE.fullmatch(plain) and sum(map(str.isdigit, plain)) > 2:
        return Remedy("this is a telephone number without tel:", f"write tel:{re.sub(r'[^0-9+]', '', plain)}")
    slip = NEARLY_WEB.match(plain)
    whole = f"http{slip[1].lower() or 's'}://{plain[slip.end() :]}" if slip else f"https://{plain.lstrip('/')}"
    written = outside(DOUBLED.sub("", whole.replace("\\", "/")))
    if isinstance(written, str):
        if slip:
            return Remedy("this address does not begin as addresses of the web do", f"write {written}")
        if plain.startswith("//") or _is_host(plain):
            return Remedy("this is an address of the web without its beginning", f"write {written}")
    scheme = SCHEME.match(plain)
    if scheme is None:
        return None
    fault = outside(plain)
    if isinstance(fault, AddressFault) and fault in FAULTS:
        return Remedy(*FAULTS[fault])
    return _of_kind(scheme[0][:-1].lower())


def _is_host(plain: str) -> bool:
    found = HOST.match(plain)
    if found is None or plain.lower().startswith("www."):
        return found is not None
    return f".{found[1].lower()}" not in FILES and not plain.lower().endswith((".md", *PICTURES))


def _of_kind(scheme: str) -> Remedy:
    if scheme in PROGRAMS:
        what = "an address of this kind holds a program or a document, which no page of this site may"
        return Remedy(what, "link to the page on the web where it is to be found, or leave the words without a link")
    near = difflib.get_close_matches(scheme, KNOWN, n=1, cutoff=0.7)
    return Remedy(NOT_LINKED, f"did you mean “{near[0]}:”?" if near else KINDS)


def _of_file(target: str) -> Remedy | None:
    """What was meant for a file that is never published by itself."""
    kind = ending(target.strip().partition("#")[0].partition("?")[0])
    if kind in PICTURES:
        hint = "to show it, write an exclamation mark and what it shows: ![A gate, half open](images/gate.jpg)"
        return Remedy("this links to a picture, and pictures have no page of their own", hint)
    if kind in DOCUMENTS or kind in PRINTED or kind in RECORDINGS or kind in PACKED:
        hint = "put its words into a page (a .md file in pages/) and link to that, or to where it is on the web"
        return Remedy(f"this links to a {kind} file, and only texts and pictures are published", hint)
    return None


def of_picture(src: str, source: str, names_in: Callable[[str], Collection[str]]) -> Remedy:
    """What a picture that is not there was meant to be; ``names_in`` gives the names of what is in a folder."""
    slip = _of_any(src)
    if slip:
        return slip
    if src.strip().lower().startswith("data:"):
        hint = "save it as a file, such as images/gate.jpg beside this text, and write its path here"
        return Remedy("this picture is written into the text itself, and such pictures are not shown", hint)
    if SCHEME.match(src.strip()) and not src.strip().lower().startswith(("http:", "https:")):
        hint = "save the picture into images/ beside this text, and write its path here"
        return Remedy("this kind of address names no picture", hint)
    if SCHEME.match(src.strip()) or src.strip().startswith("//"):
        what = "pictures of other websites are not shown, since those would learn who reads this page"
        return Remedy(what, "if you may, save the picture into images/ beside this text, and write its path here")
    if _is_host(src.strip()):
        return of_picture(f"https://{src.strip()}", source, names_in)
    here = posixpath.dirname(source)
    if src.startswith("/"):
        below = src.lstrip("/")
        path = next((p for p in (below, posixpath.join(here, below)) if _is_there(p, names_in)), None)
        what = "the path of a picture begins where this text is, and not with a slash"
        return Remedy(what, f"write “{posixpath.relpath(path, here)}”" if path else RELATIVE)
    return _missing(posixpath.normpath(posixpath.join(here, src)), here, names_in)


def _is_there(path: str, names_in: Callable[[str], Collection[str]]) -> bool:
    folder, name = posixpath.split(path)
    return name in names_in(folder)


def _missing(path: str, here: str, names_in: Callable[[str], Collection[str]]) -> Remedy:
    missing = "there is no such picture in the site's folder"
    folder, name = posixpath.split(path)
    for place in dict.fromkeys((folder, posixpath.join(here, "images"))):
        inside = () if place.startswith("..") else names_in(place)
        names = sorted(other for other in inside if ending(other) in PICTURES)
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.8)
        alike = [other for other in names if _alike(other) == _alike(name)]
        for other in alike or [other for other in names if _stem(other) == _stem(name)] or near:
            shown = posixpath.relpath(posixpath.join(place, other), here)
            if other.casefold() == name.casefold() and other != name:
                return Remedy("the name of this picture is written in other capitals", f"write “{shown}”")
            if unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", name) and other != name:
                what = "this picture's name has its accents written in another way, which nobody can see"
                return Remedy(what, "rename the file with letters a to z, and write that name here")
            return Remedy(missing, f"did you mean “{shown}”?")
    return Remedy(missing, RELATIVE)


def _stem(name: str) -> str:
    return _alike(posixpath.splitext(name)[0])


def _alike(name: str) -> str:
    """A file's name without what some systems and people do not tell apart."""
    return SHOWN_SPACES.sub(" ", unicodedata.normalize("NFKC", unquote(name))).casefold()

"""An export of WordPress (WXR 1.0 to 1.2) read as a stream: records one by one, whatever its size.

Names are told by what their prefix stands for, so that ``http:``, ``https:`` and whatever prefix are the same. Nothing
is read of comments but how many there are. A document type is refused before anything in it could be expanded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NoReturn
from xml.parsers import expat

from generator.consent.refused import RefusedError
from generator.importing.wordpress.decoded import Decoded
from generator.importing.wordpress.record import Collector, ExportRecord

DEEPEST: Final = 50
LONGEST_TOKEN: Final = 8_000_000  # bytes of one tag or comment, which the parser keeps whole

AGAIN = "Export again from WordPress (Tools, Export), and do not open and save the file with another program."
CUT_OFF = (
    "the export ends in the middle, so a part of it is missing. Export again; where the host cuts a large export off, "
    "export in parts (by month or by author) and import each."
)
BROKEN = "this is not XML that can be read ({why}). " + AGAIN
DOCTYPE = "a document type is declared, which no export of WordPress has, and which could exhaust a computer. " + AGAIN
NO_EXPORT = "this is no export of WordPress. Export there under Tools, Export, “All content”, and import that file."
TOO_DEEP = "elements lie within each other more deeply than in any export of WordPress. " + AGAIN
TOO_LONG = "a tag or comment is longer than any in an export of WordPress. " + AGAIN
ENDED_EARLY = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)


def records(text: Decoded, path: str) -> Iterator[ExportRecord]:
    """The records of an export in its order; what it says of the whole site comes before its first item.

    ``path`` names the file for people. Raises RefusedError, which says the line, for what is no export, or is broken.
    """
    reader = _ExportReader(path, text)
    for piece in text.pieces():
        reader.feed(piece)
        while reader.ready:
            yield reader.ready.popleft()
    reader.close()
    yield from reader.ready


def is_export(beginning: bytes) -> bool:
    """Whether a file that begins so is an export of WordPress."""
    plain = beginning.replace(b"\0", b"")
    return b"://wordpress.org/export/" in plain and b"<rss" in plain


class _ExportReader:
    """Tells a collector what expat finds, and refuses what could do harm or is no export."""

    def __init__(self, path: str, text: Decoded) -> None:
        self._path, self._text = path, text
        self._collector = Collector()
        self.ready = self._collector.ready
        self._fed = 0
        self._prefixes: dict[str, str] = {}
        self._open: list[str] = []
        self._channel_is_told = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.buffer_size = 1 << 16
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._collector.characters

    def feed(self, piece: str) -> None:
        self._parse(piece, final=False)
        self._fed += len(piece.encode())
        if self._fed - max(self._parser.CurrentByteIndex, 0) > LONGEST_TOKEN:
            self._refuse(TOO_LONG)

    def close(self) -> None:
        self._parse("", final=True)
        self._tell_channel()

    def _parse(self, piece: str, *, final: bool) -> None:
        try:
            self._parser.Parse(piece, final)
        except expat.ExpatError as e:
            if final and e.code in ENDED_EARLY:
                self._refuse(CUT_OFF if self._open else NO_EXPORT)
            self._refuse(BROKEN.format(why=expat.errors.messages[e.code]))

    def _refuse(self, message: str) -> NoReturn:
        line = self._parser.CurrentLineNumber + self._text.before
        raise RefusedError(f"{self._path}, line {line:,}: {message}")

    def _doctype(self, *_: object) -> None:
        self._refuse(DOCTYPE)

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        depth = len(self._open) + 1
        if depth > DEEPEST:
            self._refuse(TOO_DEEP)
        if depth <= 3:
            self._prefixes |= {key[6:]: _prefix(uri) for key, uri in attributes.items() if key.startswith("xmlns:")}
        name = self._name(raw)
        self._open.append(name)
        if name != ("rss", "channel", name)[min(depth, 3) - 1]:
            self._refuse(NO_EXPORT)
        if depth == 3 and name == "item":
            self._tell_channel()
        self._collector.start(self._open, attributes)

    def _end(self, _: str) -> None:
        depth = len(self._open)
        self._collector.end(self._open.pop(), depth)

    def _tell_channel(self) -> None:
        """Hands out once what the export says of the whole site."""
        channel = self._collector.channel
        if "wp:wxr_version" not in channel.fields and "wp" not in self._prefixes.values():
            self._refuse(NO_EXPORT)
        if not self._channel_is_told:
            self.ready.append(channel)
        self._channel_is_told = True

    def _name(self, raw: str) -> str:
        prefix, colon, local = raw.rpartition(":")
        return f"{self._prefixes.get(prefix, prefix)}:{local}" if colon else local


def _prefix(namespace: str) -> str:
    """The usual prefix of a namespace of exports, whichever version and scheme it says."""
    if "//wordpress.org/export/" in namespace:
        return "excerpt" if namespace.rstrip("/").endswith("excerpt") else "wp"
    if "//purl.org/dc/" in namespace:
        return "dc"
    return "content" if "//purl.org/rss/1.0/modules/content" in namespace else namespace

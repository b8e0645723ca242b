"""Names of WordprocessingML (ECMA-376), as Python's XML library writes them, and how a part is read by them."""

from __future__ import annotations

from typing import Final, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from generator.consent.refused import RefusedError

TYPES: Final = "http://schemas.openxmlformats.org/"
STRICT: Final = "http://purl.oclc.org/ooxml/"
# What the strict form of the standard calls the same.
TRANSITIONAL: Final = {
    f"{STRICT}wordprocessingml/main": f"{TYPES}wordprocessingml/2006/main",
    f"{STRICT}officeDocument/relationships": f"{TYPES}officeDocument/2006/relationships",
    f"{STRICT}drawingml/wordprocessingDrawing": f"{TYPES}drawingml/2006/wordprocessingDrawing",
    f"{STRICT}drawingml/main": f"{TYPES}drawingml/2006/main",
    f"{STRICT}drawingml/picture": f"{TYPES}drawingml/2006/picture",
}
PREFIXES: Final = {
    "w": f"{TYPES}wordprocessingml/2006/main",
    "r": f"{TYPES}officeDocument/2006/relationships",
    "wp": f"{TYPES}drawingml/2006/wordprocessingDrawing",
    "a": f"{TYPES}drawingml/2006/main",
    "pic": f"{TYPES}drawingml/2006/picture",
    "m": f"{TYPES}officeDocument/2006/math",
    "mc": f"{TYPES}markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "dc": "http://purl.org/dc/elements/1.1/",
}
OF_PREFIX: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
DEEPEST: Final = 70
AGAIN: Final = "Open it in a word processor, save it as .docx once more, and bring that in."


def tag(name: str) -> str:
    """The name of an element or attribute, of a prefix and a name such as ``w:p``."""
    prefix, _, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


def short(name: str) -> str:
    """The name of an element with its prefix; elements of other namespaces have none."""
    namespace, _, local = name.rpartition("}")
    prefix = OF_PREFIX.get(namespace[1:])
    return f"{prefix}:{local}" if prefix else local


def value(element: Element | None, name: str = "w:val", otherwise: str = "") -> str:
    """An attribute of an element that may not be there."""
    return otherwise if element is None else element.get(tag(name), otherwise)


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is on; it is off where nothing is said."""
    return element is not None and value(element) not in ("0", "false", "off")


def text_of(element: Element) -> str:
    """The words in an element."""
    return "".join(found.text or "" for found in element.iter(tag("w:t")))


def parsed(data: bytes) -> Element:
    """A part of a document. Raises RefusedError for what no word processor writes, before anything is expanded."""
    return _PartReader().read(data)


class _PartReader:
    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.tree.data
        self.parser.StartDoctypeDeclHandler = self._doctype

    def read(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as e:
            raise RefusedError(f"it is damaged. {AGAIN}") from e
        return self.tree.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise RefusedError(f"its parts lie within each other more deeply than can be read. {AGAIN}")
        self.tree.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.tree.end(_named(name))

    @staticmethod
    def _doctype(*_: object) -> NoReturn:
        why = "a document type is declared in it, which no word processor does, and which could exhaust a computer"
        raise RefusedError(f"{why}. Leave it.")


def _named(name: str) -> str:
    namespace, has_one, local = name.rpartition("}")
    return f"{{{TRANSITIONAL.get(namespace, namespace)}}}{local}" if has_one else name

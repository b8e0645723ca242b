"""Exports of Google Docs, one or many, as a source of texts. Its documents of Word are like all others (`word`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from generator.consent.refused import RefusedError
from generator.importing.container import Container
from generator.importing.google_docs import markdown, page
from generator.importing.item import Html, Item, LeftOut
from generator.importing.titles import titled

PAGES, TEXTS = (".html", ".htm"), (".md",)
LARGEST = 100_000_000  # bytes of a text with its pictures
BEGINNING = 400_000  # bytes in which a page says who made it
SOURCE = re.compile(r'(<img\b[^<>]*\bsrc=")(?![a-z]+:)')
MAKE_ONE = "Choose File, Download, “Web Page (.html, zipped)” there, and bring in what you get."


class GoogleDocs:
    """The texts of exports. Raises RefusedError if there are none."""

    name = "Google Docs"

    def __init__(self, container: Container) -> None:
        self._container = container
        named = tuple(name for name in container.names() if name.lower().endswith((*PAGES, *TEXTS)))
        self._documents = documents(container) or named
        if not self._documents:
            raise RefusedError(f"{container.label} holds no web page and no Markdown of Google Docs. {MAKE_ONE}")
        self._others = len(named) - len(self._documents)

    def items(self) -> Iterator[Item | LeftOut]:
        """The text of every document, and what is left out."""
        for number, name in enumerate(self._documents):
            data = self._container.read(name, LARGEST) or b""
            if len(data) > LARGEST:
                yield LeftOut("documents that do not come in", "they are larger than 100 MB", titles=(name,))
            else:
                yield self._item(number, name, data.decode("utf-8-sig", "replace"))
        if self._others:
            yield LeftOut("other web pages and texts", "Google Docs has not made them", self._others)

    def _item(self, number: int, name: str, text: str) -> Item:
        if name.lower().endswith(PAGES):
            folder = posixpath.dirname(name)
            body = page.plain(text)
            body = SOURCE.sub(rf"\g<1>{folder}/", body) if folder else body
        else:
            body = markdown.as_html(text, f"{number}/")
        title, body = page.without_title(body)
        title, remarks = titled(title, "", name)
        return Item(name, title, Html(body), place=f"/{name}", remarks=remarks)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture: one beside a page, or one in a text, by the number of the text and its own name."""
        number, _, name = reference.partition("/")
        if number.isdecimal() and int(number) < len(self._documents):
            document = self._documents[int(number)]
            if document.lower().endswith(TEXTS):
                with self._container.open(document) as lines:
                    return markdown.picture(lines, name)
        return self._container.read(posixpath.normpath(reference))


def documents(container: Container) -> tuple[str, ...]:
    """The names of the files that Google Docs has made."""
    return tuple(name for name in container.names() if _is_one(container, name))


def _is_one(container: Container, name: str) -> bool:
    if name.lower().endswith(PAGES):
        return page.is_page((container.read(name, BEGINNING) or b"").decode("utf-8", "replace"))
    if name.lower().endswith(TEXTS):
        with container.open(name) as lines:
            return markdown.is_export(lines)
    return False

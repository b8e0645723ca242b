"""An export of Notion as Markdown: pages whose names end in 32 digits, with properties as lines at their top."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, unquote

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.container import Container
from generator.importing.item import Item, LeftOut, Markdown, counted
from generator.importing.markdown_sites.body import Dialect, written
from generator.importing.markdown_sites.fields import told
from generator.importing.markdown_sites.files import SETTINGS, SiteFiles
from generator.importing.markdown_sites.notion_properties import properties
from generator.importing.markdown_sites.source import TOO_LONG, titled
from generator.importing.titles import of_a_name

NUMBERED = lazy(r"(?P<title>.*?)[ ]?(?P<id>[0-9a-f]{32})(?:_all)?")
DATABASE = "their pages come in with what the table says of them; the tables themselves do not"


class Notion:
    """The pages of an export of Notion. Raises RefusedError if there are none."""

    name = "an export of Notion"

    def __init__(self, container: Container, uploads: Container | None = None) -> None:
        self._files = SiteFiles(container, more=uploads)
        if not any(name.endswith(".md") for name in self._files.names):
            what = "no page of Notion in Markdown is among these files"
            raise RefusedError(f"{container.label}: {what}. Export it there once more as “Markdown & CSV”.")

    def items(self) -> Iterator[Item | LeftOut]:
        """Every page, and at the end what is left out."""
        left: Counter[LeftOut] = Counter()
        for name in self._files.names:
            if name.endswith(".csv"):
                found = NUMBERED.fullmatch(posixpath.basename(name)[:-4])
                if not name.endswith("_all.csv"):
                    left[LeftOut(f"table “{found['title'] if found else posixpath.basename(name)}”", DATABASE)] += 1
            if not name.endswith(".md"):
                continue
            source = self._files.text(name)
            one = replace(TOO_LONG, titles=(name,)) if source is None else self._item(name, source)
            if isinstance(one, LeftOut):
                left[one] += 1
            else:
                yield one
        yield from counted(left)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that lies with the pages, by its place there."""
        return self._files.read(reference)

    def _item(self, path: str, source: str) -> Item | LeftOut:
        beside = posixpath.dirname(path)
        stem = posixpath.basename(path)[:-3]
        named = NUMBERED.fullmatch(stem)
        title, text = titled("", source)
        top = properties(text, self._columns(beside))
        fields = told(top.values, None, {})
        if fields.left_out is not None:
            return replace(fields.left_out, keys=(named["id"] if named else path,))

        def place(reference: str) -> str | None:
            found = self._files.place(unquote(reference), beside)
            return None if found is None else f"/{quote(found)}"

        def picture(reference: str) -> str | None:
            found = self._files.picture(unquote(reference), beside)
            return None if found is None else f"/{quote(found)}"

        body = written(top.text, Dialect(), place, picture)
        return Item(
            key=named["id"] if named else path,
            is_lasting=named is not None,
            title=title or of_a_name(named["title"] if named else stem),
            body=Markdown(body.markdown),
            slug=fields.slug or (named["title"] if named else stem),
            addresses=tuple(fields.addresses),
            place=f"/{quote(path)}",
            day=fields.day,
            updated=fields.updated,
            out_on=fields.out_on,
            author=fields.author,
            summary=fields.summary,
            labels=tuple(dict.fromkeys(fields.labels)),
            language=fields.language,
            picture=fields.picture,
            remarks=(*fields.remarks, *top.remarks, *body.remarks),
        )

    def _columns(self, folder: str) -> frozenset[str]:
        """The names of the columns of the table whose pages lie in a folder."""
        base = posixpath.basename(folder)
        tables = (
            name
            for name in self._files.names
            if name.endswith(".csv")
            and posixpath.dirname(name) == posixpath.dirname(folder)
            and (posixpath.basename(name).startswith(base) or base == _title(posixpath.basename(name)))
        )
        found: set[str] = set()
        for name in tables if base else ():
            rows = csv.reader(io.StringIO((self._files.text(name, SETTINGS) or "").removeprefix("\ufeff")))
            try:
                found.update(next(rows, []))
            except csv.Error:
                continue
        return frozenset(found)


def _title(name: str) -> str:
    found = NUMBERED.fullmatch(re.sub(r"\.\w+$", "", name))
    return found["title"] if found else ""


def is_export(container: Container) -> bool:
    """Whether files are an export of Notion."""
    return any(
        name.endswith((".md", ".csv")) and NUMBERED.fullmatch(posixpath.basename(name).rpartition(".")[0])
        for name in container.names()
    )

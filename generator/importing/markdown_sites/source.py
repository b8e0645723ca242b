"""A folder of texts in Markdown, as one generator or editor has them, as a source of texts."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.container import Container
from generator.importing.draft import EMAIL
from generator.importing.item import Fate, Item, LeftOut, Markdown, Remark, counted
from generator.importing.local_day import zone
from generator.importing.markdown_sites import audience, pandoc
from generator.importing.markdown_sites.addresses import filled
from generator.importing.markdown_sites.body import Dialect, written
from generator.importing.markdown_sites.fields import A_DRAFT, OldFields, told
from generator.importing.markdown_sites.files import SiteFiles, top_of
from generator.importing.markdown_sites.front_matter import Parted, parted
from generator.importing.markdown_sites.kinds import ENDINGS, OldSite, SiteKind, TextFile
from generator.importing.markdown_sites.templates import Find
from generator.importing.titles import of_a_name
from generator.importing.wording import plain_words

TOO_LONG = LeftOut("texts that are too long, or no texts", "divide or save them there, and bring them in once more")
NO_END = "a sign that begins the fields has none that ends them; write it, and bring the text in once more"
NO_FIELDS = LeftOut("files without front matter", "they were no pages of the old site")
HEADING = lazy(r"\s*(?:#[ \t]+(?P<words>[^\n]+?)(?:[ \t]+#+)?[ \t]*|(?P<above>[^\n#>]+)\n=+[ \t]*)(?:\n|\Z)")
OTHER_FILES = LeftOut("other texts", "they are templates, or tell of the folder itself")


class MarkdownSite:
    """The texts of a folder of Markdown. Raises RefusedError if there are none."""

    def __init__(self, kind: SiteKind, container: Container, uploads: Container | None = None) -> None:
        self.name = kind.label
        self._kind = kind
        self._files = site_files(kind, container, uploads)
        if not any(self._text_of(name) for name in self._files.names):
            what = "no text in Markdown is among these files"
            raise RefusedError(f"{container.label}: {what}. Name the folder that holds the texts.")

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, in the order of their names, and at the end what is left out."""
        left: Counter[LeftOut] = Counter()
        for name in self._files.names:
            text = self._text_of(name)
            if text is None:
                left[OTHER_FILES] += name.lower().endswith(ENDINGS)
                continue
            source = self._files.text(name)
            one = replace(TOO_LONG, titles=(name,)) if source is None else self._item(text, source)
            if isinstance(one, LeftOut):
                left[one] += 1
            else:
                yield one
        yield from counted(left)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that lies with the texts, by its place there."""
        return self._files.read(reference, self._site.address)

    @cached_property
    def _site(self) -> OldSite:
        return self._kind.old_site(self._files)

    @property
    def _base(self) -> str:
        """The folder of its host that the old site lay in."""
        return urlsplit(self._site.address).path.rstrip("/")

    def _text_of(self, name: str) -> TextFile | None:
        if self._files.is_one:
            return self._kind.text(name) or self._kind.text(posixpath.join("content", name))
        return self._kind.text(name)

    def _item(self, text: TextFile, source: str) -> Item | LeftOut:
        parts = parted(source)
        if parts is None:
            return LeftOut("texts without an end of their fields", NO_END, titles=(text.path,))
        if not parts.is_there and self._kind.dialect.pandoc:
            named, rest = pandoc.title_block(source)
            parts = Parted(named, rest, is_there=bool(named))
        if not parts.is_there and self._kind.needs_fields and not text.path.startswith("_"):
            return NO_FIELDS
        known = {**self._kind.defaults(text, self._site), **parts.fields}
        fields = told(known, zone(self._site.time_zone), self._site.authors, aliases=not self._kind.dialect.wiki)
        if fields.left_out is not None:
            return replace(fields.left_out, keys=(text.path,), names=tuple(self._addresses(text, fields)))
        return self._made(text, parts, fields)

    def _made(self, text: TextFile, parts: Parted, fields: OldFields) -> Item:
        beside = posixpath.dirname(text.path)
        title, below = titled(fields.title, parts.text)
        body = written(below, self._dialect(text.path), self._found(beside), self._picture(beside))
        day = fields.day or text.day
        draft = (A_DRAFT,) if text.is_draft and A_DRAFT not in fields.remarks else ()
        apart = (audience.APART,) if any(map(audience.is_for_some, text.path.split("/")[:-1])) else ()
        picture = fields.picture
        if picture is not None:
            picture = replace(picture, reference=self._picture(beside)(picture.reference) or picture.reference)
        return Item(
            key=text.path,
            title=title or of_a_name(text.name).replace("-", " ").replace("_", " ").strip().capitalize(),
            body=Markdown(body.markdown),
            kind=text.kind,
            slug=fields.slug or text.name,
            addresses=tuple(dict.fromkeys(self._addresses(text, fields))),
            place=_place(text.path),
            is_shown=not text.is_draft and A_DRAFT not in fields.remarks,
            day=day,
            updated=fields.updated,
            out_on=fields.out_on,
            author=fields.author,
            summary=fields.summary,
            labels=tuple(dict.fromkeys((*fields.labels, *body.labels))),
            language=fields.language or text.language or self._site.language.partition("-")[0],
            picture=picture,
            remarks=(*fields.remarks, *draft, *apart, *_unread(parts), *body.remarks),
        )

    def _dialect(self, path: str) -> Dialect:
        return replace(self._kind.dialect, mdx=path.lower().endswith(".mdx"), base=self._base)

    def _found(self, beside: str) -> Find:
        def find(reference: str) -> str | None:
            path, _, anchor = reference.partition("#")
            name = self._files.place(path.removeprefix("@"), beside, ending=".md")
            return None if name is None else _place(name) + (f"#{anchor}" if anchor else "")

        return find

    def _picture(self, beside: str) -> Find:
        def picture(reference: str) -> str | None:
            name = self._files.picture(reference, beside, site=self._site.address, anywhere=self._kind.dialect.wiki)
            return None if name is None else _place(name)

        return picture

    def _addresses(self, text: TextFile, fields: OldFields) -> Iterator[str]:
        """Where a text was, on the old site and below its name, and where it was before."""
        day, slug = fields.day or text.day, fields.slug
        words = {"title": slug or text.name, "slug": slug or text.name, "categories": "", "output_ext": ".html"}
        own = filled(fields.pattern, words, day) if fields.pattern and "://" not in fields.pattern else None
        own = own or fields.pattern or self._kind.address(text, day, slug, tuple(fields.categories), self._site)
        for address in filter(None, (own, *fields.addresses)):
            if EMAIL.search(unquote(address)):
                continue
            if address.startswith(("http://", "https://")):
                yield address
                continue
            path = f"{self._base}/{address.lstrip('/')}"
            yield path
            if self._site.address:
                yield f"{self._site.address.removesuffix(self._base)}{path}"


def site_files(kind: SiteKind, container: Container, uploads: Container | None = None) -> SiteFiles:
    """The files of a site, from its own folder on, which may be one within what somebody brings."""
    whole, top = SiteFiles(container, more=uploads), top_of(container)
    inner = SiteFiles(container, top, uploads)
    return inner if top and kind.fits(inner) and not kind.fits(whole) else whole


def titled(title: str, text: str) -> tuple[str, str]:
    """The title, and the text without a heading at its top that says the same, or is the title."""
    found = HEADING.match(text)
    if found is None:
        return title, text
    heading = plain_words(re.sub(r"[*_`]|\\(?=\W)|\{[^{}]*\}$", "", found["words"] or found["above"]))
    if title and heading.casefold() != title.casefold():
        return title, text
    return title or heading, text[found.end() :]


def _place(path: str) -> str:
    """Where a file lies, as links name it."""
    return "/" + quote(path)


def _unread(parts: Parted) -> Iterator[Remark]:
    for name in parts.unread:
        yield Remark(Fate.LOOK, f"the field “{name[:60]}”", "it could not be read; look at it in the old file")

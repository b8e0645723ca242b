"""A built page as a browser reads it: its title, headings, ids, pictures, and what it leads to and loads."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.ground.diagnostics import Span

LEVELS = {f"h{n}": n for n in range(1, 7)}
LOADED = {
    "script": "src",
    "img": "src",
    "source": "src",
    "link": "href",
    "iframe": "src",
    "audio": "src",
    "video": "src",
}
WHEN_PRESSED = frozenset({"audio", "video", "source"})
LINKED = ("href", "src", "action", "poster")


@dataclass(slots=True)
class BuiltPage:
    """What a page says of itself: ``path`` is its file's in the built folder, places are lines and columns there."""

    path: str
    size: int
    title: str | None = None
    language: str = ""
    is_elsewhere: bool = False
    headings: list[tuple[int, Span]] = field(default_factory=list)
    without_alt: list[Span] = field(default_factory=list)
    ids: dict[str, Span] = field(default_factory=dict)
    twice: list[Span] = field(default_factory=list)
    leads: list[tuple[str, Span]] = field(default_factory=list)
    loads: set[str] = field(default_factory=set)


class _PageReader(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__()
        self.page, self.in_title, self.templates, self.drawings = page, False, 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what matters of a tag; a template is nothing until a script has filled it."""
        self.templates += tag == "template"
        self.drawings += tag == "svg"
        if self.templates:
            return
        values, page = dict(attrs), self.page
        line, column = self.getpos()
        place = Span(line, column + 1)
        self._addresses(tag, values, place)
        if id_ := values.get("id"):
            if id_ in page.ids:
                page.twice.append(place)
            page.ids.setdefault(id_, place)
        if tag == "html":
            page.language = values.get("lang") or ""
        elif tag == "title" and not self.drawings and page.title is None:
            page.title, self.in_title = "", True
        elif tag in LEVELS:
            page.headings.append((LEVELS[tag], place))
        elif tag == "img" and "alt" not in values and values.get("role") != "presentation":
            page.without_alt.append(place)
        elif tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            page.is_elsewhere = True

    def _addresses(self, tag: str, values: dict[str, str | None], place: Span) -> None:
        """Take what a tag leads to, and what a browser loads for it before anybody presses anything."""
        if tag != "base":
            self.page.leads += [(value, place) for name in LINKED if (value := values.get(name))]
        loaded = values.get(LOADED.get(tag, ""))
        lazily = values.get("loading") == "lazy" or tag in WHEN_PRESSED
        if loaded and not lazily and (tag != "link" or "stylesheet" in (values.get("rel") or "").split()):
            self.page.loads.add(loaded)

    def handle_endtag(self, tag: str) -> None:
        """Leave a template, a drawing or the title."""
        self.templates = max(0, self.templates - (tag == "template"))
        self.drawings = max(0, self.drawings - (tag == "svg"))
        if tag == "title":
            self.in_title = False

    def handle_data(self, data: str) -> None:
        """Take the words of the title."""
        if self.in_title:
            self.page.title = (self.page.title or "") + data


def read_page(path: str, html: str, size: int) -> BuiltPage:
    """A page as a browser would read it (HTML Standard, as far as tags and attributes go)."""
    page = BuiltPage(path, size)
    reader = _PageReader(page)
    reader.feed(html)
    reader.close()
    return page

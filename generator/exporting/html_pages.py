"""A folder of plain pages that every browser opens: no script, nothing from elsewhere, and an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from posixpath import dirname, relpath

from generator.exporting.exported import STORIES, ExportedSite, ExportedText
from generator.exporting.plain_html import figure, plain_html
from generator.ground.languages import direction
from generator.importing.our_exports import PAGE_MARK

INDEX = "index.html"
STYLE = (
    "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.6 serif}"
    "img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{border:1px solid;padding:.3em .6em}"
)


NOT_TO_BE_FOUND = '<meta name="robots" content="noindex">\n'
GUARD = "This copy holds texts that nobody agreed to have published. Guard it, and put none of it online."


def html_pages(site: ExportedSite) -> Iterator[tuple[str, bytes]]:
    """The index and every text as a page, by its path in the export."""
    files = {text.path: f"{text.file}.html" for text in site.texts}
    withheld = [text for text in site.texts if text.withheld is not None]
    index = "".join(_index(site, withheld))
    yield INDEX, _page(site.name, site.language, NOT_TO_BE_FOUND if withheld else "", index)
    for text in site.texts:
        told, body = "".join(_told(text, site)), "".join(_text(text, site, files))
        yield f"{text.file}.html", _page(text.title, text.language, told, body)


def _index(site: ExportedSite, withheld: Sequence[ExportedText]) -> Iterator[str]:
    yield f"<h1>{_plain(site.name)}</h1>\n"
    if withheld:
        yield f"<p><strong>{GUARD}</strong></p>\n"
    if site.tagline:
        yield f"<p>{_plain(site.tagline)}</p>\n"
    yield from _list([text for text in site.texts if text.withheld is None], site)
    if withheld:
        yield "<h2>Withheld: not to be shown to anybody</h2>\n"
        yield from _list(withheld, site)
    yield f"<p>{_plain(site.organisation.name)}, {_plain(site.organisation.email)}, {_plain(site.address)}</p>\n"
    ways = (site.withdraw.text, site.withdraw.email, site.withdraw.phone)
    yield f"<p>{_plain(' '.join(filter(None, ways)))}</p>\n"


def _list(texts: Sequence[ExportedText], site: ExportedSite) -> Iterator[str]:
    yield "<ul>\n"
    for text in texts:
        yield f'<li{_lang(text, site)}><a href="{escape(text.file)}.html">{_plain(text.title)}</a>'
        for line in (", ".join(filter(None, (text.author, _day(text)))), text.withheld):
            yield f"<br>{_plain(line)}" if line else ""
        yield "</li>\n"
    yield "</ul>\n"


def _told(text: ExportedText, site: ExportedSite) -> Iterator[str]:
    """What the head of a page says to programs, by names that most of them know."""
    if text.withheld is not None:
        yield NOT_TO_BE_FOUND
        yield _meta("name", "withheld", text.withheld)
    if text.fictional:
        yield _meta("name", "fictional", "true")
    for name, words in (("author", text.author), ("description", text.summary), ("content_notes", _notes(text))):
        yield _meta("name", name, words) if words else ""
    yield _meta("property", "og:type", "article" if text.folder == STORIES else "website")
    if text.withheld is None:
        yield _meta("property", "og:url", site.url(text.path))
    for name, day in (("published", text.day), ("modified", text.updated)):
        yield _meta("property", f"article:{name}_time", str(day)) if day else ""
    yield from (_meta("property", "article:tag", site.topics[topic]) for topic in text.topics)


def _meta(kind: str, name: str, words: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(words)}">\n'


def _text(text: ExportedText, site: ExportedSite, files: dict[str, str]) -> Iterator[str]:
    folder = dirname(text.file)

    def page(path: str) -> str:
        return relpath(files[path], folder) if path in files else site.url(path)

    def picture(path: str) -> str:
        return relpath(path, folder)

    yield f'<nav><a href="{relpath(INDEX, folder)}">{_plain(site.name)}</a></nav>\n'
    yield f"<main>\n<article>\n<header>\n<h1>{_plain(text.title)}</h1>\n"
    if text.withheld is not None:
        yield f"<p><strong>Withheld: {_plain(text.withheld)}</strong></p>\n"
    topics = ", ".join(site.topics[topic] for topic in text.topics)
    when = f'<time datetime="{text.day}">{_plain(_day(text))}</time>' if text.day else ""
    for line in (", ".join(filter(None, (_plain(text.author), when))), _plain(topics)):
        yield f"<p>{line}</p>\n" if line else ""
    if text.notes:
        yield f"<p>{_plain(text.strings['content_notes_for_story'])} {_plain(_notes(text))}</p>\n"
    if text.fictional:
        yield f"<p>{_plain(text.strings['fictional_story'])}</p>\n"
    if text.picture is not None:
        yield figure(text.picture, picture)
    yield f"</header>\n{plain_html(text, page, picture)}</article>\n</main>\n"
    if text.folder == STORIES and text.withheld is None:
        address = site.url(text.path)
        yield f'<footer><p><a href="{escape(address)}">{_plain(address)}</a></p></footer>\n'


def _page(title: str, language: str, told: str, body: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n'
        f'<head>\n<meta charset="utf-8">\n{PAGE_MARK}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{told}<title>{_plain(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


def _notes(text: ExportedText) -> str:
    return ", ".join(text.notes)


def _day(text: ExportedText) -> str:
    return "" if text.day is None else text.strings.day(text.day)


def _lang(text: ExportedText, site: ExportedSite) -> str:
    if text.language == site.language:
        return ""
    return f' lang="{escape(text.language)}" dir="{direction(text.language)}"'


def _plain(words: str) -> str:
    return escape(words, quote=False)

"""A folder of plain pages that every browser opens: no script, nothing from elsewhere, and an index."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from posixpath import dirname, relpath

from generator.exporting.exported import STORIES, ExportedSite, ExportedText
from generator.exporting.plain_html import figure, plain_html
from generator.ground.languages import direction
from generator.render.renderer import written_day

INDEX = "index.html"
STYLE = (
    "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.6 serif}"
    "img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{border:1px solid;padding:.3em .6em}"
)


def html_pages(site: ExportedSite) -> Iterator[tuple[str, bytes]]:
    """The index and every text as a page, by its path in the export."""
    files = {text.path: f"{text.file}.html" for text in site.texts}
    yield INDEX, _page(site.name, site.language, "".join(_index(site)))
    for text in site.texts:
        yield f"{text.file}.html", _page(text.title, text.language, "".join(_text(text, site, files)))


def _index(site: ExportedSite) -> Iterator[str]:
    yield f"<h1>{_plain(site.name)}</h1>\n"
    if site.tagline:
        yield f"<p>{_plain(site.tagline)}</p>\n"
    yield "<ul>\n"
    for text in site.texts:
        told = ", ".join(filter(None, (text.author, _day(text))))
        yield f'<li{_lang(text, site)}><a href="{escape(text.file)}.html">{_plain(text.title)}</a>'
        yield f"<br>{_plain(told)}</li>\n" if told else "</li>\n"
    yield "</ul>\n"
    yield f"<p>{_plain(site.organisation.name)}, {_plain(site.organisation.email)}, {_plain(site.address)}</p>\n"
    ways = (site.withdraw.text, site.withdraw.email, site.withdraw.phone)
    yield f"<p>{_plain(' '.join(filter(None, ways)))}</p>\n"


def _text(text: ExportedText, site: ExportedSite, files: dict[str, str]) -> Iterator[str]:
    folder = dirname(text.file)

    def page(path: str) -> str:
        return relpath(files[path], folder) if path in files else site.url(path)

    def picture(path: str) -> str:
        return relpath(path, folder)

    yield f'<p><a href="{relpath(INDEX, folder)}">{_plain(site.name)}</a></p>\n<h1>{_plain(text.title)}</h1>\n'
    topics = ", ".join(site.topics[topic] for topic in text.topics)
    for line in (", ".join(filter(None, (text.author, _day(text)))), topics):
        yield f"<p>{_plain(line)}</p>\n" if line else ""
    if text.withheld is not None:
        yield f"<p><strong>Withheld: {_plain(text.withheld)}</strong></p>\n"
    if text.notes:
        yield f"<p>{_plain(text.strings['content_notes_for_story'])} {_plain(', '.join(text.notes))}</p>\n"
    if text.fictional:
        yield f"<p>{_plain(text.strings['fictional_story'])}</p>\n"
    if text.picture is not None:
        yield figure(text.picture, picture)
    yield plain_html(text, page, picture)
    if text.folder == STORIES:
        yield f'<p><a href="{escape(site.url(text.path))}">{_plain(site.url(text.path))}</a></p>\n'


def _page(title: str, language: str, body: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_plain(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


def _day(text: ExportedText) -> str:
    return "" if text.day is None else written_day(text.strings, text.day)


def _lang(text: ExportedText, site: ExportedSite) -> str:
    if text.language == site.language:
        return ""
    return f' lang="{escape(text.language)}" dir="{direction(text.language)}"'


def _plain(words: str) -> str:
    return escape(words, quote=False)

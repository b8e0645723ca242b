"""A folder of Markdown with plain front matter, as most generators of sites read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from posixpath import basename, dirname, relpath

from generator.exporting.exported import ExportedSite, ExportedText
from generator.exporting.other_dialects import for_others, words_instead_of_code
from generator.exporting.plain_html import plain_html
from generator.importing.html.convert import to_markdown


def markdown_files(site: ExportedSite) -> Iterator[tuple[str, bytes]]:
    """Every text as a file, by its path in the export."""
    files = {text.path: f"{text.file}.md" for text in site.texts}
    for text in site.texts:
        fields = "\n".join(f"{name}: {value}" for name, value in _fields(text, site))
        yield f"{text.file}.md", f"---\n{fields}\n---\n\n{in_markdown(text, site, files)}".encode()


def in_markdown(text: ExportedText, site: ExportedSite, files: dict[str, str]) -> str:
    """The body of a text; ``files`` are those of the texts that leave beside it, by the paths of their pages."""

    def page(path: str) -> str:
        return relpath(files[path], dirname(text.file)) if path in files else site.url(path)

    html = plain_html(text, page, lambda path: relpath(path, dirname(text.file)), box="blockquote")
    return for_others(to_markdown(words_instead_of_code(html)).markdown)


def _fields(text: ExportedText, site: ExportedSite) -> Iterator[tuple[str, str]]:
    """Front matter by the names that Hugo, Jekyll and most others have for it, in YAML that is JSON, too."""
    yield "title", _quoted(text.title)
    yield from ((name, str(day)) for name, day in (("date", text.day), ("lastmod", text.updated)) if day)
    yield from ((name, _quoted(words)) for name, words in _lines(text) if words)
    topics = tuple(site.topics[topic] for topic in text.topics)
    rows = (("tags", topics), ("content_notes", text.notes), ("aliases", text.aliases))
    yield from ((name, _row(words)) for name, words in rows if words)
    if text.fictional:
        yield "fictional", "true"
    yield from _consent(text)


def _lines(text: ExportedText) -> Iterator[tuple[str, str]]:
    yield "author", text.author
    yield "description", text.summary
    yield "slug", basename(dirname(text.path)) or text.name  # the front page is in no folder
    yield "lang", text.language
    if text.picture is not None:
        yield "image", relpath(text.picture.path, dirname(text.file))
        yield "image_alt", text.picture.alt
        yield "image_credit", text.picture.credit or ""


def _consent(text: ExportedText) -> Iterator[tuple[str, str]]:
    """What keeps a generator from showing a text that nobody agreed to, or not any more."""
    consent = text.consent
    if consent is not None and consent.until is not None and consent.until < date.max:
        yield "expiryDate", str(consent.until + timedelta(days=1))
    if text.withheld is not None:
        yield "draft", "true"
        yield "withheld", _quoted(text.withheld)
    if consent is not None and consent.record is not None:
        yield "consent_record", _quoted(consent.record)
        yield "consent_status", _quoted(consent.status)
        yield "consent_scope", _row(consent.scope)


def _row(words: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(words: str) -> str:
    """Words as JSON and YAML 1.1 read them alike, of which the second folds two separators more."""
    return json.dumps(words, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

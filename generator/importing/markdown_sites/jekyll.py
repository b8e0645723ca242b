"""A site of Jekyll: its settings, its texts, and the addresses that it made of them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from datetime import date

from generator.content.strict_yaml import Value
from generator.importing.item import Kind
from generator.importing.markdown_sites.addresses import JEKYLL, filled, named, spelled
from generator.importing.markdown_sites.files import SiteFiles
from generator.importing.markdown_sites.kinds import (
    ENDINGS,
    OF_A_FOLDER,
    OldSite,
    TextFile,
    any_text,
    setting,
    settings_of,
)


def fits(files: SiteFiles) -> bool:
    """Whether files are a site of Jekyll."""
    return files.has("_config.yml") or any(name.startswith("_posts/") for name in files.names)


def site(files: SiteFiles) -> OldSite:
    """What its settings say of a site of Jekyll."""
    fields = settings_of(files, "_config.yml", "_config.yaml", "_config.toml")
    style = setting(fields, "permalink") or "date"
    patterns = {"": JEKYLL.get(style, style), "pages": "/:path/" if style == "pretty" else "/:path:output_ext"}
    collections = fields.get("collections")
    for name, values in collections.items() if isinstance(collections, dict) else ():
        patterns[name] = setting(values, "permalink") if isinstance(values, dict) else ""
    authors = settings_of(files, "_data/authors.yml", "_data/authors.yaml", "_data/authors.json")
    names = {key: setting(value, "name", "display_name") for key, value in authors.items() if isinstance(value, dict)}
    address = setting(fields, "url").rstrip("/") + setting(fields, "baseurl").rstrip("/")
    return OldSite(address, setting(fields, "timezone"), setting(fields, "lang", "locale"), patterns, fields, names)


def text(path: str) -> TextFile | None:
    """A text of Jekyll: a post, a draft, a text of a collection, or a page."""
    folders = path.split("/")[:-1]
    if not path.lower().endswith(ENDINGS) or OF_A_FOLDER.fullmatch(path):
        return None
    if any(part in ("_includes", "_layouts", "_data", "_site", "_sass", "_plugins", "vendor") for part in folders):
        return None
    known = named(path)
    if "_posts" in folders:
        return TextFile(path, Kind.STORY, known.name, known.day) if known.day else None
    if "_drafts" in folders:
        return TextFile(path, Kind.STORY, known.name, known.day, is_draft=True)
    if any(part.startswith("_") for part in folders) or path.startswith("_"):
        return any_text(path)
    return TextFile(path, Kind.PAGE, posixpath.splitext((folders and path) or path)[0].rpartition("/")[2])


def address(text: TextFile, day: date | None, slug: str, categories: tuple[str, ...], site: OldSite) -> str | None:
    """Where Jekyll put a text."""
    folders = text.path.split("/")[:-1]
    if "_drafts" in folders or "_posts" in folders:
        above = folders[: next(n for n, part in enumerate(folders) if part in ("_posts", "_drafts"))]
        named_in = "/".join(dict.fromkeys(spelled(one) for one in (*above, *categories)))
        title = slug or text.name
        words = {"categories": named_in, "title": title, "slug": spelled(title), "output_ext": ".html"}
        return filled(site.patterns.get("", JEKYLL["date"]), words, day)
    stem = posixpath.splitext(text.path)[0]
    if text.path.startswith("_"):
        collection, _, inner = stem[1:].partition("/")
        words = {
            "collection": collection,
            "path": inner,
            "name": text.name,
            "title": slug or text.name,
            "output_ext": ".html",
        }
        return filled(site.patterns.get(collection) or "/:collection/:path:output_ext", words, day)
    if posixpath.basename(stem) == "index":
        return f"/{posixpath.dirname(stem)}/".replace("//", "/")
    return filled(site.patterns.get("pages", "/:path:output_ext"), {"path": stem, "output_ext": ".html"}, day)


def defaults(text: TextFile, site: OldSite) -> Mapping[str, Value]:
    """What the settings say of all texts in a folder, of a collection or of a kind; the last has the say.

    A collection that has no pages is one that the old site did not list.
    """
    found: dict[str, Value] = {}
    rows = site.fields.get("defaults")
    collection = text.path[1:].partition("/")[0] if text.path.startswith("_") else "posts" if text.day else "pages"
    for row in rows if isinstance(rows, list) else ():
        scope, values = (row.get("scope"), row.get("values")) if isinstance(row, dict) else (None, None)
        if not isinstance(values, dict):
            continue
        where, kind = (setting(scope, "path"), setting(scope, "type")) if isinstance(scope, dict) else ("", "")
        below = where.strip("/").partition("*")[0]
        if text.path.startswith(below) and kind in ("", collection):
            found |= values
    collections = site.fields.get("collections")
    own = collections.get(collection) if isinstance(collections, dict) else None
    return {**found, "unlisted": "true"} if isinstance(own, dict) and setting(own, "output") == "false" else found

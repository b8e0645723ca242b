"""Sites of Hugo and of Zola, whose texts lie alike: their settings, and the addresses that they made."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import date

from generator.content.strict_yaml import Value
from generator.ground.patterns import lazy
from generator.importing.item import Kind
from generator.importing.markdown_sites.addresses import filled, named, spelled
from generator.importing.markdown_sites.files import SiteFiles
from generator.importing.markdown_sites.kinds import ENDINGS, OldSite, TextFile, setting, settings_of

HUGO_SETTINGS = tuple(
    f"{name}.{end}"
    for name in ("hugo", "config", "config/_default/hugo", "config/_default/config")
    for end in ("toml", "yaml", "yml", "json")
)
OF_A_LANGUAGE = lazy(r"(.+)\.([a-z]{2}(?:-[A-Za-z]{2,4})?)")


def is_hugo(files: SiteFiles) -> bool:
    """Whether files are a site of Hugo."""
    has_texts = any(name.startswith("content/") for name in files.names)
    return has_texts and (
        files.settings(*HUGO_SETTINGS) is not None or any(n.startswith("archetypes/") for n in files.names)
    )


def hugo_site(files: SiteFiles) -> OldSite:
    """What its settings say of a site of Hugo."""
    fields = {name.lower(): value for name, value in settings_of(files, *HUGO_SETTINGS).items()}
    patterns = _strings(fields.get("permalinks"))
    within = fields.get("permalinks")
    patterns |= _strings(within.get("page")) if isinstance(within, dict) else {}
    language = setting(fields, "defaultcontentlanguage", "languagecode", "locale")
    return OldSite(setting(fields, "baseurl").rstrip("/"), setting(fields, "timezone"), language, patterns, fields)


def _strings(value: Value) -> dict[str, str]:
    return {name: one for name, one in value.items() if isinstance(one, str)} if isinstance(value, dict) else {}


def below_content(path: str) -> TextFile | None:
    """A text of Hugo; one that is called index is named after its folder."""
    if not path.startswith("content/") or not path.lower().endswith(ENDINGS):
        return None
    *folders, name = path.split("/")[1:]
    stem, language = posixpath.splitext(name)[0], ""
    if of_language := OF_A_LANGUAGE.fullmatch(stem):
        stem, language = of_language.groups()
    if stem == "index" and folders:
        *folders, stem = folders
    is_page = not folders or stem == "_index" or folders[0].lower() in ("page", "pages")
    return TextFile(path, Kind.PAGE if is_page else Kind.STORY, stem, None, language)


def _sections(text: TextFile) -> tuple[str, ...]:
    folders = text.path.split("/")[1:-1]
    is_bundle = posixpath.basename(text.path).startswith("index.")
    return tuple(folders[:-1] if is_bundle else folders)


def hugo_address(text: TextFile, day: date | None, slug: str, _: tuple[str, ...], site: OldSite) -> str | None:
    """Where Hugo put a text."""
    sections = _sections(text)
    name = slug or text.name
    if text.name == "_index":
        return f"/{'/'.join(sections)}/".lower().replace("//", "/")
    section = sections[0] if sections else ""
    words = {
        "section": section,
        "sections": "/".join(sections),
        "title": spelled(name),
        "slug": spelled(name),
        "filename": text.name,
        "contentbasename": text.name,
        "slugorcontentbasename": name,
        "slugorfilename": name,
    }
    is_ugly = site.fields.get("uglyurls") == "true"
    pattern = site.patterns.get(section) or "/:sections/:contentbasename/"
    if slug and section not in site.patterns:
        pattern = "/:sections/:slug/"
    address = filled(pattern, words, day)
    if address is None:
        return None
    address = re.sub(r"\s+", "-", address)
    address = address if site.fields.get("disablepathtolower") == "true" else address.lower()
    return f"{address.rstrip('/')}.html" if is_ugly else address


def is_zola(files: SiteFiles) -> bool:
    """Whether files are a site of Zola."""
    has_texts = any(name.startswith("content/") for name in files.names)
    return has_texts and "base_url" in settings_of(files, "config.toml", "zola.toml")


def zola_site(files: SiteFiles) -> OldSite:
    """What its settings say of a site of Zola."""
    fields = settings_of(files, "config.toml", "zola.toml")
    return OldSite(setting(fields, "base_url").rstrip("/"), "", setting(fields, "default_language"), {}, fields)


def zola_text(path: str) -> TextFile | None:
    """A text of Zola, which leaves out a day before its name."""
    text = below_content(path)
    if text is None:
        return None
    known = named(f"{text.name}.md")
    return replace(text, name=known.name, day=known.day)


def zola_address(text: TextFile, _: date | None, slug: str, __: tuple[str, ...], ___: OldSite) -> str | None:
    """Where Zola put a text."""
    sections = _sections(text)
    name = () if text.name == "_index" else (slug or spelled(text.name),)
    return f"/{'/'.join((*sections, *name))}/".replace("//", "/")

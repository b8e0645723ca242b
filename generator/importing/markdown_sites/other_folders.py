"""Folders of Eleventy, Astro, Decap CMS, Obsidian and pandoc, and any other with texts in Markdown."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import date

from generator.ground.patterns import lazy
from generator.importing.item import Kind
from generator.importing.markdown_sites.files import SiteFiles
from generator.importing.markdown_sites.kinds import ENDINGS, OldSite, TextFile, any_text, setting, settings_of

ELEVENTY = (
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
    ".eleventy.cjs",
)
ASTRO = ("astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.cjs", "astro.config.mts")
DECAP = lazy(r"(?:.*/)?admin/config\.ya?ml")


def is_eleventy(files: SiteFiles) -> bool:
    """Whether files are a site of Eleventy."""
    return any(files.has(name) for name in ELEVENTY)


def eleventy_site(files: SiteFiles) -> OldSite:
    """What can be read of the settings of Eleventy, which are a program."""
    found = files.settings(*ELEVENTY)
    folder = re.search(r"\binput:\s*[\"']([\w./-]+)[\"']", found[1] if found else "")
    return OldSite(patterns={"input": folder[1].strip("./") if folder else ""})


def eleventy_address(text: TextFile, _: date | None, __: str, ___: tuple[str, ...], site: OldSite) -> str | None:
    """Where Eleventy put a text."""
    folder = f"{site.patterns.get('input', '')}/"
    path = text.path.removeprefix(folder) if len(folder) > 1 else text.path
    above = posixpath.dirname(path)
    inner = above if text.name in ("index", posixpath.basename(above)) else posixpath.join(above, text.name)
    return f"/{inner}/".replace("//", "/")


def is_astro(files: SiteFiles) -> bool:
    """Whether files are a site of Astro."""
    return any(files.has(name) for name in ASTRO) or any(name.startswith("src/content/") for name in files.names)


def astro_site(files: SiteFiles) -> OldSite:
    """What can be read of the settings of Astro, which are a program."""
    found = files.settings(*ASTRO)
    site, base = (
        re.search(rf"\b{name}:\s*[\"']([^\"'\s]+)[\"']", found[1] if found else "") for name in ("site", "base")
    )
    whole = (site[1].rstrip("/") if site else "") + (f"/{base[1].strip('/')}" if base else "")
    return OldSite(whole.rstrip("/"))


def astro_text(path: str) -> TextFile | None:
    """A text of Astro."""
    text = any_text(path)
    if text is None or not path.startswith(("src/content/", "src/pages/", "src/data/", "content/")):
        return None
    is_page = path.startswith("src/pages/") and path.count("/") == 2
    name = text.name if text.name != "index" else path.split("/")[-2]
    return replace(text, kind=Kind.PAGE if is_page else Kind.STORY, name=name)


def astro_address(text: TextFile, _: date | None, slug: str, __: tuple[str, ...], ___: OldSite) -> str | None:
    """Where sites of Astro mostly put a text."""
    inner = posixpath.splitext(re.sub(r"^(?:src/)?(?:content|pages|data)/", "", text.path))[0].removesuffix("/index")
    inner = posixpath.join(posixpath.dirname(inner), slug) if slug else inner
    return f"/{inner}/"


def is_decap(files: SiteFiles) -> bool:
    """Whether files are texts of Decap CMS."""
    return any(DECAP.fullmatch(name) for name in files.names)


def decap_site(files: SiteFiles) -> OldSite:
    """What its settings say of a site with Decap CMS."""
    fields = settings_of(files, *(name for name in files.names if DECAP.fullmatch(name)))
    return OldSite(setting(fields, "site_url", "display_url").rstrip("/"), fields=fields)


def is_obsidian(files: SiteFiles) -> bool:
    """Whether files are notes of Obsidian."""
    return any(name.startswith(".obsidian/") for name in files.names)


def is_pandoc(files: SiteFiles) -> bool:
    """Whether one of the first files has what pandoc alone understands."""
    for name in files.names[:20]:
        if name.lower().endswith(ENDINGS) and (text := files.text(name)) and OF_PANDOC.search(text):
            return True
    return False


OF_PANDOC = lazy(
    r"\A%[ ]\S|\A---\n(?:(?!---|\.\.\.).*\n)*\.\.\.\n|^\+(?:[-=:]{3,}\+)+[ \t]*$|^:{3,}[ ]*\{[.#]|\]\{[.#][\w-]+\}"
    r"|^#+ .*\{[#.][^{}\n]*\}[ \t]*$",
    re.MULTILINE,
)


def has_texts(files: SiteFiles) -> bool:
    """Whether there is any text in Markdown."""
    return any(any_text(name) for name in files.names)


def unknown(_: SiteFiles) -> OldSite:
    """A site of which nothing is known."""
    return OldSite()

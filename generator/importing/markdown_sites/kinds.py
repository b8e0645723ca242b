"""What is known of a generator or editor: which of its files are texts, and where they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.ground.patterns import lazy
from generator.importing.item import Kind
from generator.importing.markdown_sites.addresses import named
from generator.importing.markdown_sites.body import Dialect
from generator.importing.markdown_sites.files import SiteFiles
from generator.importing.markdown_sites.front_matter import Fields, fields_of

ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
TEMPLATES = lazy(
    r"(?i)(?:.*/)?(?:_?includes?|_?layouts?|_data|_site|_sass|_plugins|templates?|archetypes|themes|vendor|dist|build"
    r"|\.[^/]+)/.*"
)
OF_A_FOLDER = lazy(
    r"(?i)(?:.*/)?(?:readme|licen[cs]e|changelog|contributing|code_of_conduct|security|authors|todo)"
    r"(?:[._-][^/]*)?\.\w+"
)
PAGES = lazy(r"(?i)(?:.*/)?(?:_?pages?|seiten)/.*")
# What the only texts of a site that are no stories are mostly called.
OF_THE_SITE = lazy(
    r"(?i)(?:about(?:[-_ ]us)?|contact|impressum|imprint|privacy(?:[-_ ]policy)?|datenschutz|404|home|_?index|faq"
    r"|kontakt|team)"
)


@dataclass(frozen=True, slots=True)
class OldSite:
    """What is known of an old site beside its texts; ``pattern`` is how its addresses are made, by section."""

    address: str = ""
    time_zone: str = ""
    language: str = ""
    patterns: Mapping[str, str] = field(default_factory=dict)
    fields: Fields = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that is a text: by its name, its name without day and ending, the day in it, and what it becomes."""

    path: str
    kind: Kind
    name: str
    day: date | None = None
    language: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class SiteKind:
    """A generator: what it is called, how its settings are read, which files are texts, and where they were.

    ``address`` gets a text's file, day, slug, fields and the old site; ``defaults`` gives fields that the settings have
    for a text. ``needs_fields``: files without front matter are no texts.
    """

    name: str
    label: str
    dialect: Dialect
    fits: Callable[[SiteFiles], bool]
    old_site: Callable[[SiteFiles], OldSite]
    text: Callable[[str], TextFile | None]
    address: Callable[[TextFile, date | None, str, tuple[str, ...], OldSite], str | None]
    needs_fields: bool = False
    defaults: Callable[[TextFile, OldSite], Fields] = lambda _, __: {}


def setting(fields: Fields, *names: str) -> str:
    """The first of these settings that is text."""
    return next((value for name in names if isinstance(value := fields.get(name), str)), "")


def settings_of(files: SiteFiles, *names: str) -> Fields:
    """What stands in the first of these files that is there."""
    found = files.settings(*names)
    return {} if found is None else fields_of(found[1], found[0])


def any_text(path: str) -> TextFile | None:
    """A text in a folder of which nothing else is known."""
    if not path.lower().endswith(ENDINGS) or TEMPLATES.fullmatch(path) or OF_A_FOLDER.fullmatch(path):
        return None
    known = named(path)
    is_page = PAGES.fullmatch(path) or OF_THE_SITE.fullmatch(known.name)
    return TextFile(path, Kind.PAGE if is_page else Kind.STORY, known.name, known.day)


def nowhere(*_: object) -> None:
    """The address of texts that had none."""
    return

"""Which kind of source somebody brings: told by what is in it, or by the person.

A kind is one row of `SOURCES`. Its own rooms are loaded when they are asked, so that no library is needed for others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.consent.refused import RefusedError
from generator.importing.container import Container, contained, without_top
from generator.importing.item import Item, LeftOut, Source
from generator.importing.other_files import others


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody brings: files, perhaps those of a folder of uploads, and the folder of the site that they go to.

    ``may_write`` is whether anything may be written there, or it is only a look.
    """

    files: Container
    uploads: Container | None
    root: Path
    may_write: bool = False


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: its name for ``--as``, what people call it, whether files are of it, and how it is opened.

    Both functions may raise RefusedError; `fits` reads as little as it can.
    """

    name: str
    label: str
    fits: Callable[[Container], bool]
    opened: Callable[[Given], Source]


class WithLeftOut:
    """A source, with what of its files was left out before it was opened."""

    def __init__(self, source: Source, left_out: tuple[LeftOut, ...]) -> None:
        self.name, self._source, self._left_out = source.name, source, left_out

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and what is left out."""
        yield from self._source.items()
        yield from self._left_out

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture."""
        return self._source.file(reference)


def _has_wordpress(files: Container) -> bool:
    from generator.importing.wordpress.source import exports

    return bool(exports(files))


def _wordpress(given: Given) -> Source:
    from generator.importing.wordpress.source import WordPress

    return WordPress(given.files, given.uploads)


def _has_google_docs(files: Container) -> bool:
    from generator.importing.google_docs.source import documents

    return bool(documents(files))


def _google_docs(given: Given) -> Source:
    from generator.importing.google_docs.source import GoogleDocs

    return GoogleDocs(given.files)


def _has_word(files: Container) -> bool:
    from generator.importing.word.others import has_documents

    return has_documents(files)


def _word(given: Given) -> Source:
    from generator.importing.word.source import Word

    return Word(given.files)


def _of_markdown(name: str, label: str) -> SourceKind:
    """A kind of folder with texts in Markdown."""

    def fits(files: Container) -> bool:
        from generator.importing.markdown_sites import recognition

        return recognition.fits(name, files)

    def opened(given: Given) -> Source:
        from generator.importing.markdown_sites.known_kinds import BY_NAME
        from generator.importing.markdown_sites.source import MarkdownSite

        return MarkdownSite(BY_NAME[name], given.files, given.uploads)

    return SourceKind(name, label, fits, opened)


def _has_ghost(files: Container) -> bool:
    from generator.importing.blog_exports import ghost

    return bool(ghost.exports(files))


def _ghost(given: Given) -> Source:
    from generator.importing.blog_exports.ghost import Ghost

    return Ghost(given.files, given.uploads)


def _has_substack(files: Container) -> bool:
    from generator.importing.blog_exports import substack

    return substack.is_export(files)


def _substack(given: Given) -> Source:
    from generator.importing.blog_exports.substack import Substack

    return Substack(given.files, given.uploads)


def _has_medium(files: Container) -> bool:
    from generator.importing.blog_exports import medium

    return medium.is_export(files)


def _medium(given: Given) -> Source:
    from generator.importing.blog_exports.medium import MediumExport

    return MediumExport(given.files, given.uploads)


def _has_notion(files: Container) -> bool:
    from generator.importing.markdown_sites import notion

    return notion.is_export(files)


def _notion(given: Given) -> Source:
    from generator.importing.markdown_sites.notion import Notion

    return Notion(given.files, given.uploads)


def _has_answers(files: Container) -> bool:
    from generator.importing.form_answers.source import table_of

    return table_of(files) is not None


def _answers(given: Given) -> Source:
    from generator.importing.form_answers import source

    return source.opened(given.files, given.uploads, given.root, may_write=given.may_write)


def _has_pages(files: Container) -> bool:
    from generator.importing.html_pages.source import pages

    return bool(pages(files))


def _pages(given: Given) -> Source:
    from generator.importing.html_pages.source import HtmlPages

    return HtmlPages(given.files, given.uploads)


def _has_story_forms(files: Container) -> bool:
    from generator.importing import story_forms

    return bool(story_forms.filled_in(files))


def _story_forms(given: Given) -> Source:
    from generator.importing.story_forms import StoryForms

    return StoryForms([given.files])


# The first that fits is taken.
SOURCES: tuple[SourceKind, ...] = (
    SourceKind("wordpress", "an export of WordPress", _has_wordpress, _wordpress),
    SourceKind("ghost", "an export of Ghost", _has_ghost, _ghost),
    SourceKind("substack", "an export of Substack", _has_substack, _substack),
    SourceKind("medium", "an export of Medium", _has_medium, _medium),
    SourceKind("notion", "an export of Notion", _has_notion, _notion),
    _of_markdown("zola", "a site of Zola"),
    _of_markdown("hugo", "a site of Hugo"),
    _of_markdown("jekyll", "a site of Jekyll"),
    _of_markdown("eleventy", "a site of Eleventy"),
    _of_markdown("astro", "a site of Astro"),
    _of_markdown("decap", "a site of Decap CMS"),
    _of_markdown("obsidian", "a vault of Obsidian"),
    SourceKind("google-docs", "web pages or Markdown of Google Docs", _has_google_docs, _google_docs),
    _of_markdown("pandoc", "Markdown of pandoc"),
    SourceKind("form-answers", "a table of answers to a form", _has_answers, _answers),
    SourceKind("word", "documents of Word", _has_word, _word),
    SourceKind("story-form", "storytellers' forms, filled in", _has_story_forms, _story_forms),
    _of_markdown("markdown", "a folder of texts in Markdown"),
    SourceKind("html-pages", "pages of HTML", _has_pages, _pages),
)


# Of these, a text is called by its file; a folder around all, as packing makes one, is no part of the name.
KNOWN_BY_NAMES = frozenset(("word", "google-docs", "html-pages", "markdown", "pandoc", "obsidian"))


def recognised(files: Container, name: str | None) -> SourceKind:
    """The kind of source that files are, or that a person says they are. Raises RefusedError if they are none."""
    if name is not None:
        return next(kind for kind in SOURCES if kind.name == name)
    if not files.sizes and not files.left_out:
        raise RefusedError(f"{files.label} is empty. Name the folder that holds the texts.")
    found = next((kind for kind in SOURCES if kind.fits(files)), None)
    if found is None:
        known = "; ".join(f"{kind.label} ({kind.name})" for kind in SOURCES)
        beside = "".join(f" {left.what.capitalize()} ({left.count}): {left.why}." for left in files.left_out)
        raise RefusedError(
            f"{files.label} is none of what can be brought in: {known}.{beside} If it is one of these, “hearten "
            "import” brings it in with --as and its name; otherwise save its texts as one of these first."
        )
    return found


def source_at(
    what: Path, name: str | None, uploads: Path | None, root: Path, *, may_write: bool = False
) -> tuple[SourceKind, Source]:
    """What lies at a path, with its kind. ``may_write`` is whether anything may be written to ``root``.

    Raises RefusedError and CannotBuildError if it is no source, or cannot be read.
    """
    return source_of(contained(what), name, uploads, root, may_write=may_write)


def source_of(
    files: Container, name: str | None, uploads: Path | None, root: Path, *, may_write: bool = False
) -> tuple[SourceKind, Source]:
    """What files hold, with its kind, as `source_at` has it. Raises RefusedError and CannotBuildError."""
    kind = recognised(files, name)
    if kind.name in KNOWN_BY_NAMES:
        files = without_top(files)
    beside = None if uploads is None else contained(uploads)
    source = kind.opened(Given(files, beside, root, may_write))
    left_out = (*files.left_out, *others(kind.name, files), *(beside.left_out if beside else ()))
    return kind, WithLeftOut(source, left_out) if left_out else source

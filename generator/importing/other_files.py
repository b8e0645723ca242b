"""Files beside the texts of a source that hold texts of another kind: none of them is lost without a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.importing.container import Container
from generator.importing.item import LeftOut

DOCUMENTS = (".docx", ".docm", ".dotx", ".dotm")
OLDER = (".doc", ".odt", ".rtf", ".pages", ".epub")
ARCHIVES = (".zip",)
MARKDOWN = (".md", ".markdown")
PAGES = (".html", ".htm", ".xhtml")
PLAIN = (".txt", ".pdf")
# By kinds of sources, what lies beside their texts and neither belongs to them nor is told of by themselves. Generators
# have pages of HTML and plain texts of their own; WordPress keeps its uploads, Medium what else it knows of somebody.
BESIDE = {
    "ghost": (*DOCUMENTS, *OLDER, *ARCHIVES, *MARKDOWN, *PAGES),
    "substack": (*DOCUMENTS, *OLDER, *ARCHIVES, *MARKDOWN),
    "notion": (*DOCUMENTS, *OLDER, *ARCHIVES, *PAGES),
    **dict.fromkeys(("zola", "hugo", "jekyll", "eleventy", "astro", "decap"), (*DOCUMENTS, *OLDER, *ARCHIVES)),
    **dict.fromkeys(("obsidian", "pandoc", "markdown"), (*DOCUMENTS, *OLDER, *ARCHIVES, *PAGES)),
    "google-docs": (*DOCUMENTS, *OLDER, *ARCHIVES),
    "form-answers": (*DOCUMENTS, *OLDER, *ARCHIVES, *MARKDOWN, *PAGES),
    "word": (*ARCHIVES, *MARKDOWN, *PAGES, *PLAIN),
    "html-pages": (*ARCHIVES, *MARKDOWN),
}
WHAT = "files of other kinds"
BY_ITSELF = "a source is of one kind; bring in each of these by itself"
SAVE_IT = "save what is a text as .docx or .md, and bring that in"


def others(kind: str, files: Container) -> Iterator[LeftOut]:
    """The files that do not come in with a source of this kind, with their names, and what to do with them."""
    wanted = BESIDE.get(kind, ())
    found = [name for name in files.names() if _ending(name) in wanted and not _is_of_a_program(name)]
    for why, names in (
        (BY_ITSELF, [name for name in found if _ending(name) not in (*OLDER, *PLAIN)]),
        (SAVE_IT, [name for name in found if _ending(name) in (*OLDER, *PLAIN)]),
    ):
        if names:
            yield LeftOut(WHAT, why, len(names), titles=tuple(names))


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _is_of_a_program(name: str) -> bool:
    """Whether a file is kept by a program for itself, as a lock or in a folder that systems hide."""
    return any(part.startswith((".", "~$")) for part in name.split("/"))

"""Which text a person means: by its file, from wherever they stand, or by the address that its page has or would have.

A text that is withheld has no page, and its file may be unreadable; so its address is the one that its front matter
gives it, and only where that cannot be read the one that its file's name gives.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from generator.consent.guard_files import moves_of
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.routes import text_path
from generator.content.slugs import slug_of
from generator.ground.diagnostics import did_you_mean, spelled

# The front matter of texts by their files; None for one with errors.
Headers = Mapping[str, StoryHeader | PageHeader | None]


def by_file(root: Path, words: str, files: Collection[str]) -> str | None:
    """The story among ``files`` whose file a person means, by its name of today or an earlier one, if there is one."""
    meant = tuple(files_meant(root, words))
    today = next((path for path in meant if path in files), None)
    return today or next((path for path in map(moves_of(root).now, meant) if path in files), None)


def files_meant(root: Path, words: str) -> Iterator[str]:
    """The files that a person may mean: from the site's folder, from where they stand, or by the file's name alone."""
    if "\0" in words or spelled(words) != words:
        return  # no file's name, or none that a story is read by
    given = posixpath.normpath(words.replace("\\", "/"))
    yield given
    here, top = Path(words).resolve(), root.resolve()
    if here.is_relative_to(top):
        yield here.relative_to(top).as_posix()
    yield from (f"stories/{given}", f"stories/{given}.md")


def by_address(words: str, headers: Headers) -> str | None:
    """The text whose address a person means, with or without what stands before the site or behind its folder."""
    parts = [part for part in words.replace("\\", "/").split("/") if part not in ("", ".")]
    if parts and parts[-1] == "index.html":
        parts.pop()
    ends = ("/".join((*parts[n:], "index.html")) for n in range(len(parts)))
    return next((found for end in ends if (found := text_at(end, headers))), None)


def text_at(path: str, headers: Headers) -> str | None:
    """The text whose page is at ``path`` of the output, or would be if it were published; its own page comes first."""
    own = (text for text, header in headers.items() if path == own_path(text, header))
    former = (text for text, header in headers.items() if isinstance(header, StoryHeader) and path in header.aliases)
    return next(own, None) or next(former, None)


def nearest(words: str, files: Iterable[str]) -> str:
    """A hint at the story whose name is nearest to a mistyped one."""
    if spelled(words) != words:
        return "this name is not UTF-8. If there is such a file, rename it first; letters, digits and hyphens are safe."
    known = [name for path in files for name in (path, Path(path).stem)]
    return did_you_mean(words, known, "name its file, such as stories/a-gate.md.")


def own_path(text: str, header: StoryHeader | PageHeader | None) -> str:
    """The page of a text, or that which it would have."""
    return text_path(text, (header and header.slug) or slug_of(text))

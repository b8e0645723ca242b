"""Pictures that one text covers up and another shows as they are: whoever is in them is the same person in both.

Each text says for itself what is covered up, since a story that is withheld changes nothing of another (promise 2). So
nothing is covered up here; it is told, and the site does not go online with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from generator.content.links import local_path
from generator.content.named_files import NamedFile, file_digest, pictures_of
from generator.content.read import Manuscript, PageSource
from generator.content.sources import inside
from generator.ground.diagnostics import START, Diagnostic, unready, warning

BARE = "covered-elsewhere"
HINT = "cover it up here, too (“obscure” above a story), or put a picture here in which it is painted over"


def bare_pictures(
    root: Path,
    texts: Iterable[Manuscript | PageSource],
    named: Mapping[str, Collection[NamedFile]],
    published: Collection[str],
) -> Iterator[Diagnostic]:
    """Every place where a text shows a picture with nothing covered up of which another covers something, or itself.

    The picture is the same file, or one of the same bytes. ``named`` are the files that each text names. A text that is
    withheld covers up for the others, too: whether it may be read says nothing of who is in its picture. What texts
    show that are ``published`` stops the site from going online.
    """
    covering: dict[str, str] = {}
    for text, files in sorted(named.items()):
        for file in files:
            if file.covered:
                covering.setdefault(file.path, text)
    if not covering:
        return
    pictures = {file.path: file for files in named.values() for file in files if file.kind == "picture"}
    by_path = {**_of_the_same_bytes(root, covering, pictures), **covering}
    for shown in texts:
        tell = unready if shown.path in published else warning
        places = {local_path(one.src, shown.path): one.span for one in reversed(pictures_of(shown))}
        for file in named[shown.path]:
            by = by_path.get(file.path)
            if by is not None and not file.covered:
                where = "above this text" if by == shown.path else f"in {by}"
                what = f"something in this picture is covered up {where}, and not here"
                yield tell(BARE, shown.path, places.get(file.path, START), what, HINT)


def _of_the_same_bytes(root: Path, covering: dict[str, str], pictures: Mapping[str, NamedFile]) -> dict[str, str]:
    """Pictures that are the same as one that a text covers up, by their paths, with that text.

    Only those of the same size are read.
    """
    sizes = {path: _size(root, path) for path in pictures}
    wanted = {sizes[path] for path in covering} - {None}
    found = {path: file_digest(root, pictures[path]) for path, size in sizes.items() if size in wanted}
    known = {found[path]: text for path, text in reversed(covering.items()) if found.get(path) is not None}
    return {path: known[digest] for path, digest in found.items() if digest in known}


def _size(root: Path, path: str) -> int | None:
    """How large a file is; None where it is not there, which is told elsewhere."""
    real = inside(root, path)
    try:
        return real.stat().st_size if real else None
    except OSError:
        return None

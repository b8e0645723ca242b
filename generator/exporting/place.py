"""Where an export may be put: nothing lies there, or an older export and nothing else.

What lies there is known by digests alone. They stand in the manifest of an archive, and for a folder in a file of their
own, which no withdrawal has to empty, since no name of a text is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.bundle import archive
from generator.exporting.exported import PAGES, STORIES
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, error
from generator.ground.places import EXPORT_MARK, EXPORTED, MANIFEST, MARKER
from generator.store import output_folder
from generator.store.file_stamps import NONE

ZIP = ".zip"
# Endings of what somebody may take an export for.
FILES = frozenset({".csv", ".xml", ".md", ".html", ".htm", ".txt"})
# Folders of a site that builds and guards read.
OWN = (STORIES, PAGES, "consent")
# What systems write into folders that somebody looks at.
OF_SYSTEMS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
NAMED = 3
ELSEWHERE = "name another place with --out; nothing was written"
MOVE = f"move or copy them elsewhere first, or {ELSEWHERE}"


def is_archive(out: Path) -> bool:
    """Whether an export there is a zip archive; otherwise it is a folder."""
    return out.suffix.lower() == ZIP


def claim(out: Path, root: Path) -> None:
    """Make sure that the place may be written: it is new, or an older export of which every file is as it was made.

    Raises CannotBuildError, having changed nothing, where it may not; a folder of the site in ``root`` never may.
    """
    if out.suffix.lower() in FILES:
        what = "an export is a folder, or a zip archive"
        raise CannotBuildError(error("out", str(out), START, what, f"name a folder, or a file that ends in {ZIP}"))
    try:
        inside = [folder for folder in OWN if out.resolve().is_relative_to((root / folder).resolve())]
        if inside:
            what = f"the site's own files lie in {inside[0]}/, so an export there would become a part of the site"
            raise CannotBuildError(error("out", str(out), START, what, ELSEWHERE))
        if is_archive(out):
            other = out.is_dir() or (
                out.exists() and not _packed(out).get(MANIFEST, b"").startswith(EXPORT_MARK.encode())
            )
        else:
            output_folder.claim(out, root)
            filled = out.is_dir() and any(not path.name.startswith(".") for path in out.iterdir())
            other = filled and not (out / EXPORTED).is_file()
    except OSError as e:
        raise CannotBuildError(_unwritable(out, e)) from None
    if other:
        what = "this is there already, and is not an export"
        raise CannotBuildError(error("out", str(out), START, what, ELSEWHERE))
    hold_nothing_else(out)


def claim_file(out: Path, root: Path) -> None:
    """Make sure that a file with words of a story may be written: a new one, in a folder that is no site's nor output.

    What lies in the folder of the site in ``root`` would stay there when the story is withdrawn, or become a part of
    the site. Raises CannotBuildError, having changed nothing.
    """
    folder = out.resolve().parent
    if out.exists() or out.is_symlink():
        what = "this is there already"
    elif not folder.is_dir():
        what = "there is no such folder"
    elif folder.is_relative_to(root.resolve()):
        what = "this lies in the site's folder, where words that are given out would stay or become a part of the site"
    elif any((above / MARKER).is_file() for above in (folder, *folder.parents)):
        what = "this lies in a folder that hearten has made, and writes anew"
    else:
        return
    raise CannotBuildError(error("out", str(out), START, what, ELSEWHERE))


def hold_nothing_else(out: Path) -> None:
    """Raise CannotBuildError if anything lies in a claimed place that no export has put there as it is now."""
    try:
        others = sorted(_others(_packed(out).items(), _listed(out)) if is_archive(out) else _others_in(out))
    except OSError as e:
        raise CannotBuildError(_unwritable(out, e)) from None
    if others:
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        what = f"files lie in this export that were changed, or are none of it: {', '.join(others[:NAMED])}{more}"
        raise CannotBuildError(error("out", str(out), START, what, MOVE))


@contextmanager
def known(out: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Let the files of an export be known as such in the folder, those of the older one until all are there."""
    older, new = _digests(out), frozenset(map(_digest, files.values()))
    if older:
        _write(older | new, out)
    yield
    _write(new, out)


def _write(digests: frozenset[str], out: Path) -> None:
    output_folder.to_file("".join(f"sha256 {digest}\n" for digest in sorted(digests)).encode(), out / EXPORTED)


def _others_in(folder: Path) -> Iterator[str]:
    there = output_folder.look(folder)
    files = {path for path in there if not path.endswith("/") and path.rpartition("/")[2] not in OF_SYSTEMS}
    links = {path for path in files if there[path] == NONE}
    yield from links
    yield from _others(((path, (folder / path).read_bytes()) for path in files - links), _digests(folder))


def _others(files: Iterable[tuple[str, bytes]], known: frozenset[str]) -> Iterator[str]:
    """Files that are not known; one that a withdrawal has emptied holds nothing."""
    yield from (path for path, data in files if not output_folder.is_empty(data) and _digest(data) not in known)


def _digests(folder: Path) -> frozenset[str]:
    """The digests of what an export has put into a folder."""
    place = folder / EXPORTED
    return frozenset(place.read_text("ascii", "replace").split()[1::2]) if place.is_file() else frozenset()


def _listed(out: Path) -> frozenset[str]:
    """The digests in the manifest of a packed export, with its own."""
    listed = _packed(out).get(MANIFEST, b"")
    return frozenset((*archive.listed(listed).values(), _digest(listed)))


def _packed(out: Path) -> Mapping[str, bytes]:
    """The files of an archive; none where it is not one, or too large to be read."""
    # A device or a pipe may have no end.
    whole = out.is_file() and out.stat().st_size <= archive.LARGEST
    return (archive.unpack(out.read_bytes()) if whole else None) or {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unwritable(out: Path, why: OSError) -> Diagnostic:
    return error("out", str(out), START, f"nothing can be written here ({why.strerror})", ELSEWHERE)

"""The export, from a site to a folder or an archive that other programs read: `export` reads top to bottom."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from generator.bundle import archive
from generator.bundle.archive import manifest
from generator.content import moves
from generator.content.page_kinds import PageKind
from generator.exporting import place
from generator.exporting.exported import ExportedSite
from generator.exporting.html_pages import html_pages
from generator.exporting.markdown_files import markdown_files
from generator.exporting.published import published
from generator.exporting.table import FILE as TABLE
from generator.exporting.table import table
from generator.exporting.withheld import with_withheld
from generator.exporting.wxr import FILE as WORDPRESS
from generator.exporting.wxr import wxr
from generator.gate import consent_log, tombstones
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, error
from generator.ground.outcome import Output, Withheld
from generator.ground.places import EXPORT_MARK, MANIFEST
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.store import output_folder
from generator.store.guards import guard
from generator.store.overtaking import Beginning, beginning, until_whole

ExportFormat = Literal["markdown", "wxr", "html", "csv"]
WIDTH = 76
CONSENT = (
    "Each story may be shown where its storyteller agreed to it, and no longer than that. Whoever publishes from this "
    "copy has to take a story away when its consent ends, or is taken back."
)
GUARD = (
    "Guard this copy like the site's own folder. It holds every text, also drafts and stories that nobody agreed to "
    "have published, and the log of consents. Publish nothing from it that is marked as withheld."
)
READ_ME = "READ-ME.txt"
# What protects people beside the stories: who agreed to what, who took it back, and where files were.
GUARDS = (consent_log.PATH, tombstones.PATH, moves.PATH)


@dataclass(frozen=True, slots=True)
class Export:
    """What to export: the site in ``root``, in which format, to which folder or archive; ``everything``: all texts.

    ``given`` is the day on which it is given away: ``today``, or an earlier one.
    """

    root: Path
    form: ExportFormat
    out: Path
    today: date
    given: date
    everything: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was exported: how many texts, of them how many withheld ones, and which stay out; files and bytes.

    ``first_end`` is the first day on which a consent in it ends.
    """

    texts: int
    unpublished: int
    staying: tuple[Withheld, ...]
    files: int
    size: int
    first_end: date | None


def format_of(word: str) -> ExportFormat:
    """The format that a word names."""
    return next(known for known in get_args(ExportFormat) if known == word)


def export(asked: Export, stages: Stages) -> ExportReport:
    """Write an export, in place of an older one at the same place.

    Raises CannotBuildError, having changed nothing there, if the site cannot be read, or something else lies there.
    """
    place.claim(asked.out, asked.root)
    return until_whole(lambda: _once(asked, stages))


def _once(asked: Export, stages: Stages) -> ExportReport:
    with beginning(asked.root) as begun:
        planned = prepare(Target(asked.root, "web", asked.today, given=asked.given), Run(stages=stages))
        site, staying = published(planned, asked.today), planned.withheld
        if asked.everything:
            site, staying = with_withheld(site, planned)
        files = dict(_files(asked, site))
        size = _put(files, asked.out, begun)
    ends = [text.consent.until for text in site.texts if not text.withheld and text.consent and text.consent.until]
    unpublished = sum(text.withheld is not None for text in site.texts)
    return ExportReport(len(site.texts), unpublished, staying, len(files), size, min(ends, default=None))


def _files(asked: Export, site: ExportedSite) -> Iterator[tuple[str, bytes]]:
    """All files of an export by their paths, the manifest last."""
    files = dict(_in_format(asked, site))
    if asked.form != "csv":
        shown = {view.path for text in site.texts for view in (text.picture, *text.pictures) if view is not None}
        photos = {PageKind.PICTURE.path(name=photo.name): photo for photo in site.photos.values()}
        files |= {path: photos[path].content for path in sorted(shown)}
    if asked.everything:
        kept = ((path, guard(asked.root, path)) for path in GUARDS)
        files |= {path: content for path, content in kept if content is not None}
    files[READ_ME] = _read_me(asked, site)
    yield from files.items()
    yield MANIFEST, EXPORT_MARK.encode() + b"\n" + manifest(files, ())


def _in_format(asked: Export, site: ExportedSite) -> Iterator[tuple[str, bytes]]:
    match asked.form:
        case "markdown":
            yield from markdown_files(site)
        case "wxr":
            yield WORDPRESS, wxr(site)
        case "html":
            yield from html_pages(site)
        case "csv":
            yield TABLE, table(site, everything=asked.everything)


def _read_me(asked: Export, site: ExportedSite) -> bytes:
    """A letter to whoever opens the export, with line ends that every editor knows."""
    ends = [text.consent.until for text in site.texts if text.consent and text.consent.until]
    paragraphs = [
        f"{site.name}, {site.address}",
        f"This copy was made by “hearten export {asked.form}” on {asked.today}.",
        CONSENT,
    ]
    if asked.everything:
        paragraphs.insert(0, GUARD)
    elif ends:
        paragraphs.append(f"The first consent in it ends on {min(ends)}.")
    ways = " ".join(filter(None, (site.withdraw.text, site.withdraw.email, site.withdraw.phone)))
    paragraphs.append(ways)
    text = "\n\n".join(textwrap.fill(p, WIDTH, break_long_words=False, break_on_hyphens=False) for p in paragraphs)
    return f"{text}\n".replace("\n", "\r\n").encode()


def _put(files: Mapping[str, bytes], out: Path, begun: Beginning) -> int:
    """Put an export in place; the number of its bytes there."""
    problems = [_unsafe(path, why) for path, why in archive.unsafe_names(files)]
    if problems:
        raise CannotBuildError(*problems)
    packed = archive.pack(files) if place.is_archive(out) else None
    with begun.turn():
        place.hold_nothing_else(out)
        if packed is not None:
            output_folder.to_file(packed, out)
            return len(packed)
        with place.known(out, files):
            output_folder.to_folder([Output(path, content) for path, content in files.items()], out, files)
    return sum(map(len, files.values()))


def _unsafe(path: str, why: str) -> Diagnostic:
    hint = "write another slug for the text that this file belongs to; an export has to open on every machine"
    return error("file-name", path, START, f"not every machine can hold this file: {why}", hint)

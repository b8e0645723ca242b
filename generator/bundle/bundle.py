"""A bundle: a copy of the site to give away, with only what consent covers offline until the copy's last day."""

from __future__ import annotations

import re
import textwrap
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from generator.bundle import archive, epub, pdf
from generator.bundle.overlay import overlays
from generator.bundle.typeset import typeset
from generator.consent.find_story import text_at
from generator.content.page_kinds import PageKind
from generator.content.routes import story_path
from generator.content.strings import Strings
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, error
from generator.ground.outcome import LargeOutput, Output, Withheld
from generator.ground.places import MANIFEST, MARKER
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.media.clip import Clip
from generator.media.published import sha256_of
from generator.plan.bundle_terms import BundleTerms
from generator.plan.layout import make_shell
from generator.prepare import Planned, prepare
from generator.render.phrases import phrase
from generator.render.renderer import Renderer, renderer_of
from generator.store import output_folder
from generator.store.overtaking import Beginning, beginning, until_whole
from generator.store.staging import Kept, keep, keep_large
from generator.views.pages import Page, RedirectView
from generator.views.view_models import Bundle

Format = Literal["zip", "folder", "epub", "pdf"]
# Everything but what a person is to see first lies in this folder.
INSIDE = "site"
MANIFESTS = (MANIFEST, epub.MANIFEST)
OPENING = "index.html"
READ_ME = "READ-ME.txt"
WIDTH = 76
UNTIL = re.compile(r"^# Made on (\d{4}-\d\d-\d\d), good until (\d{4}-\d\d-\d\d)\.$", re.MULTILINE)
STORY = re.compile(rf"(?:{INSIDE}/(stories/[^/]+)/index\.html|{epub.INSIDE}/(stories/[^/]+)\.xhtml)")


@dataclass(frozen=True, slots=True)
class Recordings:
    """How many recordings there are, and how large they are together, in bytes."""

    count: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: where, how large in bytes, from how many files and stories, in how many seconds.

    ``first_to_end`` are the sources of the stories whose consent ends on the bundle's last day. ``recordings`` are
    those in it, and those that were ``left_out`` although consent covers them, since nobody asked for them. ``unset``
    are characters that no font has, each time with the source of the story, or None for the pages around stories.
    """

    out: Path
    size: int
    files: int
    stories: int
    about: Bundle
    first_to_end: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    seconds: float
    recordings: Recordings = Recordings()
    left_out: Recordings = Recordings()
    unset: tuple[tuple[str | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found in a bundle: files that are not as the manifest says, stories that should not be there today."""

    files: int
    until: date | None
    faults: tuple[tuple[str, str], ...]
    stories: tuple[tuple[str, str], ...]

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.faults and not self.stories


def format_of(word: str) -> Format:
    """The kind of bundle that a word names."""
    return next(known for known in get_args(Format) if known == word)


def make(root: Path, out: Path, form: Format, terms: BundleTerms, today: date, given: date, stages: Stages) -> Made:
    """Make a bundle of the site in ``root`` for ``today`` and put it at ``out``, in place of an older one.

    ``given`` is the day on which it is given away, that one or an earlier one. Raises CannotBuildError, having changed
    nothing at ``out``, if settings, theme, terms or names do not allow it.
    """
    _claim(out, root, form)
    target = Target(root, "offline", today, given=given)
    return until_whole(lambda: _once(target, out, form, terms, stages))


def _once(target: Target, out: Path, form: Format, terms: BundleTerms, stages: Stages) -> Made:
    with beginning(target.root) as begun:
        return _made(target, out, form, terms, stages, begun)


def _made(target: Target, out: Path, form: Format, terms: BundleTerms, stages: Stages, begun: Beginning) -> Made:
    start = time.perf_counter()
    planned = prepare(target, Run(stages=stages), terms)
    about = planned.site.bundle
    if about is None:
        raise AssertionError("terms make a bundle")
    renderer = renderer_of(planned.theme)
    if form == "pdf":
        size, unset = _put_pdf(planned, renderer, about, out, begun)
        files = 1
    else:
        files, size = _put_files(planned, renderer, about, out, form, stages, begun)
        unset = ()
    ending = tuple(s.source for s in planned.site.stories if s.lasts == about.until)
    stories, seconds = len(planned.site.stories), time.perf_counter() - start
    recordings = _recordings(planned, _held(planned, form))
    return Made(out, size, files, stories, about, ending, planned.withheld, seconds, *recordings, unset)


def _put_files(
    planned: Planned,
    renderer: Renderer,
    about: Bundle,
    out: Path,
    form: Format,
    stages: Stages,
    begun: Beginning,
) -> tuple[int, int]:
    """Put a copy of many files at ``out``, packed or not; how many there are, and how large in bytes."""
    files = epub.files(planned, renderer) if form == "epub" else _files(planned, renderer, stages)
    place, first = (epub.MANIFEST, epub.MIMETYPE) if form == "epub" else (MANIFEST, None)
    problems = [_unsafe(path, why) for path, why in archive.unsafe_names(files)]
    if problems:
        raise CannotBuildError(*problems)
    every = archive.with_manifest(files, place, _remarks(planned, about), first)
    if form == "folder":
        outputs = (_output(path, content) for path, content in every)
        output_folder.fill(partial(_kept, outputs, out), out, {*files, place}, turn=begun.turn)
        return len(files) + 1, sum((out / path).stat().st_size for path in (*files, place))
    with output_folder.new_file(out) as new:
        archive.pack_into(new.file, every, first)
        with begun.turn():
            return len(files) + 1, new.put()


def _put_pdf(
    planned: Planned, renderer: Renderer, about: Bundle, out: Path, begun: Beginning
) -> tuple[int, tuple[tuple[str | None, str], ...]]:
    """Put a PDF at ``out``; how large it is, in bytes, and what no font has of its stories, and around them."""
    sheets = pdf.sheets(planned, renderer)
    made = typeset(sheets, pdf.listing(sheets.stories, _remarks(planned, about)))
    with output_folder.new_file(out) as new:
        new.file.write(made.content)
        with begun.turn():
            return new.put(), tuple(_unset(planned, made.missing))


def _unset(planned: Planned, missing: Collection[str]) -> Iterator[tuple[str | None, str]]:
    """The stories in which such characters stand, each with these; those that are in none have no source."""
    left = {*missing}
    for story in planned.site.stories if missing else ():
        words = f"{story.title}{story.author}{story.summary}{story.body.text}"
        here = {*missing}.intersection(words)
        left -= here
        if here:
            yield story.source, "".join(sorted(here))
    if left:
        yield None, "".join(sorted(left))


def _held(planned: Planned, form: Format) -> set[str]:
    """The names of the recordings that a bundle of this format has."""
    if form == "pdf":
        return set()
    if form == "epub":
        return {one.clip.name for one in overlays(planned).values()}
    return {page.known.name for page in planned.pages if isinstance(page.known, Clip)}


def _output(path: str, content: bytes | LargeOutput) -> Output | LargeOutput:
    return replace(content, path=path) if isinstance(content, LargeOutput) else Output(path, content)


def _kept(outputs: Iterable[Output | LargeOutput], out: Path, aside: Path) -> Iterator[Kept]:
    yield from (keep(out, aside, one) if isinstance(one, Output) else keep_large(out, aside, one) for one in outputs)


def _recordings(planned: Planned, held: Collection[str]) -> tuple[Recordings, Recordings]:
    """The recordings that are in a bundle, by the names of those that it has ``held``, and those that are not."""
    told = (story.recording for story in planned.site.stories)
    sizes = {clip.name: clip.of.size for one in told if one for clip in one.clips}
    parts = [[size for name, size in sizes.items() if (name in held) is is_in] for is_in in (True, False)]
    first, second = (Recordings(len(part), sum(part)) for part in parts)
    return first, second


def check(path: Path, root: Path | None, today: date, given: date) -> Checkup:
    """Hold a bundle against its own manifest, and its stories against the site in ``root``, if there is one, today.

    Where it is given away before that, on the day ``given``, they may be in it on both days.
    Raises CannotBuildError if ``path`` is no bundle, or the site cannot be read.
    """
    opened = _open(path)
    place = next((name for name in MANIFESTS if name in opened.read), None) if opened is not None else None
    if opened is None or place is None:
        hint = f"name a zip archive, EPUB, PDF or folder that “hearten bundle” made; all but a PDF hold {MANIFEST}"
        raise CannotBuildError(error("no-bundle", str(path), START, "this is not a bundle, or it is damaged", hint))
    files, listing = opened.digests, opened.read[place]
    until = _until(listing)
    held = sorted(f"{match[1] or match[2]}/index.html" for name in files if (match := STORY.fullmatch(name)))
    held += pdf.HOLDS.findall(listing.decode("utf-8", "replace"))
    planned = prepare(Target(root, "offline", today, given=given), Run()) if root is not None else None
    stories = [(address, why) for address in held if planned and (why := _why_not(address, planned))]
    faults = [] if until else [(place, "it does not say until when the copy is good")]
    faults += archive.faults(files, listing, place)
    return Checkup(len(files), until, tuple(faults), tuple(stories))


def _until(listed: bytes) -> date | None:
    """The last day of a bundle by its manifest, if that names one that is in the calendar."""
    found = UNTIL.search(listed.decode("utf-8", "replace"))
    try:
        return date.fromisoformat(found[2]) if found else None
    except ValueError:
        return None


def _files(planned: Planned, renderer: Renderer, stages: Stages) -> dict[str, bytes | LargeOutput]:
    """The bundle as files by their paths: the site in a folder, and what a person is to see first beside it."""
    rendered = ((page.path, _content(page, renderer)) for page in planned.pages)
    files = {f"{INSIDE}/{path}": content for path, content in stages.each("render", rendered, len(planned.pages))}
    shell = make_shell(planned.site, planned.theme)
    opening = RedirectView(shell, shell.name, f"{INSIDE}/{PageKind.HOME.path()}", indexed=False)
    files[OPENING] = renderer.fill("opening.html", OPENING, opening)
    files[READ_ME] = _read_me(planned, planned.theme.strings_for(shell.language))
    return files


def _content(page: Page, renderer: Renderer) -> bytes | LargeOutput:
    return page.known.as_output(page.path) if isinstance(page.known, Clip) else renderer.render(page).content


def _read_me(planned: Planned, strings: Strings) -> bytes:
    """A letter to whoever opens the bundle, with line ends that every editor knows."""
    settings, about = planned.site.settings, planned.site.bundle
    if about is None:
        raise AssertionError("only bundles have this file")
    contact = ", ".join(
        [
            phrase(strings, "published_by", name=settings.organisation.name),
            settings.organisation.email,
            settings.address,
        ]
    )
    days = {"made": strings.day(about.made), "until": strings.day(about.until)}
    paragraphs = [
        settings.name,
        f"{strings['readme_open']} {strings['readme_unpack']}",
        f"{phrase(strings, 'bundle_until', **days)} {strings['readme_after']}",
        strings["readme_share"],
        *([strings["readme_recall"]] if about.recall else []),
        strings["readme_manifest"],
        contact,
    ]
    text = "\n\n".join(textwrap.fill(p, WIDTH, break_long_words=False, break_on_hyphens=False) for p in paragraphs)
    return f"{text}\n".replace("\n", "\r\n").encode()


def _remarks(planned: Planned, about: Bundle) -> tuple[str, str]:
    settings = planned.site.settings
    return f"{settings.name}, {settings.address}", f"Made on {about.made}, good until {about.until}."


def _unsafe(path: str, why: str) -> Diagnostic:
    hint = "write another slug for the text or topic that this file belongs to; a bundle has to open on every machine"
    return error("file-name", path, START, f"not every machine can hold this file: {why}", hint)


def _claim(out: Path, root: Path, form: Format) -> None:
    """Make sure that ``out`` may be written: it is new, or an older bundle."""
    if form == "folder":
        output_folder.claim(out, root)
        return
    hint = "name another file with --out; nothing was written"
    try:
        other = out.exists() and not (out.is_file() and (archive.names(out) & {*MANIFESTS} or _opened_pdf(out)))
    except OSError as e:
        what = f"nothing can be written here ({e.strerror})"
        raise CannotBuildError(error("out", str(out), START, what, hint)) from None
    if other:
        raise CannotBuildError(error("out", str(out), START, "this is there already, and is not a bundle", hint))


def _open(path: Path) -> archive.LookedThrough | None:
    """What is in a bundle, packed or not, with the bytes of its manifest; None if it cannot be opened."""
    try:
        if path.is_dir():
            files = {file.relative_to(path).as_posix(): file for file in _files_in(path)}
            read = {name: files[name].read_bytes() for name in MANIFESTS if name in files}
            return archive.LookedThrough({name: _sha256(file) for name, file in files.items()}, read)
        # A device or a pipe may have no end.
        return archive.look_through(path, MANIFESTS) or _opened_pdf(path) if path.is_file() else None
    except OSError:
        return None


def _opened_pdf(path: Path) -> archive.LookedThrough | None:
    """What a PDF says of itself; None of a file that is no PDF of ours, or a larger one than any. Raises OSError."""
    return pdf.looked_into(path.read_bytes()) if path.stat().st_size <= archive.LARGEST_MANIFEST * 10 else None


def _files_in(folder: Path) -> list[Path]:
    """The files of a bundle that is a folder."""
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and p.relative_to(folder).parts[0] != MARKER]


def _sha256(place: Path) -> str:
    with place.open("rb") as file:
        return sha256_of(file)


def _why_not(address: str, planned: Planned) -> str | None:
    """Why a story at this address may not be offline today; None if it may."""
    site = planned.site
    if any(address == story_path(s.slug) or site.redirects.get(address) == s.source for s in site.stories):
        return None
    source = text_at(address, planned.withheld_headers)
    if source is not None:
        return next(withheld.reason for withheld in planned.withheld if withheld.source == source)
    return "the site has no such story for offline use; it was taken out, or its address has changed"

"""The site as its files are now, in memory: read again when they change, rendered page by page as pages are asked for.

This is all that the preview knows of building. Where settings, theme or templates are wrong, the last good site stays
up, and what is wrong is held beside it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from generator.consent.find_story import own_path, text_at
from generator.content import read, sources
from generator.content.read import Manuscript
from generator.ground import limits
from generator.ground.channels import Medium
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Severity, spelled
from generator.ground.digest import content_name
from generator.ground.outcome import Output, Withheld, usual_out
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.media.clip import Clip
from generator.prepare import Planned, prepare
from generator.preview.site.last_build import last_build
from generator.preview.site.page_store import PageStore, Reading
from generator.render.renderer import Renderer
from generator.store.cache import FILE, FOLDER, Cache
from generator.store.file_stamps import stamp

FEW = 20  # texts that are saved at once and looked at before the whole site is
HEAD_START = 1.0  # seconds that pages of the last build have before the site is read


class LiveSite:
    """The last good site below ``root`` for ``medium``, with consent decided for ``today``, or each day if None.

    ``stopped`` holds what keeps the files as they are now from being a site; it is empty when all is well.
    """

    def __init__(self, root: Path, medium: Medium, today: date | None) -> None:
        self.root, self.medium = root, medium
        self.stopped: tuple[Diagnostic, ...] = ()
        self._today = today
        self._site: Reading | None = None
        self._sources: dict[str, str] = {}
        self._pages = PageStore()
        self._began = 0  # in nanoseconds, when the files were last looked at
        self.seconds = 0.0  # that reading the whole site took
        self._known_errors: frozenset[str] | None = None
        self._cache: Cache | None = None
        self._reading, self._catching_up, self._turn = threading.Lock(), threading.Lock(), threading.Lock()
        self._saves = 0
        self._doubted: set[Path] | None = set()  # files saved since there was no doubt; None where it may be any
        self._early = last_build(root, medium, self.today)
        self._read, self._sure, self._wanted = threading.Event(), threading.Event(), threading.Event()
        if self._early is None:
            self.read()
        else:
            self._sure.set()
            threading.Thread(target=self._read_soon, daemon=True).start()

    @property
    def reading(self) -> Reading | None:
        """The last good site, or None where there never was one; waits until the site was read once."""
        self.wait()
        return self._site

    @property
    def is_read(self) -> bool:
        """Whether the site was read once."""
        return self._read.is_set()

    @property
    def is_sure(self) -> bool:
        """Whether it is known of all pages that they may be shown."""
        return self._sure.is_set()

    def wait(self, *, wanted: bool = True) -> None:
        """Wait until the site was read once, which begins at once where somebody wants it."""
        if wanted:
            self._wanted.set()
        self._read.wait()

    def end(self) -> None:
        """Let nobody wait any longer, since the preview ends."""
        self._read.set()
        self._sure.set()

    def early(self, path: str) -> Output | None:
        """The page at ``path`` of the output, as long as the site is still to be read; waits while there is doubt.

        None where it is not known without reading the site.
        """
        self._sure.wait()
        of = self._early
        return of.page(path) if of is not None and of.today == self.today else None

    def doubt(self, saved: Collection[Path] | None = None) -> None:
        """Let pages wait until it is known what of them may be shown: files have changed, which may be consents.

        ``saved`` are these files, or None where they may be any.
        """
        with self._turn:
            self._saves, self._early = self._saves + 1, None
            if saved is None:
                self._doubted = None
            elif self._doubted is not None:
                self._doubted.update(saved)
            self._sure.clear()

    def catch_up(self) -> bool:
        """Show what a build would make of the files as they are now, where only texts have changed since the last.

        The rest, such as what the desk says of a site, is as it was last read. Whether there is no doubt any more.
        """
        with self._catching_up:
            saves = self._saves
            found = last_build(self.root, self.medium, self.today)
            with self._turn:
                if found is not None and saves == self._saves:
                    self._early, self._doubted = found, set()
                    self._sure.set()
        return self.is_sure

    def refresh(self) -> None:
        """Read everything again, and let pages wait for that."""
        self.doubt()
        self.read()

    def _read_soon(self) -> None:
        """Read everything for the first time, when the first pages have been shown, since both take turns."""
        self._wanted.wait(HEAD_START)
        if not self.is_read:
            self.read()

    def read(self) -> None:
        """Read everything again. Where that is no site, the last good one stays, and `stopped` says why."""
        with self._reading:
            self._began, start, saves = time.time_ns(), time.perf_counter(), self._saves
            try:
                self._refresh(self.today)
            finally:
                with self._turn:
                    if saves == self._saves:
                        self._early, self._doubted = None, set()
                        self._sure.set()
                self._read.set()
            self.seconds = time.perf_counter() - start

    def _refresh(self, today: date) -> None:
        self._cache = self._cache or Cache.copied(self.root / FOLDER / FILE)
        try:
            # What a build has found out, above all the index, is there for the preview, too.
            target = Target(self.root, self.medium, today, usual_out(self.root, self.medium))
            planned = prepare(target, Run(self._cache))
            same = self._site is not None and self._site.planned.theme.digest == planned.theme.digest
            renderer = self._site.renderer if self._site and same else Renderer(planned.theme)
        except CannotBuildError as e:
            self.stopped = e.diagnostics
            return
        self._pages.begin_anew()
        self._site = _reading(self._site.number + 1 if self._site else 1, planned, renderer, today)
        self.stopped = ()
        erring = frozenset(d.path for d in planned.diagnostics if d.is_error)
        self._known_errors = erring if self._known_errors is None else self._known_errors & erring

    def with_settings(self, settings: bytes) -> Reading:
        """The site as it would be with another site.yaml, while nothing is written. Raises CannotBuildError."""
        target = Target(self.root, self.medium, self.today, usual_out(self.root, self.medium))
        # What is found out on the way is forgotten: it is of a site that may never be.
        planned = prepare(target, Run(Cache.copied(self.root / FOLDER / FILE)), settings=settings)
        return _reading(0, planned, Renderer(planned.theme), target.today)

    def amend(self) -> bool:
        """Make pages of stories anew whose text alone has changed (`PageStore.amend`); whether there are any.

        Where all that was saved since there was no doubt are such texts, the doubt ends.
        """
        site = self.reading
        with self._turn:
            saves, saved = self._saves, tuple(self._doubted or ())
        if site is None or site.today != self.today or self.stopped:
            return False
        texts = [site.manuscripts.get(self._named(path)) for path in saved]
        pages = [own_path(text.path, text.header) for text in texts if text is not None]
        data = partial(sources.read_inside, self.root, limit=limits.TEXT)
        now = self._pages.amend(site, data, self._is_as_read, pages if len(pages) <= FEW else ())
        if now is None:
            return False
        if saved and all(self._is_settled(path, now, site) for path in saved):
            with self._turn:
                if saves == self._saves:
                    self._doubted = set()
                    self._sure.set()
        return any(now.values())

    def _named(self, path: Path) -> str:
        """A file of the site by its name in it."""
        return spelled(path.relative_to(self.root.resolve()).as_posix())

    def _is_settled(self, path: Path, now: Mapping[str, bool], site: Reading) -> bool:
        """Whether a file is a text whose page was made anew, or one that an editor had beside it for a moment."""
        source = self._named(path)
        if source in now:
            return True
        shown = any(picture == source or picture.startswith(f"{source}/") for picture in site.planned.pictures)
        return path.parent.name == "stories" and path.suffix != ".md" and not shown and not path.exists()

    def _is_as_read(self, source: str) -> bool:
        """Whether a file cannot have changed since the site was read."""
        try:
            return stamp((self.root / source).stat()).tells(self._began)
        except OSError:
            return False

    @property
    def today(self) -> date:
        """The day that consent is decided for."""
        return self._today or sources.today()

    @property
    def day_to_act(self) -> date:
        """The day of what somebody does here and what is written down: never one that is still to come."""
        return min(self.today, sources.today())

    @property
    def day_to_give(self) -> date:
        """The day that has to be covered by consent before words leave this computer: never one that is past."""
        return max(self.today, sources.today())

    @property
    def planned(self) -> Planned | None:
        """The last good site, or None where there never was one."""
        return self.reading.planned if self.reading else None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found in the last good site, after what keeps the files from being one now."""
        return (*self.stopped, *(self.reading.planned.diagnostics if self.reading else ()))

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What the last good site leaves out, and why."""
        return self.reading.planned.withheld if self.reading else ()

    @property
    def manuscripts(self) -> Mapping[str, Manuscript]:
        """Every story's file that could be read, by its path; published or not, so for the desk alone."""
        return self.reading.manuscripts if self.reading else {}

    @property
    def texts(self) -> frozenset[str]:
        """The files of all texts that are there, whether they could be read or not."""
        return frozenset({*self.manuscripts, *(withheld.source for withheld in self.withheld)})

    def whole(self, source: str) -> Manuscript | None:
        """A story's file as it is now, with the places of all its fields, which a site does not keep."""
        data = sources.read_inside(self.root, source, limits.TEXT)
        if data is None or self.reading is None:
            return None
        return read.manuscript(data, source, self.reading.planned.site.settings.language).value

    def page(self, path: str) -> Output | None:
        """The page at ``path`` of the output, or None if there is none, or a recording.

        Where its template fails, the page is as it was before, or None, and `problems` tells why. Waits while there is
        doubt.
        """
        self._sure.wait()
        site = self._of_today()
        return self._pages.page(path, site) if site else None

    def clip(self, path: str) -> Clip | None:
        """The recording at ``path`` of the output, or None if there is none; waits while there is doubt."""
        self._sure.wait()
        site = self._of_today()
        page = site.pages.get(path) if site else None
        return page.known if page and isinstance(page.known, Clip) else None

    def _of_today(self) -> Reading | None:
        if self.reading is not None and self.reading.today != self.today:
            self.refresh()  # the day has changed, and consent may have ended with it
        return self.reading

    def version(self, path: str) -> str | None:
        """A digest of the page's bytes, or None if there is no such page."""
        made = self.page(path)
        return content_name(made.content) if made else None

    def source(self, path: str) -> str | None:
        """The file that the page at ``path`` is made of, or would be if it were published; None for other pages."""
        found = _source(path, self.reading) if self.reading else None
        if found is not None:
            # Remembered for when the address that the file gives itself can no longer be read.
            self._sources[path] = found
        return found or self._sources.get(path)

    def problems(self, path: str) -> tuple[Diagnostic, ...]:
        """What whoever looks at ``path`` should know of.

        That is what stops the whole site or this page's template, everything in the page's own file, and on every page
        the files that have errors since the preview began.
        """
        own, old = self.source(path), self._known_errors or frozenset()
        found = self.reading.planned.diagnostics if self.reading else ()
        told = (d for d in found if d.severity is not Severity.NOTE)
        listed = (d for d in told if d.path == own or (d.is_error and d.path not in old))
        return (*self.stopped, *self._pages.failures(path), *listed)

    def failed(self, path: str) -> bool:
        """Whether the template of the page at ``path`` failed when it was last asked for."""
        return bool(self._pages.failures(path))

    def line(self, path: str, number: int) -> str | None:
        """A line of one of the site's files as it is now, counted from 1; None if there is no such line."""
        data = sources.read_inside(self.root, path, limits.TEXT)
        lines = (data or b"").decode("utf-8-sig", "replace").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else None


def _reading(number: int, planned: Planned, renderer: Renderer, today: date) -> Reading:
    pages, texts = {page.path: page for page in planned.pages}, {text.path: text for text in planned.manuscripts}
    return Reading(number, planned, renderer, pages, texts, today)


def _source(path: str, site: Reading) -> str | None:
    """The file behind a page's path: of a published text, or of a withheld one by the address that it would have."""
    page = site.pages.get(path)
    if page is not None and page.source is not None:
        return page.source
    return text_at(path, site.planned.withheld_headers)

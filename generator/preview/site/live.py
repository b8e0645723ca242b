"""The site as its files are now, in memory: read again when they change, rendered page by page as pages are asked for.

This is all that the preview knows of building. Where settings, theme or templates are wrong, the last good site stays
up, and what is wrong is held beside it.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.consent.find_story import text_at
from generator.content import read, sources
from generator.content.page_kinds import PlainFile
from generator.content.read import Manuscript
from generator.content.routes import story_path
from generator.gate.admission import Admission, admit_all
from generator.ground import limits
from generator.ground.channels import Medium
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, Severity, error, in_order
from generator.ground.digest import content_name
from generator.ground.outcome import Output, Withheld, usual_out
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import Planned, prepare
from generator.preview.site import proof
from generator.preview.site.hot_update import hot_update
from generator.preview.site.last_build import last_build
from generator.render.renderer import Renderer
from generator.store.cache import FILE, FOLDER, Cache
from generator.store.file_stamps import stamp
from generator.views.pages import Page

MOST_KEPT = 200  # pages, as they were when their template last worked
MOST_DECIDED = 8  # channels and days that the desk looks at


@dataclass(frozen=True, slots=True)
class _Good:
    """A site that could be planned, with its pages by path and its texts by file."""

    planned: Planned
    renderer: Renderer
    pages: Mapping[str, Page]
    manuscripts: Mapping[str, Manuscript]
    today: date
    decided: dict[tuple[Medium, date], Admission] = field(default_factory=dict)


class Live:
    """The last good site below ``root`` for ``medium``, with consent decided for ``today``, or each day if None.

    ``stopped`` holds what keeps the files as they are now from being a site; it is empty when all is well.
    """

    def __init__(self, root: Path, medium: Medium, today: date | None) -> None:
        self.root, self.medium = root, medium
        self.stopped: tuple[Diagnostic, ...] = ()
        self._today = today
        self._site: _Good | None = None
        self._sources: dict[str, str] = {}
        self._failed: dict[str, tuple[Diagnostic, ...]] = {}
        self._kept: dict[str, tuple[int, Output]] = {}
        self._ahead: dict[str, tuple[int, bytes]] = {}  # of pages that were made ahead, what was in their files
        self._began = 0  # in nanoseconds, when the files were last looked at
        self.seconds = 0.0  # that reading the whole site took
        self._times = 0  # how often the site was read; to keep pages with their sites would keep those in memory
        self._known_errors: frozenset[str] | None = None
        self._cache: Cache | None = None
        self._reading = threading.Lock()
        self._keeping = threading.Lock()
        self._early = last_build(root, medium, self.today)
        self._read = threading.Event()
        if self._early is None:
            self._read_all()
        else:
            threading.Thread(target=self._read_all, daemon=True).start()

    @property
    def _good(self) -> _Good | None:
        """The last good site; waits until the site was read once."""
        self.wait()
        return self._site

    def wait(self) -> None:
        """Wait until the site was read once."""
        self._read.wait()

    def end(self) -> None:
        """Let nobody wait any longer, since the preview ends."""
        self._read.set()

    def early(self, path: str) -> Output | None:
        """The page at ``path`` of the output, as long as the site is still read for the first time and is as it was."""
        of = self._early
        return of.page(path) if of is not None and of.today == self.today else None

    def refresh(self) -> None:
        """Read everything again. Where that is no site, the last good one stays, and `stopped` says why."""
        self._early = None
        self._read_all()

    def _read_all(self) -> None:
        with self._reading:
            self._began, start = time.time_ns(), time.perf_counter()
            try:
                self._refresh(self.today)
            finally:
                self._early = None
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
        except OSError as e:
            # A file or folder went away between being found and being read.
            what = f"{e.filename} could not be read ({e.strerror})"
            self.stopped = (error("unreadable", sources.SITE_FILE, START, what, "save any file to try again"),)
            return
        pages = {page.path: page for page in planned.pages}
        self._failed, self._ahead = {}, {}
        self._site = _Good(planned, renderer, pages, {m.path: m for m in planned.manuscripts}, today)
        self._times += 1
        self.stopped = ()
        erring = frozenset(d.path for d in planned.diagnostics if d.is_error)
        self._known_errors = erring if self._known_errors is None else self._known_errors & erring

    def amend(self) -> bool:
        """Make story pages anew that were asked for before and whose text alone has changed; whether there are any.

        False as well where one of these stories has changed otherwise, which waits until the whole site is read again.
        """
        times, good = self._times, self._good
        if good is None or good.today != self.today or self.stopped:
            return False
        amended = False
        for path, (of, kept) in list(self._kept.items()):
            page = good.pages.get(path)
            before = good.manuscripts.get(page.source or "") if page and of == times else None
            if page is None or before is None or self._is_as_read(before.path):
                continue
            data = sources.read_inside(self.root, before.path, limits.TEXT)
            if data is None:
                return False
            if self._ahead.get(path) == (times, data):
                continue
            made = hot_update(page, before, data, good.planned, good.today)
            if made is None:
                return False
            try:
                output = good.renderer.render(made)
            except CannotBuildError:
                return False
            with self._keeping:
                self._kept[path] = times, output
            self._ahead[path] = times, data
            amended = amended or output.content != kept.content
        return amended

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
    def planned(self) -> Planned | None:
        """The last good site, or None where there never was one."""
        return self._good.planned if self._good else None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found in the last good site, after what keeps the files from being one now."""
        return (*self.stopped, *(self._good.planned.diagnostics if self._good else ()))

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What the last good site leaves out, and why."""
        return self._good.planned.withheld if self._good else ()

    @property
    def manuscripts(self) -> Mapping[str, Manuscript]:
        """Every story's file that could be read, by its path; published or not, so for the desk alone."""
        return self._good.manuscripts if self._good else {}

    def whole(self, source: str) -> Manuscript | None:
        """A story's file as it is now, with the places of all its fields, which a site does not keep."""
        data = sources.read_inside(self.root, source, limits.TEXT)
        if data is None or self._good is None:
            return None
        return read.manuscript(data, source, self._good.planned.site.settings.language).value

    def page(self, path: str) -> Output | None:
        """The page at ``path`` of the output, or None if there is none.

        Where its template fails, the page is as it was before, or None, and `problems` tells why.
        """
        if self._good is not None and self._good.today != self.today:
            self.refresh()  # the day has changed, and consent may have ended with it
        times, good = self._times, self._good
        if good is None or path not in good.pages:
            return None
        if isinstance(good.pages[path].kind.made_by, PlainFile):
            return good.renderer.render(good.pages[path])
        with self._keeping:
            of, kept = self._kept.pop(path, (0, None))
            if kept is not None and of == times:
                self._kept[path] = times, kept  # the last one asked for
                return kept
        try:
            kept = good.renderer.render(good.pages[path])
        except CannotBuildError as e:
            self._failed[path] = e.diagnostics
        if kept is not None:
            self._kept[path] = times, kept
            if len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return kept

    def version(self, path: str) -> str | None:
        """A digest of the page's bytes, or None if there is no such page."""
        made = self.page(path)
        return content_name(made.content) if made else None

    def source(self, path: str) -> str | None:
        """The file that the page at ``path`` is made of, or would be if it were published; None for other pages."""
        found = _source(path, self._good) if self._good else None
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
        found = self._good.planned.diagnostics if self._good else ()
        told = (d for d in found if d.severity is not Severity.NOTE)
        listed = (d for d in told if d.path == own or (d.is_error and d.path not in old))
        return (*self.stopped, *self._failed.get(path, ()), *listed)

    def failed(self, path: str) -> bool:
        """Whether the template of the page at ``path`` failed when it was last asked for."""
        return path in self._failed

    def line(self, path: str, number: int) -> str | None:
        """A line of one of the site's files as it is now, counted from 1; None if there is no such line."""
        data = sources.read_inside(self.root, path, limits.TEXT)
        lines = (data or b"").decode("utf-8-sig", "replace").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else None

    def decide(self, medium: Medium, today: date) -> Admission | None:
        """What the gate would say on another channel or day of the last good site; None where there never was one."""
        if self._good is None:
            return None
        planned, decided = self._good.planned, self._good.decided
        if (medium, today) == (self.medium, self._good.today):
            return Admission(planned.site.stories, planned.site.standalone_pages, planned.withheld, ())
        if (medium, today) not in decided:
            # An address that is taken is found by deciding, and may be free on another day.
            errors = Counter(d.path for d in planned.diagnostics if d.is_error and d.rule != "address-taken")
            if len(decided) >= MOST_DECIDED:
                del decided[next(iter(decided))]
            texts, evidence, settings = planned.manuscripts, planned.evidence, planned.site.settings
            gone = planned.withdrawn
            found = admit_all(texts, planned.page_sources, errors, settings, medium, today, evidence, gone, until=None)
            decided[medium, today] = found
        return decided[medium, today]

    def proof(self, source: str, path: str | None = None) -> Output | None:
        """What stands at ``path`` of a site in which the story ``source`` is seen as if it were published.

        Without a path, the story's own page. None where there is nothing, or the story's front matter has errors.
        Raises CannotBuildError where the template fails.
        """
        good = self._good
        if good is None or source not in good.manuscripts:
            return None
        story = next((s for s in good.planned.site.stories if s.source == source), None)
        if story is not None:
            return self.page(path or story_path(story.slug))
        seen = proof.proof(good.manuscripts[source], good.planned)
        if seen is None:
            return self.page(path) if path else None
        pages = {page.path: page for page in (seen.page, *seen.pictures)}
        wanted = path or seen.page.path
        return good.renderer.render(pages[wanted]) if wanted in pages else self.page(wanted)

    def own_problems(self, source: str) -> tuple[Diagnostic, ...]:
        """Everything found in one file; for a story that is not published, also in its links."""
        if self._good is None:
            return ()
        planned = self._good.planned
        found = [d for d in planned.diagnostics if d.path == source]
        if source in self._good.manuscripts and all(story.source != source for story in planned.site.stories):
            found += proof.links(self._good.manuscripts[source], planned)
        return in_order(found)


def _source(path: str, good: _Good) -> str | None:
    """The file behind a page's path: of a published text, or of a withheld one by the address that it would have."""
    page = good.pages.get(path)
    if page is not None and page.source is not None:
        return page.source
    return text_at(path, good.planned.withheld_headers)

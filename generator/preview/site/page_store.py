"""Pages in memory: rendered when somebody asks for them, and made anew one by one after the edit of a text."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.content.page_kinds import PlainFile
from generator.content.read import Manuscript
from generator.gate.admission import Admission
from generator.ground.channels import Medium
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.outcome import Output
from generator.media.clip import Clip
from generator.prepare import Planned
from generator.preview.site.hot_update import hot_update
from generator.render.renderer import Renderer
from generator.views.pages import Page

MOST_KEPT = 200  # pages, as they were when their template last worked


@dataclass(frozen=True, slots=True)
class Reading:
    """A site that could be planned, with its pages by path and its texts by file.

    ``number`` counts how often the site was read; pages that are kept know it, and not their site, which would keep
    former sites in memory. ``decided`` is what the desk has asked about other channels and days.
    """

    number: int
    planned: Planned
    renderer: Renderer
    pages: Mapping[str, Page]
    manuscripts: Mapping[str, Manuscript]
    today: date
    decided: dict[tuple[Medium, date], Admission] = field(default_factory=dict)


class PageStore:
    """Pages of the site as it was last read."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Output]] = {}
        self._ahead: dict[str, tuple[int, bytes]] = {}  # of pages that were made ahead, what was in their files
        self._failed: dict[str, tuple[Diagnostic, ...]] = {}
        self._keeping = threading.Lock()

    def begin_anew(self) -> None:
        """The site was read again: what failed may work now, and what was made ahead is in it."""
        self._failed, self._ahead = {}, {}

    def page(self, path: str, site: Reading) -> Output | None:
        """The page at ``path`` of the output, or None if there is none, or a recording, which is never held.

        Where its template fails, the page is as it was before, or None, and `failures` tells why.
        """
        if path not in site.pages or isinstance(site.pages[path].known, Clip):
            return None
        if isinstance(site.pages[path].kind.made_by, PlainFile):
            return site.renderer.render(site.pages[path])
        with self._keeping:
            of, kept = self._kept.pop(path, (0, None))
            if kept is not None and of == site.number:
                self._kept[path] = of, kept  # the last one asked for
                return kept
        try:
            kept = site.renderer.render(site.pages[path])
        except CannotBuildError as e:
            self._failed[path] = e.diagnostics
        if kept is not None:
            self._kept[path] = site.number, kept
            if len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return kept

    def failures(self, path: str) -> tuple[Diagnostic, ...]:
        """Why the template of the page at ``path`` failed when it was last asked for, if it did."""
        return self._failed.get(path, ())

    def amend(
        self,
        site: Reading,
        changed: Callable[[str], bytes | None],
        unchanged: Callable[[str], bool],
        saved: Iterable[str] = (),
    ) -> dict[str, bool] | None:
        """Make story pages anew that were asked for before, or are ``saved``, and whose text alone has changed.

        ``unchanged`` tells whether a file is certainly as it was when the site was read, ``changed`` gives what is in
        it now. What comes back are the files of these stories, each with whether its page is another than it was
        before this call; or None where one of them has changed otherwise, which waits until the whole site is read
        again.
        """
        amended: dict[str, bool] = {}
        asked = {path: kept for path, (of, kept) in list(self._kept.items()) if of == site.number}
        for path in dict.fromkeys((*asked, *saved)):
            page, kept = site.pages.get(path), asked.get(path)
            before = site.manuscripts.get(page.source or "") if page else None
            if page is None or before is None or unchanged(before.path):
                continue
            data = changed(before.path)
            if data is None:
                return None
            amended[before.path] = False
            if self._ahead.get(path) == (site.number, data):
                continue
            made = hot_update(page, before, data, site.planned, site.today)
            if made is None:
                return None
            try:
                output = site.renderer.render(made)
            except CannotBuildError:
                return None
            with self._keeping:
                self._kept[path] = site.number, output
            self._ahead[path] = site.number, data
            amended[before.path] = kept is None or output.content != kept.content
        return amended

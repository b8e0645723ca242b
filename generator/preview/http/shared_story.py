"""The story that is shared with another device, as far as it may be read.

What may be read is asked anew with every request, of the files as they are at that moment: a story that anything speaks
against is gone from here at once, and one that has another record than it had was not what was shared.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from generator.content import sources
from generator.content.read import text_below
from generator.gate import denied_words, deny_list
from generator.gate.admit import not_to_be_read
from generator.gate.records import record_of
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import digest
from generator.ground.outcome import Output
from generator.media.clip import Clip
from generator.preview.desk.desk import Choice, ribbon
from generator.preview.desk.margin import paragraphs
from generator.preview.desk.verdicts import TAKEN, as_if_published, clip_as_if_published, own_problems
from generator.preview.site.live import LiveSite
from generator.store.guards import guard
from generator.store.guards_seen import GuardsSeen, see_guards


class NotShownError(Exception):
    """The story cannot be read here: ``for_good`` as long as its files are as they are, or just now; says why."""

    def __init__(self, why: str, *, for_good: bool) -> None:
        super().__init__(why)
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class SharedText:
    """The words of a story: its title, its language and the site's, and its paragraphs without markup."""

    title: str
    language: str
    site_language: str
    paragraphs: tuple[str, ...]


class SharedStory:
    """The story ``source``, as far as it may be read by somebody who has its address."""

    def __init__(self, live: LiveSite, source: str) -> None:
        self.live, self.source = live, source
        self._seen: bytes | None = None
        self._guards: GuardsSeen | None = None
        self._looking = threading.Lock()
        text = live.reading.manuscripts.get(source) if live.reading else None
        self._record = record_of(text) if text else None

    def page(self) -> Output:
        """Its page as its files are now. Raises NotShownError if it may not be read, or cannot be shown."""
        if sources.inside(self.live.root, self.source) is None:
            raise NotShownError("its file is not there", for_good=True)
        self._look()
        site = self.live.reading
        if self.live.stopped or site is None:
            raise NotShownError("the site cannot be read", for_good=False)
        text = site.manuscripts.get(self.source)
        if text is None:
            raise NotShownError("its file has errors", for_good=False)
        evidence, settings = site.planned.evidence[self.source], site.planned.site.settings
        why = not_to_be_read(text, settings, self.live.medium, self.live.day_to_give, evidence)
        record = record_of(text)
        self._record = self._record or record
        if why is None and record != self._record:
            why = "its record is another than when sharing it began"
        if why is not None:
            raise NotShownError(why, for_good=True)
        if any(d.is_error and d.rule not in TAKEN for d in own_problems(self.live, self.source)):
            raise NotShownError("its file has errors", for_good=False)
        try:
            made = as_if_published(self.live, self.source)
        except CannotBuildError:
            made = None
        if made is None or self.live.failed(made.path):
            raise NotShownError("its page cannot be made", for_good=False)
        return made

    def text(self) -> SharedText:
        """Its words as its file is now. Raises NotShownError as `page` does."""
        before = sources.read_inside(self.live.root, self.source, limits.TEXT)
        self.page()
        site = self.live.reading
        read = site.manuscripts.get(self.source) if site else None
        if before is None or sources.read_inside(self.live.root, self.source, limits.TEXT) != before:
            read = None
        if site is None or before is None or read is None or read.header is None:
            raise NotShownError("its file is being changed", for_good=False)
        language = site.planned.site.settings.language
        rows = paragraphs(text_below(before, self.source))
        return SharedText(read.header.title, read.header.language or language, language, tuple(rows))

    def _look(self) -> None:
        """Read the site again if what decides over the story is not as it was when it was read last.

        Raises NotShownError where it is changed at this very moment.
        """
        root = self.live.root
        with self._looking:
            files = (sources.read_inside(root, path, limits.TEXT) or b"" for path in (self.source, sources.SITE_FILE))
            seen = digest(*files)
            if seen != self._seen or self._guards is None or not self._guards.hold:
                self._guards = see_guards(root)
                self.live.refresh()
                self._seen = seen
            if not self._guards.hold:
                raise NotShownError("what protects people is being changed", for_good=False)

    def help(self) -> Output | None:
        """The site's page with help, where “Get help” leads; None if there is none that may be read."""
        try:
            self._look()
        except NotShownError:
            return None
        planned = self.live.planned
        there = planned.around.shell.help if planned else None
        page = self.live.page(there.path) if there else None
        return None if page is None or (self.live.stopped and self._is_denied(page)) else page

    def _is_denied(self, page: Output) -> bool:
        """Whether a page of the last good site holds words of the deny list as it is now."""
        try:
            denied = deny_list.read(guard(self.live.root, deny_list.PATH))
        except CannotBuildError:
            return True  # nobody can tell
        return any(deny_list.holds(way, denied) for way in denied_words.readings(page.content))

    def loaded(self, path: str, story: Output | None, helping: Output | None) -> Output | Clip | None:
        """A file that these pages load: any of the theme's, but pictures of their own alone; None if it is not."""
        if not path.startswith(("assets/", "pictures/", "told/")):
            return None
        if path.startswith("assets/") or (helping is not None and path.encode() in helping.content):
            return self.live.page(path)
        if story is None or path.encode() not in story.content:
            return None
        try:
            clip = clip_as_if_published(self.live, self.source, path)
            return clip or as_if_published(self.live, self.source, path)
        except CannotBuildError:
            return None

    @property
    def said(self) -> str:
        """What stands above the story; where other files speak against it, not a word of them."""
        told = ribbon(self.live, self.source, Choice(self.live.medium, self.live.today))
        site = self.live.reading
        known = site.planned.evidence.get(self.source) if site else None
        if known is not None and (known.against or known.same_record or known.same_words):
            told = told.partition(":")[0].removesuffix(".") + "."
        return f"For review. {told}"

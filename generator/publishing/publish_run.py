"""One run of publishing: a site is built and put online at its places, or what must go is taken away there.

What must go goes first, also where the site cannot be built, and whatever a person answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from generator.build import build
from generator.content.settings import PublishDestination
from generator.ground import workers as crews
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.publishing.built_site import built_site
from generator.publishing.changes import Changes, changes
from generator.publishing.destinations import address_of, opened
from generator.publishing.difference import Doing, Online, difference
from generator.publishing.local_build import LocalBuild
from generator.publishing.online_texts import put_online
from generator.publishing.ports import Host, RemoteError
from generator.publishing.proving import Proving
from generator.publishing.publish_teller import PublishEnd, PublishQuestion, PublishTeller
from generator.publishing.refusals import RefusedUpdateError, refusal
from generator.publishing.remembering import Remembering, strangers_told
from generator.publishing.removals import end_consents, remove
from generator.publishing.settled_ends import settle, unsettled
from generator.publishing.told_warnings import new_warnings, remember
from generator.publishing.update import UnknownSiteError, look, update
from generator.store.cache import FILE, FOLDER, Cache

# Files that are named, of those that were not made by a build.
MOST_NAMED = 5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PublishRun:
    """What a run publishes, what it has to prove afterwards, and whom it tells; with ``dry_run`` it changes nothing.

    ``only`` is the print of the one build that may go online (`LocalBuild.print`), where a person has looked at that.
    """

    target: Target
    proving: Proving
    teller: PublishTeller
    dry_run: bool = False
    only: str | None = None

    def publish(self, places: Sequence[PublishDestination]) -> PublishEnd:
        """Build the site and bring all places up to date, or take away what must go."""
        stopped: Exception | None = None
        try:
            local = self._built()
        except Exception as e:  # whatever stops a build, what must go goes
            local, stopped = None, e
        if local is not None:
            ended = dict.fromkeys((place.name for place in places), PublishEnd.ONLINE)
            if len(places) > 1 and not self.dry_run:  # no upload to one holds up what must go at another
                ended = {place.name: self._ended(place, local) for place in places}
            ends = {place.name: self._updated(place, local) for place in places}
            # An update that was done has taken away, too, what could not be before.
            return max(end and max(end, ended[name]) for name, end in ends.items())
        gone = self.remove(places)
        if isinstance(stopped, CannotBuildError):
            self.teller.stopped(stopped)
        elif stopped is not None:
            raise stopped
        return gone or PublishEnd.NOTHING_NEW

    def remove(self, places: Sequence[PublishDestination]) -> PublishEnd:
        """Take away what must go at all places, and build nothing."""
        return max(self._removed(place) for place in places)

    def _built(self) -> LocalBuild | None:
        """The site as it is today; None where something stops its publishing, which has been told then."""
        target, teller = self.target, self.teller
        with teller.progress() as tell, crews.called(None, None) as crew:
            done = build(target, Stages(tell, teller.waits), crew)
            teller.built(done)
            if done.stopping:
                teller.say("What stops publishing is told above; nothing new goes online before it is put right.")
                return None
            run = Run(Cache(target.root / FOLDER / FILE, teller.waits), crew)
            try:
                local = built_site(target, run)
            finally:
                run.cache.close(done=False)
            if self.only not in (None, local.print):
                teller.complain("Your files were changed just now. Look at what will change, and press once more.")
                return None
            return local

    def _removed(self, place: PublishDestination) -> PublishEnd:
        """Take away what must go at one place."""

        def act(store: Host) -> PublishEnd:
            cache = Cache.copied(self.target.root / FOLDER / FILE)
            site, memory = self.proving.settings.url, Remembering(self.proving, place)
            removal = self._known(
                place,
                lambda sure: remove(store, site, self.target, Run(cache), memory, dry_run=self.dry_run, sure=sure),
            )
            cache.close(done=False)
            if not self.dry_run:
                memory.forget()
                self.proving.open.tried(place, undone=False)
            emptied = sorted(step.path for step in removal.steps if step.doing is Doing.BLANK)
            done = "hold words that must go" if self.dry_run else "held words that must go, and are empty or gone"
            told = f"{place.name} ({store.shown}): {len(emptied)} files {done}."
            self.teller.say(told, *(f"  {path}" for path in emptied))
            return PublishEnd.ONLINE

        return self._at(place, act, PublishEnd.STILL_ONLINE)

    def _ended(self, place: PublishDestination, local: LocalBuild) -> PublishEnd:
        """Take away at one place what consents ask for."""

        def act(store: Host) -> PublishEnd:
            memory = Remembering(self.proving, place)
            online = self._look(store, local, memory)
            found = changes(local, online, difference(local, online))
            self._end_consents(store, local, online, found, memory)
            self.proving.open.tried(place, undone=False)
            return PublishEnd.ONLINE

        return self._at(place, act, PublishEnd.STILL_ONLINE)

    def _updated(self, place: PublishDestination, local: LocalBuild) -> PublishEnd:
        """Bring one place up to date."""
        root, teller = self.proving.root, self.teller

        def act(store: Host) -> PublishEnd:
            memory = Remembering(self.proving, place)
            online = self._look(store, local, memory)
            todo = difference(local, online)
            found = changes(local, online, todo)
            teller.say(
                f"{place.name} ({store.shown}):",
                *_told(found),
                *_warned(new_warnings(root, place.name, local.warnings)),
            )
            why = refusal(store.shown, local, online)
            if why is not None and why.askable and teller.agrees(PublishQuestion("unknown-log", place.name, str(why))):
                why = None
            if self.dry_run:
                teller.say("Nothing was changed there.")
            if why is not None:
                if not self.dry_run:
                    self._end_consents(store, local, online, found, memory)
                raise why
            if self.dry_run:
                return PublishEnd.ONLINE
            if found.to_be_asked and not teller.agrees(_many(place, found)):
                self._end_consents(store, local, online, found, memory)
                teller.say("Nothing else was changed there than what consents ask for.")
                return PublishEnd.NOTHING_NEW
            self.proving.after_update(place, local, online, todo)
            with teller.progress() as tell:
                update(store, local, online, partial(tell, "send"), memory, sure=True)
            memory.forget()
            remember(root, place.name, local.warnings)
            settle(root, place.to, local.ended)
            self.proving.open.tried(place, undone=False)
            if address_of(place, self.proving.settings) is None:
                teller.say("Everything is in the folder, which is on the web only if somebody puts it there.")
            else:
                put_online(root, place.to, local.texts, local.day)
                teller.say("Everything is online.")
            return PublishEnd.ONLINE

        left = unsettled(root, place.to, local.ended)
        return self._at(place, act, PublishEnd.STILL_ONLINE if left else PublishEnd.NOTHING_NEW)

    def _end_consents(
        self, store: Host, local: LocalBuild, online: Online, found: Changes, memory: Remembering
    ) -> None:
        end_consents(store, local, online, found, memory)
        settle(self.proving.root, memory.place.to, local.ended)

    def _look(self, store: Host, local: LocalBuild, memory: Remembering) -> Online:
        return self._known(memory.place, lambda sure: look(store, local.site, local.had, memory, sure=sure))

    def _known(self, place: PublishDestination, act: Callable[[bool], T]) -> T:
        """Do what needs to know which site is at a place; where nobody does, a person may be sure."""
        try:
            return act(False)
        except UnknownSiteError as e:
            if not self.teller.agrees(PublishQuestion("unknown-site", place.name, pages=e.strangers)):
                raise
            return act(True)

    def _at(self, place: PublishDestination, act: Callable[[Host], PublishEnd], failed: PublishEnd) -> PublishEnd:
        """Do something at a place; its end is ``failed`` where the host does not do its part."""
        try:
            store = opened(place, self.proving.root)
            try:
                self.proving.shown(place, store)
                end = act(store)
                self.proving.shown(place, store)
            finally:
                store.close()
        except RemoteError as e:
            self.teller.failed(place.name, e)
            if isinstance(e, RefusedUpdateError):
                return PublishEnd.STILL_ONLINE if e.words else PublishEnd.NOTHING_NEW
            if e.words or failed is PublishEnd.STILL_ONLINE:
                self.proving.open.tried(place, undone=True)
            else:
                self.proving.open.met(place, reached=False)
            if e.words:
                return PublishEnd.STILL_ONLINE
            if failed is PublishEnd.STILL_ONLINE:
                again = "Publish again as soon as this is put right."
                self.teller.complain(f"{place.name}: Words that must go may still be online there. {again}")
            return failed
        return end


def _many(place: PublishDestination, found: Changes) -> PublishQuestion:
    return PublishQuestion("many-go", place.name, pages=tuple(found.unexplained.values()), stories=found.stories)


def _told(found: Changes) -> Iterator[str]:
    yield from (f"  appears: {title}" for title in found.appearing)
    yield from (f"  changes: {title}" for title in found.changed)
    yield from (f"  moves: {old} to {new}" for old, new in found.moving)
    yield from (f"  goes: {path}" for path in found.going)
    if found.overdue:
        yield f"  older than it may be: since {found.overdue} something there may not be shown any more"
    yield from _named("that no build made", "go", found.strays)
    yield from strangers_told(found.strangers)
    yield from _named("that are not the site's", "stay", found.foreign)
    if found.topics:
        yield f"  lists of the topics: {', '.join(found.topics)}"
    yield f"  {found.files} files to send, {found.size / 1e6:.2f} MB" if found.files else "  no file to send"


def _named(which: str, do: str, paths: Sequence[str]) -> Iterator[str]:
    if paths:
        more = f" and {len(paths) - MOST_NAMED} more" if len(paths) > MOST_NAMED else ""
        yield f"  files {which} {do}: {', '.join(paths[:MOST_NAMED])}{more}"


def _warned(new: Sequence[Diagnostic] | None) -> Iterator[str]:
    yield from (f"  warning that is new: {d.path}:{d.span.line}:{d.span.column}: {d.message}" for d in new or ())

"""What will change online, at the desk: places are asked in the background, so that no host keeps anybody waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlencode

from generator.content.settings import PublishDestination, Settings
from generator.ground.channels import WEB
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.outcome import usual_out
from generator.ground.target import Target
from generator.media.clip import Clip
from generator.media.published import sha256_of
from generator.preview.desk.consent_forms import Refused
from generator.preview.desk.desk import HOME, Choice
from generator.preview.desk.needs import left_there
from generator.preview.desk.place import in_words
from generator.preview.desk.putting_online import PuttingOnline, print_of
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite
from generator.preview.site.page_store import Reading
from generator.publishing.built_site import described
from generator.publishing.changes import Changes, changes
from generator.publishing.destinations import opened
from generator.publishing.difference import difference
from generator.publishing.left_online import LeftOnline
from generator.publishing.local_build import LocalBuild
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import digest_of
from generator.publishing.told_warnings import new_warnings
from generator.publishing.update import UnknownSiteError, look
from generator.render.renderer import Renderer
from generator.views.pages import Page

ONLINE = f"{HOME}online"
UNKNOWN = (
    "a site of hearten is there without its list of files, so nobody knows which one it is; when you put this one "
    "online, you are asked about it"
)


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A place and what would change there: ``found``, or ``trouble`` that kept it from being known, or neither yet.

    ``warnings`` are those that are new since it was last published to from here; None where nobody knows.
    """

    name: str
    shown: str
    found: Changes | None = None
    trouble: str = ""
    warnings: tuple[Diagnostic, ...] | None = None

    @property
    def told_warnings(self) -> tuple[str, ...]:
        """The new warnings in words, each with its place."""
        return tuple(f"{d.path}, line {d.span.line}: {d.message}" for d in self.warnings or ())


@dataclass(slots=True)
class Look:
    """Places as they were found with the site as it was, of which ``about`` is the print (`putting_online.print_of`).

    The threads that ask put into ``places`` what they find. ``build`` is the print of what the places were compared
    with (`LocalBuild.print`), empty until that was made.
    """

    about: str
    today: date
    places: list[PlaceSeen]
    build: str = ""

    def is_of(self, reading: Reading) -> bool:
        """Whether the site is still as it was, however often it was read since."""
        return self.about == print_of(reading)


class OnlineChanges:
    """Asks the site's places what is online when somebody wants to know, and calls ``tell`` when one has answered.

    ``obeyed`` are the ids of texts that had ended when a place was seen to hold nothing of them, by the places' names.
    """

    def __init__(self, live: LiveSite, tell: Callable[[], None]) -> None:
        self.live, self.tell = live, tell
        self.obeyed: dict[str, frozenset[str]] = {}
        self._looks: list[Look] = []
        self._beginning = threading.Lock()

    def page(
        self, choice: Choice, query: str, putting: PuttingOnline, token: str, refused: Refused | None = None
    ) -> str:
        """The page as HTML. A look begins when there was none, or where ``query`` asks for the next one.

        Asked again, the same address begins no other look, since a page that is shown loads itself anew. ``putting`` is
        what is put online from here, ``refused`` a form that was sent in vain.
        """
        # Asked first: a run begins a look before it ends, so that a page that tells its end has that look, or a later.
        goes_on = putting.goes_on
        reading = self.live.reading
        unfit = self._unfit(reading)
        with self._beginning:
            if reading is not None and not unfit and _wanted(query) > len(self._looks):
                self._begin(reading)
            last = self._looks[-1] if self._looks else None
        return fill(
            "desk-online.html",
            unfit=unfit,
            last=last,
            is_old=last is not None and reading is not None and not last.is_of(reading),
            again=self.fresh(choice),
            back=f"{HOME}?{urlencode(choice.kept)}",
            action=f"{ONLINE}?{urlencode(choice.kept)}",
            token=token,
            shown=self.shown,
            refused=refused,
            called=self.called,
            labels={topic.id: topic.label for topic in reading.planned.site.settings.topics} if reading else {},
            pages=[page.title for page in reading.planned.site.standalone_pages] if reading else [],
            places=[d.name for d in reading.planned.site.settings.publish] if reading else [],
            putting=putting,
            goes_on=goes_on,
            is_run_old=(run := putting.last) is not None and run.end is not None and run.about != print_of(reading),
            left=left_there(self.live, self.obeyed),
        )

    def fresh(self, choice: Choice) -> str:
        """The address at which the next look begins."""
        return f"{ONLINE}?{urlencode({**choice.kept, 'look': len(self._looks) + 1})}"

    @property
    def shown(self) -> str:
        """The print of the build that the page's list is about; empty where there is no list, or an old one."""
        reading, last = self.live.reading, self._looks[-1] if self._looks else None
        if last is None or reading is None or self._unfit(reading):
            return ""
        return last.build if last.is_of(reading) else ""

    def is_still(self, build: str) -> bool:
        """Whether the list that the page shows is about a build, and the files themselves still make just that.

        Where they do not, a look at what they make now begins.
        """
        last = self._looks[-1] if self._looks and build == self.shown else None
        self.live.refresh()
        reading = self.live.reading
        if build and last is not None and reading is not None and not self._unfit(reading):
            with suppress(CannotBuildError):
                if self._built(reading).print == build:
                    last.about, last.today = print_of(reading), reading.today
                    return True
        self.look_again()
        return False

    def look_again(self) -> None:
        """Begin a look without being asked, since what is online is another now."""
        reading = self.live.reading
        with self._beginning:
            if reading is not None and not self._unfit(reading):
                self._begin(reading)

    @property
    def called(self) -> dict[str, str]:
        """What places are called in words, by their names."""
        planned = self.live.planned
        return {place.name: in_words(place) for place in planned.site.settings.publish} if planned else {}

    @property
    def overdue(self) -> tuple[str, ...]:
        """The places, in words, that were found to be older than they may be when somebody last looked."""
        places, called = self._looks[-1].places if self._looks else (), self.called
        return tuple(
            called.get(place.name, place.name) for place in places if place.found is not None and place.found.overdue
        )

    def _unfit(self, reading: Reading | None) -> str:
        """Why nothing can be said of what is online; empty if something can."""
        if self.live.medium != WEB:
            return "This preview is for offline copies. Start one for the web to see what will change online."
        if reading is None or self.live.stopped:
            return "The site cannot be built at the moment, so nobody knows what it would change."
        if not reading.planned.site.settings.publish:
            return "It is not said yet where the site is put online. “Where it goes” asks for it."
        return ""

    def _begin(self, reading: Reading) -> None:
        settings = reading.planned.site.settings
        destinations = settings.publish
        begun = Look(print_of(reading), reading.today, [PlaceSeen(d.name, d.to) for d in destinations])
        self._looks.append(begun)
        _start(self._look, begun, reading)

    def _look(self, begun: Look, reading: Reading) -> None:
        settings = reading.planned.site.settings
        destinations = settings.publish
        try:
            local = self._built(reading)
        except CannotBuildError as e:
            begun.places[:] = [PlaceSeen(d.name, d.to, trouble=e.diagnostics[0].message) for d in destinations]
            self.tell()
            return
        begun.build = local.print
        for number in range(len(destinations)):  # beside each other: one that hangs holds no other up
            _start(self._ask, begun, number, settings, local)

    def _ask(self, begun: Look, number: int, settings: Settings, local: LocalBuild) -> None:
        begun.places[number] = self._seen(settings, settings.publish[number], local)
        self.tell()

    def _seen(self, settings: Settings, destination: PublishDestination, local: LocalBuild) -> PlaceSeen:
        name, root = destination.name, self.live.root
        try:
            store = opened(destination, root)
            try:
                online = look(store, local.site, local.had, LeftOnline(root, settings, destination))
            finally:
                store.close()
        except UnknownSiteError:
            return PlaceSeen(name, destination.to, trouble=UNKNOWN)
        except RemoteError as e:
            return PlaceSeen(name, destination.to, trouble=str(e))
        if not online.files or (online.certain and not local.taken_back & online.named):
            self.obeyed[name] = local.ended
        found = changes(local, online, difference(local, online))
        warnings = new_warnings(root, name, local.warnings) if local.warnings else ()
        return PlaceSeen(name, store.shown, found, warnings=warnings)

    def _built(self, reading: Reading) -> LocalBuild:
        """What a build would put online, made in memory. Raises CannotBuildError where a build would."""
        target = Target(self.live.root, WEB, reading.today, usual_out(self.live.root, WEB))
        renderer = Renderer(reading.planned.theme)

        def measured(page: Page) -> tuple[str, int]:
            if isinstance(page.known, Clip):
                with page.known.opened() as file:
                    return sha256_of(file), page.known.of.size
            content = renderer.render(page).content
            return digest_of(content), len(content)

        return described(target, reading.planned, measured)


def _wanted(query: str) -> int:
    """The number of the look that an address asks for: the first, unless it says otherwise."""
    number = parse_qs(query).get("look", ["1"])[-1]
    return int(number) if number.isdecimal() and len(number) < 6 else 1


def _start(act: Callable[..., None], *values: object) -> None:
    threading.Thread(target=act, args=values, daemon=True).start()

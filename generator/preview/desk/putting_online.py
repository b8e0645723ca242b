"""Putting the site online from the desk: one run at a time, in the background, told line by line while it goes on.

It is the same run as that of ``hearten publish``. A question never holds one open: it is taken for a no, with which all
goes that consents ask for, and the page offers to run again with a yes to exactly what was asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from generator.consent.refused import RefusedError
from generator.consent.settling import settle
from generator.content import sources
from generator.content.settings import PublishDestination, Settings
from generator.ground.channels import WEB
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import content_name
from generator.ground.outcome import Report, usual_out
from generator.ground.target import Target
from generator.preview.desk.remedies import remedy
from generator.preview.site.live import LiveSite
from generator.preview.site.page_store import Reading
from generator.publishing.destinations import address_of, chosen, settings_with_places
from generator.publishing.open_proofs import OpenProofs
from generator.publishing.owed import owed
from generator.publishing.ports import RemoteError
from generator.publishing.proof import GoneProof
from generator.publishing.proving import Proving, lost_told, open_there
from generator.publishing.publish_run import PublishRun
from generator.publishing.publish_teller import PublishEnd, PublishQuestion, TellProgress
from generator.publishing.refusals import RefusedUpdateError
from generator.publishing.update import UnknownSiteError

OnlineAct: TypeAlias = Literal["publish", "removals", "prove"]
ACTS: tuple[OnlineAct, ...] = ("publish", "removals", "prove")
STAGES = {"read": "Reading", "render": "Rendering", "send": "Sending"}
# What a run says of itself: while it goes on, and by how it ended.
DOING = {"publish": "Being put online", "removals": "Being taken away", "prove": "Being asked for"}
DONE: Mapping[PublishEnd, Mapping[str, str]] = {
    PublishEnd.ONLINE: {
        "publish": "All is online as it should be.",
        "removals": "What must go is gone.",
        "prove": "Nothing that this computer knows of is left to be proven.",
    },
    PublishEnd.NOTHING_NEW: dict.fromkeys(ACTS, "Not everything was put online. Below is why."),
    PublishEnd.STILL_ONLINE: dict.fromkeys(
        ACTS, "Words that must go may still be online, or are not proven to be gone. Below is what to do."
    ),
}
THEN: Mapping[PublishEnd, str] = {
    PublishEnd.ONLINE: "all was as it should be",
    PublishEnd.NOTHING_NEW: "not everything was put online",
    PublishEnd.STILL_ONLINE: "words that had to go may have stayed, or were not proven to be gone",
}
FORMER = "the site was put there, site.yaml does not name it any more"


class RunLine(NamedTuple):
    """A line that a run told, and whether it is a complaint."""

    words: str
    is_wrong: bool = False

    @property
    def names_command(self) -> bool:
        """Whether it says what a command does."""
        return "hearten publish" in self.words


@dataclass(slots=True)
class OnlineRun:
    """A run as the desk shows it; the thread that runs tells it what it does, and ``tell`` lets pages know.

    ``now`` is how far something has come, ``end`` how it ended, ``questions`` what nobody has answered, ``left`` what
    is not proven to be gone, by places. ``agreed`` are the keys of questions that a person has said yes to. ``texts``
    were there when it began. ``ended_at`` is the day and time of its end, ``about`` the print of the site then.
    ``in_folders``: no place of it is one that is read on the web.
    """

    act: OnlineAct
    tell: Callable[[], None]
    agreed: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    lines: list[RunLine] = field(default_factory=list)
    now: str = ""
    end: PublishEnd | None = None
    questions: list[PublishQuestion] = field(default_factory=list)
    left: Mapping[str, GoneProof] = field(default_factory=dict)
    ended_at: str = ""
    about: str = ""
    in_folders: bool = False

    @property
    def said(self) -> str:
        """In a sentence, how it goes or how it ended."""
        if self.end is None:
            return f"{DOING[self.act]} …"
        if self.questions:
            return "Something is to be answered before all is online."
        in_folders = self.in_folders and self.act == "publish" and self.end is PublishEnd.ONLINE
        return "All is in its folder as it should be." if in_folders else DONE[self.end][self.act]

    @property
    def said_then(self) -> str:
        """How it ended, for whoever reads that when files have changed since."""
        end = PublishEnd.NOTHING_NEW if self.end is None else self.end
        how = "something was to be answered" if self.questions else THEN[end]
        return f"When this was last done ({self.ended_at}), {how}; your files have changed since."

    def with_yes(self, question: PublishQuestion) -> str:
        """What stands in a form for a yes to this question, and to those that were answered before it."""
        return " ".join(sorted({*self.agreed, key_of(question)}))

    def say(self, *lines: str) -> None:
        """Keep lines."""
        self.lines += map(RunLine, lines)
        self.tell()

    def complain(self, line: str) -> None:
        """Keep a complaint, unless it was told."""
        if RunLine(line, is_wrong=True) not in self.lines:
            self.lines.append(RunLine(line, is_wrong=True))
        self.tell()

    def failed(self, place: str, why: RemoteError) -> None:
        """Keep why a place was not changed; a question says it itself."""
        if not (isinstance(why, UnknownSiteError) or (isinstance(why, RefusedUpdateError) and why.askable)):
            self.complain(f"{place}: {str(why).rstrip('.')}.")

    def built(self, report: Report) -> None:
        """Keep what stops publishing; all else that a build finds stands on the desk."""
        for d in report.diagnostics:
            if d.stops_publishing:
                self.complain(f"{d.place}: {d.message}; {remedy(d)}")

    def stopped(self, why: CannotBuildError) -> None:
        """Keep why nothing could be built."""
        for d in why.diagnostics:
            self.complain(f"{d.place}: {d.message}; {d.hint}")

    def waits(self) -> None:
        """Say that another build is waited for."""
        self._goes("Another build of this site is running, and is waited for.")

    @contextmanager
    def progress(self) -> Iterator[TellProgress]:
        """Say in tenths how far something has come."""
        try:
            yield lambda stage, done, total: self._goes(
                f"{STAGES.get(stage, stage)}: {10 * (10 * done // max(total, 1))} %"
            )
        finally:
            self._goes("")

    def agrees(self, question: PublishQuestion) -> bool:
        """Whether a person has said yes to just this; otherwise it is to be asked."""
        if key_of(question) in self.agreed:
            return True
        if question not in self.questions:
            self.questions.append(question)
        return False

    def _goes(self, now: str) -> None:
        if now != self.now:
            self.now = now
            self.tell()


class ToBeProven(NamedTuple):
    """How many addresses at a place are not proven to be gone; ``undone``: something could not be taken away there.

    ``is_former``: site.yaml does not name the place any more, so that nobody can be asked. ``lost`` is how the memory
    of this is damaged, for whatever places.
    """

    place: str
    number: int
    undone: bool
    is_former: bool = False
    lost: str = ""


class PuttingOnline:
    """Runs what a form of the desk asks for; ``tell`` is called when there is more to say, ``done`` after each."""

    def __init__(self, live: LiveSite, tell: Callable[[], None], done: Callable[[], None]) -> None:
        self.live, self.tell, self.done = live, tell, done
        self.last: OnlineRun | None = None
        self._beginning = threading.Lock()

    @property
    def goes_on(self) -> bool:
        """Whether a run has not ended yet."""
        return self.last is not None and self.last.end is None

    @property
    def unfit(self) -> str:
        """Why nothing can be put online from this preview; empty if it can."""
        if self.live.medium != WEB:
            return "This preview is for offline copies. Start one for the web to put it online."
        if self.live.today != sources.today():
            return f"This preview shows the site as of {self.live.today}. Only the site of today is put online."
        return ""

    def begin(self, act: str, name: str, agreed: str, only: str) -> None:
        """Begin a run at the place called ``name``, or at all; ``only`` is the print of what may be put online.

        Raises RefusedError and CannotBuildError where there is no such act or place, or a run goes on.
        """
        known = next((one for one in ACTS if one == act), None)
        if known is None or self.unfit:
            raise RefusedError(self.unfit or "There is no such thing to do. Look at the page again.")
        settings = settings_with_places(self.live.root)
        places = chosen(settings.publish, name or None)
        with self._beginning:
            if self.goes_on:
                raise RefusedError("Something is being done online already. Wait until it has ended.")
            in_folders = all(address_of(place, settings) is None for place in places)
            said = frozenset(agreed.split())
            run = self.last = OnlineRun(known, self.tell, said, self.live.texts, in_folders=in_folders)
        threading.Thread(target=self._run, args=(run, settings, places, only), daemon=True).start()

    def forget_gone(self) -> None:
        """Forget what a run has told if a text that it may have named is gone since; what is to be proven stays."""
        if self.last is not None and self.last.end is not None and not self.last.texts <= self.live.texts:
            self.last.lines.clear()

    def to_be_proven(self) -> tuple[ToBeProven, ...]:
        """What is not proven to be gone, for each place where anything is not."""
        planned = self.live.planned
        if planned is None or self.live.medium != WEB:
            return ()
        settings = planned.site.settings
        proofs = OpenProofs(self.live.root, settings)
        found = [(place.name, proofs.of(place), False) for place in settings.publish]
        found += [(to, left, True) for to, left in proofs.left_behind().items()]
        told = (ToBeProven(name, len(of.gone) + len(of.stay), of.undone, former) for name, of, former in found)
        lost = [ToBeProven("this computer", 0, undone=False, lost=why) for why in proofs.lost]
        return (*(one for one in told if one.number or one.undone), *lost)

    def _run(self, run: OnlineRun, settings: Settings, places: Sequence[PublishDestination], only: str) -> None:
        end = PublishEnd.NOTHING_NEW
        try:
            end = self._done(run, settings, places, only)
        except RefusedError as e:
            run.complain(str(e))
        except CannotBuildError as e:
            run.stopped(e)
        except Exception as e:  # the page must not say for ever that something goes on
            run.complain(f"A fault of hearten has stopped this ({type(e).__name__}). Please report it.")
            raise
        finally:
            try:
                self.done()
            finally:
                run.about = print_of(self.live.reading)
                run.ended_at, run.now, run.end = sources.now(), "", end
                self.tell()

    def _done(self, run: OnlineRun, settings: Settings, places: Sequence[PublishDestination], only: str) -> PublishEnd:
        root = self.live.root
        run.say(*(f"{d.path}: {d.message}." for d in settle(root)))
        target = Target(root, WEB, sources.today(), usual_out(root, WEB))
        proving = Proving(root, settings, target.today, OpenProofs(root, settings), run)
        for place in places:
            proving.open.carry(place)
        if run.act == "publish":
            end = PublishRun(target, proving, run, only=only).publish(places)
        elif run.act == "removals":
            end = PublishRun(target, proving, run).remove(places)
        else:
            end = owed(places, proving, target)
        run.left = proving.once(places)
        behind = proving.open.left_behind()
        for to, left in behind.items():
            run.complain(f"{to}: {FORMER}, and {open_there(left)}.")
        if lost := proving.open.lost:
            run.complain(lost_told(lost))
        return PublishEnd.STILL_ONLINE if run.left or behind or lost else end


def print_of(reading: Reading | None) -> str:
    """A fingerprint of all that a site is made of, what is withheld and what has ended.

    What a run itself writes, such as a proof, leaves it.
    """
    if reading is None:
        return ""
    planned = reading.planned
    site = planned.site
    stories = [(text.path, text.digest) for text in planned.manuscripts]
    pages = [(page.path, page.digest) for page in planned.page_sources]
    pictures = [(path, photo.name) for path, photo in site.photos.items()]
    made_of = (planned.theme.digest, stories, pages, pictures, site.settings)
    return content_name(repr((reading.today, made_of, planned.withheld, planned.ended)).encode())


def key_of(question: PublishQuestion) -> str:
    """What tells this question from every other one."""
    return content_name(repr(question).encode())

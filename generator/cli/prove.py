"""What ``hearten publish`` proves: that what it took away is gone for everybody."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import BUILT, complain, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from generator.content.settings import PublishDestination, Settings
    from generator.gate.tombstones import Withdrawn
    from generator.publishing.difference import Online, Removal, UpdateSteps
    from generator.publishing.local_build import LocalBuild
    from generator.publishing.open_proofs import OpenProofs, ToProve
    from generator.publishing.ports import Host
    from generator.publishing.proof import GoneProof

# Something that must go is still online, or may be.
STILL_ONLINE = 3
# Seconds before what is not gone is asked for again: at first, and at most.
FIRST_WAIT, LONGEST_WAIT = 10.0, 120.0
UNITS = {"s": 1, "m": 60, "h": 3600}
# Lines about what is still there, for each place.
MOST_TOLD = 20


class WaitParam(click.ParamType[float]):
    """A length of time on the command line, in seconds."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds, or a usage error."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"([1-9]\d{0,4})([smh])", value)
        if found is None:
            self.fail(f"“{value}” is no length of time; write it like 30m, 90s or 2h", param, ctx)
        return float(int(found[1]) * UNITS[found[2]])


@dataclass(frozen=True, slots=True)
class Proving:
    """What a run has to prove of the site in ``root`` on the day ``today``; ``said`` are problems that it told."""

    root: Path
    settings: Settings
    today: date
    open: OpenProofs
    said: set[str] = field(default_factory=set)

    def complain(self, problem: str) -> None:
        """Tell a problem of a place, unless this run has told it."""
        if problem not in self.said:
            complain(problem)
        self.said.add(problem)

    def shown(self, place: PublishDestination, host: Host) -> None:
        """Write down where a host shows its site as it is now, and may go on to do so."""
        from generator.publishing.open_proofs import ToProve
        from generator.publishing.ports import WholeSite

        if isinstance(host, WholeSite):
            self.open.add(place, ToProve(kept=frozenset(host.former_addresses())))

    def after_removal(self, place: PublishDestination, online: Online, removal: Removal) -> None:
        """Write down what must be gone after a removal, before it is done."""
        from generator.publishing.open_proofs import after_removal

        self.open.met(place, reached=True)
        self.open.add(place, after_removal(online, removal, self.withdrawn().had))

    def after_update(self, place: PublishDestination, local: LocalBuild, online: Online, todo: UpdateSteps) -> None:
        """The same for an update."""
        from generator.publishing.open_proofs import after_update

        self.open.met(place, reached=True)
        self.open.add(place, after_update(online, todo, self.withdrawn().had, local.files))

    def all(self, places: Sequence[PublishDestination], wait: float) -> int:
        """Prove what is to be proven at places, for so many seconds; the code to end with."""
        end, pause = time.monotonic() + wait, FIRST_WAIT
        while True:
            found = {place.name: self._one(place) for place in places}
            left = [proof for proof in found.values() if proof is not None]
            remaining = end - time.monotonic()
            if not left or remaining <= 0:
                break
            number = sum(len(proof.left) for proof in left)
            say(f"{_addresses(number)} not proven to be gone yet; asking again in {min(pause, remaining):.0f} s.")
            time.sleep(min(pause, remaining))
            pause = min(pause * 2, LONGEST_WAIT)
        for name, proof in found.items():
            if proof is not None:
                _tell(name, proof)
        if left and self.open.forgetful:
            complain(f"This is not remembered ({self.open.forgetful}), so the next run will not ask for it again.")
        behind = self.open.left_behind()
        for to, to_prove in behind.items():
            complain(
                f"{to}: the site was put there, site.yaml does not name it any more, and {_open_there(to_prove)}. Name "
                "it there again and publish; or see that nothing of the site is there, and say so with “hearten "
                "publish --prove --yes”."
            )
        return STILL_ONLINE if left or behind else BUILT

    def _one(self, place: PublishDestination) -> GoneProof | None:
        """Prove what is to be proven at a place; what is left, None if nothing is."""
        from generator.consent.refused import RefusedError
        from generator.ground.diagnostics import CannotBuildError
        from generator.publishing.destinations import opened
        from generator.publishing.ports import RemoteError
        from generator.publishing.proof import GoneProof, StillThere

        if not self.open.of(place):
            return None
        try:
            store = opened(place, self.root)
            try:
                return self._asked(place, store)
            finally:
                store.close()
        except (RemoteError, RefusedError) as e:
            why = str(e)
        except CannotBuildError as e:
            why = "; ".join(f"{d.path}: {d.message}; {d.hint}" for d in e.diagnostics)
        to_prove = self.open.of(place)
        return GoneProof(left=tuple(StillThere(path, why) for path in (*to_prove.gone, *to_prove.stay)), mute=why)

    def _asked(self, place: PublishDestination, store: Host) -> GoneProof | None:
        from generator.consent.guard_files import withdrawn_stories
        from generator.consent.proofs import keep
        from generator.publishing.asked import Asker
        from generator.publishing.destinations import address_of
        from generator.publishing.left_online import LeftOnline
        from generator.publishing.open_proofs import back_again
        from generator.publishing.proof import ServedSite, but_for, listed, prove, words_of
        from generator.publishing.update import look

        withdrawn = withdrawn_stories(self.root)
        online = look(store, self.settings.url, withdrawn.had, LeftOnline(self.root, self.settings, place))
        to_prove, files = self.open.of(place), online.files
        again = back_again(to_prove.gone, online, withdrawn.had)
        self.open.close(place, {*again, *(to_prove.stay - files.keys())})
        to_prove = self.open.of(place)
        if not to_prove:
            return None
        site = address_of(place, self.settings)
        if site is None:
            found = listed(to_prove.gone, files)
        else:
            where = ServedSite(site, _sign(online), lambda path: path not in files, words_of(withdrawn))
            ask, stay = Asker(), {path: files[path].digest for path in to_prove.stay}
            found = prove(where, to_prove.gone, stay, ask, ask.as_browser())
        found = but_for(found, _kept(store, to_prove, found))
        self.open.close(place, to_prove.stay - {one.path for one in found.left})
        if found.gone:
            kept = keep(self.root, self.today, place.name, found.gone)
            self.open.close(place, [one.path for one in found.gone])
            how = "" if site else ", as its list of files shows; nobody can ask for it, since it has no “url”"
            say(f"{place.name}: {_addresses(len(found.gone))} gone{how}. The proof is {kept}.")
        return found if found.left else None

    def withdrawn(self) -> Withdrawn:
        """What is left of withdrawn stories; nothing where it cannot be read, which removal must not wait for."""
        from generator.consent.guard_files import withdrawn_stories
        from generator.gate.tombstones import Withdrawn
        from generator.ground.diagnostics import CannotBuildError

        with suppress(CannotBuildError):
            return withdrawn_stories(self.root)
        return Withdrawn()


def strangers_told(paths: Collection[str]) -> Iterator[str]:
    """What is said, before they go, of files that may be somebody else's."""
    if paths:
        yield f"  {len(paths)} files that may be somebody else's go, since nobody knows any more whose they are:"
        yield from (f"    {path}" for path in sorted(paths))


def _kept(store: Host, to_prove: ToProve, found: GoneProof) -> Collection[str]:
    """What the host still has of what nobody may see there any more, having been asked once more to forget it."""
    from generator.publishing.ports import WholeSite

    if isinstance(store, WholeSite):
        return store.still_kept([one.path for one in found.gone if "://" in one.path])
    ours = {*to_prove.gone, *to_prove.stay}
    if ours.intersection(store.outdated()):
        store.purge(ours)
    return ours.intersection(store.outdated())


def _open_there(left: ToProve) -> str:
    if not left:
        return "what has to go was not taken away there"
    return f"{_addresses(len({*left.gone, *left.stay}))} not proven to be gone"


def _sign(online: Online) -> str:
    """The path of a file that is online, by which the site is known to be where it is asked for."""
    from generator.content.page_kinds import PageKind
    from generator.publishing.remote_manifest import MANIFEST

    signs = (PageKind.BUILT.path(), PageKind.HOME.path())
    return next((path for path in signs if path in online.files), MANIFEST)


def _tell(name: str, proof: GoneProof) -> None:
    complain(f"{name}: {_addresses(len(proof.left))} not proven to be gone.")
    if proof.mute is not None:
        complain(f"  {proof.mute}.")
        return
    for one in proof.left[:MOST_TOLD]:
        complain(f"  {one.path}: {one.why}.")
    if len(proof.left) > MOST_TOLD:
        complain(f"  and {len(proof.left) - MOST_TOLD} more")
    complain("“hearten publish --prove” asks again.")


def _addresses(number: int) -> str:
    return f"{number} address{' is' if number == 1 else 'es are'}"

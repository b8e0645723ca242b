"""What a run of publishing proves: that what it took away is gone for everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.consent.guard_files import withdrawn_stories
from generator.consent.proofs import keep
from generator.consent.refused import RefusedError
from generator.content.page_kinds import PageKind
from generator.content.settings import PublishDestination, Settings
from generator.gate.tombstones import Withdrawn
from generator.ground.diagnostics import CannotBuildError
from generator.publishing.asked import Asker
from generator.publishing.destinations import address_of, opened
from generator.publishing.difference import Online, Removal, UpdateSteps
from generator.publishing.left_online import LeftOnline
from generator.publishing.local_build import LocalBuild
from generator.publishing.open_proofs import OpenProofs, ToProve, after_removal, after_update, back_again
from generator.publishing.ports import Host, RemoteError, WholeSite
from generator.publishing.proof import GoneProof, ServedSite, StillThere, but_for, listed, prove, words_of
from generator.publishing.publish_teller import PublishTeller
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.update import look


@dataclass(frozen=True, slots=True)
class Proving:
    """What a run has to prove of the site in ``root`` on the day ``today``, and whom it tells."""

    root: Path
    settings: Settings
    today: date
    open: OpenProofs
    teller: PublishTeller

    def shown(self, place: PublishDestination, host: Host) -> None:
        """Write down where a host shows its site as it is now, and may go on to do so."""
        if isinstance(host, WholeSite):
            self.open.add(place, ToProve(kept=frozenset(host.former_addresses())))

    def after_removal(self, place: PublishDestination, online: Online, removal: Removal) -> None:
        """Write down what must be gone after a removal, before it is done."""
        self.open.met(place, reached=True)
        self.open.add(place, after_removal(online, removal, self._withdrawn().had))

    def after_update(self, place: PublishDestination, local: LocalBuild, online: Online, todo: UpdateSteps) -> None:
        """The same for an update."""
        self.open.met(place, reached=True)
        self.open.add(place, after_update(online, todo, self._withdrawn().had, local.files))

    def once(self, places: Sequence[PublishDestination]) -> Mapping[str, GoneProof]:
        """Ask for all that is to be proven; what is left, by the names of the places where anything is."""
        found = {place.name: self._one(place) for place in places}
        return {name: proof for name, proof in found.items() if proof is not None}

    def _one(self, place: PublishDestination) -> GoneProof | None:
        """Prove what is to be proven at a place; what is left, None if nothing is."""
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
            how = (
                ""
                if site
                else " from the folder, as its list of files shows; it has no address at which it could be asked for"
            )
            self.teller.say(f"{place.name}: {addresses(len(found.gone))} gone{how}. The proof is {kept}.")
        return found if found.left else None

    def _withdrawn(self) -> Withdrawn:
        """What is left of withdrawn stories; nothing where it cannot be read, which removal must not wait for."""
        with suppress(CannotBuildError):
            return withdrawn_stories(self.root)
        return Withdrawn()


def open_there(left: ToProve) -> str:
    """What is open at a place that site.yaml does not name any more."""
    if not left:
        return "what has to go was not taken away there"
    return f"{addresses(len({*left.gone, *left.stay}))} not proven to be gone"


def lost_told(lost: Sequence[str]) -> str:
    """What is said of a memory of which these files were damaged."""
    return (
        f"{'; '.join(lost)}. So this computer does not know any more all that has to be gone, nor every place where "
        "the site was; withdrawing, publishing and taking away go on as ever. Get that back from a backup before you "
        "publish; or see that nothing is online of what was taken back, move away what is no file there, and say so "
        "with “hearten publish --prove --yes”."
    )


def addresses(number: int) -> str:
    """So many addresses, with the verb that follows."""
    return f"{number} address{' is' if number == 1 else 'es are'}"


def _kept(store: Host, to_prove: ToProve, found: GoneProof) -> Collection[str]:
    """What the host still has of what nobody may see there any more, having been asked once more to forget it."""
    if isinstance(store, WholeSite):
        return store.still_kept([one.path for one in found.gone if "://" in one.path])
    ours = {*to_prove.gone, *to_prove.stay}
    if ours.intersection(store.outdated()):
        store.purge(ours)
    return ours.intersection(store.outdated())


def _sign(online: Online) -> str:
    """The path of a file that is online, by which the site is known to be where it is asked for."""
    signs = (PageKind.BUILT.path(), PageKind.HOME.path())
    return next((path for path in signs if path in online.files), MANIFEST)

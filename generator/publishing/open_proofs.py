"""What was taken away online and is not yet proven to be gone: kept over runs, until it is.

It is written down before anything is taken away, so that no kill leaves an address behind that nobody asks for again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.content.settings import PublishDestination, Settings
from generator.ground.digest import as_json
from generator.publishing.destinations import address_of, place_of
from generator.publishing.difference import Doing, Online, Removal, UpdateSteps, blank_file, is_page
from generator.publishing.remote_manifest import is_path
from generator.store import log_memory
from generator.store.log_memory import PLACES, PROOFS, DamagedMemoryError, NoMemoryError

T = TypeVar("T")

# Paths below the site, or whole addresses, each with the opaque id of the text it was of if that is known.
Formerly = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class ToProve:
    """What is to be proven at a place.

    ``gone`` must be gone, and of the files ``stay`` no former version may be shown. ``kept`` are addresses at which a
    host may go on showing the whole site as it was; as soon as anything is taken away, they must be gone, too.
    ``undone``: what has to go could not be taken away when somebody last tried, so that nobody knows what that is.
    """

    gone: Formerly = field(default_factory=dict)
    stay: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    undone: bool = False

    def __bool__(self) -> bool:
        return bool(self.gone or self.stay)

    def joined(self, other: ToProve) -> ToProve:
        """The same, and what is new in another one."""
        kept = self.kept | other.kept
        if not other:
            return replace(self, kept=kept)
        gone = {**dict.fromkeys(sorted(kept)), **other.gone, **self.gone}
        return ToProve(gone, self.stay | other.stay, undone=self.undone)

    def without(self, paths: Collection[str]) -> ToProve:
        """The same, but for some paths."""
        gone = {path: text for path, text in self.gone.items() if path not in paths}
        return replace(self, gone=gone, stay=self.stay - {*paths})


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as site.yaml named it, the address at which it was read, and whether the site was ever put there.

    ``source`` is the folder whose site.yaml named it last, as far as that was written down.
    """

    to: str
    url: str | None
    reached: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class _KnownSite:
    """Every place of a site by what it is known by.

    ``said`` are the ids of texts that a person said are gone, each with the day of the withdrawal that this was about.
    ``lost`` tells which files of this memory were damaged, and how.
    """

    places: Mapping[str, KnownPlace] = field(default_factory=dict)
    said: Mapping[str, date] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


class OpenProofs:
    """What is to be proven at each place of a site; ``forgetful`` is why nothing is remembered beyond this run.

    What was remembered and is damaged is no proof that nothing is open: that is ``lost`` until a person has looked.

    A place is known by where it is, however its address is spelled. What site.yaml names no more is not forgotten.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root, self.settings = root, settings
        self.known: dict[str, ToProve] = {}
        self.damaged = set[str]()
        self.forgetful: str | None = None
        self.site, damage = self._recalled(PLACES, settings.url, _KnownSite())
        self._lose(damage)

    def of(self, place: PublishDestination) -> ToProve:
        """What is to be proven at a place."""
        return self._of(place_of(place))

    def add(self, place: PublishDestination, more: ToProve) -> None:
        """Let this be proven, too. What is taken away here may still be at every place that the site was at before."""
        self._remember(place_of(place), self.of(place).joined(more))
        for key in self.former if more else ():
            self._remember(key, replace(self._of(key), undone=True))

    def close(self, place: PublishDestination, paths: Collection[str]) -> None:
        """Nothing is to be proven of these any more."""
        self._remember(place_of(place), self.of(place).without(paths))

    def tried(self, place: PublishDestination, *, undone: bool) -> None:
        """Know whether what has to go at a place could not be taken away when somebody last tried."""
        self.met(place, reached=not undone)
        self._remember(place_of(place), replace(self.of(place), undone=undone))

    def met(self, place: PublishDestination, *, reached: bool) -> None:
        """Know a place, and whether the site is there."""
        before = self.site.places.get(place_of(place))
        was = before is not None and before.reached
        now = KnownPlace(place.to, address_of(place, self.settings), reached or was, str(self.root.resolve()))
        self._know(replace(self.site, places={**self.site.places, place_of(place): now}))

    @property
    def former(self) -> Mapping[str, KnownPlace]:
        """The places that the site was at and site.yaml does not name any more."""
        named = {*map(place_of, self.settings.publish)}
        return {key: known for key, known in self.site.places.items() if known.reached and key not in named}

    def carry(self, place: PublishDestination) -> None:
        """Let what is open at former places that were read at the same address as this one be proven here."""
        for key, known in self.former.items():
            if known.url is not None and known.url == address_of(place, self.settings):
                left = self._of(key)
                self._remember(place_of(place), self.of(place).joined(replace(left, undone=False)))
                self._remember(key, ToProve(undone=left.undone))

    def left_behind(self) -> Mapping[str, ToProve]:
        """What is open at former places, by how site.yaml named them."""
        found = {known.to: self._of(key) for key, known in self.former.items()}
        return {to: left for to, left in found.items() if left or left.undone}

    @property
    def lost(self) -> tuple[str, ...]:
        """Which files of this memory were damaged, and how, until a person says that all is gone of which they told."""
        for key in (*map(place_of, self.settings.publish), *self.site.places):
            self._of(key)
        return self.site.lost

    def let_go(self, withdrawn: Mapping[str, date]) -> None:
        """Know that a person says that nothing is at former places any more, and that these texts are gone.

        So is then whatever else a damaged memory told of.
        """
        former = self.former
        for key in former:
            self._remember(key, ToProve())
        places = {key: known for key, known in self.site.places.items() if key not in former}
        for key in self.damaged:
            self._keep_proofs(key)
        self._know(_KnownSite(places, {**self.site.said, **withdrawn}))

    def _of(self, key: str) -> ToProve:
        if key not in self.known:
            found, damage = self._recalled(PROOFS, f"{self.settings.url}\n{key}", ToProve())
            strange = {path for path in (*found.gone, *found.stay) if "://" not in path and not is_path(path)}
            if strange and not damage:
                damage = self._damage(PROOFS, f"{self.settings.url}\n{key}")
            self.known[key] = found.without(strange)
            if damage:
                self.damaged.add(key)
                self._lose(damage)
        return self.known[key]

    def _recalled(self, kind: str, name: str, nothing: T) -> tuple[T, str | None]:
        """What is remembered, and how that is damaged, if it is."""
        try:
            data = log_memory.of_place(self.root, kind, name)
            return (msgspec.json.decode(data, type=type(nothing)) if data else nothing), None
        except DamagedMemoryError as e:
            return nothing, str(e)
        except NoMemoryError as e:
            self.forgetful = str(e)
            return nothing, None
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return nothing, self._damage(kind, name)

    def _damage(self, kind: str, name: str) -> str:
        return f"{log_memory.file_of(self.root, kind, name)} cannot be used (it is damaged)"

    def _lose(self, damage: str | None) -> None:
        if damage and damage not in self.site.lost:
            self.site = replace(self.site, lost=(*self.site.lost, damage))

    def _know(self, now: _KnownSite) -> None:
        if now != self.site:
            self.site = now
            self._keep_site()

    def _remember(self, key: str, now: ToProve) -> None:
        if now != self._of(key):
            self.known[key] = now
            if key in self.damaged:  # which is overwritten now, and must not be forgotten with that
                self._keep_site()
            self._keep_proofs(key)

    def _keep_site(self) -> None:
        now = self.site
        self._keep(PLACES, self.settings.url, as_json(now).encode() if now != _KnownSite() else b"")

    def _keep_proofs(self, key: str) -> None:
        now = self.known[key]
        self._keep(PROOFS, f"{self.settings.url}\n{key}", as_json(now).encode() if now != ToProve() else b"")

    def _keep(self, kind: str, name: str, content: bytes) -> None:
        try:
            log_memory.remember_of_place(self.root, kind, name, content)
        except NoMemoryError as e:
            self.forgetful = str(e)


def after_removal(online: Online, removal: Removal, had: Callable[[str], bool]) -> ToProve:
    """What is to be proven after a removal; ``had`` tells of a path whether it is one that a withdrawn story had.

    Pages whose own text goes, and that it can only empty, must be gone, too; and so must whatever is at an address that
    a withdrawn story had, though the manifest there says that it is something else.
    """
    own = {path for path in removal.own if path not in removal.after or is_page(path)}
    stay = {path for path in removal.after if path not in own and not had(path)}
    return _to_prove(online, (*own, *(step.path for step in removal.steps)), removal, had, stay)


def after_update(online: Online, todo: UpdateSteps, had: Callable[[str], bool], stay: Collection[str]) -> ToProve:
    """The same after an update, in which the files at the paths ``stay`` are online.

    What an update replaces that takes nothing back needs no proof.
    """
    takes_back = any(step.doing is Doing.BLANK for step in todo.removal.steps)
    paths = [step.path for step in (*todo.removal.steps, *(todo.rest if takes_back else ()))]
    return _to_prove(online, paths, todo.removal, had, stay)


def _to_prove(
    online: Online, paths: Iterable[str], removal: Removal, had: Callable[[str], bool], stay: Collection[str]
) -> ToProve:
    held = {path for path in paths if path in online.files and online.files[path].texts}
    held |= {path for path in online.files if had(path)}
    gone = {path: online.files[path].of for path in sorted(held) if path not in stay}
    emptied = {step.path for step in removal.steps if step.doing is Doing.BLANK}
    return ToProve(gone, frozenset(emptied.intersection(stay)))


def back_again(formerly: Formerly, online: Online, had: Callable[[str], bool]) -> frozenset[str]:
    """Those where something of the site stands anew, such as a story whose pause has ended; never a withdrawn one."""
    there = ((path, online.files[path]) for path in formerly if path in online.files and path not in online.unknown)
    return frozenset(path for path, file in there if file.digest != blank_file(path).digest and not had(path))

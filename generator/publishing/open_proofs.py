"""What was taken away online and is not yet proven to be gone: kept over runs, until it is.

It is written down before anything is taken away, so that no kill leaves an address behind that nobody asks for again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from generator.content.settings import PublishDestination, Settings
from generator.ground.digest import as_json
from generator.publishing.difference import Doing, Online, Removal, UpdateSteps, blank_file, is_page
from generator.publishing.remote_manifest import is_path
from generator.store import log_memory
from generator.store.log_memory import PROOFS, NoMemoryError

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


class OpenProofs:
    """What is to be proven at each place of a site; ``forgetful`` is why nothing is remembered beyond this run."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root, self.site = root, settings.url
        self.known: dict[str, ToProve] = {}
        self.forgetful: str | None = None

    def of(self, place: PublishDestination) -> ToProve:
        """What is to be proven at a place."""
        if place.to not in self.known:
            self.known[place.to] = self._recalled(place)
        return self.known[place.to]

    def add(self, place: PublishDestination, more: ToProve) -> None:
        """Let this be proven, too."""
        self._remember(place, self.of(place).joined(more))

    def close(self, place: PublishDestination, paths: Collection[str]) -> None:
        """Nothing is to be proven of these any more."""
        self._remember(place, self.of(place).without(paths))

    def tried(self, place: PublishDestination, *, undone: bool) -> None:
        """Know whether what has to go at a place could not be taken away when somebody last tried."""
        self._remember(place, replace(self.of(place), undone=undone))

    def _recalled(self, place: PublishDestination) -> ToProve:
        try:
            data = log_memory.of_place(self.root, PROOFS, self._name(place))
            found = msgspec.json.decode(data, type=ToProve) if data else ToProve()
        except NoMemoryError as e:
            self.forgetful = str(e)
            return ToProve()
        except msgspec.MsgspecError:
            return ToProve()  # nobody but this user writes there, and a kill leaves it whole
        return found.without({path for path in (*found.gone, *found.stay) if "://" not in path and not is_path(path)})

    def _remember(self, place: PublishDestination, now: ToProve) -> None:
        if now == self.of(place):
            return
        self.known[place.to] = now
        try:
            log_memory.remember_of_place(
                self.root, PROOFS, self._name(place), as_json(now).encode() if now != ToProve() else b""
            )
        except NoMemoryError as e:
            self.forgetful = str(e)

    def _name(self, place: PublishDestination) -> str:
        return f"{self.site}\n{place.to}"


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

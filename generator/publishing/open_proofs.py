"""What was taken away online and is not yet proven to be gone: kept over runs, until it is.

It is written down before anything is taken away, so that no kill leaves an address behind that nobody asks for again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import msgspec

from generator.content.settings import PublishDestination, Settings
from generator.ground.digest import as_json
from generator.publishing.difference import Online, Removal, blank_file, is_page
from generator.publishing.remote_manifest import RemoteFile, is_path
from generator.store import log_memory
from generator.store.log_memory import NoMemoryError

# Paths below the site, or whole addresses, each with the opaque id of the text it was of if that is known.
Formerly = Mapping[str, str | None]


class OpenProofs:
    """What is to be proven at each place of a site; ``forgetful`` is why nothing is remembered beyond this run."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root, self.site = root, settings.url
        self.known: dict[str, dict[str, str | None]] = {}
        self.forgetful: str | None = None

    def of(self, place: PublishDestination) -> Formerly:
        """What is to be proven at a place."""
        if place.to not in self.known:
            self.known[place.to] = self._recalled(place)
        return self.known[place.to]

    def add(self, place: PublishDestination, formerly: Formerly) -> None:
        """Let this be proven, too."""
        new = {path: text for path, text in formerly.items() if path not in self.of(place)}
        if new:
            self._remember(place, {**self.of(place), **new})

    def close(self, place: PublishDestination, paths: Collection[str]) -> None:
        """Nothing is to be proven of these any more."""
        if not self.of(place).keys().isdisjoint(paths):
            self._remember(place, {path: text for path, text in self.of(place).items() if path not in paths})

    def _recalled(self, place: PublishDestination) -> dict[str, str | None]:
        try:
            data = log_memory.to_prove(self.root, self._name(place))
            found = msgspec.json.decode(data, type=dict[str, str | None]) if data else {}
        except NoMemoryError as e:
            self.forgetful = str(e)
            return {}
        except msgspec.MsgspecError:
            return {}  # nobody but this user writes there, and a kill leaves it whole
        return {path: text for path, text in found.items() if "://" in path or is_path(path)}

    def _remember(self, place: PublishDestination, formerly: dict[str, str | None]) -> None:
        self.known[place.to] = formerly
        try:
            log_memory.remember_to_prove(self.root, self._name(place), as_json(formerly).encode() if formerly else b"")
        except NoMemoryError as e:
            self.forgetful = str(e)

    def _name(self, place: PublishDestination) -> str:
        return f"{self.site}\n{place.to}"


def removed(online: Online, removal: Removal) -> Formerly:
    """What must be gone after a removal: what it deletes, and pages whose own text goes and that it can only empty."""
    own = (path for path in removal.own if path not in removal.after or is_page(path))
    deleted = (step.path for step in removal.steps if step.path not in removal.after)
    return _of(online, {*own, *deleted})


def replaced(online: Online, paths: Iterable[str], stays: Callable[[str], bool]) -> Formerly:
    """What must be gone after an update with steps at these paths: whatever held words of a text and does not stay."""
    return _of(online, (path for path in paths if path in online.files and not stays(path)))


def unwanted(online: Online, had: Callable[[str], bool], stays: Callable[[str], bool]) -> Formerly:
    """What the host or its manifest knows at addresses that withdrawn stories had."""
    return _of(online, (path for path in online.files if had(path) and not stays(path)))


def back_again(formerly: Formerly, files: Mapping[str, RemoteFile], unknown: Collection[str]) -> frozenset[str]:
    """Those where something of the site stands anew, such as a story that was approved again."""
    return frozenset(
        path
        for path in formerly
        if path in files and path not in unknown and files[path].digest != blank_file(path).digest
    )


def _of(online: Online, paths: Iterable[str]) -> Formerly:
    held = {path: online.files[path] for path in paths}
    return {path: file.of for path, file in sorted(held.items()) if file.texts}

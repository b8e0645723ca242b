"""What is sent to the desk until it is done with: files in the user's own folder, for nobody else to read.

They may hold anybody's words. So those of a run go when it ends, and those of one that was killed with the next start
or the next withdrawal, of whatever site, since a folder may have been moved meanwhile. A run holds a lock as long as it
goes on, so that no other takes its files. A picture for a text may show what is still to be covered up: it is in memory
alone.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator.ground.places import UPLOADS
from generator.store.site_lock import BusyError, going_on
from generator.store.user_folder import NoUserFolderError, of_site, user_folder

KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that were sent, by the names that came with them, and the key by which a form means them."""

    key: str
    folder: Path
    files: Mapping[str, Path]

    @property
    def is_there(self) -> bool:
        """Whether the files are still kept."""
        return self.folder.is_dir()

    def take(self) -> bytes | None:
        """What is in the first file, which is kept no longer; None where there is none, or it cannot be read."""
        try:
            return next(iter(self.files.values())).read_bytes()
        except (OSError, StopIteration):
            return None
        finally:
            self.remove()

    def remove(self) -> None:
        """Remove the files as far as that can be done; the rest goes with `clear`."""
        shutil.rmtree(self.folder, ignore_errors=True)


class UnfinishedUpload:
    """Files while they are sent, one after the other; on the disk they have numbers, since no disk takes every name."""

    def __init__(self, place: Path) -> None:
        """Make room in the folder ``place``. Raises OSError."""
        self._folder = place / secrets.token_hex(KEY_BYTES)
        self._folder.mkdir(mode=0o700, parents=True)
        self._files: dict[str, Path] = {}
        self._open: BinaryIO | None = None

    def begin(self, name: str) -> None:
        """Begin with a file of another name than all before. Raises OSError."""
        self.end()
        self._files[name] = self._folder / f"{len(self._files):06}"
        self._open = self._files[name].open("wb")

    def write(self, data: bytes) -> None:
        """Go on with the file. Raises OSError."""
        if self._open is not None:
            self._open.write(data)

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._files

    def end(self) -> None:
        """End the file. Raises OSError."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def done(self) -> Upload:
        """All that was sent."""
        return Upload(self._folder.name, self._folder, self._files)

    def give_up(self) -> None:
        """Remove all of it, as far as that can be done."""
        with suppress(OSError):
            self.end()
        self.done().remove()


class UnfinishedInMemory:
    """One file while it is sent, of which nothing is ever written: a picture, before anything in it is covered up."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._names: set[str] = set()
        self._data = bytearray()

    def begin(self, name: str) -> None:
        """Begin with the file."""
        self._names.add(name)

    def write(self, data: bytes) -> None:
        """Go on with the file."""
        self._data += data

    def has(self, name: str) -> bool:
        """Whether it has this name."""
        return name in self._names

    def end(self) -> None:
        """End the file, of which nothing is open."""

    def done(self) -> bytes:
        """All that was sent."""
        return bytes(self._data)

    def give_up(self) -> None:
        """Forget it."""
        self._data.clear()


class RunUploads:
    """What is sent to one run of the desk of the site in ``root``, until the run ends."""

    def __init__(self, root: Path) -> None:
        """Remove what is left of runs that have ended without doing so, and begin another."""
        self._root, self._name = root, secrets.token_hex(KEY_BYTES)
        self._goes_on = ExitStack()
        self._goes_on.enter_context(going_on(root, self._name))
        _clear_ended(root)

    def begin(self) -> UnfinishedUpload:
        """Make room for what is sent. Raises NoUserFolderError and OSError."""
        place = of_site(self._root, UPLOADS)
        if place is None:
            raise NoUserFolderError("this computer is told to keep nothing there (HEARTEN_STATE)")
        return UnfinishedUpload(place / self._name)

    def end(self) -> None:
        """Remove everything that was sent to this run, as far as that can be done."""
        with suppress(OSError, NoUserFolderError):
            if (place := of_site(self._root, UPLOADS)) is not None:
                shutil.rmtree(place / self._name, ignore_errors=True)
        self._goes_on.close()


def clear(root: Path) -> OSError | None:
    """Remove everything that was sent to desks of the site in ``root``, open ones included; why not, if that fails.

    What was sent to desks of other sites, or of this one where it lay before, goes where these have ended.
    """
    try:
        _clear_ended(root)
        place = of_site(root, UPLOADS)
        if place is not None and place.is_dir():
            shutil.rmtree(place)
    except NoUserFolderError:
        return None  # so nothing was ever kept
    except OSError as e:
        return e
    return None


def _clear_ended(root: Path) -> None:
    """Remove what is left of runs that have ended, of whatever site, as far as that can be done."""
    with suppress(OSError, NoUserFolderError):
        folder = user_folder(root)
        for left in sorted((folder / UPLOADS).glob("*/*")) if folder else ():
            with suppress(BusyError), going_on(root, left.name):
                shutil.rmtree(left, ignore_errors=True)

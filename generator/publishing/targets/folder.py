"""A folder of this computer: a stick, a network drive, a mounted WebDAV or Nextcloud."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from generator.publishing.ports import RemoteError, readable, upload_name

# What a drive on a network may answer when it is not there for a moment.
PASSING = {errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ENOTCONN, errno.ESTALE, errno.ETIMEDOUT}


class FolderStore:
    """A folder that is there. Raises RemoteError where it is not: what is not plugged in must not be made up."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.shown, self.upload = folder, str(folder), upload_name()
        if not folder.is_dir():
            raise RemoteError(f"there is no folder {folder}; plug in what it is on, or make it")

    def listing(self) -> Mapping[str, int]:
        """Every file by its path, with its size; a link is one of no size, whatever it leads to."""
        with self._telling():
            found: dict[str, int] = {}

            def walk(place: str, before: str) -> None:
                with os.scandir(place) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            walk(entry.path, f"{before}{entry.name}/")
                        else:
                            is_file = entry.is_file(follow_symlinks=False)
                            found[before + entry.name] = entry.stat(follow_symlinks=False).st_size if is_file else 0

            walk(str(self.folder), "")
            return found

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        with self._telling():
            try:
                return self._place(path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def put(self, path: str, content: bytes | Path) -> None:
        """Write beside, so that it is on the disk, and rename."""
        with self._telling():
            place = self._place(path)
            self._make(place.parent)
            upload = self.folder / self.upload
            upload.unlink(missing_ok=True)  # a put that failed may have left it
            with upload.open("xb") as file, readable(content) as of:
                shutil.copyfileobj(of, file)
                file.flush()
                os.fsync(file.fileno())
            upload.replace(place)

    def delete(self, path: str) -> None:
        """Remove a file, and the folders that this leaves empty."""
        with self._telling():
            self._place(path).unlink(missing_ok=True)
            with suppress(OSError):  # one that is not empty stays
                for above in PurePosixPath(path).parents:
                    if str(above) != ".":
                        (self.folder / above).rmdir()

    def purge(self, paths: Collection[str]) -> None:
        """A folder keeps nothing of what was."""

    def outdated(self) -> Collection[str]:
        """It keeps nothing."""
        return ()

    def close(self) -> None:
        """Nothing is open."""

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as e:
            named = e.filename or self.shown
            hint = "check that it is connected, has room, and that you may write there"
            raise RemoteError(f"{named}: {e.strerror}; {hint}", passing=e.errno in PASSING) from e

    def _place(self, path: str) -> Path:
        """Where a file lies. Raises RemoteError if a link on the way leads out of the folder."""
        place = self.folder / path
        if not place.parent.resolve().is_relative_to(self.folder.resolve()):
            raise RemoteError(f"{place.parent} is a link that leads out of {self.folder}; delete it")
        return place

    def _make(self, folder: Path) -> None:
        """Make a folder, in place of a file or link that has its name."""
        for place in reversed([folder, *folder.parents][: len(folder.relative_to(self.folder).parts)]):
            if place.is_symlink() or place.is_file():
                place.unlink()
            place.mkdir(exist_ok=True)

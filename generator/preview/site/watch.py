"""Waiting for the site's files to change, with watchdog.

A file of our own proves that the system tells of changes; on network drives and some mounts it does not, and then the
folders are looked through every second. The folders below the site's that matter are watched one by one, so that an
output folder or a folder of packages costs nothing.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from pathlib import Path
from types import TracebackType

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from generator.ground.places import MARKER

PROOF = 2.0  # seconds within which our own file must be told of
QUIET = 0.02  # seconds without an event that end a burst
LONGEST = 0.5  # seconds after which even a burst that goes on is told
LOOK = 1.0  # seconds between looks for folders that came or went, and between looks where nothing is told
# Not that files are opened and closed: reading a site would be told of file by file.
TOLD: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent, FileClosedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]
POLLING = "This folder does not tell of changes, as on some network drives, so it is looked through every second."

Folder = tuple[int, int]
MakeObserver = Callable[[], BaseObserver]


class Watch(FileSystemEventHandler):
    """Calls back when something below ``root`` has changed; a burst of changes is one call.

    To be used in a ``with`` block. What changes after the block is entered is told, once `run` has named whom to call.
    ``observer`` makes watchdog's observer; ``tell`` hears a sentence if folders have to be looked through.
    """

    def __init__(self, root: Path, tell: Callable[[str], None], observer: MakeObserver = Observer) -> None:
        self.root = root.resolve()
        self._tell, self._make = tell, observer
        self._observer: BaseObserver
        self._watched: dict[Path, tuple[Folder, ObservedWatch]] = {}
        self._deleted: deque[Path] = deque()
        self._saved: deque[Path] = deque()
        self._proof = self.root / f".hearten-watch-{secrets.token_hex(8)}"  # no link can wait there
        self._proven = threading.Event()
        self._stirred = threading.Event()
        self._ended = threading.Event()
        self._last = 0.0
        self._doubt: Callable[[Collection[Path] | None], object] = bool  # nobody is to be told before `run`
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Watch:
        if not self._begin(self._make) or not self._is_told():
            self._stop()
            self._tell(POLLING)
            self._begin(lambda: PollingObserver(timeout=LOOK))
        self._stirred.clear()
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, trace: TracebackType | None) -> None:
        self._ended.set()
        self._stirred.set()
        if self._thread is not None:
            self._thread.join()
        self._stop()

    def run(
        self,
        changed: Callable[[Collection[Path] | None], object],
        doubt: Callable[[Collection[Path] | None], object],
    ) -> None:
        """Call ``changed`` from now on, from one thread and never twice at once, when a burst has ended.

        It is given the files that were told of, or None where there may be others, since folders came or went.
        ``doubt`` is called with the files of each event as it comes, from the observer's thread; a call of ``changed``
        always follows.
        """
        self._doubt = doubt
        if self._saved:  # before anybody could be told
            doubt(None)
            self._stirred.set()
        self._thread = threading.Thread(target=self._wait, args=(changed,), name="watch", daemon=True)
        self._thread.start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of an event; what only hidden files do is nobody's news."""
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if self._proof in paths:
            self._proven.set()
        if isinstance(event, DirDeletedEvent | DirMovedEvent):
            self._deleted.append(paths[0])
        if not all(path.name.startswith(".") for path in paths):
            self._saved.extend(paths)
            self._last = time.monotonic()
            self._doubt(paths)
            self._stirred.set()  # after the doubt, so that a reading follows that ends it

    def _wait(self, changed: Callable[[Collection[Path] | None], object]) -> None:
        while not self._ended.is_set():
            stirred = self._stirred.wait(LOOK)
            if self._ended.is_set():
                return
            if stirred:
                self._let_settle()
            # Folders first: what changes in a new one before it is watched is then read in the same call.
            moved = self._watch_folders()
            saved = {self._saved.popleft() for _ in range(len(self._saved))}
            if moved or stirred:
                changed(None if moved else saved)

    def _let_settle(self) -> None:
        """Wait until a burst of events has ended."""
        began = time.monotonic()
        self._stirred.clear()
        while (now := time.monotonic()) - self._last < QUIET and now - began < LONGEST:
            time.sleep(QUIET / 4)
        self._stirred.clear()

    def _begin(self, make: MakeObserver) -> bool:
        """Start an observer on every folder; whether the system allows it."""
        self._observer = make()
        self._watched = {}
        try:
            self._watch_folders()
            self._observer.start()
        except OSError:
            return False  # such as too many folders for the system's limit
        return True

    def _stop(self) -> None:
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def _is_told(self) -> bool:
        """Whether a file of our own is told of."""
        try:
            self._proof.write_bytes(b"")
            try:
                return self._proven.wait(PROOF)
            finally:
                self._proof.unlink(missing_ok=True)
        except OSError:
            return False

    def _watch_folders(self) -> bool:
        """Watch the folders that are there now, and no longer those that are gone; whether anything is different."""
        found = dict(self._folders())
        # A folder that is made again often gets the number of the one that was deleted.
        deleted = {self._deleted.popleft() for _ in range(len(self._deleted))}
        gone = {path for path, (folder, _) in self._watched.items() if found.get(path) != folder or path in deleted}
        new = [path for path in found if path not in self._watched or path in gone]
        for path in gone:
            try:
                self._observer.unschedule(self._watched.pop(path)[1])
            except (KeyError, OSError):
                continue  # the observer has noticed before us
        for path in new:
            try:
                watch = self._observer.schedule(self, str(path), recursive=path != self.root, event_filter=TOLD)
            except FileNotFoundError:
                continue  # gone again; the next look will tell
            self._watched[path] = (found[path], watch)
        return bool(gone or new)

    def _folders(self) -> list[tuple[Path, Folder]]:
        """The site's folder and those in it that may hold something of the site, with what tells them from others."""
        try:
            entries = [e for e in os.scandir(self.root) if e.name[0] not in "._" and e.is_dir(follow_symlinks=False)]
            kept = [Path(e.path) for e in entries if e.name != "node_modules" and not Path(e.path, MARKER).exists()]
            stats = [(path, path.stat()) for path in (self.root, *kept)]
        except OSError:
            return []
        return [(path, (stat.st_dev, stat.st_ino)) for path, stat in stats]

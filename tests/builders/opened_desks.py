"""A desk as a double click opens it, which runs on this machine while a test needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.preview.http.opened_desk import OpenedDesk
from generator.preview.http.server import LOOPBACK, listen
from tests.builders.previews import Answering


@dataclass(frozen=True)
class Opened(Answering):
    """A desk that was opened; its thread ends with it."""

    desk: OpenedDesk
    port: int
    thread: threading.Thread


@contextmanager
def opened(root: Path | None, documents: Path) -> Iterator[Opened]:
    """Open the desk of the site in ``root``, or of none yet; new sites go to the folder ``documents``."""
    with listen(LOOPBACK, 0) as listening:
        port: int = listening.getsockname()[1]
        with OpenedDesk(port, documents, print) as desk:
            desk.known_as(root)
            if root is not None:
                desk.show(root)
            thread = threading.Thread(target=desk.run, args=(listening,))
            thread.start()
            try:
                yield Opened(desk, port, thread)
            finally:
                desk.stop()
                thread.join()

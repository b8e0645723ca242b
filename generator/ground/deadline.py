"""A connection that ends after a while, however many bytes come meanwhile.

A time limit of a socket is for each wait alone: who sends a byte a second holds up whoever listens for ever.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def at_most(seconds: float, connected: socket.socket) -> Iterator[threading.Event]:
    """End a connection after so many seconds; gives whether that had to be."""
    is_over = threading.Event()

    def end() -> None:
        is_over.set()
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()

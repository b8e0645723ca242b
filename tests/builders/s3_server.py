"""A server on this computer that speaks as Amazon S3 does, which begins and ends with a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

from moto.server import ThreadedMotoServer

from tests.builders.served import HOST


@contextmanager
def s3_server() -> Iterator[str]:
    """A server that speaks as Amazon S3 does; its address."""
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        # What an earlier server of this process was given, this one has, too, until it is told to forget it.
        with urlopen(Request(f"{address}/moto-api/reset", method="POST")):
            yield address
    finally:
        server.stop()

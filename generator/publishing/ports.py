"""What publishing asks of a host: a folder of files that can be listed, read, put and deleted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Protocol

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
# Feeds have types of their own (RFC 4287, section 7; JSON Feed 1.1), whatever ends their names.
FEED_TYPES = {"feed.json": "application/feed+json", "feed.xml": "application/atom+xml; charset=utf-8"}


class RemoteError(Exception):
    """A host did not do what it was asked for; the message says what, why, and what to do.

    ``passing``: it may do so when it is asked again, as after a connection that broke.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


class FileStore(Protocol):
    """A folder at a host. Paths are relative to it, with forward slashes. Every call may raise RemoteError.

    Every call can be made again after it failed: what is done already is done.
    """

    @property
    def shown(self) -> str:
        """The folder in words for people, without anything secret."""
        ...

    def listing(self) -> Mapping[str, int]:
        """Every file in the folder and below it by its path, hidden ones, too, with its size in bytes."""
        ...

    def get(self, path: str) -> bytes | None:
        """The bytes of a file; None only where the host itself says that there is none."""
        ...

    def put(self, path: str, content: bytes) -> None:
        """Make a file have these bytes, making its folders. Until that is so, it is whole as it was, or not there."""
        ...

    def delete(self, path: str) -> None:
        """Remove a file, if it is there, and the folders that this leaves empty."""
        ...

    def purge(self, paths: Collection[str]) -> None:
        """Make the host forget what these files were before: versions, and copies in caches of its own."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def type_of(path: str) -> str:
    """The media type to serve a file of a site with (RFC 9110, section 8.3)."""
    name = PurePosixPath(path)
    return FEED_TYPES.get(name.name) or TYPES.get(name.suffix, "application/octet-stream")

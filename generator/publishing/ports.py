"""What publishing asks of a host: files that can be listed and read, and put one by one or as a whole site at once."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, runtime_checkable

from generator.ground.digest import PIECE
from generator.ground.places import TEMPORARY
from generator.media.recording import TYPES as RECORDED

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
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".vtt": "text/vtt; charset=utf-8",
    **RECORDED,
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
UPLOAD = re.compile(re.escape(TEMPORARY) + "upload-[0-9a-f]{16}")
# Feeds have types of their own (RFC 4287, section 7; JSON Feed 1.1), whatever ends their names.
FEED_TYPES = {
    "feed.json": "application/feed+json",
    "feed.xml": "application/atom+xml; charset=utf-8",
    "podcast.xml": "application/rss+xml; charset=utf-8",
}


# The bytes of a file of the site, or where a large one lies, which is read in pieces.
ContentOf = Callable[[str], bytes | Path]


class RemoteError(Exception):
    """A host did not do what it was asked for; the message says what, why, and what to do.

    ``passing``: it may do so when it is asked again, as after a connection that broke. ``words``: words that must go
    may be online there, or come back.
    """

    def __init__(self, message: str, *, passing: bool = False, words: bool = False) -> None:
        super().__init__(message)
        self.passing, self.words = passing, words


class Readable(Protocol):
    """What is online at a host. Paths have forward slashes, and none at their beginning.

    Every call may raise RemoteError, and can be made again after it failed: what is done already is done.
    """

    @property
    def shown(self) -> str:
        """The place in words for people, without anything secret."""
        ...

    def listing(self) -> Mapping[str, int | None]:
        """Every file by its path, hidden ones, too, with its size in bytes; None where the host does not tell that."""
        ...

    def get(self, path: str) -> bytes | None:
        """The bytes of a file; None only where the host itself says that there is none."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class FileStore(Readable, Protocol):
    """A folder at a host, whose files are changed one by one."""

    def put(self, path: str, content: bytes | Path) -> None:
        """Make a file have these bytes, or those of a file here, which is large and read in pieces; make its folders.

        Until that is so, it is whole as it was, or not there.
        """
        ...

    def delete(self, path: str) -> None:
        """Remove a file, if it is there, and the folders that this leaves empty."""
        ...

    def purge(self, paths: Collection[str]) -> None:
        """Make the host forget what these files were before: versions, and copies in caches of its own."""
        ...

    def outdated(self) -> Collection[str]:
        """The files, there or not any more, of which the host still keeps what they were before, as far as it tells."""
        ...


@runtime_checkable
class WholeSite(Readable, Protocol):
    """A host that takes whole sites: what is deployed is online at once, or nothing of it is.

    Such hosts keep what they showed before, at addresses of its own, until it is forgotten there.
    """

    def deploy(
        self, kept: Collection[str], put: Collection[str], content: ContentOf, sent: Callable[[str], None]
    ) -> None:
        """Put a site online that has the files at ``kept`` as they are there now, those at ``put``, and no other.

        ``content`` may be asked several times for a file; ``sent`` is told of each that is sent.
        """
        ...

    def forget(self) -> None:
        """Delete all that the host keeps of former deployments, as far as it lets."""
        ...

    def former_addresses(self) -> Collection[str]:
        """Addresses at which what is online now, and was before, can be seen beside the site's own address.

        They are asked for before something is deployed; afterwards, none of them may answer any more.
        """
        ...

    def still_kept(self, addresses: Collection[str]) -> Collection[str]:
        """Those of such addresses whose deployment the host itself still has, though they may answer nothing."""
        ...


Host = FileStore | WholeSite


def sha_of(content: bytes | Path, kind: str) -> str:
    """A digest, in hexadecimal, of what is to be sent. Raises RemoteError where a file here cannot be read."""
    found = hashlib.new(kind, usedforsecurity=False)
    with readable(content) as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def readable(content: bytes | Path) -> BinaryIO:
    """What is to be sent, to be read in pieces. Raises RemoteError where a file here cannot be read."""
    try:
        return content.open("rb") if isinstance(content, Path) else BytesIO(content)
    except OSError as e:
        raise RemoteError(f"{content!s} cannot be read ({e.strerror}); build again") from None


def upload_name() -> str:
    """What a file is called at a host until it is whole: a name that no other run has, so that nobody renames it."""
    return f"{TEMPORARY}upload-{secrets.token_hex(8)}"


def is_upload(path: str) -> bool:
    """Whether a file is what an interrupted upload of ours left: by such a name, at the top of the folder."""
    return UPLOAD.fullmatch(path) is not None


def type_of(path: str) -> str:
    """The media type to serve a file of a site with (RFC 9110, section 8.3)."""
    name = PurePosixPath(path)
    return FEED_TYPES.get(name.name) or TYPES.get(name.suffix, "application/octet-stream")

"""A file that is too large to be held, as a blob of Git: its id, and what goes into a pack, read in pieces."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path

from dulwich.object_format import DEFAULT_OBJECT_FORMAT
from dulwich.objects import Blob, ObjectID
from dulwich.pack import UnpackedObject, pack_object_header

from generator.ground.digest import PIECE
from generator.publishing.ports import readable


@dataclass(frozen=True, slots=True)
class LargeBlob:
    """A blob whose bytes stay in a file."""

    place: Path
    size: int
    id: ObjectID

    def packed(self) -> UnpackedObject:
        """It as a record of a pack. Going through it reads the file, and raises RemoteError where that is not there."""
        made = UnpackedObject(Blob.type_num, decomp_len=self.size, sha=bytes.fromhex(self.id.decode()))
        made.comp_chunks = self._compressed()  # type: ignore[assignment]  # the library only goes through it
        return made

    def _compressed(self) -> Iterator[bytes]:
        yield bytes(pack_object_header(Blob.type_num, None, self.size, object_format=DEFAULT_OBJECT_FORMAT))
        # What recordings hold is compressed already.
        compressor = zlib.compressobj(zlib.Z_NO_COMPRESSION)
        yield from (compressor.compress(piece) for piece in _pieces(self.place))
        yield compressor.flush()


def large_blob(place: Path) -> LargeBlob:
    """The blob of a file. Raises RemoteError where that cannot be read."""
    with readable(place) as file:
        size = file.seek(0, SEEK_END)
    found = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    for piece in _pieces(place):
        found.update(piece)
    return LargeBlob(place, size, ObjectID(found.hexdigest().encode()))


def _pieces(place: Path) -> Iterator[bytes]:
    with readable(place) as file:
        while piece := file.read(PIECE):
            yield piece

"""Pictures as the cache keeps them: the names and sizes of all files that are made of one, and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import msgspec

from generator.content.named_files import NamedFile
from generator.content.sources import SourceFile
from generator.ground import limits
from generator.ground.digest import digest, pack
from generator.incremental.analysis import Record
from generator.media.photo import Photo, Unusable

# Writing a picture in its sizes takes as long as reading some hundred texts.
AT_ONCE, FEW = 1, 3


class _FileFrame(NamedTuple):
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Frame:
    files: tuple[_FileFrame, ...]
    unusable: Unusable | None = None
    moved: bool = False


FRAME, CONTENTS = msgspec.msgpack.Decoder(_Frame), msgspec.msgpack.Decoder(tuple[bytes, ...])


_Named = tuple[SourceFile, tuple[str, ...]]  # a picture's file, and what is covered up in it
_Loaded = tuple[str, bytes | None, tuple[str, ...]]


def name_of(file: NamedFile) -> str:
    """The name under which a picture is kept."""
    return f"picture:{file.key}"  # its path may be that of a text


def read_all(found: Sequence[_Named]) -> list[_Loaded]:
    """The names under which pictures are kept, with the bytes of their files; None where one cannot be read."""
    return [(file.path, _bytes_of(file), covered) for file, covered in found]


def _bytes_of(file: SourceFile) -> bytes | None:
    try:
        return file.read(limits.PICTURE)
    except OSError:
        return None  # which is told where a text names it


def develop_all(base: bytes, avif: bool, files: Sequence[_Loaded]) -> list[tuple[bytes, Record] | None]:
    """What is kept of pictures and the digests of their files, on which and on ``base`` it depends."""
    return [
        None if data is None else (digest(base, name.encode(), data), developed(data, covered, avif=avif))
        for name, data, covered in files
    ]


def developed(data: bytes, covered: Sequence[str], *, avif: bool) -> Record:
    """What is kept of the picture in ``data``."""
    from generator.media.pictures import develop  # only where there is a new one: loading Pillow takes long

    made = develop(data, covered, avif=avif)
    if isinstance(made, Unusable):
        return Record(pack(_Frame((), made)), b"", b"")
    frame = _Frame(tuple(_FileFrame(file.name, file.width, file.height) for file in made.files), moved=made.moved)
    return Record(pack(frame), pack([file.content for file in made.files]), b"")


def kept_photo(about: bytes, contents: Callable[[], bytes]) -> Photo | Unusable:
    """A picture out of what is kept of it; ``contents`` fetches the bytes of its files."""
    frame = FRAME.decode(about)
    if frame.unusable is not None:
        return frame.unusable
    main, *others = (Photo(*file, partial(_content, contents, n)) for n, file in enumerate(frame.files))
    return replace(main, others=tuple(others), moved=frame.moved)


def _content(contents: Callable[[], bytes], which: int) -> bytes:
    return CONTENTS.decode(contents())[which]

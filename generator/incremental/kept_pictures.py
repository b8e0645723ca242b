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
from generator.media.photo import NO_PICTURE, Ground, Photo, Unusable

# Writing a picture in its sizes takes as long as reading some hundred texts.
AT_ONCE, FEW = 1, 3
# Of a logo in pixels there is one file, which fits dense screens and is taken by every browser.
LOGO_WIDE, PLAIN = 480, ("image/jpeg", "image/png")
NO_LOGO = Unusable(
    "this file is not a picture in SVG, JPEG, PNG, WebP or GIF format",
    "open it in the program that it was made with, and save it as SVG, JPEG, PNG or WebP",
)


class _FileFrame(NamedTuple):
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Frame:
    files: tuple[_FileFrame, ...]
    unusable: Unusable | None = None
    moved: bool = False
    is_moving: bool = False  # the last of its files shows all of it
    ground: Ground | None = None


FRAME, CONTENTS = msgspec.msgpack.Decoder(_Frame), msgspec.msgpack.Decoder(tuple[bytes, ...])


_Named = tuple[SourceFile, NamedFile]  # a picture's file, and how a text shows it
_Loaded = tuple[str, bytes | None, NamedFile]


def name_of(file: NamedFile) -> str:
    """The name under which a picture is kept."""
    return f"picture:{file.key}"  # its path may be that of a text


def read_all(found: Sequence[_Named]) -> list[_Loaded]:
    """The names under which pictures are kept, with the bytes of their files; None where one cannot be read."""
    return [(file.path, _bytes_of(file), named) for file, named in found]


def _bytes_of(file: SourceFile) -> bytes | None:
    try:
        return file.read(limits.PICTURE)
    except OSError:
        return None  # which is told where a text names it


def develop_all(base: bytes, avif: bool, files: Sequence[_Loaded]) -> list[tuple[bytes, Record] | None]:
    """What is kept of pictures and the digests of their files, on which and on ``base`` it depends."""
    return [
        None if data is None else (digest(base, name.encode(), data), developed(data, named, avif=avif))
        for name, data, named in files
    ]


def developed(data: bytes, named: NamedFile, *, avif: bool) -> Record:
    """What is kept of the picture in ``data``, as a text or the site shows it."""
    made = logo(data) if named.is_logo else _developed(data, named, avif=avif)
    if isinstance(made, Unusable):
        return Record(pack(_Frame((), made)), b"", b"")
    files = tuple(_FileFrame(file.name, file.width, file.height) for file in made.files)
    frame = _Frame(files, moved=made.moved, is_moving=made.moving is not None, ground=made.ground)
    return Record(pack(frame), pack([file.content for file in made.files]), b"")


def logo(data: bytes) -> Photo | Unusable:
    """The logo in ``data``, which is a drawing or a picture: one file of it, or why there is none."""
    from generator.media import drawing

    if drawing.is_drawing(data):
        return drawing.cleaned(data)
    made = _developed(data, NamedFile("", "picture"), avif=False)
    if isinstance(made, Unusable):
        return NO_LOGO if made.message == NO_PICTURE else made
    from generator.media.logo_shape import unseen

    plain = [file for file in made.files if file.type in PLAIN]
    return unseen(made) or min(plain, key=lambda file: (file.width < LOGO_WIDE, file.width))


def _developed(data: bytes, named: NamedFile, *, avif: bool) -> Photo | Unusable:
    from generator.media.pictures import develop  # only where there is a new one: loading Pillow takes long

    return develop(data, named.covered, moves=named.moves, avif=avif)


def kept_photo(about: bytes, contents: Callable[[], bytes]) -> Photo | Unusable:
    """A picture out of what is kept of it; ``contents`` fetches the bytes of its files."""
    frame = FRAME.decode(about)
    if frame.unusable is not None:
        return frame.unusable
    main, *others = (Photo(*file, partial(_content, contents, n)) for n, file in enumerate(frame.files))
    moving = others.pop() if frame.is_moving else None
    return replace(main, others=tuple(others), moved=frame.moved, moving=moving, ground=frame.ground)


def _content(contents: Callable[[], bytes], which: int) -> bytes:
    return CONTENTS.decode(contents())[which]

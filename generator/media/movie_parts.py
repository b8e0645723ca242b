"""Which boxes of a movie and its tracks hold nothing but what is needed to play it (ISO/IEC 14496-12, section 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.media.boxes import VERSION, Box
from generator.media.contents import CUT_SHORT, Hidden, UnreadableError, hidden

# What may stand in what. Whatever else does is hidden there: remarks (udta, meta, uuid), other programs' boxes, and
# boxes that nobody has thought of yet.
PARTS: Mapping[str, tuple[str, ...]] = {
    "moov": ("mvhd", "trak"),
    "trak": ("tkhd", "edts", "mdia"),
    "edts": ("elst",),
    "mdia": ("mdhd", "hdlr", "minf"),
    "minf": ("vmhd", "smhd", "dinf", "stbl"),
    "dinf": ("dref",),
    "stbl": ("stsd", "stts", "ctts", "cslg", "stss", "stsc", "stsz", "stco", "co64", "sdtp", "sgpd", "sbgp"),
}
SEVERAL = ("trak", "sgpd", "sbgp")
# FFmpeg writes this where there are no remarks: a list of them that is empty.
NO_REMARKS = b"\0\0\0\x35meta\0\0\0\0\0\0\0\x21hdlr\0\0\0\0\0\0\0\0mdirappl\0\0\0\0\0\0\0\0\0\0\0\0\x08ilst"
# What programs call the handler of every picture and every sound. Other names may be a person's or a device's.
HANDLERS = (b"", b"VideoHandler", b"SoundHandler")
# Tracks say how they are turned; if the whole movie did, too, players would not agree.
UNTURNED = b"".join(n.to_bytes(4) for n in (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30))
GROUPS = (b"roll", b"prol", b"rap ", b"sync")
LONGEST_GROUP = 64
MOST_MOVED = 16_384 << 16  # pixels, more than any picture has
ITSELF = b"\0\0\0\0\0\0\0\1\0\0\0\x0curl \0\0\0\1"  # the sound and the picture are in this file


def hidden_in(box: Box) -> Iterator[Hidden]:
    """Everything in a box of ``PARTS`` that is not needed to play the movie. Raises UnreadableError."""
    seen = set()
    for part in box.boxes():
        twice = part.kind in seen and part.kind not in SEVERAL
        seen.add(part.kind)
        if part.kind == "udta" and part.body == NO_REMARKS:
            continue
        if part.kind not in PARTS[box.kind] or twice:
            yield hidden(part.where, bytes(part.body))
        elif part.kind in PARTS:
            yield from hidden_in(part)
        elif part.kind in CLEAN:
            yield from _judged(part)


def _judged(part: Box) -> Iterator[Hidden]:
    try:
        clean = CLEAN[part.kind](part)
    except IndexError as e:
        raise UnreadableError(f"{CUT_SHORT} ({part.where})") from e
    if clean is not True:
        yield hidden(part.where, bytes(part.body)) if clean is False else Hidden(part.where, (clean,))


def _zeros(box: Box, *spans: tuple[int, int]) -> bool:
    return not any(bytes(box.body[start:end]).strip(b"\0") for start, end in spans)


def _dated(lengths: tuple[int, int], *reserved: tuple[int, int]) -> Callable[[Box], bool | str]:
    """Whether a header of one of these lengths (versions 0 and 1) has no days of making, and nothing where nothing is.

    ``reserved`` are spans counted from the end.
    """

    def clean(box: Box) -> bool | str:
        later = box.version == 1
        if len(box.body) != lengths[later]:
            return False
        if not _zeros(box, (VERSION, VERSION + (16 if later else 8))):
            return "a day or time"
        return _zeros(box, *((len(box.body) - start, len(box.body) - end) for start, end in reserved))

    return clean


def _handler(box: Box) -> bool | str:
    name = bytes(box.body[24:])
    # QuickTime writes the length of a name first; others end it with a zero.
    known = name.strip(b"\0") in HANDLERS or name[1:] in HANDLERS
    return _zeros(box, (0, 8), (12, 24)) and (known or "a name")


def _rows(*widths: int, at: int = VERSION) -> Callable[[Box], bool]:
    """Whether a box is a table with rows of as many bytes, and nothing else."""

    def clean(box: Box) -> bool:
        width = widths[min(box.version, len(widths) - 1)]
        return len(box.body) == at + 4 + box.number(at, 4) * width

    return clean


def _sizes(box: Box) -> bool:
    each = box.number(VERSION, 4)
    return len(box.body) == 12 + (0 if each else box.number(8, 4) * 4)


def _dependencies(box: Box) -> bool:
    """A byte for each picture, with four fields of which none is ever 3 and the first none at all in such files."""
    return all(byte < 0x30 and byte & 0x0C != 0x0C and byte & 3 != 3 for byte in box.body[VERSION:])


def _group(box: Box) -> bool:
    return bytes(box.body[VERSION : VERSION + 4]) in GROUPS and len(box.body) <= LONGEST_GROUP


def _is_turned(tkhd: Box) -> bool:
    """Whether a picture is shown as it is, turned by quarters or mirrored, and moved by whole pixels at most."""
    rows = tkhd.body[-44:-8]
    a, b, u, c, d, v, x, y, w = (int.from_bytes(rows[at : at + 4], signed=True) for at in range(0, 36, 4))
    one = 1 << 16
    sides = {abs(a), abs(b), abs(c), abs(d)} <= {0, one} and abs(a * d - b * c) == one * one
    return sides and (u, v, w) == (0, 0, 1 << 30) and all(0 <= at <= MOST_MOVED and at % one == 0 for at in (x, y))


_TRACK = _dated((84, 96), (60, 52))
_MOVIE = _dated((100, 112), (74, 64), (28, 4))
CLEAN: Mapping[str, Callable[[Box], bool | str]] = {
    "mvhd": lambda box: _MOVIE(box) if box.body[-64:-28] == UNTURNED else "how it is turned",
    "tkhd": lambda box: _TRACK(box) if _is_turned(box) else "how it is turned",
    "mdhd": _dated((24, 36), (2, 0)),
    "hdlr": _handler,
    "vmhd": lambda box: len(box.body) == 12 and _zeros(box, (VERSION, 12)),
    "smhd": lambda box: len(box.body) == 8 and _zeros(box, (VERSION, 8)),
    "dref": lambda box: bytes(box.body) == ITSELF,
    "elst": _rows(12, 20),
    "stts": _rows(8),
    "ctts": _rows(8),
    "stss": _rows(4),
    "stsc": _rows(12),
    "stco": _rows(4),
    "co64": _rows(8),
    "stsz": _sizes,
    "sdtp": _dependencies,
    "cslg": lambda box: len(box.body) in (24, 44),
    "sgpd": _group,
    "sbgp": _group,
}

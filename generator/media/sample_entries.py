"""How the sound or the picture of a track is coded (ISO/IEC 14496-12, section 8.5.2; 14496-14 and -15): its codec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.media import h264
from generator.media.boxes import Box
from generator.media.contents import CUT_SHORT, Hidden, UnreadableError, hidden

# What people call the codecs that cameras and programs put into such files.
NAMES = {
    **dict.fromkeys(("avc1", "avc3"), "H.264"),
    **dict.fromkeys(("hvc1", "hev1", "dvh1", "dvhe"), "HEVC (H.265)"),
    **dict.fromkeys(("apch", "apcn", "apcs", "apco", "ap4h", "ap4x"), "ProRes"),
    **dict.fromkeys(("vp08", "vp09"), "VP9"),
    **dict.fromkeys(("jpeg", "mjpa", "mjpb"), "Motion JPEG"),
    **dict.fromkeys(("samr", "sawb"), "AMR"),
    **dict.fromkeys(("sowt", "twos", "lpcm", "in24", "in32", "fl32", "ipcm"), "PCM (without compression)"),
    "av01": "AV1",
    "mp4v": "MPEG-4 Visual",
    "s263": "H.263",
    "alac": "ALAC",
    "ac-3": "AC-3",
    "ec-3": "E-AC-3",
    "Opus": "Opus",
    "fLaC": "FLAC",
    "apac": "Apple's spatial sound",
    ".mp3": "MP3",
    "mp4a": "AAC",
}
PROTECTED = ("encv", "enca", "drmi", "drms", "sinf")
# How much of an entry stands before its boxes.
PICTURE, SOUND = 78, 28
BESIDE_PICTURES = ("avcC", "pasp", "btrt", "fiel", "colr")
COLOURS = (b"nclx", b"nclc")
AAC, AAC_OF_MPEG2 = 0x40, (0x66, 0x67, 0x68)
# Audio object types (ISO/IEC 14496-3): AAC-LC, and what is added to it for few bits a second.
PLAYED_AAC = (2, 5, 29)
# What AAC-LC and its additions need, which is seven bytes; tables of channels could hold a remark.
LONGEST_CONFIGURATION = 8
# No sets of parameters for a video are as long.
LONGEST_PART = 2000


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """The coding of a track: its codec, whether browsers play it, the video's configuration, and what hides in it."""

    codec: str
    plays: bool
    configuration: bytes = b""
    hidden: tuple[Hidden, ...] = ()


def sample_entry(stsd: Box, *, video: bool) -> SampleEntry:
    """The coding that a track says it has. Raises UnreadableError, also where a file is protected against copying."""
    entries = list(stsd.boxes(8))
    if not entries:
        raise UnreadableError(f"{CUT_SHORT} ({stsd.where})")
    if any(entry.kind in PROTECTED for entry in entries):
        raise UnreadableError("this recording is protected against copying")
    (entry, *others) = entries
    more = tuple(hidden(one.where, bytes(one.body)) for one in others)
    codec = NAMES.get(entry.kind, f"“{entry.kind}”")
    if codec == "H.264":
        return _picture(entry, more)
    if codec == "AAC" and not video:
        return _sound(entry, more)
    return SampleEntry(codec, plays=False, hidden=more)


def _picture(entry: Box, more: tuple[Hidden, ...]) -> SampleEntry:
    configuration = bytes(_part(entry, PICTURE, "avcC").body)
    found = (*more, *_hidden_in_picture(entry))
    if not h264.parameters_alone(configuration):
        found = (*found, hidden(f"{entry.where}/avcC", configuration))
    return SampleEntry("H.264", h264.plays(configuration), configuration, found)


def _hidden_in_picture(entry: Box) -> Iterator[Hidden]:
    head = bytes(entry.body[:PICTURE])
    if (head[:6] + head[8:24] + head[36:40] + head[42:74]).strip(b"\0"):
        yield hidden(entry.where, head)  # a program's or a maker's name
    for part in entry.boxes(PICTURE):
        body = bytes(part.body)
        if part.kind == "clap" and not _is_all_of_it(part, entry):
            raise UnreadableError("the edges of its picture are only marked as cut away, and still there")
        colours = part.kind != "colr" or body[:4] in COLOURS
        if part.kind not in BESIDE_PICTURES or not colours or len(body) > LONGEST_PART:
            yield hidden(part.where, body)


def _is_all_of_it(clap: Box, entry: Box) -> bool:
    """Whether a clean aperture (ISO/IEC 14496-12, section 12.1.4) leaves nothing out but what fills up blocks of 16."""
    sides = ((clap.number(at, 4), clap.number(at + 4, 4)) for at in (0, 8))
    coded = (entry.number(24, 2), entry.number(26, 2))
    return all(below and 0 <= whole - shown / below < 16 for (shown, below), whole in zip(sides, coded, strict=True))


def _sound(entry: Box, more: tuple[Hidden, ...]) -> SampleEntry:
    if entry.number(8, 2):  # QuickTime's, which has its boxes elsewhere
        return SampleEntry("AAC", plays=True, hidden=(*more, Hidden(entry.where)))
    found = list(more)
    head = bytes(entry.body[:16])
    if (head[:6] + head[8:]).strip(b"\0"):
        found.append(hidden(entry.where, head))
    found += (hidden(part.where, bytes(part.body)) for part in entry.boxes(SOUND) if part.kind not in ("esds", "btrt"))
    kind, configuration, clean = _described(bytes(_part(entry, SOUND, "esds").body))
    if not clean:
        found.append(hidden(f"{entry.where}/esds", configuration))
    if kind in AAC_OF_MPEG2:
        return SampleEntry("AAC", plays=True, hidden=tuple(found))
    plays = kind == AAC and bool(configuration) and configuration[0] >> 3 in PLAYED_AAC
    return SampleEntry("AAC" if kind == AAC else "sound in an odd form", plays, hidden=tuple(found))


def _part(entry: Box, start: int, kind: str) -> Box:
    found = next((box for box in entry.boxes(start) if box.kind == kind), None)
    if found is None:
        raise UnreadableError(f"{CUT_SHORT}: a part is missing ({entry.where}/{kind})")
    return found


def _described(esds: bytes) -> tuple[int, bytes, bool]:
    """The kind of sound, its configuration, and whether that is all (descriptors of ISO/IEC 14496-1, section 7.2.6)."""
    tag, at, end = _descriptor(esds, 4)
    if tag != 3 or end != len(esds) or esds[at + 2 : at + 3] != b"\0":  # an elementary stream, by itself
        return 0, b"", False
    tag, at, after = _descriptor(esds, at + 3)
    kind = esds[at] if at < len(esds) else 0
    specific, start, stop = _descriptor(esds, at + 13)
    last, begins, ends = _descriptor(esds, stop)
    clean = (tag, specific, last) == (4, 5, 6) and stop == after and ends == end and ends - begins == 1
    return kind, esds[start:stop], clean and stop - start <= LONGEST_CONFIGURATION


def _descriptor(esds: bytes, at: int) -> tuple[int, int, int]:
    """A descriptor's tag, where its body begins, and where it ends."""
    tag, length = (esds[at] if at < len(esds) else 0), 0
    for _ in range(4):  # seven bits in each, as long as the eighth is set
        at += 1
        byte = esds[at] if at < len(esds) else 0
        length = length << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return tag, at + 1, at + 1 + length

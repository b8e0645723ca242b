"""WAV files (RIFF): sound without compression, which is too large to be published and can be prepared."""

from __future__ import annotations

from typing import BinaryIO

from generator.media.contents import CUT_SHORT, Contents, Track, UnreadableError, exactly, hidden_at, size_of


def is_wav(start: bytes) -> bool:
    """Whether a file begins as these do."""
    return start[:4] == b"RIFF" and start[8:12] == b"WAVE"


def wav(file: BinaryIO) -> Contents:
    """What is in such a file. Raises UnreadableError."""
    size, at, found, a_second, sound = size_of(file), 12, [], 0, 0
    while at + 8 <= size:
        kind, length = exactly(file, at, 4), int.from_bytes(exactly(file, at + 4, 4), "little")
        start, end = at + 8, min(at + 8 + length, size)
        if kind == b"fmt ":
            a_second = int.from_bytes(exactly(file, start, 12)[8:], "little")
        elif kind == b"data":
            sound = end - start
        else:
            found.append(hidden_at(file, kind.decode("latin-1"), start, end))
        at = end + length % 2
    if not a_second or not sound:
        raise UnreadableError(f"{CUT_SHORT}: it holds no sound")
    track = Track("audio", "PCM (without compression)", sound / a_second, plays=False)
    return Contents("WAV", ".m4a", (track,), tuple(found), publishable=False)

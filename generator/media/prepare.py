"""A copy of a recording that can be published: playable everywhere, evenly loud, with nothing in it but itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.ground.places import UNFINISHED
from generator.media import encode, remux
from generator.media.contents import Contents, UnreadableError
from generator.media.formats import contents_of
from generator.media.photo import Unusable
from generator.media.recording import Recording, look
from generator.store.atomic_write import made_beside

FILM, SOUND = ".mp4", (".m4a", ".mp3")
Portion = Callable[[float, float], None]


class NotPreparedError(Exception):
    """Nothing was made; the message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made: where the copy is, what it is, where the poster is, and how many tracks stayed out."""

    path: Path
    recording: Recording
    poster: Path | None
    left_out: int


def prepare(path: Path, to: Path | None, poster: float | None, *, smaller: bool, tell: Portion) -> Prepared:
    """Make a copy of a recording that can be published, beside it or as ``to``; no file is ever replaced.

    A picture stays as it is if browsers play it, and is coded anew otherwise, or if the copy is to be ``smaller``. The
    picture at the second ``poster`` becomes a JPEG beside the copy. ``tell`` hears how many seconds are through, and of
    how many. Raises NotPreparedError, and OSError.
    """
    if not remux.is_installed():
        raise NotPreparedError(f"This needs a library that codes recordings: {remux.INSTALL}")
    try:
        with path.open("rb") as file:
            contents = contents_of(file)
        to = to or path.with_name(f"{path.stem}-ready{FILM if contents.of_kind('video') else SOUND[0]}")
        beside = None if poster is None else to.with_suffix(".jpg")
        _refuse(path, to, beside, contents)
        picture = b"" if poster is None else _drawn(path, contents, poster)
        with made_beside(to) as made:
            recording = _made(path, made, to.suffix, contents, smaller=smaller, tell=tell)
        if beside is not None:
            with made_beside(beside) as made:
                made.write_bytes(picture)
    except UnreadableError as e:
        raise NotPreparedError(f"{path}: {e}.") from e
    except FileExistsError as e:
        raise NotPreparedError(f"{e.filename} is there already. Name another place with --to.") from e
    left_out = sum(max(0, len(contents.of_kind(kind)) - 1) for kind in ("audio", "video"))
    return Prepared(to, recording, beside, left_out)


def _refuse(path: Path, to: Path, beside: Path | None, contents: Contents) -> None:
    """Raise NotPreparedError if what is asked for cannot be made of a file."""
    films, sounds = contents.of_kind("video"), contents.of_kind("audio")
    possible = ((FILM,) if films else ()) + (SOUND if sounds else ())
    if not possible:
        raise NotPreparedError(f"{path}: this file holds neither sound nor picture.")
    if to.suffix not in possible:
        raise NotPreparedError(f"{to}: a copy of this recording ends in {' or '.join(possible)}.")
    if beside is not None and not films:
        raise NotPreparedError(f"{path}: this recording has no picture, of which a poster could be made.")
    for place in (to, beside):
        if place is not None and place.exists():
            raise NotPreparedError(f"{place} is there already. Name another place with --to.")


def _made(path: Path, made: Path, suffix: str, contents: Contents, *, smaller: bool, tell: Portion) -> Recording:
    """A copy at ``made`` that our own look finds clean. Raises NotPreparedError, UnreadableError and OSError."""
    stays = not smaller and all(track.codec == "H.264" and track.plays for track in contents.of_kind("video")[:1])
    coded = made.with_name(f"{made.name.removesuffix(UNFINISHED)}.coded{UNFINISHED}")
    why = Unusable("")
    # Where more than pictures is left of a film that was only copied, as after an edit, it is coded anew after all.
    for copied in (True, False) if stays else (False,):
        try:
            quality = encode.SMALL if smaller else encode.USUAL
            encode.encode(
                path, coded, suffix, contents, quality, copied=copied, tell=lambda at: tell(at, contents.seconds)
            )
            with coded.open("rb") as file:
                remux.remux(coded, made, contents_of(file))
        finally:
            coded.unlink(missing_ok=True)
        found = look(made)
        if isinstance(found, Recording):
            return found
        why = found
    raise NotPreparedError(f"{path}: what would come out cannot be published: {why.message} ({why.hint}).")


def still_of(path: Path, second: float) -> bytes:
    """The picture of a film at a second, as JPEG. Raises NotPreparedError, and OSError."""
    if not remux.is_installed():
        raise NotPreparedError(f"This needs a library that codes recordings: {remux.INSTALL}")
    try:
        with path.open("rb") as file:
            contents = contents_of(file)
        if not contents.of_kind("video"):
            raise NotPreparedError("This recording has no picture, of which a still one could be made.")
        return _drawn(path, contents, second)
    except UnreadableError as e:
        raise NotPreparedError(f"{e}.") from e


def _drawn(path: Path, contents: Contents, second: float) -> bytes:
    """The picture at a second, as JPEG."""
    out = io.BytesIO()
    encode.still(path, contents, second).save(out, "JPEG", quality=90)
    return out.getvalue()

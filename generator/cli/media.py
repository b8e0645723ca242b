"""The commands ``hearten media …``: what is in a recording, and a copy of it that can be published."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.options import BUILT, CONTEXT, WITH_ERRORS, Commands, say, told


@click.group(cls=Commands, context_settings=CONTEXT)
def media() -> None:
    """Look what is in recordings, and make copies of them that can be published.

    \b
    Example:
      hearten media check kettle.mov
      hearten media prepare kettle.mov --poster 3
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character


@media.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@told
def check(files: tuple[Path, ...]) -> None:
    """Say of each FILE what it is, what is in it beside sound and picture, and whether it would be published.

    \b
    Of places, days, devices and names it says only that they are there. Of captions and chapters it
    says what keeps them from being read. Ends with 1 if one of the files would not be published.

    \b
    Example:
      hearten media check stories/media/kettle.mp4
    """  # noqa: D301  # the same
    from generator.content import captions
    from generator.media.photo import Unusable
    from generator.media.recording import look

    fine = True
    for path in files:
        try:
            if path.suffix.lower() in captions.SUFFIXES:
                fine &= _are_read(path)
                continue
            found = look(path)
            say(f"{path}", *(f"  {line}" for line in _contents(path)))
        except OSError as e:
            found = Unusable(f"it cannot be read ({e.strerror or e})", "check the name, and that you may read it")
            say(f"{path}")
        if isinstance(found, Unusable):
            fine = False
            say(f"  Would not be published: {found.message}.", f"    {found.hint[:1].upper()}{found.hint[1:]}.")
        else:
            say(f"  Would be published, {_size(found.size)}; nothing was found in it beside sound and picture.")
    sys.exit(BUILT if fine else WITH_ERRORS)


@media.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE", help="Where to put it; otherwise beside FILE.")
@click.option(
    "--poster", type=click.FloatRange(min=0), metavar="SECONDS", help="Make a JPEG of the picture at this second, too."
)
@click.option("--smaller", is_flag=True, help="Make it smaller, for readers whose connection is slow.")
@told
def prepare(file: Path, to: Path | None, poster: float | None, smaller: bool) -> None:
    """Make a copy of the recording FILE that can be published, and leave FILE as it is.

    \b
    It has nothing in it but sound and picture, plays in every browser (MP4, M4A or MP3), is as loud as
    other recordings, and is never put in place of another file.

    \b
    Example:
      hearten media prepare kettle.mov --to stories/media/kettle.mp4 --poster 3
    """  # noqa: D301  # the same
    from generator.cli.report import ProgressLine
    from generator.consent.refused import RefusedError, cannot_write
    from generator.media.prepare import NotPreparedError
    from generator.media.prepare import prepare as make

    try:
        with ProgressLine(enabled=True) as tell:
            made = make(file, to, poster, smaller=smaller, tell=tell.preparing)
    except NotPreparedError as e:
        raise RefusedError(str(e)) from e
    except OSError as e:
        raise RefusedError(f"{cannot_write(e, to or file)}.") from e
    say(f"Made {made.path}: {made.recording.kind}, {_length(made.recording.seconds)}, {_size(made.recording.size)}.")
    if made.poster is not None:
        say(f"Made {made.poster}. Look whether its face, and all that can be seen in it, may be shown.")
    if made.left_out:
        say(f"Of several tracks only the first picture and the first sound are in it; {made.left_out} stayed out.")
    say("Play it to its end before you use it.")


def _are_read(path: Path) -> bool:
    """Say of a file of captions or chapters what is in it, or is wrong; whether it can be read. Raises OSError."""
    from generator.content import captions
    from generator.ground import limits

    with path.open("rb") as file:
        found = captions.read(file.read(limits.TEXT + 1), str(path))
    say(f"{path}")
    if found.value:
        say(f"  Captions or chapters, {len(found.value)} of them, up to {captions.stamp(found.value[-1].end)}.")
    for problem in found.diagnostics:
        say(f"  Line {problem.span.line}: {problem.message}.", f"    {problem.hint[:1].upper()}{problem.hint[1:]}.")
    return found.value is not None


def _contents(path: Path) -> Iterator[str]:
    """What is in a file, for people."""
    from generator.media.contents import UnreadableError
    from generator.media.formats import contents_of

    with path.open("rb") as file:
        try:
            contents = contents_of(file)
        except UnreadableError:
            return
    yield f"{contents.format_}, {_length(contents.seconds)}, {_size(path.stat().st_size)}"
    for track in contents.tracks:
        shown = f", {track.width} × {track.height}" if track.kind == "video" else ""
        yield f"{'Picture' if track.kind == 'video' else 'Sound'}: {track.codec}{shown}"
    for one in contents.hidden:
        yield f"Beside sound and picture: {one.words}"


def _length(seconds: float) -> str:
    """A length for people."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _size(size: int) -> str:
    """A size for people."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"

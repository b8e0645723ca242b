"""Pictures that are chosen at the desk: made ready at once, and written beside their text when it is saved with them.

The name of a picture's file is made of its text's file and of what is in it: no name of anybody, the same name for the
same picture, and never that of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content import sources
from generator.content.field_types import AREA
from generator.content.links import local_path
from generator.content.named_files import NamedFile
from generator.ground import limits
from generator.ground.places import MADE_PICTURES, made_file
from generator.importing.placing import put
from generator.media.photo import Photo, Unusable
from generator.preview.desk.consent_forms import Complaint, FormField, Values

FIELD = "picture"
ALT, DECORATES, CAPTION, CREDIT, ABOVE, COVERED, SIGHT, MOVES = (
    f"{FIELD}.{name}" for name in ("alt", "decorates", "caption", "credit", "above", "obscure", "focus", "animated")
)
OF_ABOVE = (ABOVE, SIGHT, MOVES)  # of a picture above a story alone
FRAMED = "framed"  # in an address: the answer is for the script of the form
FIELDS = (
    FormField(ALT, "What the picture shows", "text", "For readers who do not see it, in one plain sentence."),
    FormField(DECORATES, "It only decorates, and a reader misses nothing without it", "tick"),
    FormField(CAPTION, "Caption", "text", "Stands below a picture in the text. It may be left empty."),
    FormField(CREDIT, "Who made it", "text", "As they want to be named. It may be left empty."),
    FormField(
        COVERED,
        "Areas to cover up, one on each line",
        "lines",
        "From the left, from the top, width and height, in percent, such as 30 10 20 25. They are covered up before "
        "anything is kept: of what is under them, nothing is.",
    ),
    FormField(ABOVE, "Above the story, and in lists, instead of in the text", "tick"),
    FormField(SIGHT, "What to keep in sight in lists", "text", "From the left and from the top, in percent: 40 30."),
    FormField(MOVES, "It moves, and readers may start it", "tick"),
)
MOST = 50  # of one text that are not saved with it yet
SAVE_FIRST = f"There are {MOST} pictures that are not saved yet. Save, and go on then."
NO_FILE = "Choose a picture first."
NOT_PUT_IN = "A picture was begun with and not put in. Put it in, or empty its fields; then save."
NO_ALT = "Write what the picture shows, for readers who do not see it, or tick that it only decorates."
TWO_WAYS = "A picture that only decorates has no words of its own. Take them out, or the tick."
MOST_AREAS = 20  # as above a story
NO_AREA = f"Write each area as four numbers on a line of its own, such as 30 10 20 25; at most {MOST_AREAS} areas."
NO_SIGHT = "Write two numbers up to 100: from the left and from the top, such as 40 30."
ABOVE_ALONE = "This is of a picture above the story alone. Put the picture there, or take this out."
STANDS_STILL = "This picture does not move: there is one image in its file. Take the tick out."
NO_CAPTION = "The picture above a story has no caption. Put the picture into the text, or leave the caption empty."


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture for a text: its path below the site's folder, itself, and what the text says to show it.

    That is a paragraph of the text, or the values of the form's fields for the picture above a story.
    """

    path: str
    photo: Photo
    line: str
    fields: Values

    @property
    def told(self) -> str:
        """What is said of it where it was put into a form."""
        where = "above the story" if self.fields else "in the text"
        return f"{PurePosixPath(self.path).name} is {where} now. It is kept when you save."

    def put_into(self, sent: Values) -> Values:
        """What a form holds, with the picture: at the end of the text, or above the story."""
        rest = {name: row for name, row in sent.items() if name.partition(".")[0] != FIELD}
        words = "".join(sent.get("words", ())).rstrip()
        return {**rest, **(self.fields or {"words": (f"{words}\n\n{self.line}".lstrip(),)})}


class WaitingPictures:
    """Pictures that were chosen for texts of the site in ``root`` and are not written yet, in memory alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._of: dict[str, dict[str, Photo]] = {}

    def of(self, text: str) -> Mapping[str, Photo]:
        """Those of a text, by their paths below the site's folder."""
        return dict(self._of.get(text, {}))

    def texts(self) -> tuple[str, ...]:
        """The texts that some are kept for."""
        return tuple(self._of)

    def add(self, text: str, path: str, photo: Photo) -> bool:
        """Keep one for a text; False if that has too many already, of which none is forgotten for another."""
        kept = self._of.setdefault(text, {})
        if len(kept) >= MOST and path not in kept:
            return False
        kept[path] = photo
        return True

    def forget(self, text: str) -> None:
        """Forget all of a text."""
        self._of.pop(text, None)

    @contextmanager
    def written(self, text: str, data: bytes) -> Iterator[None]:
        """Write those that a text's new file names, and forget them when that is written, too.

        Raises RefusedError, and ChangedMeanwhileError where another file has the name of one.
        """
        new = {path: photo for path, photo in self.of(text).items() if PurePosixPath(path).name.encode() in data}
        for path, photo in new.items():
            if sources.read_inside(self.root, path, len(photo.content)) != photo.content:
                put(self.root, path, None, photo.content)
        yield
        for path in new:
            self._of.get(text, {}).pop(path, None)


def covered_up(
    root: Path, files: Iterable[NamedFile], known: Mapping[str, Photo], waiting: Mapping[str, Photo]
) -> dict[str, Photo]:
    """Pictures that are shown in another way than those that are ``known``, made for one look at a text.

    ``waiting`` are those that are not written yet, by their paths.
    """
    made: dict[str, Photo] = {}
    for file in files:
        if (file.covered or file.moves) and file.key not in known:
            from generator.media.pictures import develop

            there = waiting.get(file.path)
            data = there.content if there else sources.read_inside(root, file.path, limits.PICTURE)
            photo = develop(data, file.covered, moves=file.moves) if data is not None else None
            made |= {file.key: photo} if isinstance(photo, Photo) else {}
    return made


def bare(root: Path, text: str, src: str, waiting: Mapping[str, Photo]) -> Photo | None:
    """The picture that the text at a path calls ``src``, with nothing covered up; None where there is none."""
    from generator.media.pictures import develop

    path = local_path(src, text)
    there = waiting.get(path)
    data = there.content if there else sources.read_inside(root, path, limits.PICTURE)
    photo = develop(data) if data is not None else None
    return photo if isinstance(photo, Photo) else None


def chosen(text: str, data: bytes | None, sent: Values) -> NewPicture | tuple[Complaint, ...]:
    """The picture that somebody chose for the text at a path, as a form says, or what is to be mended before."""
    complaints = tuple(_missing(sent))
    if data is None:
        return (Complaint(NO_FILE, FIELD), *complaints)
    from generator.media.pictures import develop

    photo = develop(data, () if complaints else _areas(sent), moves=bool(_one(sent, MOVES)))
    if isinstance(photo, Unusable):
        return (Complaint(f"{photo.message[0].upper()}{photo.message[1:]}: {photo.hint}.", FIELD), *complaints)
    if _one(sent, MOVES) and not photo.moved:
        complaints = (*complaints, Complaint(STANDS_STILL, MOVES))
    if complaints:
        return complaints
    photo = photo.moving or photo
    name = made_file(text, photo.name)
    src = f"{MADE_PICTURES}/{name}"
    path = str(PurePosixPath(text).parent / src)
    if _one(sent, ABOVE):
        return NewPicture(path, photo, "", _above(src, sent))
    return NewPicture(path, photo, _line(src, sent), {})


def is_begun(sent: Values) -> bool:
    """Whether somebody has chosen a picture or written something about one, and not put it in."""
    return any(_one(sent, name) for name in (FIELD, *(field.name for field in FIELDS)))


def _missing(sent: Values) -> Iterator[Complaint]:
    decorates = bool(_one(sent, DECORATES))
    if not decorates and not _one(sent, ALT):
        yield Complaint(NO_ALT, ALT)
    more = () if _one(sent, ABOVE) else (CAPTION, CREDIT)
    if decorates and any(_one(sent, name) for name in (ALT, *more)):
        yield Complaint(TWO_WAYS, DECORATES)
    if _one(sent, ABOVE) and _one(sent, CAPTION):
        yield Complaint(NO_CAPTION, CAPTION)
    areas = _areas(sent)
    if len(areas) > MOST_AREAS or not all(re.match(AREA, area) for area in areas):
        yield Complaint(NO_AREA, COVERED)
    if not re.fullmatch(r"((100|\d\d?) (100|\d\d?))?", _sight(sent)):
        yield Complaint(NO_SIGHT, SIGHT)
    if not _one(sent, ABOVE):
        yield from (Complaint(ABOVE_ALONE, name) for name in (SIGHT, MOVES) if _one(sent, name))


def _areas(sent: Values) -> tuple[str, ...]:
    lines = "\n".join(sent.get(COVERED, ())).splitlines()
    return tuple(" ".join(line.split()) for line in lines if line.strip())


def _sight(sent: Values) -> str:
    return " ".join(_one(sent, SIGHT).replace(",", " ").split())


def _above(src: str, sent: Values) -> Values:
    """The fields of a story's own picture, each as its form has it."""
    decorates = ("true",) if _one(sent, DECORATES) else ()
    words = {"image.src": src, "image.alt": _one(sent, ALT), "image.credit": _one(sent, CREDIT)}
    # What was said of the picture that was there goes with it; what is covered up in this one is so for good.
    words |= {"image.focus": _sight(sent), "image.obscure": ""}
    moves = ("true",) if _one(sent, MOVES) else ()
    return {**{n: (v,) for n, v in words.items()}, "image.decorative": decorates, "image.animated": moves}


def _line(src: str, sent: Values) -> str:
    """A picture as a paragraph of the text, as the guide for authors has it."""
    from generator.importing.html.marks import picture
    from generator.importing.html.values import PieceKind, RowPiece

    caption, credit = _one(sent, CAPTION), _one(sent, CREDIT)
    if _one(sent, DECORATES):
        caption = "decorative"
    elif credit:
        caption = f"{caption} ({credit})" if caption else credit
    return picture(RowPiece(_one(sent, ALT), PieceKind.PICTURE, source=src), caption)


def _one(sent: Values, name: str) -> str:
    return " ".join(next(iter(sent.get(name, ())), "").split())

"""Comments on a story before it is published: how they come, and where they are kept until somebody has seen to them.

A review copy saves them as a file that names it by its code, and the paragraphs by their words (papers/review-copy.js).
Such a file comes from anybody, and may have been changed on its way. What is written on a page that is shared comes as
it is. Both are kept in consent/comments/, which keeps itself out of git; nothing in it is ever built.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import StringConstraints, TypeAdapter, ValidationError

from generator.consent.alone import one_by_one
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.consent.review_copy import keep
from generator.content.decoding import guessed
from generator.content.field_types import CLOSED
from generator.gate.seal import code
from generator.ground import limits
from generator.ground.digest import content_name
from generator.ground.places import COMMENTS, COPIES
from generator.ground.strict_json import read_json

FORM, MARK = 1, "hearten-comments"
LARGEST, LARGEST_KEPT = limits.COMMENTS, 2 * limits.COMMENTS  # bytes as they come, and as they are written down
BEGINS = re.compile(r'\s*\{\s*"hearten-comments"\s*:')
BEGINNING = 1_000  # bytes of a file in which it says what it is
LONGEST, MOST = limits.COMMENT, 500
LONGEST_NAME = 100
# What fits into one comment, up to a space where there is one.
PART = re.compile(rf".{{1,{LONGEST}}}(?=\s|\Z)|.{{1,{LONGEST}}}", re.DOTALL)

NOT_READ = "{name} holds no comments that a review copy has saved, or it is damaged. Ask for it once more."
TOO_LARGE = "{name} has more than {most} MB, so nobody can look into it. Ask for the comments in several files."
NEWER = "{name} was saved by a review copy of another version. Make a new copy, or update hearten."
NO_COPY = "No copy with the code {code} is kept in {copies}, so nobody can tell which story {name} is about."
TWO_COPIES = "Copies of several stories have the code {code}: {stories}. Make a new copy of the one that is meant."

SentWords = Annotated[str, StringConstraints(strip_whitespace=True)]
SentName = Annotated[str, StringConstraints(max_length=LONGEST_NAME, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody says of a paragraph, which is told by its words; without any, of the whole story."""

    __pydantic_config__ = CLOSED

    paragraph: SentWords
    comment: SentWords
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """The comments of one file on the text with a code; ``came`` is the day on which it was taken.

    ``name`` is what whoever wrote them is called, if they wanted to say so.
    """

    __pydantic_config__ = CLOSED

    code: Code
    comments: list[Comment]
    came: dt.date | None = None
    name: SentName = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The path of the story that comments are about, and how many were too long to be kept as one."""

    story: str
    parted: int

    @property
    def about_parts(self) -> str:
        """What is told of these; nothing where there are none."""
        which = "One comment was" if self.parted == 1 else f"Each of {self.parted} comments was"
        told = f"{which} longer than {LONGEST:,} characters, and stands there in several parts. No word is left out."
        return told if self.parted else ""


_comments: TypeAdapter[Comments] = TypeAdapter(Comments)


def are_comments(data: bytes) -> bool:
    """Whether a file says of itself that it holds comments."""
    return BEGINS.match(guessed(data[:BEGINNING])) is not None


@one_by_one
def receive(root: Path, data: bytes, name: str, today: dt.date) -> Taken:
    """Keep the comments in a file, in whatever encoding it was saved on its way, those that are too long in parts.

    The same file again changes nothing. Raises RefusedError for a file that holds none, or that is about no copy of
    this site.
    """
    if len(data) > LARGEST:
        raise RefusedError(TOO_LARGE.format(name=name, most=LARGEST // 1_000_000))
    data = guessed(data).encode()
    sent = _read(data, name)
    said = [replace(one, is_done=False) for one in sent.comments if one.comment]
    if not said:
        raise RefusedError(f"There is no comment in {name}. Ask for it once more.")
    if len(said) > MOST:
        raise RefusedError(f"{name} holds more than {MOST} comments. Ask for them in several files.")
    story = _story_of(root, sent.code, name)
    comments = [part for one in said for part in _parts(one)]
    _keep(root, story, replace(sent, came=today, comments=comments), data)
    return Taken(story, sum(len(one.comment) > LONGEST for one in said))


def _parts(one: Comment) -> list[Comment]:
    """A comment that fits, or its parts, each with its paragraph; of that, as much as copies tell."""
    found = [part.strip() for part in PART.findall(one.comment)]
    return [replace(one, paragraph=one.paragraph[:LONGEST], comment=part) for part in found if part]


@one_by_one
def give(root: Path, story: str, comments: list[Comment], name: str, today: dt.date) -> None:
    """Keep comments that somebody called ``name`` wrote on the text of a story as it is; the same again change nothing.

    Raises RefusedError where the story is not there any more, its file has errors, or nothing can be kept.
    """
    said = Comments(code=code(open_case(root, story).seal), comments=comments, came=today, name=name)
    data = _written(said).encode()
    _keep(root, story, _read(data, "what was written"), data)


def _keep(root: Path, story: str, said: Comments, as_they_came: bytes) -> None:
    place = _folder(root, story) / f"{Path(story).stem}.{said.code}.{content_name(as_they_came)[:8]}.json"
    if not place.is_file():
        keep(place, _written(said), hidden=True)


def files_of(root: Path, story: str) -> list[Path]:
    """Every file with comments that is kept on copies of the story at the path ``story``."""
    folder = _folder(root, story)
    name = re.compile(re.escape(Path(story).stem) + r"\.\w{4}-\w{4}\.\w{8}\.json")
    return sorted(file for file in folder.iterdir() if name.fullmatch(file.name)) if folder.is_dir() else []


def files_under(root: Path, story: str, name: str) -> list[tuple[Path, Path]]:
    """Each of those, and its place if the story were at the path ``name``."""
    folder, was, now = _folder(root, name), Path(story).stem, Path(name).stem
    return [(file, folder / f"{now}{file.name.removeprefix(was)}") for file in files_of(root, story)]


def comments_of(root: Path, story: str) -> list[tuple[str, Comments]]:
    """The comments on a story, by the name of their file, those that came first before others.

    A file that cannot be read any more is told as one comment on the whole story.
    """
    found: list[tuple[str, Comments]] = []
    for file in files_of(root, story):
        try:
            found.append((file.name, _read(file.read_bytes(), file.name)))
        except (OSError, RefusedError):
            told = f"The comments in {COMMENTS}/{file.name} cannot be read any more. Ask for them once more."
            code = file.name.split(".")[-3]
            found.append((file.name, Comments(code=code, comments=[Comment(paragraph="", comment=told)])))
    return sorted(found, key=lambda one: (str(one[1].came), one[0]))


@one_by_one
def tick_off(root: Path, story: str, name: str, number: int) -> None:
    """Write down that somebody has seen to a comment: the one with a number from 0 in the file ``name``.

    Raises RefusedError where it is not there any more.
    """
    file = next((file for file in files_of(root, story) if file.name == name), None)
    try:
        kept = _read(file.read_bytes(), name) if file else None
    except OSError:
        kept = None
    if file is None or kept is None or not 0 <= number < len(kept.comments):
        raise RefusedError("This comment is not there any more. Look at the story again.")
    kept.comments[number] = replace(kept.comments[number], is_done=True)
    keep(file, _written(kept), hidden=True)


def _folder(root: Path, story: str) -> Path:
    return root / COMMENTS / Path(story).relative_to("stories").parent


def _written(kept: Comments) -> str:
    told = {MARK: FORM, **_comments.dump_python(kept, mode="json")}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _read(data: bytes, name: str) -> Comments:
    try:
        told: Any = read_json(data) if len(data) <= LARGEST_KEPT else None
        if not isinstance(told, dict) or MARK not in told:
            raise RefusedError(NOT_READ.format(name=name))
        if told.pop(MARK) != FORM:
            raise RefusedError(NEWER.format(name=name))
        told["code"] = told["code"].upper()
        return _comments.validate_python(told)
    except (ValueError, LookupError, AttributeError, ValidationError):
        raise RefusedError(NOT_READ.format(name=name)) from None


def _story_of(root: Path, code: str, name: str) -> str:
    """The story of which a copy with this code is kept. Raises RefusedError."""
    top = root / COPIES
    copies = sorted(top.rglob(f"*.{code}.html")) if top.is_dir() else []
    found = [f"stories/{copy.relative_to(top).as_posix().removesuffix(f'.{code}.html')}.md" for copy in copies]
    stories = [story for story in found if (root / story).is_file()]
    if not stories:
        raise RefusedError(NO_COPY.format(code=code, copies=COPIES, name=name))
    if len(stories) > 1:
        raise RefusedError(TWO_COPIES.format(code=code, stories=", ".join(stories)))
    return stories[0]

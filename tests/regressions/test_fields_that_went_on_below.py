"""Notes and fields below a title, a name or a summary, which were published as words of it."""

from __future__ import annotations

import pytest

from generator.authoring.mend import mending
from generator.content import read
from generator.content.shown_fields import SHOWN, of_header
from tests.builders.fronts import story

LINES = (
    *("valid_until 2027-01-01", "scope [web]", "date 1 May 2030", "real name Maria Gate", "(real name Maria Gate)"),
    *("e-mail a@b.org", "tel 0123 456789", "status → paused", "publish on 2030-01-01", "embargo 2030-01-01"),
    *("image images/x.jpg", "slug x", "language de", "draft", "not published", "private", "Entwurf", "TODO"),
    *("withdrawn 2026-05-01", "record CF-2026-777", "Bo", "real name:Maria", "note:x"),
)
HEADS = ("title: Home", "author: Ines", 'title: "Home', "author: 'Ines", "title: >-\n  Home", "author: |\n  Ines")


def told(*front: str) -> list[tuple[int, str, str]]:
    """The lines, messages and hints of the errors of a story with these lines."""
    found = read.manuscript(story(*front).encode(), "stories/a.md", "en").errors
    return [(d.span.line, d.message, d.hint) for d in found]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("head", HEADS)
def test_fields_of_one_line(head: str, line: str) -> None:
    """Whatever stands below a title or a name withholds the story, however the field is written."""
    quote = head[head.index(" ") + 1] if head[head.index(" ") + 1] in "\"'" else ""
    found = told(*head.split("\n"), f"  {line}{quote}")
    assert [at for at, _, _ in found] == [3 + head.count("\n")]
    assert "begin it at the margin" in found[0][2]


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        (("author: Ines", "  record book"), "Ines record book"),
        (("series:", "  name: Letters", "    of a year", "  part: 1"), "Letters of a year"),
        (("image:", "  src: a.jpg", "  alt: A gate.", "  credit: Ines", "    and Bo"), "Ines and Bo"),
    ],
)
def test_the_words_that_readers_would_read(front: tuple[str, ...], shown: str) -> None:
    """The message says what readers would read, and the story is not mended by a program."""
    ((_, message, _),) = told(*front)
    assert message.endswith(f"above; readers would read “{shown}”")
    data = story(*front).encode()
    assert mending(data, "stories/a.md").after == data


@pytest.mark.parametrize(
    "front",
    [
        ("summary: >-", "  I was there.", "  record: CF-2026-777"),
        ("summary: >-", "  I was there.", "  Record CF-2026-777"),
        ("summary: >-", "  I was there.", "  Klarname: Maria"),
        ("summary: I was there.", "  Klarname:Maria"),
        ("summary: I was there.", "  e-mail:a@b.org"),
        ('summary: "I was there', '  Real Name: Maria"'),
    ],
)
def test_summaries(front: tuple[str, ...]) -> None:
    """A record and a name below a summary are told in each of its forms, with or without a space."""
    assert [at for at, _, _ in told(*front)] == [1 + len(front)]


@pytest.mark.parametrize(
    "front",
    [
        ("title: >-", "  Home"),
        ("author: |", "  Ines", ""),
        ("title:", "  Home"),
        ('title: "Home"', "# record CF-2026-777"),
        ("summary: >-", "  For the record:", "  I was there in the year of the long-play."),
        ("summary: I was there", "  and back."),
    ],
)
def test_honest_fields(front: tuple[str, ...]) -> None:
    """A value on the next line alone, and a summary over several, are words for readers."""
    assert told(*front) == []


def test_the_fields_that_are_looked_at() -> None:
    """Every field whose words readers see is one of those that are looked at."""
    image = ("image:", "  src: a.jpg", "  alt: A gate.", "  credit: Bo")
    film = ("recording:", "  external: https://films.harbour.internal/1", "  source: A channel")
    poster = ("  kind: video", "  shows: {voice: own, face: none}", "  poster: {src: a.jpg, alt: A gate.}")
    more = (*image, "series: {name: Letters, part: 1}", *film, *poster)
    found = read.manuscript(story(*more).encode(), "stories/a.md", "en").made
    assert {loc for loc, _ in of_header(found.header)} == SHOWN - {("slug",)}

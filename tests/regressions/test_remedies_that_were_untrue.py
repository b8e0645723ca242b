"""Remedies that changed what was meant, lost a sign, or said what was not so."""

from __future__ import annotations

import pytest

from generator.authoring.mend import mending
from generator.content import read

REST = ("title: Home", "author: Ines", "date: 2026-03-14", "summary: We met.", "topics: [support]")
CONSENT = "consent:\n  record: CF-2026-014\n  status: given\n  given_on: 2026-03-01\n  scope: [web]\n"


def story(front: str) -> bytes:
    rest = [other for other in REST if other.partition(":")[0] != front.partition(":")[0]]
    return "\n".join(["---", front, *rest, f"{CONSENT}---", "", "There were two kettles.", ""]).encode()


def told(front: str) -> list[tuple[int, str, str]]:
    found = read.manuscript(story(front), "stories/a.md", "en").diagnostics
    return [(d.span.line, d.message, d.hint) for d in found]


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("title: 's Avonds", 'write: title: "\'s Avonds"'),
        ("author: {name: Ines}", 'write: author: "Ines"'),
        (
            "topics: support hope",
            "write: topics: [support hope]; if these are several, write: topics: [support, hope]",
        ),
    ],
)
def test_shown_and_not_written(front: str, hint: str) -> None:
    """What can be meant in two ways keeps all its signs in the remedy, and is not written."""
    assert [other for _, _, other in told(front)] == [hint]
    assert mending(story(front), "stories/a.md").after == story(front)


def test_a_remark_among_the_lines_of_a_text() -> None:
    """A remark among the lines of a text is told at its own line, in plain words."""
    (found,) = told("summary: I was there\n  # and you\n  and they")
    assert found[:2] == (3, "a remark stands among the lines of a text, and YAML ends the text there")


@pytest.mark.parametrize("front", ["title: Home\n # two", "title: Home\n  # two", "date: 2026-03-14 # Ines chose it"])
def test_remarks(front: str) -> None:
    """A remark on a line of its own, or behind a day, is one."""
    assert told(front) == []


@pytest.mark.parametrize("remark", ["not yet", "draft", "do not publish"])
def test_remarks_behind_a_day(remark: str) -> None:
    """A remark behind the day of publication that says that the story waits is told to keep nothing back."""
    message = "what stands behind the “#” keeps nothing back: the date counts"
    assert [(line, other) for line, other, _ in told(f"date: 2026-03-14 # {remark}")] == [(2, message)]


@pytest.mark.parametrize("title", [r"a \" b", r"Home \# two", r"a \* b", "H~2~O", "a^2^"])
def test_signs_in_a_title(title: str) -> None:
    """A backslash before a sign in a title, and small digits, are told of, since readers would see them."""
    assert [
        message.endswith("as it is written, in “title”") or "signs" in message
        for _, message, _ in told(f"title: {title}")
    ] == [True]


@pytest.mark.parametrize("title", [r"The road to C:\home", "A home, ~ two miles", "2^10 ways"])
def test_honest_signs_in_a_title(title: str) -> None:
    """Paths, and signs that stand for themselves, are words."""
    assert told(f"title: {title}") == []

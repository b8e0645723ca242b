"""Remedies that lost words, spoke another language, or would have been withheld themselves."""

from __future__ import annotations

import pytest

from generator.content.typography import typographic
from tests.builders.fronts import published, read_as, story


def told(*front: str) -> list[tuple[str, str]]:
    """The messages and hints of what is told of a story with these lines."""
    return [(d.message, d.hint) for d in read_as(story(*front)).diagnostics]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("slug: 1.10", "write: slug: 1-10"),
        ("slug: 2020.5", "write: slug: 2020-5"),
        ("slug: my-story.html", "write: slug: my-story"),
        ("author: [Ines, Bo]", 'write: author: "Ines, Bo"'),
        ("author: [Ines, Bo, Sam]", 'write: author: "Ines, Bo, Sam"'),
    ],
)
def test_what_to_write(line: str, hint: str) -> None:
    """The remedy holds every word of the value, and none that its author did not write."""
    assert [found for _, found in told(line)] == [hint]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-02-30", "there is no such day: February 2026 has 28 days (“date”)"),
        ("2026-04-31", "there is no such day: April 2026 has 30 days (“date”)"),
        ("2026-14-03", "there is no month 14, and a date is year, month, day (“date”)"),
    ],
)
def test_days_that_are_in_no_calendar(day: str, why: str) -> None:
    """A day that is written as it should be and is in no calendar is told with the reason."""
    assert told(f"date: {day}") == [(why, "write the day that is meant, as year-month-day")]


@pytest.mark.parametrize("sign", ["Not for publication", "Do not publish"])
def test_words_in_quotation_marks(sign: str) -> None:
    """What the remedy says of words that look like a stop sign holds, and needs no other remedy."""
    ((_, hint),) = told(f'title: "{sign}"')
    assert hint.endswith(f"if these are words for readers, write them in quotation marks: “{sign}”")
    assert told(f"title: “{sign}”") == []
    assert published(story(f"title: “{sign}”")) is not None


@pytest.mark.parametrize("line", ["title: 'a' # b", 'title: "a"# b', 'title: "a" # b', "summary: 'a' # real words"])
def test_words_behind_quotes(line: str) -> None:
    """Words behind a value in quotes and one space are told of, since readers do not see them."""
    assert [message for message, _ in told(line)] == [
        f"readers will not see what stands behind the “#” in “{line.partition(':')[0]}”"
    ]


@pytest.mark.parametrize("words", ["a--b.com", "See a--b.co.uk now", "www.a--b.com", "x.a--b.example/c--d"])
def test_hosts_with_two_hyphens(words: str) -> None:
    """The name of a host with two hyphens stays as it is."""
    assert typographic(words, "en") == words


@pytest.mark.parametrize(
    ("words", "shown"), [("went--and. Then", "went–and. Then"), ("So--there.Then", "So–there.Then")]
)
def test_dashes_in_sentences(words: str, shown: str) -> None:
    """Two hyphens in a sentence are a dash, also where a space is missing behind it."""
    assert typographic(words, "en") == shown

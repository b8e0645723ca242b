"""The log: every line that is altered, removed or moved is found."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.gate.consent_log import Act, Event, Fault, Standing, against, appended, read
from tests.builders.sites import TODAY

SEAL = "1-" + "a" * 64


def event(what: Act = "approve", record: str = "R-1", **more: object) -> Event:
    status = {"pause": "paused", "withdraw": "withdrawn"}.get(what, "given")
    fields = {"on": TODAY, "status": status, "scope": ("web",), "until": date(2028, 1, 1), "seal": SEAL, **more}
    return Event(what=what, record=record, **fields)  # type: ignore[arg-type]  # the tests give what fits


EVENTS = (event(), event(record="R-2"), event("pause"), event("resume"), event("renew", until=date(2029, 1, 1)))


def log_of(*events: Event) -> tuple[bytes, list[str]]:
    log, fingerprints = b"", []
    for one in events:
        log, fingerprint = appended(log, one)
        fingerprints.append(fingerprint)
    return log, fingerprints


LOG, FINGERPRINTS = log_of(*EVENTS)


def standing(record: str, logged: str | None, **more: object) -> Standing:
    fields = {"status": "given", "scope": ("web",), "until": date(2029, 1, 1), "seal": SEAL, **more}
    return Standing(path=f"stories/{record.lower()}.md", record=record, logged=logged, **fields)  # type: ignore[arg-type]  # the same


STORIES = (standing("R-1", FINGERPRINTS[4]), standing("R-2", FINGERPRINTS[1], until=date(2028, 1, 1)))


def faults(log: bytes, stories: tuple[Standing, ...] = STORIES, withdrawn: tuple[str, ...] = ()) -> list[Fault]:
    lines, broken = read(log)
    return [*broken, *against(lines, stories, withdrawn)]


def test_a_log_that_fits_has_no_fault() -> None:
    """A log that nobody touched fits to itself and to the stories."""
    assert faults(LOG) == []


def test_the_log_tells_what_happened() -> None:
    """Every event comes back as it was written."""
    assert tuple(line.event for line in read(LOG)[0]) == EVENTS


@given(st.integers(0, len(LOG) - 1), st.binary(min_size=1, max_size=1))
def test_an_altered_byte_is_found(place: int, byte: bytes) -> None:
    """Whatever byte of a line is altered, a line is named, and it is that one or the next."""
    changed = LOG[:place] + byte + LOG[place + 1 :]
    if changed == LOG:
        return
    number = LOG.count(b"\n", 0, place) + 1
    assert {f.line for f in faults(changed)} & {number, number + 1}


@pytest.mark.parametrize("number", range(1, 6))
def test_a_removed_line_is_found(number: int) -> None:
    """Every single line is missed, the last one, too."""
    lines = LOG.splitlines(keepends=True)
    assert faults(b"".join(lines[: number - 1] + lines[number:]))


@pytest.mark.parametrize("number", range(1, 6))
def test_a_shorter_log_is_found(number: int) -> None:
    """A log that ends earlier does not fit to the stories."""
    assert faults(b"".join(LOG.splitlines(keepends=True)[: number - 1]))


@given(st.permutations(LOG.splitlines(keepends=True)))
def test_moved_lines_are_found(lines: list[bytes]) -> None:
    """Lines in another order are found."""
    assert bool(faults(b"".join(lines))) == (b"".join(lines) != LOG)


def test_a_line_that_was_made_anew_is_found() -> None:
    """A line that is altered together with its fingerprint does not fit to the next one."""
    forged = log_of(*EVENTS[:2], event("pause", scope=("web", "feed")))[0]
    made = forged + b"".join(LOG.splitlines(keepends=True)[3:])
    assert [f.line for f in read(made)[1]] == [4]


@pytest.mark.parametrize(
    "other",
    [{"status": "paused"}, {"scope": ("web", "feed")}, {"until": None}, {"seal": None}, {"logged": FINGERPRINTS[0]}],
)
def test_a_story_that_says_something_else_is_found(other: dict[str, object]) -> None:
    """A story whose file was changed by hand is told with the line that it contradicts."""
    changed = standing("R-1", **{"logged": FINGERPRINTS[4], **other})  # type: ignore[arg-type]  # the same
    assert [f.line for f in faults(LOG, (changed, STORIES[1]))] == [5]


def test_a_story_that_vanished_is_found() -> None:
    """A record without a story, and without a withdrawal, is told."""
    assert [f.line for f in faults(LOG, STORIES[:1])] == [2]


def test_a_story_without_a_line_is_found() -> None:
    """A sealed story whose record the log does not know is told; one that was never sealed is not."""
    unknown, unsealed = standing("R-3", None), standing("R-4", None, seal=None)
    assert [f.message for f in faults(LOG, (*STORIES, unknown, unsealed))] == [
        "stories/r-3.md: the log holds no line about its record R-3"
    ]


def test_two_stories_with_one_record_are_found() -> None:
    """One record stands for one story."""
    twice = dataclasses.replace(STORIES[1], path="stories/copy.md")
    assert [f.line for f in faults(LOG, (*STORIES, twice))] == [2]


def test_a_damaged_log_can_be_gone_on_with() -> None:
    """A line can be added behind a damaged one, and the damage is still told."""
    log, fingerprint = appended(LOG[:-20] + b'"}\n', event("withdraw", "R-2"))
    assert [f.line for f in faults(log, STORIES[:1], (fingerprint,)) if "altered" in f.message] == [5]
    assert read(log)[0][-1].event.what == "withdraw"


def test_a_withdrawn_story_needs_its_tombstone() -> None:
    """A withdrawal fits to a tombstone that names its line, and to no story."""
    log, fingerprints = log_of(*EVENTS, event("withdraw", "R-2"))
    gone = fingerprints[-1]
    assert faults(log, STORIES[:1], (gone,)) == []
    assert faults(log, STORIES[:1])
    assert faults(log, STORIES, (gone,))
    assert faults(LOG, STORIES[:1], (gone,))


def test_a_new_record_takes_over() -> None:
    """A record that a new approval replaced needs no story any more."""
    log, fingerprints = log_of(*EVENTS, event(record="R-9", replaces="R-2", until=date(2029, 1, 1)))
    assert faults(log, (STORIES[0], standing("R-9", fingerprints[-1]))) == []

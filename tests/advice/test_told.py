"""What is told, what is known again, and what is old."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.advice.told import NoBaselineError, baseline, read_baseline, told, without
from generator.ground.diagnostics import Span
from generator.ground.digest import digest, path_tag
from tests.builders.advice_findings import LINK, SECRET, findings


def test_lines_do_not_matter() -> None:
    """A finding is the same one when others stand above it."""
    moved = [replace(one, start=Span(90), end=Span(90, 5)) for one in findings()]
    assert [one.fingerprint for one in told(moved)] == [one.fingerprint for one in told(findings())]


def test_other_words_are_another_finding() -> None:
    """A finding with other words, in another file or by another rule is another one."""
    one = findings()[0]
    others = [
        one,
        replace(one, words="else"),
        replace(one, path="pages/c.md"),
        replace(one, rule=replace(LINK, id="reading/b")),
    ]
    assert len({other.fingerprint for other in told(others)}) == 4


def test_the_same_twice_counts() -> None:
    """Of two findings alike, both have a fingerprint, and a baseline that knows one lets the other be told."""
    one = findings()[0]
    both = told([one, one])
    assert len({other.fingerprint for other in both}) == 2
    assert len(told([one, one], old=read_baseline(baseline([one]).encode()))) == 1


def test_what_is_old_is_not_told() -> None:
    """What stands in a baseline is not told again."""
    assert told(findings(), old=read_baseline(baseline(findings()).encode())) == ()


def test_no_words_are_in_a_baseline() -> None:
    """A baseline holds no words and no names of files, and of a private finding nothing made of its words."""
    text = baseline(findings())
    private = findings()[1]
    guessed = digest(private.rule.id.encode(), private.path.encode(), SECRET.encode()).hex()
    assert not any(words in text for words in ("more", "pages", "stories", SECRET, guessed))
    assert baseline([private]) == baseline([replace(private, words="other")])


def test_a_text_is_taken_out_whole() -> None:
    """Of a text that was withdrawn, nothing is left in a baseline, and what stands there of others is the same."""
    whole, gone = baseline(findings()).encode(), findings()[1].path
    assert without(whole, gone) == baseline(one for one in findings() if one.path != gone).encode()
    assert without(whole, "stories/never.md") is None
    assert without(path_tag(gone).encode(), gone) is None


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b'{"version": 2, "texts": {"a": {"b": "c"}}}', b'{"version": 1, "findings": {}}', b"\xff"],
)
def test_what_is_no_baseline_is_refused(data: bytes) -> None:
    """A file that is no baseline is told of, and not taken for an empty one."""
    with pytest.raises(NoBaselineError):
        read_baseline(data)


def test_paths_are_named_from_where_somebody_stands() -> None:
    """A path begins with the site's folder, and the fingerprint does not depend on that."""
    here, there = told(findings()), told(findings(), "site/")
    assert there[0].path == "site/pages/ä b.md"
    assert [one.fingerprint for one in here] == [one.fingerprint for one in there]

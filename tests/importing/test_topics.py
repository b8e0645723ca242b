from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import read as reading
from generator.content.settings import Settings
from generator.ground.diagnostics import CannotBuildError
from generator.importing import topics
from generator.importing.topics import Proposal, proposed
from tests.builders.sites import SITE


def settings() -> Settings:
    checked = reading.settings(SITE.encode(), "site.yaml").value
    assert checked is not None
    return checked[0]


@pytest.mark.parametrize("label", ["Hope", "hope", "HOPE", "Optimism", "optimism!", "h\u00f3pe"])
def test_a_topics_own_words_are_sure(label: str) -> None:
    """A label that is a topic's id, label or synonym but for capitals, accents and signs is that topic, surely."""
    assert proposed([label], settings()) == {label: Proposal("hope", is_sure=True, is_whole=True)}


@pytest.mark.parametrize(
    ("label", "is_whole"),
    [
        ("Stories of hope", False),
        ("hopes", True),
        ("hoping and working", False),
        ("optimsm", True),
        ("Hope Smith", False),
    ],
)
def test_near_labels_are_only_proposed(label: str, is_whole: bool) -> None:
    """A label that holds a topic's word, or its stem, or is spelled nearly like it, is proposed and not sure."""
    assert proposed([label], settings()) == {label: Proposal("hope", is_sure=False, is_whole=is_whole)}


def test_other_labels_are_proposed_nothing() -> None:
    """A label that is near no topic has no proposal."""
    assert proposed(["Uncategorized", "2019", "\u2014"], settings()) == {}


@given(st.dictionaries(st.text(min_size=1, max_size=40), st.sampled_from(["hope", "work", None]), max_size=8))
def test_what_was_agreed_is_read_again(agreed: dict[str, str | None]) -> None:
    """Whatever labels people wrote, what was agreed is read again as it was written, or its faults are told."""
    printable = {label: topic for label, topic in agreed.items() if label.isprintable()}
    told = {topics.plain(label): topic for label, topic in printable.items()}
    assert topics.read(topics.written_behind(None, printable), settings()) == told


def test_what_a_person_wrote_stays() -> None:
    """More labels come behind what stands in the file, which stays as a person wrote it."""
    before = b"# ours\nRecovery: hope"
    after = topics.written_behind(before, {"Jobs": "work", "2019": None})
    assert after == before + b'\n"Jobs": work\n"2019": no topic\n'
    assert topics.read(after, settings()) == {"recovery": "hope", "jobs": "work", "2019": None}


def test_nothing_is_agreed_without_a_file() -> None:
    """Where there is no file, nothing was agreed."""
    assert topics.read(None, settings()) == {}


@pytest.mark.parametrize("text", ["Recovery: hop\n", "Recovery: [hope]\n", "- hope\n", "Recovery: hope: x\n"])
def test_faults_in_the_file_are_told(text: str) -> None:
    """A file with an unknown topic, or of another shape, is told with its place, and not taken for empty."""
    with pytest.raises(CannotBuildError) as told:
        topics.read(text.encode(), settings())
    assert all(problem.path == topics.PATH and problem.hint for problem in told.value.diagnostics)

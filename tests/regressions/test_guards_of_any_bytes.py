"""Deeply nested JSON in consent/ ended every command in a traceback, and left a paused story online."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build as building
from generator import retract
from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of
from generator.gate import consent_log
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError
from generator.ground.strict_json import DEEPEST, read_json
from tests.builders.examples import few
from tests.builders.sites import TODAY, built, make_site, story

GATE, HILL = "stories/gate.md", "stories/hill.md"
FILES = ("log.jsonl", "unfinished.jsonl", "moves.yaml", "withdrawn.yaml", "deny.txt")
DEEP = b"[" * 200_000 + b"\n"
INTENT = {
    "form": 1,
    "what": "withdraw",
    "path": GATE,
    "on": "2026-06-15",
    "line": "",
    "before": "",
    "after": "",
    "changes": {},
    "lifts": [],
    "files": [],
    "proof": "",
}
MOVES = "form: 1\nmoves:\n  - old: 'stories/a.md'\n    new: 'stories/b.md'\n"
STONES = "form: 2\nstories:\n  - id: urn:uuid:1\n    withdrawn_on: 2026-06-15\n    in_feeds: true\n    record: 'CF-7'\n"
WORDS = st.sampled_from(
    ["a\0b", "/etc/hostname", "\ud800.md", "\udc80", "..", "stories/../../a.md", "C:\\a", "stories/x.md", "", "a\nb"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | WORDS,
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5) | WORDS, some, max_size=3),
    max_leaves=6,
)


def made(root: Path) -> Path:
    """A site with an approved story and one more, built."""
    make_site(root, {"gate.md": story(), "hill.md": story("A hill", text="A hill in rain.")})
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-1", scope=("web",), until=date(2028, 1, 1))
    acts.approve(root, GATE, form, today=TODAY)
    built(root)
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made(tmp_path / "site")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all examples of a property."""
    return made(tmp_path_factory.mktemp("guards") / "site")


def holds(root: Path, name: str, data: bytes) -> None:
    """Every command ends with words alone, whatever is in a file below consent/; then that is as it was."""
    files = {path: path.read_bytes() for path in (root / GATE, root / HILL, *(root / "consent").glob("*.*"))}
    (root / "consent" / name).write_bytes(data)
    try:
        with suppress(CannotBuildError):
            built(root)
        for words in (["list"], ["verify"], ["log"], ["pause", HILL], ["withdraw", HILL, "--yes"]):
            done = CliRunner().invoke(main, ["consent", *words, "--source", str(root)])
            assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
            assert "Aftermath(" not in done.output
    finally:
        for path in (root / "consent").glob("*.*"):
            path.unlink()
        for path, was in files.items():
            path.write_bytes(was)


def forged(line: dict[str, Any]) -> bytes:
    """A line of the log whose fingerprint fits."""

    def as_json(content: dict[str, Any]) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(", ", ": ")).encode("utf-8", "replace")

    content = {name: value for name, value in line.items() if name != "this"}
    return as_json({**content, "this": f"2-{hashlib.sha256(as_json(content)).hexdigest()}"}) + b"\n"


@given(name=st.sampled_from(FILES), data=st.binary(max_size=60) | st.text(max_size=30).map(str.encode) | st.just(DEEP))
@settings(max_examples=few(5, fresh=150))
def test_any_bytes(kept: Path, name: str, data: bytes) -> None:
    """Any bytes in a file below consent/ give messages, and never another exception."""
    holds(kept, name, data)


@given(name=st.sampled_from(sorted(INTENT)), value=VALUES)
@settings(max_examples=few(8, fresh=200))
def test_any_value_in_an_intent(kept: Path, name: str, value: Any) -> None:
    """Any value in any field of an act that is half done gives messages, and never another exception."""
    holds(kept, "unfinished.jsonl", json.dumps({**INTENT, name: value}).encode() + b"\n")


@given(number=st.integers(0, 12), value=VALUES)
@settings(max_examples=few(5, fresh=150))
def test_any_value_in_the_log(kept: Path, number: int, value: Any) -> None:
    """Any value in any field of a line of the log whose fingerprint fits gives messages, and no other exception."""
    line = json.loads(log_of(kept))
    holds(kept, "log.jsonl", forged({**line, list(line)[number % len(line)]: value}))


@given(name=st.sampled_from(["moves.yaml", "withdrawn.yaml"]), number=st.integers(0, 9), value=VALUES)
@settings(max_examples=few(5, fresh=150))
def test_any_value_in_yaml(kept: Path, name: str, number: int, value: Any) -> None:
    """Any value in any field of a file in YAML below consent/ gives messages, and never another exception."""
    whole = MOVES if name == "moves.yaml" else STONES
    places = list(re.finditer(r"(?<=: ).+", whole))
    place = places[number % len(places)]
    holds(kept, name, f"{whole[: place.start()]}{json.dumps(value)}{whole[place.end() :]}".encode())


@given(name=st.sampled_from(FILES[:4]), part=st.floats(0, 1))
@settings(max_examples=few(5, fresh=150))
def test_files_that_are_cut_off(kept: Path, name: str, part: float) -> None:
    """A file below consent/ that is cut off anywhere gives messages, and never another exception."""
    whole = {
        "log.jsonl": log_of(kept),
        "unfinished.jsonl": json.dumps(INTENT).encode(),
        "moves.yaml": MOVES.encode(),
        "withdrawn.yaml": STONES.encode(),
    }[name]
    holds(kept, name, whole[: int(len(whole) * part)])


@pytest.mark.parametrize("name", ["log.jsonl", "unfinished.jsonl"])
def test_a_paused_story_goes(site: Path, name: str) -> None:
    """Where a file below consent/ cannot be read, what was published of a paused story is taken away all the same."""
    acts.pause(site, GATE, today=TODAY)
    with (site / "consent" / name).open("ab") as file:
        file.write(DEEP)
    if name == "unfinished.jsonl":
        with pytest.raises(CannotBuildError) as stopped:
            built(site)
        assert [(d.place, bool(d.hint)) for d in stopped.value.diagnostics] == [("consent/unfinished.jsonl:1:1", True)]
        assert stopped.value.aftermath.taken_away == (GATE,)
    else:
        built(site)
    pages = [path for path in (site / "public").rglob("*.html") if b"gate twice" in path.read_bytes()]
    assert not pages


def test_a_story_goes_that_an_unreadable_intent_names(site: Path) -> None:
    """A line about a story that nobody can read takes away what was published of that story alone."""
    (site / "consent/unfinished.jsonl").write_text(json.dumps({**INTENT, "form": 7}), encoding="utf-8")
    with pytest.raises(CannotBuildError) as stopped:
        built(site)
    assert stopped.value.aftermath.taken_away == (GATE,)


@pytest.mark.parametrize(
    "broken", ["decided", "_by_their_own_words", "published_in", "withdrawn_stories", "forbidden_words"]
)
def test_whatever_happens_while_words_are_taken_away(site: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """A build that meets a mistake of the program's own takes away what has ended, and says in words what that was."""

    def fails(*_: object) -> None:
        raise RecursionError("something that nobody thought of")

    acts.pause(site, GATE, today=TODAY)
    monkeypatch.setattr(building, "_built", fails)
    monkeypatch.setattr(retract, broken, fails)
    if broken == "_by_their_own_words":
        monkeypatch.setattr(retract, "decided", fails)
    with pytest.raises(RecursionError) as stopped:
        built(site)
    told = " ".join(stopped.value.__notes__)
    assert ("taken away" in told, GATE in told, "Aftermath(" in told) == (True, True, False)
    assert not [path for path in (site / "public").rglob("*.html") if b"gate twice" in path.read_bytes()]


@pytest.mark.parametrize("nested", [lambda n: "[" * n + "]" * n, lambda n: '{"a":' * n + "1" + "}" * n])
def test_json_is_read_as_deep_as_it_may_be(nested: Callable[[int], str]) -> None:
    """JSON is read up to a depth, in which brackets within words do not count."""
    read_json(nested(DEEPEST))
    assert read_json(json.dumps("[" * 999)) == "[" * 999
    for text in (nested(DEEPEST + 1), '"' + '\\"[' * 99, '"\\ud800"', "NaN", b"\xff"):
        with pytest.raises(ValueError, match=r"."):
            read_json(text)


def test_a_fingerprint_makes_no_line(site: Path) -> None:
    """A line of the log whose fingerprint fits is altered all the same where a field holds what no act puts there."""
    line = json.loads(log_of(site))
    for name, value in (("record", ["CF-1"]), ("what", "dance"), ("line", "1"), ("scope", [1]), ("until", 5)):
        lines, faults = consent_log.read(forged({**line, name: value}))
        assert (lines, len(faults)) == ((), 1)
    assert consent_log.read(forged(line))[1] == ()

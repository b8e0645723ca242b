"""Recall: the website names what was taken back, by ids that say nothing to anybody else."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from pathlib import Path

import pytest

from generator.content.web_address import outside
from generator.gate.tombstones import entry_id
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import opaque_id
from generator.plan import recall
from tests.builders.sites import built, make_site, story, tree

WITHDRAWN = "{record: R-1, status: %s, given_on: 2026-01-01, ended_on: 2026-05-01, scope: [web, offline]}"


def recalled(root: Path) -> list[str]:
    """What the website of the site in ``root`` says."""
    found: list[str] = json.loads(tree(built(root).out)["recall.json"])
    return found


URL = "https://quiet.harbour.internal/base/"


def named(*files: str) -> list[str]:
    """What the website says of files below stories/."""
    return sorted(opaque_id(entry_id(URL, f"stories/{file}")) for file in files)


def test_an_id_is_a_digest() -> None:
    """What is published is the first half of the SHA-256 digest of the story's id behind a fixed beginning."""
    name = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"{URL}stories/porch-light.md"))
    assert entry_id(URL, "stories/porch-light.md") == name
    assert opaque_id(name) == hashlib.sha256(b"hearten recall " + name.encode()).hexdigest()[:32]


def test_nothing_is_recalled(next_door: Path) -> None:
    """A website from which nothing was taken back says so by an empty list."""
    assert recalled(next_door) == []


@pytest.mark.parametrize("status", ["withdrawn", "revoked", "paused"])
def test_a_story_that_was_taken_back(tmp_path: Path, status: str) -> None:
    """A story whose own file says that consent was taken back is recalled, whatever its address is now."""
    make_site(tmp_path, {"gate.md": story(consent=WITHDRAWN % status, more="slug: porch"), "b.md": story("B")})
    assert recalled(tmp_path) == named("gate.md")


@pytest.mark.parametrize("status", ["requested", "expired", "refused"])
def test_what_was_never_given_or_ran_out(tmp_path: Path, status: str) -> None:
    """A story whose consent was never given, or ran out, is not recalled."""
    make_site(tmp_path, {"gate.md": story(consent=WITHDRAWN % status)})
    assert recalled(tmp_path) == []


def test_other_errors_do_not_matter(tmp_path: Path) -> None:
    """A story that was taken back is recalled whatever else is wrong in its file."""
    make_site(tmp_path, {"gate.md": story(consent=WITHDRAWN % "withdrawn", topics="[unknown]")})
    assert recalled(tmp_path) == named("gate.md")


def test_the_list_of_files_that_are_gone(next_door: Path) -> None:
    """Stories in consent/withdrawn.yaml are recalled by digests of their ids."""
    stone = "{{id: {}, withdrawn_on: 2026-05-01, in_feeds: false}}".format
    text = f"stories:\n  - {stone('0123456789abcdef')}\n  - {stone('urn:uuid:0-1-2')}\n"
    (next_door / "consent").mkdir()
    (next_door / "consent" / "withdrawn.yaml").write_text(text, encoding="utf-8")
    assert recalled(next_door) == sorted(map(opaque_id, ["0123456789abcdef", "urn:uuid:0-1-2"]))
    made = b"".join(tree(next_door / "public").values())
    assert not re.search(b"2026-05-01|0123456789abcdef|urn:uuid:0", made)


@pytest.mark.parametrize("text", ["stories: []"])
def test_a_list_of_nothing(next_door: Path, text: str) -> None:
    """A list without stories is a list."""
    (next_door / "consent").mkdir()
    (next_door / "consent" / "withdrawn.yaml").write_text(text, encoding="utf-8")
    assert recalled(next_door) == []


@pytest.mark.parametrize(
    "text",
    ["- {date: 2026-05-01}", "- a: [", "id: 0123456789abcdef", "- {id: A name}", "- [0123456789abcdef]", "stories: x"],
)
def test_a_list_that_cannot_be_understood(next_door: Path, text: str) -> None:
    """A list in which an id is missing or cannot be read stops the build, or a story would be missed."""
    (next_door / "consent").mkdir()
    (next_door / "consent" / "withdrawn.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(CannotBuildError) as e:
        built(next_door)
    assert {d.path for d in e.value.diagnostics} == {"consent/withdrawn.yaml"}


def test_the_script_says_the_same(tmp_path: Path) -> None:
    """recall.js is recall.json as one assignment, and both hold ids alone."""
    make_site(tmp_path, {"gate.md": story(consent=WITHDRAWN % "withdrawn")})
    made = tree(built(tmp_path).out)
    data, script = made["recall.json"].decode(), made["recall.js"].decode()
    assert re.fullmatch(r'\["[0-9a-f]{32}"\]\n', data)
    assert script == f"hearten.recalled={data.strip()};\n"


def test_a_copy_has_no_list(tmp_path: Path) -> None:
    """Builds for offline use hold no list, for it would be old on the day after."""
    make_site(tmp_path, {"gate.md": story(consent=WITHDRAWN % "withdrawn")})
    assert not {"recall.json", "recall.js"} & {*tree(built(tmp_path, medium="offline").out)}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/base/", "https://example.org/base/recall.js"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/recall.js"),
        ("https://wärme.example/ü;x,y/", "https://xn--wrme-loa.example/%C3%BC%3Bx%2Cy/recall.js"),
    ],
)
def test_the_address_fits_a_policy(url: str, address: str) -> None:
    """The script's address is spelled without anything that would end a source in a policy."""
    assert recall.address(str(outside(url))) == address

"""A withdrawal told somebody to look into consent/brought-in.json, since its digests stood in one run, like bytes."""

from __future__ import annotations

import base64
import gzip
import json
import random
from pathlib import Path

import pytest

from generator.checking.opening import UNKNOWN, Leaf, Unopened, opened
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.places import BROUGHT_IN
from generator.importing.brought_in import brought_before
from generator.importing.item import Item, Markdown
from tests.builders.imports import Texts, brought
from tests.builders.sites import make_site, story

SAID = b"We painted the gate in April, and nobody asked whose gate it was before that."
LONG = " ".join(f"On day {n} the kettle sang {n * n} times, and {n} neighbours counted them aloud." for n in range(99))
GATE = Item(key="1", title="The gate", body=Markdown(f"{SAID.decode()}\n\n{LONG}"), slug="the-gate")
# What nobody can know: bytes that are no text, and begin like nothing.
BYTES = b"\x80" + random.Random(1).randbytes(999)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that was brought in."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")})
    brought(root, Texts([GATE]))
    return root


def seen(root: Path) -> tuple[list[bytes], list[str]]:
    """All that is opened of the file, and why the rest is not."""
    every = list(opened(BROUGHT_IN, root / BROUGHT_IN))
    leaves = [one.content for one in every if isinstance(one, Leaf)]
    return leaves, [one.why for one in every if isinstance(one, Unopened)]


def planted(root: Path, words: str) -> None:
    """Put words in place of the digests of a text's."""
    head, line = (root / BROUGHT_IN).read_text(encoding="utf-8").splitlines()
    (root / BROUGHT_IN).write_text(f"{head}\n{json.dumps(json.loads(line) | {'words': words})}\n", encoding="utf-8")


def test_a_withdrawal_looks_into_what_was_brought_in(root: Path) -> None:
    """The digests of a long text are read as what they are, and nobody is told to look into them."""
    assert len((root / BROUGHT_IN).read_bytes()) > 1000
    assert plan_withdrawal(root, "the-gate").unopened == ()


@pytest.mark.parametrize(
    "hidden",
    [
        SAID.decode(),
        SAID.hex(),
        base64.b64encode(SAID).decode(),
        base64.b64encode(gzip.compress(SAID)).decode(),
        gzip.compress(SAID).hex(),
    ],
    ids=["plain", "hexadecimal", "base64", "packed in base64", "packed in hexadecimal"],
)
def test_words_in_it_are_found(root: Path, hidden: str) -> None:
    """Words within a file of its name are found, as they stand or as bytes, packed or not."""
    planted(root, hidden)
    assert any(SAID in content for content in seen(root)[0])


@pytest.mark.parametrize("hidden", [BYTES.hex(), base64.b64encode(BYTES).decode()])
def test_bytes_in_it_are_told(root: Path, hidden: str) -> None:
    """Bytes that nobody can read are told within a file of its name as anywhere."""
    planted(root, hidden)
    assert seen(root)[1] == [UNKNOWN]


def test_files_with_digests_in_one_run_are_read(root: Path) -> None:
    """What an import wrote before says the same."""
    now, file = brought_before(root, ""), root / BROUGHT_IN
    (known,) = now.texts.values()
    planted(root, known.words.hex())
    assert " " not in json.loads(file.read_text(encoding="utf-8").splitlines()[1])["words"]
    assert brought_before(root, "") == now


@pytest.mark.parametrize("begins", ["1f8b09", "1f8b00", "1f8bff"])
def test_digests_that_begin_like_something_packed(tmp_path: Path, begins: str) -> None:
    """One in 65536 digests begins with the two bytes of gzip; it is none without the third (RFC 1952)."""
    digest = begins + "5ad1" * 14 + "07"
    (tmp_path / "log.jsonl").write_text(f'{{"line": 1, "this": "2-{digest}", "seal": "1-{digest}"}}\n')
    assert [one for one in opened("log.jsonl", tmp_path / "log.jsonl") if isinstance(one, Unopened)] == []

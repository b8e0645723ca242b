"""Proofs that something is gone: kept without an address, logged, and held against the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.consent import proofs
from generator.consent.log_audit import verify
from generator.consent.proofs import GoneAddress
from generator.consent.refused import RefusedError
from generator.gate import consent_log
from generator.gate.tombstones import hashed_address
from tests.builders.sites import TODAY, make_site, story

GONE = (
    GoneAddress("stories/gate/index.html", "a-text", (404,), {"age": "5"}),
    GoneAddress("old/gate.html", None, (404, 410), {}),
)
PATH = f"consent/proofs/{TODAY}.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story, and with a draft as “hearten story” makes it."""
    draft = story("Another", consent="{record: FORM-000, status: requested, scope: []}", more="draft: true")
    return make_site(tmp_path, {"hill.md": story("A hill"), "draft.md": draft})


def test_a_proof_is_kept_and_logged(root: Path) -> None:
    """A proof holds hashed addresses in their own order, with what was seen, and the log a line with its digest."""
    assert proofs.keep(root, TODAY, "live", GONE) == PATH
    told = json.loads((root / PATH).read_bytes())
    addresses = [line["address"] for line in told["gone"]]
    assert addresses == sorted(hashed_address(one.path, told["salt"]) for one in GONE)
    assert {line["text"]: line["statuses"] for line in told["gone"]} == {"a-text": [404], None: [404, 410]}
    (line,) = consent_log.read((root / "consent/log.jsonl").read_bytes())[0]
    assert (line.event.what, line.event.about) == ("proven-gone", "what was online")
    assert verify(root) == ()


def test_proofs_of_one_day_are_kept_beside_each_other(root: Path) -> None:
    """A second proof of a day has a file of its own."""
    proofs.keep(root, TODAY, "live", GONE)
    assert proofs.keep(root, TODAY, "mirror", GONE[:1]) == f"consent/proofs/{TODAY}-2.json"
    assert verify(root) == ()


@pytest.mark.parametrize("altered", [b"{}", None])
def test_a_proof_that_was_altered_is_found(root: Path, altered: bytes | None) -> None:
    """A proof that is not as it was logged, or not there, is a fault of the log's line about it."""
    proofs.keep(root, TODAY, "live", GONE)
    if altered is None:
        (root / PATH).unlink()
    else:
        (root / PATH).write_bytes(altered)
    (fault,) = verify(root)
    assert fault.line == 1
    assert "was altered, or is not there any more" in fault.message


def test_proofs_are_found_by_text(root: Path) -> None:
    """The proofs that tell of a text are found by its id, past files that are none."""
    proofs.keep(root, TODAY, "live", GONE)
    (root / "consent/proofs/0.json").write_bytes(b"none")
    ((path, proof),) = proofs.proven_of(root, "a-text")
    assert (path, proof.day, proof.place) == (PATH, TODAY, "live")
    assert proofs.proven_of(root, "another-text") == ()


def test_a_proof_that_cannot_be_kept_is_refused(root: Path) -> None:
    """Where the file cannot be written, nothing is logged."""
    (root / "consent").mkdir()
    (root / "consent/proofs").write_bytes(b"")
    with pytest.raises(RefusedError, match="the proof is not kept"):
        proofs.keep(root, TODAY, "live", GONE)
    assert not (root / "consent/log.jsonl").exists()

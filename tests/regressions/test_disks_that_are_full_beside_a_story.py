"""Where there was no room beside a story for its recording, the error named the file that was read, on another disk."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing.placing import put_large


def test_the_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """What cannot be written is told by its place beside the story, and nothing half written stays there."""
    sent = tmp_path / "state/uploads/clean"
    sent.parent.mkdir(parents=True)
    sent.write_bytes(bytes(5_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(RefusedError, match=r"^stories/media/gate\.mp3 cannot be written .*Make room for it"):
            put_large(tmp_path, "stories/media/gate.mp3", sent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "stories/media").iterdir()) == []

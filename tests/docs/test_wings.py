"""The picture of the wings."""

from __future__ import annotations

import subprocess
import sys

from tests.builders.example import ROOT


def test_the_picture_is_of_the_program_as_it_is() -> None:
    """docs/wings.svg is what scripts/wings.py draws of the imports today."""
    draw = "import sys; sys.path.insert(0, 'scripts'); import wings; sys.stdout.buffer.write(wings.picture().encode())"
    drawn = subprocess.run([sys.executable, "-c", draw], capture_output=True, check=True, cwd=ROOT).stdout
    assert (ROOT / "docs" / "wings.svg").read_bytes() == drawn, "run scripts/wings.py, and look at the picture"

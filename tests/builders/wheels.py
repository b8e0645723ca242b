"""The package as users get it, built from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.builders.example import ROOT


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, in which nothing of this checkout can be found by accident."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(folder: Path) -> Path:
    """A wheel in an empty folder."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made

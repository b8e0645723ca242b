"""Pin what `make site` and `make test` install to the newest versions there are, with all that those need in turn.

Writes constraints/python.txt from pyproject.toml, for every Python and system that the project runs on, and
constraints/package-lock.json from the package.json beside it. Neither names a place that packages come from.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from checkers import WANTED, npm
from install import BACKEND, PINS, ROOT

OLDEST = "3.11"  # requires-python


def main() -> int:
    """Pin everything; raises CalledProcessError where uv or npm cannot."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", PINS, "uv"], check=True)
    uv = [Path(sys.executable).with_name("uv"), "pip", "compile", "--quiet", "--upgrade"]
    every = ["--universal", "--python-version", OLDEST, "--all-extras"]
    form = ["--annotation-style", "line", "--custom-compile-command", "make pins", "--output-file", PINS]
    # A dash is what is typed in: what pyproject.toml does not ask for.
    beside = "\n".join((*BACKEND, "uv"))
    subprocess.run([*uv, *every, *form, "pyproject.toml", "-"], check=True, cwd=ROOT, input=beside, text=True)
    (WANTED / "package-lock.json").unlink(missing_ok=True)
    npm("install", "--package-lock-only", "--omit-lockfile-registry-resolved", folder=WANTED)
    return 0


if __name__ == "__main__":
    sys.exit(main())

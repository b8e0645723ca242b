"""Fetch from npm into .tools what checks pages and books; Node.js and Java come with the test requirements.

The Nu HTML checker; Ace, by which DAISY checks how accessible a book is; foliate-js, which shows books as a reading
program does; and Sveltia CMS, which reads the configuration that is made for it. Exactly the versions of
constraints/package-lock.json.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / ".tools"
WANTED = ROOT / "constraints"
# Ace would fetch a browser of its own; tests give it the one that is here.
WITHOUT_BROWSER = {"PUPPETEER_SKIP_DOWNLOAD": "1"}


def main() -> int:
    """Put everything in place; raises CalledProcessError where npm cannot."""
    TOOLS.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(WANTED / name, TOOLS / name)
    npm("ci", folder=TOOLS)
    return 0


def npm(command: str, *options: str, folder: Path) -> None:
    """Run npm in a folder that holds a package.json. It comes with the test requirements, beside this Python."""
    program = Path(sys.executable).with_name("npm")
    path = f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, **WITHOUT_BROWSER, "PATH": path}
    quiet = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    subprocess.run([program, command, *quiet, *options], check=True, cwd=folder, env=environment)


if __name__ == "__main__":
    sys.exit(main())

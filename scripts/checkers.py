"""Fetch from npm into .tools what checks pages and books; Node.js and Java come with the test requirements.

The Nu HTML checker; Ace, by which DAISY checks how accessible a book is; and foliate-js, which shows books as a reading
program does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

VNU = "vnu-jar@26.9.27"
FOLIATE = "foliate-js@1.0.1"
ACE = ("@daisy/ace-core@1.4.6", "@daisy/ace-axe-runner-puppeteer@1.4.6")
TOOLS = Path(__file__).parent.parent / ".tools"
# Ace would fetch a browser of its own; tests give it the one that is here.
WITHOUT_BROWSER = {"PUPPETEER_SKIP_DOWNLOAD": "1"}


def main() -> int:
    """Put everything in place; 0 if it is there at the end."""
    TOOLS.mkdir(exist_ok=True)
    if not (TOOLS / "vnu.jar").is_file():
        _unpack(VNU, "package/build/dist/", TOOLS)
    if not (TOOLS / "foliate").is_dir():
        _unpack(FOLIATE, "package/", TOOLS / "foliate")
    if not (TOOLS / "ace" / "node_modules").is_dir():
        (TOOLS / "ace").mkdir(exist_ok=True)
        _npm("install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *ACE, folder=TOOLS / "ace")
    return 0 if (TOOLS / "vnu.jar").is_file() else 1


def _unpack(package: str, below: str, folder: Path) -> None:
    """Put what lies ``below`` a folder of a package into a folder of ours."""
    _npm("pack", "--silent", package, folder=TOOLS)
    archive = next(TOOLS.glob(f"{package.partition('@')[0]}-*.tgz"))
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            if member.name.startswith(below) and content is not None:
                target = folder / member.name.removeprefix(below)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
    archive.unlink()


def _npm(*arguments: str, folder: Path) -> None:
    npm = Path(sys.executable).with_name("npm")
    path = f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, **WITHOUT_BROWSER, "PATH": path}
    subprocess.run([npm, *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL, env=environment)


if __name__ == "__main__":
    sys.exit(main())

"""Install the project, with extras, into the environment whose Python runs this: `python scripts/install.py test`.

Exactly the versions of constraints/python.txt, as wheels where there are any. Where one of them cannot be installed on
this Python, the newest versions that pyproject.toml allows, as with --latest.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINS = ROOT / "constraints" / "python.txt"
# What builds the project. It is installed beforehand, since pip would fetch the newest into an environment of its own.
BACKEND = ("hatchling", "editables", "setuptools")
# What is released as source alone, without a line of C; setuptools builds it.
SOURCES = ("pyftpdlib",)


def main() -> int:
    """Install; 0 if all is there at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extras", nargs="*", metavar="EXTRA", help="an extra of pyproject.toml")
    parser.add_argument("--latest", action="store_true", help="the newest versions, not the pinned ones")
    asked = parser.parse_args()
    project = f".[{','.join(asked.extras)}]" if asked.extras else "."
    if not asked.latest:
        wheels = ("--only-binary", ":all:", "--no-binary", ",".join(SOURCES))
        if installed(project, "--constraint", str(PINS), *wheels):
            return 0
        print(
            f"The pinned versions cannot all be installed as wheels for Python {platform.python_version()} on this "
            "machine (see above). Installing the newest versions that pyproject.toml allows instead.",
            flush=True,
        )
    return 0 if installed(project, "--upgrade", "--upgrade-strategy", "eager") else 1


def installed(project: str, *options: str) -> bool:
    """Let pip install the build backend and then the project; whether it could."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *options]
    steps = (BACKEND, ("--no-build-isolation", "--editable", project))
    return all(subprocess.run([*pip, *step], check=False, cwd=ROOT).returncode == 0 for step in steps)


if __name__ == "__main__":
    sys.exit(main())

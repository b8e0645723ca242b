"""Find the Chromium or Chrome that the browser tests use, or install Debian's, or say what to install.

Writes the program's path to .tools/browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


def find() -> str | None:
    """The path of a browser on this machine, if there is one."""
    found = [shutil.which(name) for name in NAMES] + [place for place in PLACES if Path(place).is_file()]
    return next((path for path in found if path), None)


def install() -> None:
    """Install Debian's chromium, where that can be done without asking anybody."""
    if (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and shutil.which("apt-get")
        and Path("/etc/debian_version").exists()
    ):
        print("No Chromium found; installing Debian's chromium …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Find or install a browser; 0 if there is one at the end."""
    path = find()
    if path is None:
        install()
        path = find()
    if path is None:
        print(
            "The browser tests need Chromium or Chrome, and none was found.\n"
            "Debian, Ubuntu:  sudo apt-get install chromium\n"
            "Fedora:          sudo dnf install chromium\n"
            "macOS:           brew install --cask chromium\n"
            "Windows:         winget install Google.Chrome\n"
            "Then run “make test” again.",
            file=sys.stderr,
        )
        return 1
    tools = Path(__file__).parent.parent / ".tools"
    tools.mkdir(exist_ok=True)
    (tools / "browser").write_text(path, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Find the browsers that the browser tests use; install Debian's where that can be done; or say what to install.

Writes their programs' paths to .tools/browser (Chromium or Chrome) and .tools/firefox.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).parent.parent / ".tools"


@dataclass(frozen=True)
class Wanted:
    """A browser: where it may be, Debian's package, and how other systems install it."""

    name: str
    file: str
    programs: tuple[str, ...]
    places: tuple[str, ...]
    package: str
    advice: str


BROWSERS = (
    Wanted(
        "Chromium or Chrome",
        "browser",
        # The first is the same Chromium without windows, twice as fast.
        ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
        (
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        ),
        "chromium-headless-shell",
        "Debian, Ubuntu:  sudo apt-get install chromium\n"
        "Fedora:          sudo dnf install chromium\n"
        "macOS:           brew install --cask chromium\n"
        "Windows:         winget install Google.Chrome",
    ),
    Wanted(
        "Firefox",
        "firefox",
        ("firefox-esr", "firefox"),
        (
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            r"C:\Program Files\Mozilla Firefox\firefox.exe",
        ),
        "firefox-esr",
        "Debian:          sudo apt-get install firefox-esr\n"
        "Ubuntu:          Mozilla's own package, https://support.mozilla.org/kb/install-firefox-linux\n"
        "Fedora:          sudo dnf install firefox\n"
        "macOS:           brew install --cask firefox\n"
        "Windows:         winget install Mozilla.Firefox",
    ),
)


def find(wanted: Wanted) -> str | None:
    """The path of a browser on this machine, if it is there."""
    found = [shutil.which(name) for name in wanted.programs]
    return next((path for path in [*found, *(p for p in wanted.places if Path(p).is_file())] if path), None)


def install(wanted: Wanted) -> None:
    """Install Debian's package, where that can be done without asking anybody and Debian has it."""
    if (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and shutil.which("apt-get")
        and Path("/etc/debian_version").exists()
    ):
        print(f"Installing Debian's {wanted.package} …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", wanted.package]
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Find or install each browser; 0 if all are there at the end."""
    TOOLS.mkdir(exist_ok=True)
    missing = False
    for wanted in BROWSERS:
        path = find(wanted)
        if path is None or not path.endswith(wanted.package):
            install(wanted)
            path = find(wanted)
        if path is None:
            missing = True
            print(f"The browser tests need {wanted.name}, and none was found.\n{wanted.advice}", file=sys.stderr)
        else:
            (TOOLS / wanted.file).write_text(path, encoding="utf-8")
    if missing:
        print("Then run “make test” again.", file=sys.stderr)
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())

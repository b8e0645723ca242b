"""Measure what publishing sends and how long it takes; prints docs/publishing.md's table of figures.

    .venv/bin/python -m bench.publish MAKE_CORPUS [--stories 10000]

MAKE_CORPUS is the path of make_corpus.py. The example site and one of so many stories are made, built and published
below .tools/publish, into a folder and to an SFTP server in a process of its own on this machine: at first, after one
story was given another sentence, and when nothing has changed. A request is one call of a host: list, read, put or
delete.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from bench.corpus import make
from generator.build import build
from generator.content.settings import PublishDestination
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.ground.workers import called
from generator.incremental.run import Run
from generator.publishing.account import account_of, variable_of
from generator.publishing.built_site import built_site
from generator.publishing.ports import FileStore
from generator.publishing.targets.folder import FolderStore
from generator.publishing.targets.sftp import SftpStore
from generator.publishing.update import look, update
from generator.store.cache import FILE, FOLDER, Cache
from tests.builders.example import ROOT, TODAY, source_of_example
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server

PLACE = ROOT / ".tools" / "publish"
SENTENCE = "\nAnd then it rained.\n"


@dataclass
class Counted:
    """A store that counts what is asked of it."""

    store: FileStore
    files: int = 0
    size: int = 0
    requests: int = 0

    @property
    def shown(self) -> str:
        """The folder in words."""
        return self.store.shown

    def listing(self) -> Mapping[str, int]:
        """Count, and list."""
        self.requests += 1
        return self.store.listing()

    def get(self, path: str) -> bytes | None:
        """Count, and read."""
        self.requests += 1
        return self.store.get(path)

    def put(self, path: str, content: bytes) -> None:
        """Count, and put."""
        self.requests, self.files, self.size = self.requests + 1, self.files + 1, self.size + len(content)
        self.store.put(path, content)

    def delete(self, path: str) -> None:
        """Count, and delete."""
        self.requests += 1
        self.store.delete(path)

    def purge(self, paths: Collection[str]) -> None:
        """Forget."""
        self.store.purge(paths)

    def outdated(self) -> Collection[str]:
        """Count, and say what is kept."""
        self.requests += 1
        return self.store.outdated()

    def close(self) -> None:
        """End."""
        self.store.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maker", type=Path)
    parser.add_argument("--stories", type=int, default=10_000)
    asked = parser.parse_args()
    shutil.rmtree(PLACE / "online", ignore_errors=True)
    shutil.rmtree(PLACE / "example", ignore_errors=True)
    sites = {"the example site": source_of_example(PLACE / "example")}
    sites[f"{asked.stories:,} stories"] = make(asked.maker.resolve(), PLACE, asked.stories)
    print("| site | host | when | files | MB | requests | seconds to build | seconds to publish |")
    print("|---|---|---|---|---|---|---|---|")
    for name, root in sites.items():
        for host in ("folder", "SFTP"):
            folder = PLACE / "online" / f"{root.name} {host}"
            folder.mkdir(parents=True)
            with opened(host, folder) as store:
                measured(name, host, "at first", root, store)
                edited = max((root / "stories").rglob("*.md"))
                before = edited.read_text(encoding="utf-8")
                edited.write_text(before + SENTENCE, encoding="utf-8")
                measured(name, host, "one story edited", root, store)
                measured(name, host, "nothing changed", root, store)
                edited.write_text(before, encoding="utf-8")


def measured(site: str, host: str, when: str, root: Path, store: FileStore) -> None:
    """Build and publish once, and print a line of the table."""
    target, counted, start = Target(root, "web", TODAY, root / "public"), Counted(store), time.perf_counter()
    with called(None, None) as crew:
        build(target, Stages(), crew)
        built, cache = time.perf_counter(), Cache(root / FOLDER / FILE)
        local = built_site(target, Run(cache, crew))
        cache.close(done=False)
    update(counted, local, look(counted, local.site))
    seconds = time.perf_counter() - built
    told = (site, host, when, f"{counted.files:,}", f"{counted.size / 1e6:.2f}", f"{counted.requests:,}")
    print("|", " | ".join((*told, f"{built - start:.1f}", f"{seconds:.1f}")), "|", flush=True)


@contextmanager
def opened(host: str, folder: Path) -> Iterator[FileStore]:
    """A store of a host that shows a folder."""
    if host == "folder":
        yield FolderStore(folder)
        return
    os.environ[variable_of("live")] = PASSWORD
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(folder, theirs))
    server.start()
    port, host_key = ours.recv()
    place = PublishDestination(name="live", to=f"sftp://{USER}@{HOST}:{port}/", host_key=host_key)
    store = SftpStore(account_of(place), host_key)
    try:
        yield store
    finally:
        store.close()
        ours.send("end")
        server.join()


def serve(folder: Path, asked: Connection) -> None:
    """An SFTP server for a folder, until something is sent."""
    with sftp_server(folder) as served:
        asked.send((served.port, served.host_key))
        asked.recv()


if __name__ == "__main__":
    main()

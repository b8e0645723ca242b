"""Hosts in memory, and sites so small that a thousand histories of them are published in a test."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from hypothesis import strategies as st

from generator.consent.lost_acts import head_of
from generator.ground.outcome import Turn
from generator.publishing.difference import is_story, removal_of
from generator.publishing.local_build import LocalBuild, LocalFile
from generator.publishing.ports import ContentOf, Host, RemoteError, is_upload, readable
from generator.publishing.remote_manifest import (
    ALL_TEXTS,
    MANIFEST,
    UNDER_WAY,
    RemoteFile,
    RemoteManifest,
    digest_of,
)
from generator.publishing.update import SIGN, take_away, update
from generator.publishing.update import look as look_at

SITE, DAY = "https://stories.example.org/", date(2026, 11, 28)
BUILT = b'{"form": 1, "day": "2026-11-28", "ends": null}'
LINK, WORDS = re.compile(r'(?:href|src)="([^"]+)"'), re.compile(r"words of (\w+)")
UPLOAD, OTHERS = (f".hearten-upload-{digit * 16}" for digit in "01")
LinkCheck = Callable[[dict[str, bytes]], list[tuple[str, str]]]


class GoneError(Exception):
    """The program was killed."""


class MemoryStore:
    """A host in memory. ``before`` is called before each change that it makes, with its path; a put is two of them."""

    shown = "memory"

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.files, self.upload = dict(files or {}), UPLOAD
        self.before: Callable[[str], None] = lambda _path: None
        self.purged: list[str] = []

    def listing(self) -> Mapping[str, int]:
        """Every file."""
        return {path: len(content) for path, content in self.files.items()}

    def get(self, path: str) -> bytes | None:
        """One file."""
        return self.files.get(path)

    def put(self, path: str, content: bytes | Path) -> None:
        """Upload beside, and rename."""
        content = content.read_bytes() if isinstance(content, Path) else content
        self.before(self.upload)
        self.files[self.upload] = content[: len(content) // 2]
        self.before(path)
        if self.files.pop(self.upload, None) is None:
            raise RemoteError("somebody has taken the upload away")
        self.files[path] = content

    def delete(self, path: str) -> None:
        """Remove a file."""
        self.before(path)
        self.files.pop(path, None)

    def purge(self, paths: Collection[str]) -> None:
        """Note what was to be forgotten."""
        self.purged += paths

    def outdated(self) -> Collection[str]:
        """It keeps nothing."""
        return ()

    def close(self) -> None:
        """Nothing is open."""


def beside(store: MemoryStore) -> MemoryStore:
    """The same host, as somebody else is connected to it."""
    other = MemoryStore()
    other.files, other.upload = store.files, OTHERS
    return other


class FailingStore(MemoryStore):
    """A host in memory whose calls fail as ``fails`` says, called with the number of each from 1."""

    def __init__(self, fails: Callable[[int], bool], *, passing: bool = True) -> None:
        super().__init__()
        self.fails, self.passing, self.calls = fails, passing, 0
        self.before = self._called

    def _called(self, path: str) -> None:
        self.calls += 1
        if self.fails(self.calls):
            raise RemoteError(f"{path} was not taken", passing=self.passing)


class MemorySite:
    """A host in memory that takes whole sites: the last one is online, and those before it are kept.

    ``before`` is called before each change that it makes, with what is done.
    """

    shown = "memory"

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.deployments = [dict(files or {})]
        self.before: Callable[[str], None] = lambda _what: None

    @property
    def files(self) -> dict[str, bytes]:
        """What is online."""
        return self.deployments[-1]

    def listing(self) -> Mapping[str, int | None]:
        """Every file, of no size that would be told."""
        return dict.fromkeys(self.files)

    def get(self, path: str) -> bytes | None:
        """One file."""
        return self.files.get(path)

    def deploy(
        self, kept: Collection[str], put: Collection[str], content: ContentOf, sent: Callable[[str], None]
    ) -> None:
        """Take each file, and then the site."""
        new = {path: self.files[path] for path in kept}
        for path in put:
            self.before(f"send {path}")
            with readable(content(path)) as file:
                new[path] = file.read()
            sent(path)
        self.before("show")
        self.deployments.append(new)

    def forget(self) -> None:
        """Forget one deployment after the other."""
        while len(self.deployments) > 1:
            self.before("forget")
            del self.deployments[0]

    def former_addresses(self) -> Collection[str]:
        """It has none."""
        return ()

    def still_kept(self, addresses: Collection[str]) -> Collection[str]:  # noqa: ARG002  # its name
        """It keeps nothing that has an address."""
        return ()

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class SketchedBuild(LocalBuild):
    """A build whose files are in memory."""

    contents: Mapping[str, bytes] = field(default_factory=dict)

    def content(self, path: str) -> bytes:
        """The bytes of a file."""
        return self.contents[path]

    to_send = content


def sketched(stories: Mapping[str, int], *, look: int = 1, fed: Collection[str] | None = None) -> SketchedBuild:
    """A build of a site with these stories, each in an edition of its own, in a theme of this ``look``.

    As in a real one every page loads the theme, stories lead to their neighbours, lists show all stories or those of
    one topic, and the search's files hold words of two or of all.
    """
    files: dict[str, tuple[str, frozenset[str], str | None, Turn]] = {}
    names = sorted(stories)
    style = f"assets/{digest_of(bytes([look]))[:8]}.css"

    def page(path: str, shows: Collection[str], leads: Collection[str], turn: Turn, of: str | None = None) -> None:
        up = posixpath.relpath(".", posixpath.dirname(path) or ".")
        links = "".join(f'<a href="{up}/{to}">' for to in ("index.html", "search/index.html", *leads))
        said = "".join(f"words of {s} in edition {stories[s]}. " for s in shows)
        files[path] = f'<link href="{up}/{style}">{links}{said}</html>', frozenset(shows), of, turn

    topics = {topic: [s for s in names if s.endswith(topic)] for topic in ("0", "1")}
    for pack in (names[n : n + 2] for n in range(0, len(names), 2)):
        held = "".join(f"words of {s} in edition {stories[s]}. " for s in pack)
        files[f"search/t{pack[0]}.js"] = held, frozenset(pack), None, Turn.FILES
    for n, name in enumerate(names):
        near = {*names[max(n - 1, 0) : n + 2]}
        page(f"stories/{name}/index.html", sorted(near), [_at(s) for s in near - {name}], Turn.PAGES, name)
        page(f"old/{name}.html", [name], [_at(name)], Turn.PAGES, name)
    words = "".join(f"words of {s} in edition {stories[s]}. " for s in names)
    index = f"search/{digest_of(words.encode())[:8]}.js"
    files[index] = words, frozenset({ALL_TEXTS}), None, Turn.FILES
    files[style] = f"look {look}", frozenset(), None, Turn.FILES
    page("search/index.html", [], [index], Turn.LISTS)
    page("about/index.html", names[:1], [_at(s) for s in names[:1]], Turn.PAGES)
    there = [f"topics/{topic}/index.html" for topic, members in topics.items() if members]
    for topic, members in topics.items():
        if members:
            page(f"topics/{topic}/index.html", members, [_at(s) for s in members], Turn.LISTS)
    page("index.html", names, ["about/index.html", *there, *map(_at, names)], Turn.LISTS)
    in_feeds = [s for s in names if fed is None or s in fed]
    feed = "".join(f"words of {s} in edition {stories[s]}. " for s in in_feeds)
    files["feed.xml"] = feed, frozenset(f"feed-{s}" for s in in_feeds), None, Turn.LISTS
    contents = {path: content.encode() for path, (content, *_) in files.items()}
    planned = {
        path: LocalFile(RemoteFile(digest_of(contents[path]), len(contents[path]), texts, of), turn)
        for path, (_, texts, of, turn) in files.items()
    }
    texts = frozenset((*names, *(f"feed-{s}" for s in in_feeds)))
    return SketchedBuild(None, SITE, DAY, b"", planned, texts, contents=contents)  # type: ignore[arg-type]  # no folder


def signed(build: SketchedBuild) -> SketchedBuild:
    """The same build with the file by which each of our sites is known."""
    built = LocalFile(RemoteFile(digest_of(BUILT), len(BUILT)), Turn.FILES)
    return replace(build, files={**build.files, SIGN: built}, contents={**build.contents, SIGN: BUILT})


def publish(host: Host, build: SketchedBuild, *, sure: bool = False) -> None:
    """Make what is online what was built."""
    update(host, build, look_at(host, SITE), sure=sure)


def remove(host: Host, allowed: Collection[str], log: bytes = b"", taken_back: Collection[str] = frozenset()) -> None:
    """Take words away without any build, by a log; stories have the names of their pages.

    ``taken_back`` are the texts of which that log says that they have ended.
    """
    online = look_at(host, SITE)
    stories = {f"stories/{name}/index.html" for name in allowed}
    removal = removal_of(online, allowed, lambda path: path in stories or not is_story(path))
    manifest = RemoteManifest(SITE, DAY, head_of(log))
    take_away(host, removal, online, online.told(manifest, log, removal.texts.intersection(taken_back), DAY))


def lost_links(files: Mapping[str, bytes], *, from_home: bool = False) -> list[tuple[str, str]]:
    """Every link of a page that leads nowhere; of pages that can be reached from the home page, if that is asked."""
    leads = {path: _leads(path, content) for path, content in files.items() if path.endswith(".html")}
    pages, ahead = set(leads), ["index.html"] if "index.html" in leads else []
    if from_home:
        pages = set[str]()
        while ahead:
            here = ahead.pop()
            pages.add(here)
            ahead += [path for path in leads[here] if path in leads and path not in pages]
    return [(path, to) for path in sorted(pages) for to in leads[path] if to not in files]


def told_of(files: Mapping[str, bytes]) -> set[str]:
    """The stories of which words stand in any file."""
    return {name for content in files.values() for name in WORDS.findall(content.decode("utf-8", "replace"))}


def served(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a host serves of these files: all but manifests, and uploads that are not whole."""
    return {p: content for p, content in files.items() if p not in (MANIFEST, UNDER_WAY) and not is_upload(p)}


def _at(story: str) -> str:
    return f"stories/{story}/index.html"


def _leads(path: str, content: bytes) -> set[str]:
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) for to in LINK.findall(content.decode())}


class Witness:
    """Looks at a host before each change of a file there, and ends the program at the one with a number.

    ``lost`` finds links that lead nowhere, ``first`` that nothing but the home page can be found yet.
    """

    def __init__(
        self, store: MemoryStore, end: int | None = None, *, first: bool = False, lost: LinkCheck | None = None
    ) -> None:
        self.store, self.end, self.changes = store, end, 0
        self.lost = lost or partial(lost_links, from_home=first)
        self.seen: list[tuple[str, frozenset[str]]] = []
        store.before = self

    def __call__(self, path: str) -> None:
        """Before a change of the file at a path."""
        self.look()
        self.seen.append((path, frozenset(told_of(served(self.store.files)))))
        self.changes += 1
        if self.changes == self.end:
            raise GoneError

    def look(self) -> None:
        """Every file that is served is whole, and every link leads to one."""
        files = served(self.store.files)
        assert all(data.endswith((b"</html>", b"</html>\n")) for path, data in files.items() if path.endswith(".html"))
        assert self.lost(files) == []


# What tests change online, from one to the other: a story is taken away, one is edited, and two are new.
BEFORE = sketched({"a0": 1, "b0": 1, "c1": 1, "d1": 1})
AFTER = sketched({"a0": 2, "c1": 1, "d1": 1, "e0": 1, "f1": 1}, look=2)
GONE = "b0"
NAMES = st.sampled_from(["a0", "b0", "c1", "d1", "e0"])
BUILDS = st.builds(
    sketched,
    st.dictionaries(NAMES, st.integers(1, 2), max_size=4),
    look=st.integers(1, 2),
    fed=st.frozensets(NAMES),
)

"""What has to be done at a host, in an order in which the site there is whole after every single step; pure.

1. What holds words that must go is blanked, the pages of those texts first; no link leads to these then, and they are
   deleted.
2. At new addresses stands a page that says that nothing is here, so that no link leads nowhere. Where nothing was
   online before, there is no way to a page yet, and none is needed.
3. Files that pages load follow, then pages, then the lists that lead to them, each new before changed.
4. What is not planned any more is blanked, since such pages lead to each other, and deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from generator.consent.lost_acts import end_of, head_of, newest_head
from generator.content.page_kinds import PageKind
from generator.content.routes import story_page_of
from generator.publishing.local_build import LocalBuild
from generator.publishing.ports import is_upload
from generator.publishing.remote_manifest import (
    ALL_TEXTS,
    MANIFEST,
    UNDER_WAY,
    UNKNOWN_WORDS,
    RemoteFile,
    RemoteManifest,
    SaltedWords,
    TakenAway,
    digest_of,
    uncertain,
)
from generator.store.staging import EMPTY_PAGE

STORY = re.compile(PageKind.STORY.path(slug="[^/]+"))
# The files and folders at the top whose names are the same in all our sites.
OURS = {top for kind in PageKind for top in (path.partition("/")[0] for path in kind.paths) if "{" not in top}

# Of what a file may hold words of which nobody knows anything.
ANY_TEXTS = frozenset({ALL_TEXTS})


def unknown_words(_texts: Collection[str]) -> Mapping[str, SaltedWords]:
    """Of no text are the words known."""
    return {}


class Doing(Enum):
    """What is done to a file: emptied as far as words go, made what the build has, or deleted."""

    BLANK = "blank"
    PUT = "put"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one file at the host."""

    doing: Doing
    path: str


@dataclass(frozen=True, slots=True)
class Online:
    """What is in a folder at a host: files by their paths, and those among them that no manifest knows.

    ``foreign`` are files that are not the site's, and are left alone; ``strangers`` are those that may be, where nobody
    knows, and go with what is not planned. ``is_broken``: the manifest is there, and none. ``manifest`` is the one that
    is there, or, if ``is_recalled``, that which this computer remembers, and ``under_way`` that of a run that was
    interrupted, or is at it still; None where there is none, or none that can be read. ``certain``: nothing was
    interrupted, and what is there is what the manifest there says.
    """

    files: Mapping[str, RemoteFile]
    unknown: frozenset[str] = frozenset()
    manifest: RemoteManifest | None = None
    under_way: RemoteManifest | None = None
    certain: bool = False
    foreign: frozenset[str] = frozenset()
    is_broken: bool = False
    strangers: frozenset[str] = frozenset()
    is_recalled: bool = False

    @property
    def manifests(self) -> tuple[RemoteManifest, ...]:
        """Those that are there and can be read."""
        return tuple(one for one in (self.manifest, self.under_way) if one is not None)

    @property
    def heads(self) -> tuple[str, ...]:
        """Where the log of consent stood, by what is there."""
        return tuple(one.log for one in self.manifests if one.log is not None)

    @property
    def is_of_no_known_log(self) -> bool:
        """Whether something is there, and nobody knows by which log of consent."""
        if self.manifests:
            return any(one.log is None for one in self.manifests)
        return self.is_broken or not all(map(is_upload, self.files))

    @property
    def taken(self) -> Mapping[str, TakenAway]:
        """The texts that were taken away by other logs than those, by their ids."""
        return {text: how for one in self.manifests for text, how in one.taken.items()}

    @property
    def doubtful(self) -> Mapping[str, RemoteFile]:
        """The files of which the manifest says something else than is known otherwise."""
        known = self.manifest.files if self.manifest is not None else {}
        return {path: f for path, f in self.files.items() if path not in self.unknown and known.get(path) != f}

    def told(
        self,
        otherwise: RemoteManifest,
        log: bytes,
        taken: Collection[str],
        day: date,
        words: Callable[[Collection[str]], Mapping[str, SaltedWords]] = unknown_words,
    ) -> RemoteManifest:
        """What the manifest says after words were taken away by a log on a day, but for its files.

        ``otherwise`` is what it says where there is none. It names the newest log that anybody knew of, so that no
        folder with an older one puts there again what was taken away. If that is another log than this one, it names
        the texts that this one has taken away as well, with their ``words``.
        """
        head, end = None if self.is_of_no_known_log else newest_head(log, self.heads), end_of(log)
        of_others = dict(self.taken)
        if head != head_of(log) and end is not None:
            new = {text for text in taken if not _is_so_marked(of_others.get(text), end, day)}
            salted = words(new)
            of_others |= {text: TakenAway(end, day, salted.get(text, UNKNOWN_WORDS)) for text in new}
        return replace(self.manifest or otherwise, log=head, taken=of_others)

    @property
    def texts(self) -> frozenset[str]:
        """The ids of all texts of which anything may be there."""
        return frozenset[str]().union(*(file.texts for file in self.files.values())) - {ALL_TEXTS}

    @property
    def named(self) -> frozenset[str]:
        """The same, and those that manifests name."""
        return self.texts.union(*(one.texts for one in self.manifests))

    def holders(self, allowed: Collection[str], has_place: Callable[[str], bool]) -> frozenset[str]:
        """The files that hold, or may hold, words of a text that is not ``allowed``.

        Nobody knows what is in a file that no manifest knows. If its path ``has_place`` in the site no more, its words
        go; if that is where a story's page stands, they go wherever nobody knows what is in a file.
        """
        gone = self.texts - {*allowed}
        stray = {path for path in self.unknown if not has_place(path)}
        if gone or any(is_story(path) for path in stray):
            gone |= {ALL_TEXTS}
        return frozenset(path for path, file in self.files.items() if file.texts & gone or path in stray)


@dataclass(frozen=True, slots=True)
class Removal:
    """What takes words away: its steps, and what is online after them.

    ``own`` are the files that go with a text of their own, whether or not they can be deleted yet; ``texts`` the ids of
    the texts that may not be there.
    """

    steps: tuple[Step, ...]
    after: Mapping[str, RemoteFile]
    own: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UpdateSteps:
    """All that makes what is online what was built: what must go first, and everything else.

    ``under_way`` are the files that the steps of ``rest`` change, as they may be while these are done.
    """

    removal: Removal
    rest: tuple[Step, ...]
    under_way: Mapping[str, RemoteFile]


def seen(
    listing: Mapping[str, int | None],
    manifest: RemoteManifest | None,
    under_way: RemoteManifest | None,
    had: Callable[[str], bool],
    recalled: RemoteManifest | None = None,
) -> Online:
    """What is online, by the host's own list of files with their sizes, and what manifests say of these.

    Hidden files at the top are whoever's folder it is, but for what an interrupted upload left. So is what no run of
    ours has put there, as the manifest says, unless it stands where our sites have files, or where a withdrawn story
    ``had`` its page: that may be a story that somebody put back. Where there is no manifest, what this computer
    ``recalled`` says whose the files are.
    """
    known = {**(manifest.files if manifest else {}), **(under_way.files if under_way else {})}
    ours = {path: size for path, size in listing.items() if path not in (MANIFEST, UNDER_WAY) and not is_hidden(path)}
    names = known.keys() | (recalled.files.keys() if recalled else ())
    tops = OURS.union(path.partition("/")[0] for path in names)
    others = frozenset(
        path
        for path in ours.keys() - names
        if path.partition("/")[0] not in tops and not is_upload(path) and not had(path)
    )
    foreign = others if manifest or recalled else frozenset[str]()
    files = {path: _as_seen(known.get(path), size) for path, size in ours.items() if path not in foreign}
    certain = manifest is not None and files == manifest.files and UNDER_WAY not in listing
    unknown = frozenset(path for path, file in files.items() if path not in known or _says_nothing(file))
    is_broken = manifest is None and MANIFEST in listing
    return Online(files, unknown, manifest, under_way, certain, foreign, is_broken, others - foreign)


def is_hidden(path: str) -> bool:
    """Whether a file at the top of a folder is whoever's that is, and none of the site's."""
    return path.startswith(".") and not is_upload(path)


def difference(local: LocalBuild, online: Online) -> UpdateSteps:
    """What makes what is online what was built."""
    removal = removal_of(online, local.texts, local.files.__contains__)
    there = removal.after
    stale = [path for path, file in local.files.items() if path not in there or _differs(there[path], file.online)]
    stale.sort(key=lambda path: (local.files[path].turn, path in there, path == "index.html", path))
    new_pages = [path for path in stale if path not in there and is_page(path)] if _leads_anywhere(there) else []
    gone = sorted(there.keys() - local.files.keys(), key=lambda path: (not is_page(path), path))
    rest = (
        *_steps(Doing.BLANK, new_pages),
        *_steps(Doing.PUT, stale),
        *_steps(Doing.BLANK, (path for path in gone if is_page(path) and not _is_blank(path, there[path]))),
        *_steps(Doing.DELETE, gone),
    )
    under_way = {path: uncertain(there.get(path), local.files[path].online) for path in stale}
    return UpdateSteps(removal, rest, under_way)


def removal_of(online: Online, allowed: Collection[str], has_place: Callable[[str], bool]) -> Removal:
    """What takes away all words of texts that are not ``allowed``, by their ids, with nothing put in their place.

    ``has_place`` tells of a path whether something may stand there in the site as it is today.
    """
    left_over = sorted(filter(is_upload, online.files))
    holders = online.holders(allowed, has_place) - {*left_over}

    def is_own(path: str) -> bool:
        of = online.files[path].of
        return (of is not None and of not in allowed) or (path in online.unknown and story_page_of(path) is not None)

    blank = sorted(
        (path for path in holders if not _is_blank(path, online.files[path])), key=lambda path: (not is_own(path), path)
    )
    deleted = sorted(path for path in holders if is_own(path) and not has_place(path))
    after = {
        path: blank_file(path) if path in holders else file
        for path, file in online.files.items()
        if path not in deleted and path not in left_over
    }
    steps = (*_steps(Doing.DELETE, left_over), *_steps(Doing.BLANK, blank), *_steps(Doing.DELETE, deleted))
    return Removal(steps, after, frozenset(filter(is_own, holders)), online.named - {*allowed})


def is_story(path: str) -> bool:
    """Whether a path is one of a story's page."""
    return STORY.fullmatch(path) is not None


def is_page(path: str) -> bool:
    """Whether a file is a page, that links may lead to."""
    return path.endswith(".html")


def blank(path: str) -> bytes:
    """What a file holds that holds no words: a page is one that says so, and anything else is empty."""
    return EMPTY_PAGE if is_page(path) else b""


def blank_file(path: str) -> RemoteFile:
    """The same as it stands in a manifest."""
    return RemoteFile(digest_of(blank(path)), len(blank(path)))


def _is_blank(path: str, file: RemoteFile) -> bool:
    return file.digest == blank_file(path).digest


def _is_so_marked(mark: TakenAway | None, end: str, day: date) -> bool:
    return mark is not None and (mark.line, mark.on) == (end, day)


def _leads_anywhere(files: Mapping[str, RemoteFile]) -> bool:
    return "index.html" in files


def _differs(there: RemoteFile, planned: RemoteFile) -> bool:
    return there.digest is None or there.digest != planned.digest


def _as_seen(known: RemoteFile | None, size: int | None) -> RemoteFile:
    """A file that the host lists: one of another size than it should have was changed by somebody else."""
    if known is None:
        return RemoteFile(None, size or 0, ANY_TEXTS)
    if known.digest is not None and size is not None and known.size != size:
        return replace(known, digest=None, size=size, texts=known.texts | {ALL_TEXTS})
    return known


def _says_nothing(file: RemoteFile) -> bool:
    """Whether a manifest knows no more of a file than that it is there, as one that is written after a broken one."""
    return file.digest is None and file.of is None and file.texts == ANY_TEXTS


def _steps(doing: Doing, paths: Iterable[str]) -> Iterator[Step]:
    return (Step(doing, path) for path in paths)

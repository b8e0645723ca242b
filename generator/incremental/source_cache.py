"""Every text and picture of the site, read anew only where it is not known from before.

A file that looks as it did when it was last read is taken as it was then; one that looks different, or is too young to
tell, is read and known by its digest; only one that is really new is parsed.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.content import sources
from generator.content.body import Content
from generator.content.named_files import NamedFile, files_of
from generator.content.read import Manuscript, PageSource
from generator.content.recordings import told_recording, with_recording
from generator.content.settings import Settings
from generator.content.sources import SourceFile, Sources
from generator.gate import denied_words, deny_list
from generator.gate.deny_list import DenyList
from generator.ground import limits
from generator.ground.diagnostics import Checked, Diagnostic
from generator.ground.digest import digest, pack
from generator.incremental import analysis, kept_pictures
from generator.incremental.analysis import CONTENT, PAGE, STORY, TERMS, Record
from generator.incremental.kept_pictures import develop_all, developed, kept_photo, read_all
from generator.incremental.run import Run
from generator.incremental.states import KeptValue
from generator.media import recording, remux
from generator.media.avif import avif_encoder
from generator.media.clip import Clip
from generator.media.photo import Photo, Unusable
from generator.media.published import source_name
from generator.media.recording import Recording
from generator.store.cache import AT_ONCE, Known
from generator.store.file_stamps import NONE, Stamp, stamp
from generator.store.guards import guard
from generator.words.postings import TermCounts

T = TypeVar("T", Manuscript, PageSource)
BASE = KeptValue("base", bytes)
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A recording as it is kept: what it is, or why it cannot be published, and by what it was made ready.

    ``source`` is a name of its file's bytes.
    """

    recording: Recording | None
    unusable: Unusable | None
    made_with: str
    source: str


HEARD = msgspec.msgpack.Decoder(_Heard)


class SourceCache:
    """The texts and pictures of a site. ``base`` stands for everything beside a file that reading it depends on."""

    def __init__(self, found: Sources, settings: Settings, base: bytes, run: Run) -> None:
        self.found, self.settings, self.cache, self.crew = found, settings, run.cache, run.crew
        self.listed = guard(found.root, deny_list.PATH)
        self.denied = deny_list.read(self.listed)
        self.avif = settings.pictures.avif
        encoder = avif_encoder() if self.avif else ""
        self.base = digest(base, found.settings, b"" if self.listed is None else self.listed, encoder.encode())
        self.trusted = BASE.get(run.cache, "") == self.base
        BASE.put(run.cache, "", self.base)
        self.known = self._kept([file.path for file in (*found.stories, *found.pages)])
        self.former: dict[str, tuple[bytes, bytes]] = {}
        self.diagnostics: list[Diagnostic] = []

    @cached_property
    def folds_case(self) -> bool:
        """Whether capitals make no other name where the site is."""
        return sources.folds_case(self.found.root)

    def stories(self, tell: Tell) -> list[Checked[Manuscript]]:
        """Every story, in the order of their paths."""
        return self._texts(STORY, self.found.stories, analysis.manuscript, tell)

    def pages(self) -> list[Checked[PageSource]]:
        """Every standalone page, in the order of their paths."""
        return self._texts(PAGE, self.found.pages, analysis.page_source, lambda _done, _of: None)

    def photos(self, named: Iterable[NamedFile]) -> dict[str, Photo | Unusable]:
        """The pictures among files that texts name, where there is a file, by what they are known by."""
        wanted = {file.key: file for file in named if file.kind == "picture"}
        self.known |= self._kept([kept_pictures.name_of(file) for file in wanted.values()])
        found = {key: file for key in sorted(wanted) if (file := self._picture_file(wanted[key])) is not None}
        new = [
            (file, wanted[key])
            for key, file in found.items()
            if not self._looks_the_same(file) and not self._is_the_same(file, limits.PICTURE)
        ]
        work, sizes = partial(develop_all, self.base, self.avif), (kept_pictures.AT_ONCE, kept_pictures.FEW)
        unread = set()
        for (file, _), made in zip(new, self.crew.each(work, new, read_all, list, *sizes), strict=True):
            if made is None:
                unread.add(file)
            else:
                self._learn(file, *made)
        return {key: self._photo(file, wanted[key]) for key, file in found.items() if file not in unread}

    def recordings(self, texts: Sequence[Manuscript]) -> Iterator[tuple[Manuscript, tuple[Diagnostic, ...]]]:
        """The stories as they are with their recordings, and what is wrong with these; the others as they are."""
        named = [f for t in texts if t.header and t.header.recording for f in files_of(t) if f.kind == "recording"]
        self.known |= self._kept([f"recording:{file.path}" for file in named])
        for text in texts:
            if text.header is None or text.header.recording is None:
                yield text, ()
                continue
            checked = told_recording(text, self.settings.language, self._clip, self._captions)
            told = () if checked.value is None else denied_words.in_recording(checked.value, text, self.denied)
            yield with_recording(text, checked.value), (*checked.diagnostics, *told)

    def learn(self, file: SourceFile, data: bytes, record: Record) -> None:
        """Know a file by its bytes, and what was found in them."""
        self._learn(file, _digest(self.base, file.path, data), record)

    def terms(self, paths: Sequence[str]) -> Iterator[TermCounts]:
        """The counted words of stories."""
        return map(TERMS.decode, self.packed_terms(paths))

    def packed_terms(self, paths: Sequence[str]) -> Iterator[bytes]:
        """The same as they are kept; where the cache has lost them, they are read again."""
        for start in range(0, len(paths), AT_ONCE):
            some = paths[start : start + AT_ONCE]
            kept = self.cache.terms({path: self.known[path].digest for path in some})
            yield from (kept.get(path) or self._anew(path).terms for path in some)

    def terms_before(self, path: str, digest: bytes) -> TermCounts | None:
        """The counted words of a story as it was when it was last read, if ``digest`` stood for it then.

        Its file may be another one since, or be gone.
        """
        if path not in self.former:
            self.former |= self._remembered(self._kept([path]))
        about, kept = self.former.get(path, (None, b""))
        return TERMS.decode(kept) if about and analysis.digest_of(about) == digest else None

    def forget_all_but(self, paths: Collection[str]) -> bool:
        """Forget every text but these: whether there was one to forget."""
        gone = self.cache.paths() - set(paths)
        self.cache.forget(gone)
        return bool(gone)

    def _kept(self, paths: Sequence[str]) -> dict[str, Known]:
        return self.cache.texts(paths) if self.trusted else {}

    def _texts(
        self,
        kind: str,
        files: Sequence[SourceFile],
        make: Callable[[str, bytes, Callable[[], Content]], Checked[T]],
        tell: Tell,
    ) -> list[Checked[T]]:
        new = [file for file in files if not self._looks_the_same(file) and not self._is_the_same(file)]
        work = partial(_study, kind, self.settings, self.denied, self.base)
        for done, (file, studied) in enumerate(zip(new, self.crew.each(work, new, _loaded, list), strict=True), 1):
            if isinstance(studied, Diagnostic):
                self.diagnostics.append(studied)
            else:
                self._learn(file, *studied)
            tell(done, len(new))
        missing = {d.path for d in self.diagnostics}
        return [
            make(file.path, self.known[file.path].about, partial(self._content, kind, file))
            for file in files
            if file.path not in missing
        ]

    def _looks_the_same(self, file: SourceFile) -> bool:
        known = self.known.get(file.path)
        return known is not None and known.stamp == file.stamp

    def _is_the_same(self, file: SourceFile, limit: int = limits.TEXT) -> bool:
        known = self.known.get(file.path)
        if known is None:
            return False
        try:
            same = known.digest == _digest(self.base, file.path, file.read(limit))
        except OSError:
            return False
        if same:
            self.known[file.path] = Known(self._stamp(file), known.digest, known.about)
            self.cache.restamp(file.path, self.known[file.path])
        return same

    def _learn(self, file: SourceFile, found: bytes, record: Record) -> None:
        before = self.known.get(file.path)
        if before is not None:
            self.former |= self._remembered({file.path: before})
        self.known[file.path] = Known(self._stamp(file), found, record.about)
        self.cache.keep(file.path, self.known[file.path], record.content, record.terms)

    def _remembered(self, texts: Mapping[str, Known]) -> dict[str, tuple[bytes, bytes]]:
        kept = self.cache.terms({path: known.digest for path, known in texts.items()})
        return {path: (texts[path].about, terms) for path, terms in kept.items()}

    def _stamp(self, file: SourceFile) -> Stamp:
        return file.stamp if file.stamp.tells(self.found.seen) else NONE

    def _content(self, kind: str, file: SourceFile) -> Content:
        """A text's words; where the cache has lost them, they are read again."""
        data = self.cache.content(file.path, self.known[file.path].digest)
        if not data:
            with sources.as_found(self.found.root):
                data = analysis.analyse(kind, file.read(), file.path, self.settings, self.denied).content
        return CONTENT.decode(data)

    def _anew(self, path: str) -> Record:
        file = next(file for file in self.found.stories if file.path == path)
        return analysis.analyse(STORY, file.read(), path, self.settings, self.denied)

    def _captions(self, path: str) -> bytes | None:
        return None if self._place(path) is None else sources.read_inside(self.found.root, path, limits.TEXT)

    def names_at(self, paths: Collection[str]) -> frozenset[str]:
        """By what the recordings at these paths are known (`media.published.known_by`)."""
        every = (self._heard(place, path) for path in paths if (place := self._place(path)) is not None)
        return frozenset(
            name for one in every for name in (one.source, one.recording.digest if one.recording else one.source)
        )

    def _clip(self, path: str) -> Clip | Unusable | None:
        place = self._place(path)
        if place is None:
            return None
        heard = self._heard(place, path)
        if heard.recording is None:
            return heard.unusable
        return Clip(heard.recording, place)

    def _heard(self, place: Path, path: str) -> _Heard:
        file = SourceFile(f"recording:{path}", str(place), stamp(place.stat()))
        made_with = remux.made_with()
        if not self._looks_the_same(file) or HEARD.decode(self.known[file.path].about).made_with != made_with:
            with sources.as_found(self.found.root):
                found = recording.look(place)
                source = source_name(place, found)
            usable, unusable = (None, found) if isinstance(found, Unusable) else (found, None)
            heard = _Heard(usable, unusable, made_with, source)
            self._learn(file, digest(self.base, pack(heard)), Record(pack(heard), b"", b""))
        return HEARD.decode(self.known[file.path].about)

    def _place(self, path: str) -> Path | None:
        """Where a file is that a text names; one in other capitals names nothing on most web servers and machines."""
        place = sources.inside(self.found.root, path)
        if place is None or (self.folds_case and not sources.is_spelled(self.found.root, path)):
            return None
        return place

    def _picture_file(self, named: NamedFile) -> SourceFile | None:
        place = self._place(named.path)
        return None if place is None else SourceFile(kept_pictures.name_of(named), str(place), stamp(place.stat()))

    def _photo(self, file: SourceFile, named: NamedFile) -> Photo | Unusable:
        return kept_photo(self.known[file.path].about, partial(self._contents, file, named))

    def _contents(self, file: SourceFile, named: NamedFile) -> bytes:
        """The bytes of a picture's files; where the cache has lost them, they are made again."""
        known = self.known[file.path].digest
        data = self.cache.content(file.path, known)
        if data is None:
            with sources.as_found(self.found.root):
                found = file.read(limits.PICTURE)
                if _digest(self.base, file.path, found) != known:
                    raise FileNotFoundError(errno.ENOENT, "changed meanwhile", file.place)
            data = developed(found, named, avif=self.avif).content
        return data


def _digest(base: bytes, path: str, data: bytes) -> bytes:
    return digest(base, path.encode(), data)


def _loaded(files: Sequence[SourceFile]) -> list[tuple[str, bytes | Diagnostic]]:
    return [(file.path, _bytes_of(file)) for file in files]


def _bytes_of(file: SourceFile) -> bytes | Diagnostic:
    try:
        return file.read()
    except OSError as e:
        return sources.unreadable(file.path, e)


def _study(
    kind: str, settings: Settings, denied: DenyList, base: bytes, files: Sequence[tuple[str, bytes | Diagnostic]]
) -> list[tuple[bytes, Record] | Diagnostic]:
    return [
        data
        if isinstance(data, Diagnostic)
        else (_digest(base, path, data), analysis.analyse(kind, data, path, settings, denied))
        for path, data in files
    ]

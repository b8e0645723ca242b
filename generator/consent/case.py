"""One story's case, as a person at a desk needs it: its file, what it says of consent, what its storyteller sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.consent.despite_errors import gathered, settings_told
from generator.consent.find_story import by_address, by_file, nearest
from generator.consent.guard_files import moves_of
from generator.consent.refused import RefusedError
from generator.content import read, sources, validate
from generator.content.consent_fields import Consent, Seal
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.named_files import digests
from generator.content.read import Manuscript, text_below
from generator.content.recordings import captioned, known_by
from generator.content.settings import Settings
from generator.content.sources import SourceFile, Sources
from generator.content.stance import FORMS
from generator.gate.seal import seal, today_as
from generator.gate.seen import Seen, seen
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError, in_order


@dataclass(frozen=True, slots=True)
class Case:
    """A story that can be read. ``data`` are its file's bytes as they were read; ``path`` is below ``root``.

    ``seal`` is that of the text as it is, in the newest form.
    """

    root: Path
    path: str
    data: bytes
    settings: Settings
    text: Manuscript
    header: StoryHeader
    seen: Seen
    seal: Seal

    @property
    def file(self) -> Path:
        """Where the file is."""
        return file_of(self.root, self.path)

    @property
    def consent(self) -> Consent:
        """The consent block. Raises RefusedError where there is none."""
        if self.header.consent is None:
            raise RefusedError(f"{self.path} has no consent yet. “hearten consent approve” writes it.")
        return self.header.consent

    @property
    def whole(self) -> bool:
        """Whether the text is as it was approved, as far as a seal can tell."""
        return self.sealed_today == self.consent.seal

    @property
    def sealed_today(self) -> Seal | None:
        """The seal of the text as it is, in the form of the approved one; None where that does not cover it all.

        None, too, where nothing was approved with a seal.
        """
        approved = self.consent.seal
        return today_as(approved, self.seen) if approved else None


def settings_of(found: Sources) -> Settings:
    """The settings in site.yaml. Raises CannotBuildError if there are errors in it."""
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is None or checked.errors:
        raise CannotBuildError(*in_order(checked.diagnostics))
    return checked.value[0]


def file_of(root: Path, path: str) -> Path:
    """The file that `content.sources` calls ``path``: its name may hold accents in another form on the disk."""
    exact = root / path
    if exact.exists():
        return exact
    beside = exact.parent.iterdir() if exact.parent.is_dir() else ()
    return next((p for p in beside if unicodedata.normalize("NFC", p.name) == exact.name), exact)


def open_case(root: Path, story: str) -> Case:
    """The case of a story. Raises RefusedError if there is no such story or its front matter has errors."""
    found = sources.gather(root)
    return _case_among(found, root, story, settings_of(found))


def open_case_despite(root: Path, story: str) -> Case:
    """The same, whatever is wrong in site.yaml, for what takes something away."""
    found = gathered(root)
    return _case_among(found, root, story, settings_told(found))


def _case_among(found: Sources, root: Path, story: str, settings: Settings) -> Case:
    files = {f.path: f for f in found.stories}
    path = by_file(root, story, files) or by_address(story, headers(found, settings))
    if path is None:
        wrong = by_file(root, story, {d.path for d in found.diagnostics if d.is_error})
        if wrong is not None:
            why = next(d for d in found.diagnostics if d.path == wrong)
            raise RefusedError(f"{why.place}: {why.message}; {why.hint}.")
        raise RefusedError(f"There is no story {story} here; {nearest(story, files)}")
    try:
        data = files[path].read()
    except OSError as e:
        why = sources.unreadable(path, e)
        raise RefusedError(f"{why.place}: {why.message}; {why.hint}.") from e
    return case_of(root, path, data, settings)


def case_of(root: Path, path: str, data: bytes, settings: Settings) -> Case:
    """The case of the story at ``path`` with these bytes. Raises RefusedError with what is wrong in them."""
    checked = read.manuscript(data, path, settings.language)
    if checked.value is None or checked.value.header is None:
        wrong = "; ".join(f"{d.place}: {d.message}; {d.hint}" for d in checked.errors).removesuffix(".")
        raise RefusedError(f"The front matter would have errors, or has them already. {wrong}.")
    text, header = heard(root, checked.value), checked.value.header
    shown = what_is_seen(root, text, header, data, settings)
    return Case(root, path, data, settings, text, header, shown, seal(shown, max(FORMS)))


def bytes_of(file: SourceFile) -> bytes | None:
    """What is in a file of the site; None if it cannot be read."""
    try:
        return file.read()
    except OSError:
        return None


def texts_of(files: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, bytes]]:
    """The files that the system lets us read, with their bytes: one that it does not must not keep others from it."""
    for file in files:
        data = bytes_of(file)
        if data is not None:
            yield file, data


def manuscripts(found: Sources, settings: Settings) -> tuple[Manuscript, ...]:
    """Every story that can be read at all."""
    checked = (read.manuscript(data, f.path, settings.language) for f, data in texts_of(found.stories))
    return tuple(heard(found.root, c.value) for c in checked if c.value is not None)


def heard(root: Path, text: Manuscript) -> Manuscript:
    """A story that is known again by what its recording says, too."""
    return known_by(text, words_heard(root, text))


def words_heard(root: Path, text: Manuscript) -> str:
    """What a story's recording says; nothing where it has none."""
    return captioned(text, lambda path: sources.read_inside(root, path, limits.TEXT))


def headers(found: Sources, settings: Settings) -> dict[str, StoryHeader | PageHeader | None]:
    """The front matter of every story; None for one that cannot be read."""
    readable = {text.path: text.header for text in manuscripts(found, settings)}
    return {f.path: readable.get(f.path) for f in found.stories}


def errors_in(text: Manuscript, settings: Settings) -> int:
    """How many errors a text has that can be read, but for its pictures, which take long to look at."""
    return sum(d.is_error for d in validate.manuscript(text, settings))


def what_is_seen(root: Path, text: Manuscript, header: StoryHeader, data: bytes, settings: Settings) -> Seen:
    """Everything that a storyteller sees of a story; ``data`` are the bytes that ``text`` was read from."""
    return seen(header, text_below(data, text.path), text.path, digests(root, text), settings, moves_of(root))

"""One story's case, as a person at a desk needs it: its file, what it says of consent, what its storyteller sees."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.content import read, sources, validate
from generator.content.front_matter import Consent, Seal, StoryHeader
from generator.content.named_files import digests
from generator.content.read import Manuscript, text_below
from generator.content.settings import Settings
from generator.content.sources import SourceFile, Sources
from generator.content.stance import FORMS
from generator.gate import consent_log, lifetime, tombstones
from generator.gate.admit import Evidence, Story, admit
from generator.gate.consent_log import Fault, Standing
from generator.gate.evidence import is_sealed, seal_today, withdrawn_on
from generator.gate.seal import Seen, seal, seen, today_as
from generator.gate.tombstones import Tombstone
from generator.ground.diagnostics import CannotBuildError, did_you_mean, in_order
from generator.ground.outcome import Withheld
from generator.store.guards import guard


class RefusedError(Exception):
    """Something cannot be done; the message says what, why, and what to do instead. Nothing was changed.

    ``about`` is the name of what was given that the message is about (code, scope …), if it is about one.
    """

    def __init__(self, message: str, about: str | None = None) -> None:
        super().__init__(message)
        self.about = about


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


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A story in the list of consents.

    ``ends_on`` is the last day on which the consent counts, as `gate.lifetime` tells it. ``sealed`` is yes, no or
    broken. ``why`` is the gate's reason for withholding the story today from ``web``, if any.
    """

    path: str
    consent: Consent | None
    ends_on: date | None
    sealed: str
    why: str | None


def settings_of(found: Sources) -> Settings:
    """The settings in site.yaml. Raises CannotBuildError if there are errors in it."""
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is None or checked.errors:
        raise CannotBuildError(*in_order(checked.diagnostics))
    return checked.value[0]


def named(found: Sources, story: str) -> str | None:
    """The path of the story that a person means: its file, from wherever they stand, or its file's name alone."""
    if "\0" in story:
        return None  # no file's name, and no path could be made of it
    known = {f.path for f in found.stories}
    given = posixpath.normpath(story.replace("\\", "/"))
    here = Path(story).resolve()
    below = here.relative_to(found.root.resolve()).as_posix() if here.is_relative_to(found.root.resolve()) else given
    return next((p for p in (given, below, f"stories/{given}", f"stories/{given}.md") if p in known), None)


def file_of(root: Path, path: str) -> Path:
    """The file that `content.sources` calls ``path``: its name may hold accents in another form on the disk."""
    exact = root / path
    if exact.exists():
        return exact
    beside = exact.parent.iterdir() if exact.parent.is_dir() else ()
    return next((p for p in beside if unicodedata.normalize("NFC", p.name) == exact.name), exact)


def nearest(found: Sources, story: str) -> str:
    """A hint at the story whose name is nearest to a mistyped one."""
    known = [name for f in found.stories for name in (f.path, Path(f.path).stem)]
    return did_you_mean(story, known, "name its file, such as stories/a-gate.md.")


def open_case(root: Path, story: str) -> Case:
    """The case of a story. Raises RefusedError if there is no such story or its front matter has errors."""
    found = sources.gather(root)
    settings = settings_of(found)
    path = named(found, story)
    if path is None:
        raise RefusedError(f"There is no story {story} here; {nearest(found, story)}")
    return case_of(root, path, next(f.read() for f in found.stories if f.path == path), settings)


def case_of(root: Path, path: str, data: bytes, settings: Settings) -> Case:
    """The case of the story at ``path`` with these bytes. Raises RefusedError with what is wrong in them."""
    checked = read.manuscript(data, path, settings.language)
    if checked.value is None or checked.value.header is None:
        wrong = "; ".join(f"{d.place}: {d.message}; {d.hint}" for d in checked.errors)
        raise RefusedError(f"The front matter would have errors, or has them already. {wrong}.")
    text, header = checked.value, checked.value.header
    shown = what_is_seen(root, text, header, data, settings)
    return Case(root, path, data, settings, text, header, shown, seal(shown, max(FORMS)))


def manuscripts(found: Sources, settings: Settings) -> tuple[Manuscript, ...]:
    """Every story that can be read at all."""
    checked = (read.manuscript(f.read(), f.path, settings.language) for f in found.stories)
    return tuple(c.value for c in checked if c.value is not None)


def rows(root: Path, today: date) -> tuple[ConsentRow, ...]:
    """Where the consent of every story stands today, in the order of their files."""
    found = sources.gather(root)
    settings = settings_of(found)
    checked = [read.manuscript(f.read(), f.path, settings.language) for f in found.stories]
    texts = tuple(c.value for c in checked if c.value is not None)
    wrong = Counter(d.path for c in checked for d in c.errors)
    files, gone = {f.path: f for f in found.stories}, {t.id: t for t in withdrawn_stories(root)}
    known = {text.path: _evidence(root, text, files[text.path], settings, gone) for text in texts}
    readable = {text.path: _row(text, settings, today, wrong[text.path], known[text.path]) for text in texts}
    unreadable = "it cannot be read for the errors in it"
    return tuple(readable.get(f.path, ConsentRow(f.path, None, None, "no", unreadable)) for f in found.stories)


def _evidence(
    root: Path, text: Manuscript, file: SourceFile, settings: Settings, gone: Mapping[str, Tombstone]
) -> Evidence:
    today = seal_today(text, file.read(), digests(root, text), settings) if is_sealed(text) else None
    return Evidence(today, withdrawn_on(text, settings, gone))


def errors_in(text: Manuscript, settings: Settings) -> int:
    """How many errors a text has that can be read, but for its pictures, which take long to look at."""
    return sum(d.is_error for d in validate.manuscript(text, settings))


def _row(text: Manuscript, settings: Settings, today: date, wrong: int, evidence: Evidence) -> ConsentRow:
    consent = text.header.consent if text.header else None
    errors = wrong + errors_in(text, settings)
    decided: Story | Withheld = admit(text, settings, "web", today, errors, evidence, until=None)
    end = lifetime.ends(consent, settings.consent) if consent else None
    sealed = "no"
    if consent is not None and consent.seal is not None:
        sealed = "yes" if evidence.seal == consent.seal else "broken"
    return ConsentRow(
        text.path,
        consent,
        end.day if end else None,
        sealed,
        decided.reason if isinstance(decided, Withheld) else None,
    )


def verify(root: Path) -> tuple[Fault, ...]:
    """Everything that does not fit between consent/log.jsonl, the stories and consent/withdrawn.yaml."""
    found = sources.gather(root)
    return faults(root, manuscripts(found, settings_of(found)))


def faults(root: Path, texts: Iterable[Manuscript]) -> tuple[Fault, ...]:
    """The same, where the stories were read already."""
    lines, broken = consent_log.read(log_of(root))
    gone = (t.logged for t in withdrawn_stories(root))
    return (*broken, *consent_log.against(lines, tuple(_standings(texts)), gone))


def log_of(root: Path) -> bytes:
    """The log's bytes; none where there is no log yet."""
    return guard(root, consent_log.PATH) or b""


def withdrawn_stories(root: Path) -> tuple[Tombstone, ...]:
    """What is left of the stories that were withdrawn. Raises CannotBuildError if the file with it cannot be read."""
    return tombstones.read(guard(root, tombstones.PATH))


def what_is_seen(root: Path, text: Manuscript, header: StoryHeader, data: bytes, settings: Settings) -> Seen:
    """Everything that a storyteller sees of a story; ``data`` are the bytes that ``text`` was read from."""
    return seen(header, text_below(data, text.path), text.path, digests(root, text), settings)


def _standings(texts: Iterable[Manuscript]) -> Iterator[Standing]:
    for text in texts:
        consent = text.header.consent if text.header else None
        if consent is not None:
            yield Standing(
                path=text.path,
                record=consent.record,
                status=consent.status,
                scope=consent.scope,
                until=consent.valid_until,
                seal=consent.seal.exact if consent.seal else None,
                logged=consent.logged,
            )

"""Recordings that another story names, too: a voice whose consent has ended, whatever record it stands under.

A recording is known by the path of its file, by its bytes, and by the bytes that are published of it. It goes where
every story that names it allows it. Unlike with words, no approval of another story lifts that: a voice is somebody's
as a whole, and who shares it in another's film cannot speak for them. Of a withdrawn story the tombstone tells, and the
story that has its record, approved anew, may have its recording again. Into a podcast, from which nothing can be called
back, a recording and its captions go only where every such story agreed to that by name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.content.consent_fields import Consent
from generator.content.named_files import files_of
from generator.content.read import Manuscript, Unread
from generator.content.recording_fields import WrittenRecording
from generator.content.settings import ConsentPolicy
from generator.gate import consent_log, voices
from generator.gate.consent_log import identity
from generator.gate.coverage import ENDED, held_back
from generator.gate.records import record_of
from generator.gate.same_words import EndedWords
from generator.gate.story_evidence import Evidence, agreed
from generator.gate.tombstones import PATH, Withdrawn
from generator.ground.channels import PODCAST, Medium

NO_PODCAST = f"the consent does not cover “{PODCAST}”"
# By what the files at these paths are known (`media.published.known_by`).
NamesAt = Callable[[Collection[str]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Refusing:
    """A story that does not let its recording be published: its file, its record, the files that it names, and why."""

    path: str
    record: str | None
    files: frozenset[str]
    why: str


def same_recordings(
    texts: Sequence[Manuscript],
    unread: Iterable[Unread],
    ended: Sequence[EndedWords],
    withdrawn: Withdrawn,
    log: bytes,
    of: Mapping[str, Evidence],
    policy: ConsentPolicy,
    medium: Medium,
    day: dt.date,
    names_at: NamesAt,
) -> Mapping[str, str]:
    """For each story, why its recording may not be published on a medium by a day for another story's sake.

    ``ended`` are the files whose consent has ended, or was narrowed; ``of`` is what speaks against each text itself.
    """
    naming = [text for text in texts if text.header and text.header.recording]
    files = {text.path: _recordings(text) for text in texts}
    files |= {one.path: files.get(one.path, frozenset()).union(one.recordings) for one in unread}
    refusing = [
        *_ended(ended, files, policy, medium, day),
        *_not_covering(naming, files, of, policy, medium, day),
    ]
    if not refusing and not withdrawn.has_recordings:
        return {}
    logged = {line.fingerprint: identity(line.event.record) for line in consent_log.read(log)[0]}
    names = {one.path: one.files | names_at(one.files) for one in refusing}
    found = {}
    for text in naming:
        record, own = record_of(text), files[text.path] | names_at(files[text.path])
        stones = (t for t in withdrawn.with_recordings(own) if record is None or logged.get(t.logged or "") != record)
        if stone := next(stones, None):
            found[text.path] = f"a story with the same one was withdrawn on {stone.withdrawn_on} ({PATH})"
        elif why := _refused_by_another(text, own, refusing, names):
            found[text.path] = why
    return found


def kept_from_podcast(
    texts: Sequence[Manuscript],
    unread: Iterable[Unread],
    ended: Sequence[EndedWords],
    of: Mapping[str, Evidence],
    names_at: NamesAt,
) -> Mapping[str, str]:
    """For each story that agreed to a podcast, why its recording may not be in one for another story's sake.

    Captions count like the recording, whose words they are. The arguments are those of `same_recordings`; a story whose
    front matter has errors agreed to nothing that it does not name.
    """
    asking = [text for text in texts if _names_podcast(text, of)]
    if not asking:
        return {}
    narrowed = {one.file.path for one in ended if PODCAST in one.file.narrowed}
    refusing = [
        *(_Refusing(t.path, record_of(t), heard_in(t), NO_PODCAST) for t in texts if _is_kept_out(t, of, narrowed)),
        *(
            _Refusing(one.path, None, frozenset(one.recordings), NO_PODCAST)
            for one in unread
            if one.recordings and PODCAST not in (one.consent.channels or ())
        ),
    ]
    names = {one.path: one.files | names_at(one.files) for one in refusing}
    found = {}
    for text in asking if refusing else ():
        own = heard_in(text) | names_at(heard_in(text))
        if why := _refused_by_another(text, own, refusing, names):
            found[text.path] = why
    return found


def _refused_by_another(
    text: Manuscript, own: frozenset[str], refusing: Iterable[_Refusing], names: Mapping[str, frozenset[str]]
) -> str | None:
    """Which other storyteller's text refuses a recording known by ``own``, and why; ``names`` are theirs, by path."""
    record = record_of(text)
    for one in refusing:
        is_anothers = one.path != text.path and (record is None or one.record != record)
        if is_anothers and not own.isdisjoint(names[one.path]):
            return f"{one.path} has the same one, and there {one.why}"
    return None


def _names_podcast(text: Manuscript, of: Mapping[str, Evidence]) -> bool:
    consent = text.header.consent if text.header and text.header.recording else None
    return consent is not None and PODCAST in agreed(consent, of[text.path])[1]


def _is_kept_out(text: Manuscript, of: Mapping[str, Evidence], narrowed: Collection[str]) -> bool:
    """Whether a story's consent covers no podcast; one that was only asked for says nothing yet."""
    header = text.header
    if header is None or header.recording is None or header.consent is None or header.consent.status == "requested":
        return False
    return text.path in narrowed or not _names_podcast(text, of)


def heard_in(text: Manuscript) -> frozenset[str]:
    """The files with what is said in a story's recording: itself, its other versions, captions and chapters."""
    return frozenset([file.path for file in files_of(text) if file.kind in ("recording", "captions")])


def _recordings(text: Manuscript) -> frozenset[str]:
    return frozenset([file.path for file in files_of(text) if file.kind == "recording"])


def _ended(
    ended: Iterable[EndedWords],
    files: Mapping[str, frozenset[str]],
    policy: ConsentPolicy,
    medium: Medium,
    day: dt.date,
) -> Iterator[_Refusing]:
    """The stories with recordings whose consents have ended, or were narrowed by a recording's channel."""
    for one in ended:
        path = one.file.path
        held = one.file.ended(policy, medium, day)
        out = next((channel for channel in voices.CHANNELS.values() if channel in one.file.narrowed), None)
        if path in files and files[path] and (held or out):
            yield _Refusing(path, one.record, files[path], held[1] if held else f"“{out}” was taken out of the consent")


def _not_covering(
    naming: Iterable[Manuscript],
    files: Mapping[str, frozenset[str]],
    of: Mapping[str, Evidence],
    policy: ConsentPolicy,
    medium: Medium,
    day: dt.date,
) -> Iterator[_Refusing]:
    """The stories whose consents do not cover their recordings; one that was only asked for says nothing yet."""
    for text in naming:
        header = text.header
        if header is None or header.recording is None or header.consent is None or header.consent.status == "requested":
            continue
        if why := _refused(header.recording, header.consent, of[text.path], policy, medium, day):
            yield _Refusing(text.path, record_of(text), files[text.path], why)


def _refused(
    recording: WrittenRecording,
    consent: Consent,
    evidence: Evidence,
    policy: ConsentPolicy,
    medium: Medium,
    day: dt.date,
) -> str | None:
    """Why a consent as it is written does not let a recording be published; None where it does."""
    if evidence.against is not None and evidence.against.rule in ENDED:
        return ENDED[evidence.against.rule]
    held = held_back(consent, policy, medium, day)
    return held[1] if held else voices.held_back(recording, consent.scope, [consent])

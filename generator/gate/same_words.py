"""Words of somebody whose consent has ended, by which a text is known that has another record, or none that tells.

Files tell them as long as they are there, their front matter readable or not: all words, or nearly (`words.sentences`).
Of what is not there any more the log tells the seals: exactly the words that were once approved. Only a later approval
of its own lets a text in that has these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.content.read import Manuscript, Unread
from generator.content.settings import ConsentPolicy
from generator.content.strict_yaml import Document
from generator.content.strict_yaml import texts as texts_in
from generator.gate import consent_log, lifetime
from generator.gate.consent_log import LogLine, identity
from generator.gate.coverage import ENDED, has_ended, run_out
from generator.gate.last_words import NONE, LastWords
from generator.gate.lifetime import End
from generator.gate.records import record_of, records_told, somebodys, stone_with_words
from generator.gate.since import OVER, Since, ends_in_log, since_in_file, since_unread
from generator.gate.story_evidence import Objection, OtherFile
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import Medium
from generator.ground.diagnostics import START, Diagnostic, error
from generator.words import sentences
from generator.words.readings import text_digests

IF_ANOTHER = "if it is another story, have it approved, or approved anew"


@dataclass(frozen=True, slots=True)
class EndedWords:
    """The words of a file whose consent has ended: their digests, by what its record is known, and since when."""

    file: OtherFile
    record: str | None
    sentences: bytes
    since: Since


@dataclass(frozen=True, slots=True)
class EndedSeal:
    """A seal of which the log tells how its consent has ended (``how``), or does not tell surely that it has not.

    ``narrowed`` are channels that were taken out of a consent that has not ended otherwise.
    """

    record: str
    line: LogLine
    how: tuple[str, str] | None
    narrowed: frozenset[str]

    @property
    def objection(self) -> Objection:
        """What it has against a text with the same seal."""
        event, what = self.line.event, f"{consent_log.PATH}, line {self.line.number}"
        if self.how is None:
            why = f"it has the words of {event.record}, and the log's chain is broken"
            return Objection("log", f"{why}; “hearten consent verify” tells more")
        rule, ended = self.how
        why = f"it has the words of {event.record}, and there {ended} ({what})"
        way = "should its storyteller want it told after all, have it approved anew"
        if event.status == "withdrawn":
            way = f"withdraw this file, too, with “hearten consent withdraw”; {way}"
        return Objection(rule, f"{why}; {way}")


def ended_words(
    texts: Iterable[Manuscript], unread: Iterable[Unread], known: LastWords, policy: ConsentPolicy, day: date
) -> tuple[EndedWords, ...]:
    """The words of every file whose consent has ended by a day, or was narrowed, as it says itself or the log."""
    of_texts = (
        _of_text(text, known, policy, day)
        for text in texts
        if text.header and (text.sentences or text.header.recording)
    )
    of_unread = (_of_unread(one, known, policy, day) for one in unread)
    return tuple(one for one in (*of_texts, *of_unread) if one is not None)


def same_words(
    texts: Sequence[Manuscript], ended: Sequence[EndedWords], way_in: Callable[[EndedWords, Manuscript], str | None]
) -> Mapping[str, tuple[OtherFile, ...]]:
    """For each story, the files with its words, or nearly, under other records, whose consent has ended.

    ``way_in`` tells what would let a story stand beside a file all the same, and None where it may
    (`gate.own_approval`).
    """
    words = {one for other in ended for one in sentences.split(other.sentences)} - sentences.NO_WORDS
    found = {}
    for text in texts if words else ():
        if words.isdisjoint(sentences.split(text.sentences)):
            continue
        others = (
            replace(e.file, way=way)
            for e in ended
            if (e.record is None or e.record != record_of(text)) and e.file.path != text.path
            if sentences.alike(e.sentences, text.sentences) and (way := way_in(e, text)) is not None
        )
        if alike := tuple(others):
            found[text.path] = alike
    return found


def ended_in_settings(
    front: Document,
    path: str,
    ended: Sequence[EndedWords],
    withdrawn: Withdrawn,
    policy: ConsentPolicy,
    medium: Medium,
    day: date,
) -> Iterator[Diagnostic]:
    """Every value of site.yaml with the words, or nearly, of a story whose consent has ended.

    On the web it has ended for these, too, where search engines were taken out of it, since they read every page.
    """
    over = [(one, how[1]) for one in ended if (how := one.file.ended_on_every_page(policy, medium, day))]
    if not over and not withdrawn.stories:
        return
    values = tuple(texts_in(front.value))
    made = [(loc, text_digests(written, addresses=(written,))) for loc, written in values]

    def whose(of: bytes) -> str | None:
        if stone := stone_with_words(of, withdrawn):
            return f"of a story that was withdrawn on {stone.withdrawn_on}"
        alike = ((one, how) for one, how in over if sentences.alike(one.sentences, of))
        return next((f"of {one.file.path}, and there {how}" for one, how in alike), None)

    found = [(loc, why) for loc, of in made if sentences.tell(of) and (why := whose(of))]
    hint = "take these words out of it; should their storyteller want them told after all, have them approved anew"
    for loc, why in found:
        what = f"“{'.'.join(map(str, loc))}” has the words, or nearly, {why}"
        yield error("ended-words", path, front.value_span(loc), what, hint)
    if not found and (why := whose(text_digests("", *(written for _, written in values)))):
        what = f"its values together have the words, or nearly, {why}"
        yield error("ended-words", path, START, what, hint)


def has_ended_words(text: Manuscript, ended: Iterable[bytes], withdrawn: Withdrawn) -> bool:
    """Whether a text has the words of a story whose consent has ended, or that was withdrawn."""
    return (
        any(sentences.alike(text.sentences, words) for words in ended)
        or stone_with_words(text.sentences, withdrawn) is not None
    )


def ended_seals(known: LastWords, policy: ConsentPolicy, day: date) -> Mapping[str, tuple[EndedSeal, ...]]:
    """What the log tells of seals whose consent has ended by a day: nothing where all are in force."""
    found: dict[str, tuple[EndedSeal, ...]] = {}
    for record, tag, line in _last_lines(known):
        how, unsure = _over(line, known, policy, day), known.all is not None or record in known.broken
        narrowed = NONE if how or unsure else known.narrowed(line)
        if how is None and not unsure and not narrowed:
            continue
        one = EndedSeal(record, line, how, narrowed)
        every = {*known.seals.get((record, tag), ()), *known.seals.get((record, None), ())}
        if tag is None:
            every |= {seal for of, some in known.seals.items() if of[0] == record for seal in some}
        for seal in every:
            found[seal] = (*found.get(seal, ()), one)
    return found


def with_seals(
    text: Manuscript,
    known: LastWords,
    ended: Mapping[str, tuple[EndedSeal, ...]],
    seals_of: Callable[[Manuscript], Iterable[str]],
) -> tuple[EndedSeal, ...]:
    """What the log has against the words of a text, whatever its record; ``seals_of`` tells its exact seals."""
    if not ended or text.header is None:
        return ()
    record = record_of(text)
    written = text.header.consent.record if text.header.consent else ""
    approved = known.approval(written, text.path) if record else None
    later = approved.place if approved else 0
    every = (one for seal in seals_of(text) for one in ended.get(seal, ()))
    return tuple(one for one in every if one.record != record and one.line.place > later)


def seal_objection(found: Iterable[EndedSeal]) -> Objection | None:
    """What such seals have against a text on any channel; None where they have nothing."""
    return next((one.objection for one in found if not one.narrowed), None)


def narrowed_seals(found: Iterable[EndedSeal]) -> tuple[OtherFile, ...]:
    """What stands for the files of such seals whose consents do not cover every channel any more."""
    lines = ((one, f"{one.line.event.record} ({consent_log.PATH}, line {one.line.number})") for one in found)
    return tuple(OtherFile(where, None, narrowed=one.narrowed, way=IF_ANOTHER) for one, where in lines if one.narrowed)


def _last_lines(known: LastWords) -> Iterator[tuple[str, str | None, LogLine]]:
    """The last line about each record, or about each of its texts, but for records that another one replaced."""
    several = {record for record, _ in known.of_text}
    for record, line in known.of_record.items():
        if record not in several and identity(line.event.record) == record and somebodys(record):
            yield record, None, line
    for (record, tag), line in known.of_text.items():
        yield record, tag, line


def _of_text(text: Manuscript, known: LastWords, policy: ConsentPolicy, day: date) -> EndedWords | None:
    consent = text.header.consent if text.header else None
    if consent is None:
        return None
    line = _line(consent.record, text.path, known)
    told = _told(line, known, policy, day)
    by_hand = set(line.event.scope) - set(consent.scope) if line else NONE
    narrowed = known.narrowed(line) | by_hand if line else NONE
    if told is None and not narrowed and has_ended(consent, policy, day) is None:
        return None
    since = since_in_file(text.path, consent, line, by_hand, known, policy, day)
    return EndedWords(OtherFile(text.path, consent, told, narrowed), record_of(text), text.sentences, since)


def _of_unread(text: Unread, known: LastWords, policy: ConsentPolicy, day: date) -> EndedWords | None:
    records = records_told(text.consent, known)
    lines = {record: _line(record, text.path, known) for record in records}
    found = ((record, told) for record, line in lines.items() if (told := _told(line, known, policy, day)))
    said = [(status, ENDED[status]) for status in text.consent.statuses if status in ENDED and status != "requested"]
    if text.consent.is_unsure:
        said.append(("paused", "nobody can read where the consent stands"))
    end = lifetime.ends_as_told(text.consent, policy)
    by_itself = (*said, *((_run_out(end),) if end is not None and end.day < day else ()))
    record, told = next(found, None) or next(((next(iter(records), None), how) for how in by_itself), (None, None))
    narrowed = by_hand = NONE
    for one, line in lines.items() if told is None else ():
        less = set(line.event.scope) - text.consent.channels if line and text.consent.channels is not None else NONE
        if line is not None and (out := known.narrowed(line) | less):
            record, narrowed, by_hand = one, narrowed | out, by_hand | less
    if told is None and not narrowed:
        return None
    line = lines.get(record) if record else None
    since = since_unread(text.path, end, line, known, policy, day, is_said=bool(said or by_hand))
    return EndedWords(OtherFile(text.path, None, told, narrowed), somebodys(record), text.sentences, since)


def _line(record: str, path: str, known: LastWords) -> LogLine | None:
    """The log's last line about the text at a path, but for one about a record that replaced its own."""
    line = known.about(record, path) if somebodys(record) else None
    return line if line is not None and identity(line.event.record) == identity(record) else None


def _run_out(end: End) -> tuple[str, str]:
    return run_out(end) if end.day > date.min else ("expired", "nobody can read on which day the consent ends")


def _told(line: LogLine | None, known: LastWords, policy: ConsentPolicy, day: date) -> tuple[str, str] | None:
    """How a consent has ended by a day as the log tells; None where it does not."""
    how = _over(line, known, policy, day) if line is not None else None
    return (how[0], f"{how[1]} ({consent_log.PATH}, line {line.number})") if line is not None and how else None


def _over(line: LogLine, known: LastWords, policy: ConsentPolicy, day: date) -> tuple[str, str] | None:
    """How a consent has ended by a day, as the last line about it tells."""
    event = line.event
    if event.status in OVER:
        return event.status, ENDED[event.status]
    end = ends_in_log(line, known, policy)
    return run_out(end) if end is not None and end.day < day else None

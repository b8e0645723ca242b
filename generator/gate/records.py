"""What speaks against publishing a story beside its own file: a withdrawal, the log, another file.

The identity of a consent is its record, not a path: a copy, a backup or an older version of a file is the same consent.
Where the log tells of a record, its last line about it is the judge. Only where no log speaks, files with one record
hold each other to the stricter of what they say. The same words under other records are for `gate.same_words`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.content.consent_fields import Consent
from generator.content.moves import Moves
from generator.content.read import Manuscript
from generator.content.samples import NEW_RECORD
from generator.content.settings import Settings
from generator.content.told_consent import ToldConsent
from generator.gate import consent_log, terms, tombstones
from generator.gate.consent_log import LogLine, identity
from generator.gate.coverage import ENDED
from generator.gate.last_words import LastWords
from generator.gate.story_evidence import Objection, OtherFile
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id
from generator.ground.diagnostics import START, Diagnostic, warning

NOBODYS = identity(NEW_RECORD)


def record_of(text: Manuscript) -> str | None:
    """By what the record of a story is known, as far as its file tells; placeholders are nobody's."""
    consent = text.header.consent if text.header else None
    return somebodys(consent.record if consent else text.record)


def somebodys(record: str | None) -> str | None:
    """By what a record is known; None where it is nobody's."""
    known_as = identity(record) if record else None
    return None if known_as == NOBODYS else known_as


def records_told(told: ToldConsent, known: LastWords, others: Collection[str | None] = ()) -> tuple[str, ...]:
    """The records that a story may have whose front matter cannot be read, each once, the surest first.

    Those of its consent block that the log knows, or one of ``others`` (by what these are known); else that of the line
    or seal of the log that it names, beside what its block says; else what it says elsewhere that these know.
    """

    def is_known(record: str) -> bool:
        return identity(record) in known.of_record or identity(record) in others

    records = [*filter(is_known, told.records)] or [*_named_by(told.fingerprints, known), *told.records]
    records = _kept(records) or _kept(filter(is_known, told.elsewhere))
    return tuple({identity(record): record for record in reversed(records)}.values())[::-1]


def _kept(records: Iterable[str]) -> list[str]:
    """Those of records that are somebody's, and that a tombstone can keep, if need be in plain signs."""
    plain = (record if tombstones.keeps(record) else identity(record) for record in records if somebodys(record))
    return [record for record in plain if tombstones.keeps(record)]


def _named_by(fingerprints: Collection[str], known: LastWords) -> Iterator[str]:
    """The records of the last lines, and of the seals, that have one of these fingerprints."""
    lines = [line for line in known.of_record.values() if line.fingerprint in fingerprints]
    lines += [known.of_record[of] for (of, _), some in known.seals.items() if not some.isdisjoint(fingerprints)]
    yield from (line.event.record for line in lines)


def beside_none(_stone: Tombstone) -> bool:
    """Whether a text may stand beside a withdrawn story whose words it shares, where nobody looks for an approval."""
    return False


def stone_of(
    text: Manuscript,
    settings: Settings,
    withdrawn: Withdrawn,
    moves: Moves,
    may_stand: Callable[[Tombstone], bool] = beside_none,
) -> Tombstone | None:
    """What is left of the withdrawal of this story, whatever its file is called now; else of one in its place.

    Between them comes that of a story whose words the text shares, unless it ``may_stand`` beside that
    (`gate.own_approval`).
    """
    if not withdrawn.stories:
        return None
    record, own_id = record_of(text), entry_id(settings.url, moves.first(text.path))
    alike = tuple(t for t in withdrawn.with_words(text.sentences) if not may_stand(t))
    own = next((t for t in withdrawn.stories if has_record(t, record)), None) or next(
        (t for t in alike if withdrawn.is_of(t, text.sentences)), next(iter(alike), None)
    )
    return own or min((t for t in withdrawn.stories if t.id == own_id), key=lambda t: t.is_bare, default=None)


def has_record(stone: Tombstone, record: str | None) -> bool:
    """Whether it is what is left of the story with a record, as that is known."""
    return record is not None and somebodys(stone.record) == record


def is_anothers(stone: Tombstone, text: Manuscript, withdrawn: Withdrawn) -> bool:
    """Whether what `stone_of` found is that of another story, which was in the same place."""
    return not (
        stone.is_bare or has_record(stone, record_of(text)) or stone in tuple(withdrawn.with_words(text.sentences))
    )


def is_its_own(stone: Tombstone, text: Manuscript, withdrawn: Withdrawn) -> bool:
    """Whether what `stone_of` found is surely that of this very story: by record, or by words, all or nearly."""
    return has_record(stone, record_of(text)) or withdrawn.is_of(stone, text.sentences)


def stone_objection(stone: Tombstone, text: Manuscript, withdrawn: Withdrawn) -> Objection:
    """What that which `stone_of` found has against a story."""
    what, way = "it was withdrawn", ""
    if is_anothers(stone, text, withdrawn):
        what = "another story was withdrawn from this place"
        way = "; give this file another name by hand (“hearten rename” keeps what feeds know it by)"
    elif not (stone.is_bare or is_its_own(stone, text, withdrawn)):
        what = "it shares words with a story that was withdrawn"
        way = "; if it is another one, have it approved, or approved anew"
    elif stone.has_words and not withdrawn.is_of(stone, text.sentences):
        way = "; if it is another story, write the number of its own form, and have it approved under that"
    return Objection("withdrawn", f"{what} on {stone.withdrawn_on} (consent/withdrawn.yaml){way}")


def logged_objection(text: Manuscript, known: LastWords) -> Objection | None:
    """What the log has against a story as its file is, if anything."""
    consent = text.header.consent if text.header else None
    if consent is None or somebodys(consent.record) is None:
        return None
    line = known.about(consent.record, text.path)
    if line is None and consent.logged is not None:
        why = f"the log says nothing of {consent.record} any more, and this file names a line of it"
        return Objection("lost-log", f"{why}; get {consent_log.PATH} back from git or a backup")
    broken = known.all if known.all is not None and line else known.broken.get(identity(consent.record))
    if broken is not None:
        why = f"the log's chain is broken at line {broken}, and what it says of {consent.record} is not sure"
        return Objection("log", f"{why}; “hearten consent verify” tells more")
    return _against(line, consent, known.moves) if line is not None else None


def _against(line: LogLine, consent: Consent, moves: Moves) -> Objection | None:
    event, what = line.event, f"{consent_log.PATH}, line {line.number}"
    if identity(event.record) != identity(consent.record):
        return Objection("stale", f"{consent.record} was replaced by {event.record} ({what})")
    said = f"the log's last word about {event.record} is “{event.what}” of {event.on} ({what})"
    if event.what == "withdraw":
        return Objection("withdrawn", f"it was withdrawn on {event.on} ({what})")
    if consent.logged != line.fingerprint:
        rule = event.status if event.status in ENDED else "stale"
        return Objection(rule, f"this is an older version of its file, or a copy of one; {said}")
    if consent.status != event.status and consent.status == "given":
        rule = event.status if event.status in ENDED else "stale"
        return Objection(rule, f"its “status” says more than the log; {said}")
    wider = _wider(line, consent)
    if wider:
        return Objection("terms", f"its “{wider}” goes beyond what was agreed; {said}")
    if (consent.seal.exact if consent.seal else None) != event.seal:
        return Objection("seal", f"its “seal” is not the one that was approved; {said}")
    if consent.basis == "fictional" and event.terms is None and consent.seal is not None:
        return Objection("terms", f"“basis: fictional” was not agreed; {said}")
    return _changed(consent, event.terms, moves)


def _wider(line: LogLine, consent: Consent) -> str | None:
    """The field that gives more than the log's line does."""
    if not set(consent.scope) <= set(line.event.scope):
        return "scope"
    until, end = line.event.until, consent.valid_until
    return "valid_until" if until is not None and (end is None or end > until) else None


def _changed(consent: Consent, agreed: str | None, moves: Moves) -> Objection | None:
    what = terms.changed(consent, agreed, moves) if agreed else None
    return Objection("terms", f"{what} was changed after it was agreed to") if what else None


def objection(
    text: Manuscript,
    settings: Settings,
    withdrawn: Withdrawn,
    known: LastWords,
    may_stand: Callable[[Tombstone], bool] = beside_none,
) -> Objection | None:
    """What speaks against a story on any day and channel, the strictest first; None where nothing does.

    ``may_stand`` tells beside which withdrawn stories it may stand though it shares words with them.
    """
    stone = stone_of(text, settings, withdrawn, known.moves, may_stand)
    if stone is not None:
        return stone_objection(stone, text, withdrawn)
    found = logged_objection(text, known)
    consent = text.header.consent if text.header else None
    if found is not None or consent is None:
        return found
    if consent.texts and text.path not in consent.texts:
        return Objection("record", f"it is not among the “texts” of {consent.record}")
    return _changed(consent, consent.seal.terms if consent.seal else None, known.moves)


def same_record(texts: Sequence[Manuscript], known: LastWords) -> Mapping[str, tuple[OtherFile, ...]]:
    """For each story, the other files with its record of which no log speaks, and which that does not name."""
    groups: dict[str, list[Manuscript]] = defaultdict(list)
    for text in texts:
        record = record_of(text)
        if record is not None and record not in known.of_record:
            groups[record].append(text)
    found: dict[str, tuple[OtherFile, ...]] = {}
    for members in groups.values():
        for text in members if len(members) > 1 else ():
            others = (other for other in members if other is not text and not are_together(text, other))
            found[text.path] = tuple(_other(other) for other in others)
    return found


def with_records(withdrawn: Withdrawn, log: bytes) -> Withdrawn:
    """The same, with the records that tombstones of the first form name by a line of the log alone."""
    named = {line.fingerprint: line.event.record for line in consent_log.read(log)[0]}
    # Where words are left and no record, the record goes on with another text (`Tombstone.words_alone`).
    stories = (t if t.words else replace(t, record=t.record or named.get(t.logged or "")) for t in withdrawn.stories)
    return Withdrawn(form=withdrawn.form, salt=withdrawn.salt, stories=tuple(stories))


def stone_with_words(told: bytes, withdrawn: Withdrawn) -> Tombstone | None:
    """What is left of the withdrawal of a story with the words that these are the digests of (`words.sentences`)."""
    return next(withdrawn.with_words(told), None)


def without_tombstone(withdrawn: Withdrawn, known: LastWords) -> Iterator[Diagnostic]:
    """Withdrawals of which the log tells and consent/withdrawn.yaml does not, and which are hardly known again.

    A tombstone of the first form may name neither line nor record, and then nobody can tell whose it is.
    """
    if any(stone.is_bare for stone in withdrawn.stories):
        return
    left = {stone.logged for stone in withdrawn.stories} | {somebodys(stone.record) for stone in withdrawn.stories}
    for record, line in known.of_record.items():
        event = line.event
        if event.what == "withdraw" and identity(event.record) == record and not {record, line.fingerprint} & left:
            what = f"the withdrawal of {event.record} on {event.on} is in the log and not here"
            hint = (
                "get this file back from git or a backup; or put the story's file back, and withdraw it once more with "
                "“hearten consent withdraw”, which writes it anew"
            )
            yield warning("lost-withdrawal", tombstones.PATH, START, what, hint)


def are_together(one: Manuscript, other: Manuscript) -> bool:
    """Whether the consents of two texts name each other: one form covers both."""
    return other.path in _texts(one) and one.path in _texts(other)


def _texts(text: Manuscript) -> tuple[str, ...]:
    return text.header.consent.texts if text.header and text.header.consent else ()


def _other(text: Manuscript) -> OtherFile:
    return OtherFile(text.path, text.header.consent if text.header else None)


def companions(text: Manuscript, texts: Iterable[Manuscript]) -> tuple[str, ...]:
    """The other files with a story's record."""
    record = record_of(text)
    return tuple(t.path for t in texts if record is not None and t.path != text.path and record_of(t) == record)

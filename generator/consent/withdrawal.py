"""Withdrawing: a story's words and pictures leave the folder, and an opaque id and a day stay.

What is meant is written down first (`gate.intent`), so that from the first moment on the gate holds the story back,
whatever happens next. Then come the tombstone, the log, and the files. Where that was stopped, the next command or
build does the rest; doing it twice does no harm.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

from generator.checking.traces import less_common, traces_of, traces_of_sentences, traces_of_unread
from generator.consent.alone import alone
from generator.consent.carrying_out import begin, end
from generator.consent.case import bytes_of, file_of, headers, manuscripts
from generator.consent.find_story import by_address, by_file, files_meant, nearest, own_path
from generator.consent.guard_files import log_of, readable_moves, withdrawn_stories
from generator.consent.lost_acts import remember
from generator.consent.own_pictures import own_pictures
from generator.consent.receipt import file_of_receipt
from generator.consent.refused import RefusedError, cannot_write
from generator.consent.removal import empty, remove
from generator.consent.rename import forget_names
from generator.consent.review_copy import copies_of
from generator.consent.whereabouts import Whereabouts, record_in, whereabouts
from generator.content import moves, read, sources
from generator.content.read import Manuscript
from generator.content.routes import is_reserved, list_paths
from generator.content.settings import Organisation, Settings, Withdraw
from generator.content.sources import Sources
from generator.content.validate import PLACEHOLDER_RECORD
from generator.gate import consent_log, tombstones
from generator.gate.consent_log import Event, identity
from generator.gate.intent import Intent
from generator.gate.records import record_of, with_records
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id, hashed_address
from generator.ground import limits
from generator.ground.channels import FEED
from generator.store import cache_file
from generator.store.atomic_write import ChangedMeanwhileError, replace
from generator.store.user_key import user_key
from generator.words import sentences

URL = re.compile(rb"^url:[ \t]*['\"]?(https?://[!-~]+?)['\"]?(?:\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """What a withdrawal will do.

    ``files`` will be removed; ``shared`` are pictures that another text uses, too, and stay; ``addresses`` are where
    the story could be found, ``paths`` the same below the site; ``record`` is None where its file names none.
    ``companions`` are other files with that record, which are withheld from now on. ``words`` are digests of its
    sentences. ``again`` is the day of the withdrawal if this one was done before. ``there`` is where else the story is
    in the folder; its ``copies`` are among the ``files``.
    """

    root: Path
    path: str
    files: tuple[str, ...]
    shared: tuple[str, ...]
    addresses: tuple[str, ...]
    paths: tuple[str, ...]
    words: bytes
    companions: tuple[str, ...]
    record: str | None
    in_feeds: bool
    id: str
    again: date | None
    there: Whereabouts

    @property
    def askable(self) -> tuple[str, ...]:
        """Files of these that a person may have removed: all but what others wrote."""
        return (*self.companions, *(other.path for other in self.there.others if not other.text))

    @property
    def remains(self) -> dict[str, str]:
        """Files that stay although they hold something of the story, or have its record, each with what it is."""
        held = {other.path: other.what for other in self.there.others if other.path not in self.files}
        return {**dict.fromkeys(self.companions, "a text with the same record"), **held}


def plan_withdrawal(root: Path, story: str) -> WithdrawalPlan:
    """What withdrawing a story means. Raises RefusedError if there is no such story, and none was withdrawn."""
    found = sources.gather(root)
    settings = _settings_of(found)
    files = {f.path: f for f in found.stories}
    path = by_file(root, story, files) or _gone(root, settings.url, story)
    if path is None:
        # An address may have been another story's before, so nothing is removed for its sake.
        meant = by_address(story, headers(found, settings))
        hint = f"the story at that address is {meant}: name its file." if meant else nearest(story, files)
        raise RefusedError(f"There is no story {story} here, and none of that name was withdrawn; {hint}")
    texts = {m.path: m for m in manuscripts(found, settings)}
    text = texts.pop(path, None)
    consent = text.header.consent if text and text.header else None
    data = (bytes_of(files[path]) if path in files else None) or b""
    record = consent.record if consent else record_in(data)
    if record is not None and identity(record) == identity(PLACEHOLDER_RECORD):
        record = None  # it is nobody's
    others = tuple(m.path for m in texts.values() if record is not None and record_of(m) == identity(record))
    pictures = own_pictures(found, path, data, text, tuple(texts.values()), settings.language)
    own = (path, *pictures.own, *_papers(root, path, record))
    taken = _taken(found, settings, [m for m in texts.values() if m.path not in others])
    paths = _paths(path, text, taken)
    lines = consent_log.read(log_of(root))[0]
    in_log = any(
        FEED in line.event.scope
        for line in lines
        if record is not None and identity(record) in map(identity, (line.event.record, line.event.replaces or ""))
    )
    withdrawn, id_ = withdrawn_stories(root), entry_id(settings.url, readable_moves(root).first(path))
    stone = next((t for t in withdrawn.stories if t.id == id_), None)
    shown = [one for p in pictures.own if (one := sources.read_inside(root, p, limits.PICTURE)) is not None]
    not_its_own = [m for m in texts.values() if m.path not in others]
    if data:
        own_traces = traces_of(text, shown) if text is not None else traces_of_unread(path, data, shown)
        traces = less_common(own_traces, text.sentences if text else b"", not_its_own)
    else:
        words = bytes.fromhex(stone.words) if stone else b""
        traces = traces_of_sentences(path, words, withdrawn.salt or "", not_its_own)
    others_read = {f.path for f in (*found.stories, *found.pages)}
    there = whereabouts(root, path, record, traces, (*own, moves.PATH), others_read)
    return WithdrawalPlan(
        root=root,
        path=path,
        files=tuple(p for p in (*own, *there.copies) if file_of(root, p).is_file()),
        shared=pictures.shared,
        addresses=tuple(settings.address + p.removesuffix("index.html") for p in paths),
        paths=tuple(dict.fromkeys((*paths, *(p for other in others for p in _paths(other, texts[other], taken))))),
        words=text.sentences if text else b"",
        companions=tuple(other for other in others if other not in there.copies),
        record=record,
        in_feeds=in_log or bool(consent and FEED in consent.scope),
        id=id_,
        again=stone.withdrawn_on if stone else None,
        there=there,
    )


def _settings_of(found: Sources) -> Settings:
    """The settings as far as a withdrawal needs them, which no error in site.yaml may stop: the site's address.

    Where that cannot be read, the entry in feeds is not known by the id that it had; record and words still are.
    """
    checked = read.settings(found.settings, sources.SITE_FILE)
    if checked.value is not None:
        return checked.value[0]
    written = URL.search(found.settings)
    return Settings(
        name="",
        url=written[1].decode().rstrip("/") + "/" if written else "",
        organisation=Organisation(name="", email=""),
        withdraw=Withdraw(text=""),
        topics=(),
    )


def _paths(path: str, text: Manuscript | None, taken: Collection[str]) -> tuple[str, ...]:
    """The addresses of a story's page below the site, its own first; none that is another's, and never led there."""
    header = text.header if text else None
    former = (alias for alias in (header.aliases if header else ()) if alias not in taken and not is_reserved(alias))
    return own_path(path, header), *former


def _taken(found: Sources, settings: Settings, texts: Sequence[Manuscript]) -> frozenset[str]:
    """The addresses of lists, and those that other texts have of their own."""
    pages = [read.page_source(bytes_of(f) or b"", f.path, settings.language).value for f in found.pages]
    owners = [own_path(text.path, text.header) for text in texts]
    owners += [own_path(page.path, page.header) for page in pages if page]
    return frozenset((*list_paths(settings), *owners))


def with_others(plan: WithdrawalPlan, paths: Collection[str]) -> WithdrawalPlan:
    """The plan with files to be removed, too, that only a person can decide about."""
    companions = tuple(path for path in plan.companions if path not in paths)
    return changed(plan, files=(*plan.files, *paths), companions=companions)


def withdraw(plan: WithdrawalPlan, today: date) -> None:
    """Do what ``plan`` says. Raises RefusedError if something cannot be written; doing it again goes on from there."""
    with alone(plan.root):
        _withdraw(plan, today)


def _withdraw(plan: WithdrawalPlan, today: date) -> None:
    root = plan.root
    line = _logged(plan, today, log_of(root)) if plan.record is not None else None
    meant = Intent(what="withdraw", path=plan.path, on=today, line=line[0] if line else "", files=plan.files)
    meant = changed(meant, proof=_proof(root, meant))
    try:
        begin(root, meant)
        _bury(plan, today)
        failed = [e for path in plan.files if (e := remove(root, path))]
        failed += empty(root, plan.there.emptied)
        cache_file.remove(root / cache_file.FOLDER)
        forget_names(root, plan.path)
        if failed:
            raise failed[0]
        end(root, meant)
    except ChangedMeanwhileError as e:
        raise RefusedError(f"{e} was changed by somebody else just now. Do the same once more.") from e
    except OSError as e:
        raise RefusedError(
            f"{cannot_write(e, plan.path)}, or removed. Check that you may do that, and do the same once more."
        ) from e
    remember(root)


def is_known(root: Path, path: str) -> bool:
    """Whether a story's file is there, or what is left of its withdrawal."""
    found = sources.gather(root)
    return any(f.path == path for f in found.stories) or _gone(root, _settings_of(found).url, path) is not None


def go_on(root: Path, meant: Intent) -> tuple[str, ...]:
    """Do the rest of a withdrawal that was stopped; gives files that stay, since nobody knows who said that they go.

    A folder may come from anybody, with intents in it that nobody had. So what withdrawing the story would remove by
    itself is removed, and beside it what this user wrote down on this machine. Raises RefusedError.
    """
    plan, proof = plan_withdrawal(root, meant.path), _proof(root, meant)
    if proof and hmac.compare_digest(proof.encode(), meant.proof.encode()):
        plan = changed(plan, files=tuple(dict.fromkeys((*plan.files, *meant.files))))
    _withdraw(plan, meant.on)
    return tuple(path for path in meant.files if path not in plan.files and sources.inside(root, path))


def _proof(root: Path, meant: Intent) -> str:
    """What shows that this user said on this machine which files go; nothing where no key can be had."""
    key = user_key(root, make=True)
    said = "\0".join((str(root.resolve()), meant.path, str(meant.on), *meant.files))
    return hmac.new(key, said.encode("utf-8", "surrogatepass"), "sha256").hexdigest() if key else ""


def _bury(plan: WithdrawalPlan, today: date) -> None:
    """Write tombstone and log, unless an earlier withdrawal did."""
    log = log_of(plan.root)
    withdrawn = with_records(withdrawn_stories(plan.root), log)
    stones = withdrawn.stories
    logged = {line.fingerprint: line.event for line in consent_log.read(log)[0]}
    old = next((t for t in stones if t.id == plan.id), None)
    if old is not None and (old.logged in logged or plan.record is None):
        return
    fingerprint = None
    if plan.record is not None:
        line, fingerprint = _logged(plan, today, log)
        log = consent_log.joined(log, (line.encode(),))
    salt = withdrawn.salt or secrets.token_hex(16)
    stone = Tombstone(
        id=plan.id,
        withdrawn_on=today,
        in_feeds=plan.in_feeds,
        logged=fingerprint,
        record=plan.record,
        words=" ".join(one.hex() for one in sentences.split(sentences.salted(plan.words, salt))),
        addresses=" ".join(hashed_address(path, salt) for path in plan.paths),
    )
    path = plan.root / tombstones.PATH
    before = path.read_bytes() if path.exists() else None
    kept = (t for t in stones if t.id != plan.id)
    replace(path, before, tombstones.written(Withdrawn(form=2, salt=salt, stories=(*kept, stone))))
    if fingerprint is not None:
        replace(plan.root / consent_log.PATH, log_of(plan.root) or None, log)


def _logged(plan: WithdrawalPlan, today: date, log: bytes) -> tuple[str, str]:
    """The line that the log gets, and its fingerprint; there is a record."""
    events = (line.event for line in reversed(consent_log.read(log)[0]))
    last = next((e for e in events if identity(e.record) == identity(plan.record or "")), None)
    event = Event(
        on=today,
        what="withdraw",
        record=plan.record or "",
        status="withdrawn",
        scope=(),
        until=None,
        seal=last.seal if last else None,
    )
    longer, fingerprint = consent_log.appended(log, event)
    return longer.splitlines(keepends=True)[-1].decode(), fingerprint


def _gone(root: Path, url: str, story: str) -> str | None:
    """The path of a story whose file is gone and whose tombstone is there."""
    known, moved = {t.id for t in withdrawn_stories(root).stories}, readable_moves(root)
    return next((path for path in files_meant(root, story) if entry_id(url, moved.first(path)) in known), None)


def _papers(root: Path, path: str, record: str | None) -> list[str]:
    """Review copies and receipts that were kept of a story."""
    receipts = [file_of_receipt(root, record, kind) for kind in ("html", "json")] if record else []
    return sorted(p.relative_to(root).as_posix() for p in (*copies_of(root, path), *receipts))

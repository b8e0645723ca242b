"""Withdrawing: a story's words and pictures leave the folder, and an opaque id and a day stay.

What is meant is written down first (`gate.intent`), so that from the first moment on the gate holds the story back,
whatever happens next. Then come the tombstone, the log, and the files. Where that was stopped, the next command or
build does the rest; doing it twice does no harm.
"""

from __future__ import annotations

import re
import secrets
import shlex
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

from generator.consent.carrying_out import begin, end
from generator.consent.case import file_of, headers, manuscripts, settings_of, texts_of
from generator.consent.find_story import by_address, by_file, files_meant, nearest
from generator.consent.guard_files import log_of, moves_of, withdrawn_stories
from generator.consent.lost_acts import remember
from generator.consent.receipt import file_of_receipt
from generator.consent.refused import RefusedError, cannot_write
from generator.consent.review_copy import copies_of
from generator.content import read, sources
from generator.content.named_files import paths_of
from generator.content.read import Manuscript, PageSource, slug_of
from generator.content.routes import story_path
from generator.content.sources import Sources
from generator.content.validate import PLACEHOLDER_RECORD
from generator.gate import consent_log, tombstones
from generator.gate.consent_log import Event
from generator.gate.intent import Intent
from generator.gate.records import record_of, with_records
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id, hashed_address
from generator.ground.channels import FEED
from generator.store import cache_file
from generator.store.atomic_write import ChangedMeanwhileError, replace, unfinished_of
from generator.words import sentences


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """What a withdrawal will do.

    ``files`` will be removed; ``shared`` are pictures that another text uses, too, and stay; ``addresses`` are where
    the story could be found, ``paths`` the same below the site; ``record`` is None where its file names none.
    ``companions`` are other files with that record, which are withheld from now on. ``words`` are digests of its
    sentences. ``again`` is the day of the withdrawal if this one was done before.
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


def plan_withdrawal(root: Path, story: str) -> WithdrawalPlan:
    """What withdrawing a story means. Raises RefusedError if there is no such story, and none was withdrawn."""
    found = sources.gather(root)
    settings = settings_of(found)
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
    data = next((data for _, data in texts_of((files[path],))), b"") if path in files else b""
    record = consent.record if consent else _record_in(data)
    if record == PLACEHOLDER_RECORD:
        record = None  # it is nobody's
    others = tuple(m.path for m in texts.values() if record is not None and record_of(m) == record)
    own, shared = _pictures(root, found, text, list(texts.values()), settings.language)
    paths = _paths(path, text)
    lines = consent_log.read(log_of(root))[0]
    in_log = any(FEED in line.event.scope for line in lines if record in (line.event.record, line.event.replaces))
    id_ = entry_id(settings.url, moves_of(root).first(path))
    return WithdrawalPlan(
        root=root,
        path=path,
        files=tuple(p for p in (path, *own, *_papers(root, path, record)) if file_of(root, p).is_file()),
        shared=shared,
        addresses=tuple(settings.url + p.removesuffix("index.html") for p in paths),
        paths=tuple(dict.fromkeys((*paths, *(p for other in others for p in _paths(other, texts[other]))))),
        words=text.sentences if text else b"",
        companions=others,
        record=record,
        in_feeds=in_log or bool(consent and FEED in consent.scope),
        id=id_,
        again=next((t.withdrawn_on for t in withdrawn_stories(root).stories if t.id == id_), None),
    )


def what_goes(plan: WithdrawalPlan) -> list[str]:
    """What a withdrawal will remove, in lines to be read before it is done."""
    again = [f"{plan.path} was withdrawn on {plan.again}."] if plan.again else []
    if not plan.files:
        return again
    stays = [f"  (stays, since another text shows it: {path})" for path in plan.shared]
    stays += [f"  (stays, and is withheld, since it has the same record: {path})" for path in plan.companions]
    return [*again, "This will be removed for good:", *(f"  {path}" for path in plan.files), *stays]


def _paths(path: str, text: Manuscript | None) -> tuple[str, ...]:
    """The addresses of a story's page below the site, its own first."""
    header = text.header if text else None
    return (story_path((header and header.slug) or slug_of(path)), *(header.aliases if header else ()))


def withdraw(plan: WithdrawalPlan, today: date) -> None:
    """Do what ``plan`` says. Raises RefusedError if something cannot be written; doing it again goes on from there."""
    root = plan.root
    line = _logged(plan, today, log_of(root)) if plan.record is not None else None
    meant = Intent(what="withdraw", path=plan.path, on=today, line=line[0] if line else "", files=plan.files)
    try:
        begin(root, meant)
        _bury(plan, today)
        for path in plan.files:
            _remove(root, path)
        cache_file.remove(root / cache_file.FOLDER)
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
    return any(f.path == path for f in found.stories) or _gone(root, settings_of(found).url, path) is not None


def go_on(root: Path, meant: Intent) -> None:
    """Do the rest of a withdrawal that was stopped. Raises RefusedError."""
    withdraw(changed(plan_withdrawal(root, meant.path), files=meant.files), meant.on)


def _remove(root: Path, path: str) -> None:
    """Remove a file, what writing it may have left beside it, and where it is a link, what it leads to."""
    file = file_of(root, path)
    for left in unfinished_of(file):
        left.unlink(missing_ok=True)
    target = file.resolve()
    file.unlink(missing_ok=True)
    if target.is_relative_to(root.resolve()):
        target.unlink(missing_ok=True)


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
    last = next((e for e in events if e.record == plan.record), None)
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
    known, moves = {t.id for t in withdrawn_stories(root).stories}, moves_of(root)
    return next((path for path in files_meant(root, story) if entry_id(url, moves.first(path)) in known), None)


def _record_in(data: bytes) -> str | None:
    """The record in a file whose front matter cannot be read, so that the log can tell of its withdrawal."""
    written = re.search(rb"\brecord:\s*['\"]?([A-Za-z0-9._/-]+)", data)
    return written[1].decode() if written else None


def _pictures(
    root: Path, found: Sources, text: Manuscript | None, others: list[Manuscript], language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pictures of a text that no other text uses, and those that another uses, too."""
    if text is None:
        return (), ()
    mine = paths_of(text)
    page_sources = (read.page_source(data, f.path, language).value for f, data in texts_of(found.pages))
    using: list[Manuscript | PageSource] = [*others, *(s for s in page_sources if s)]
    elsewhere = {path for other in using for path in paths_of(other)}
    read_texts = {text.path, *(o.path for o in others)}
    # A file that cannot be read may use a picture, too; its name is looked for as plain bytes.
    unread = [data for f, data in texts_of(found.stories) if f.path not in read_texts]
    elsewhere |= {p for p in mine if any(Path(p).name.encode() in data for data in unread)}
    inside = {p for p in mine if sources.read_inside(root, p, 1) is not None}
    return tuple(sorted(inside - elsewhere)), tuple(sorted(inside & elsewhere))


def _papers(root: Path, path: str, record: str | None) -> list[str]:
    """Review copies and receipts that were kept of a story."""
    receipts = [file_of_receipt(root, record, kind) for kind in ("html", "json")] if record else []
    return sorted(p.relative_to(root).as_posix() for p in (*copies_of(root, path), *receipts))


def what_is_left(plan: WithdrawalPlan) -> list[str]:
    """What withdrawing cannot reach, with what a person can do about it, in lines to be read."""
    files = [p for p in (plan.path, *plan.files) if not p.startswith("consent/")]
    purge = " ".join(f"--path {shlex.quote(p)}" for p in dict.fromkeys(files))
    pages = [f"  {address}" for address in plan.addresses]
    return [
        "The story is out of the site's folder. What remains for you to do:",
        "1. Build, and put the site online as usual, so that the old page goes:",
        "     hearten build",
        "   Build the offline copy anew as well, and ask whoever was handed one to exchange it.",
        "2. If the folder is kept in git, its history still holds the story. Commit and push, then purge it everywhere",
        "   from a fresh clone, with https://github.com/newren/git-filter-repo and these commands:",
        "     git clone THE-ADDRESS fresh && cd fresh",
        f"     git filter-repo --sensitive-data-removal --invert-paths {purge}",
        "     git push --force --mirror origin",
        "   Earlier names of the files are listed by: git log --follow --name-only --format= -- "
        + shlex.quote(plan.path),
        "   Every other copy of the repository has to be cloned anew. A host may keep old commits: ask its support.",
        "3. Ask search engines to forget these addresses:",
        *pages,
        "     Google: https://search.google.com/search-console/remove-outdated-content",
        "     Bing: https://www.bing.com/webmasters/tools/contentremoval",
        "4. Ask web archives; see whether they have it at:",
        *(f"  https://web.archive.org/web/*/{address}" for address in plan.addresses),
        "     and write to info@archive.org if they do.",
        "5. Nobody can call back what others copied, printed, or keep in a feed reader. Tell the storyteller so.",
        "6. Backups of this folder and of the website hold the story until they are overwritten.",
    ]

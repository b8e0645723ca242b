"""What is left in the folder of stories that were withdrawn on another computer.

The log, the list and the end of the story's file come with the files. Review copies and receipts keep themselves out of
git and stay where they were made, and so do drafts and what editors left. Papers go as with a withdrawal here, receipts
with them: the storyteller has theirs, and a title that stays tells who took something back. Papers are known by their
names, since a sentence in one may be another story's as well. All else is a person's, and named. Built folders are not
looked into, since the next build makes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.checking.residue import look
from generator.checking.traces import SENTENCE, Traces
from generator.consent.case import bytes_of, manuscripts
from generator.consent.despite_errors import gathered, settings_told
from generator.consent.guard_files import log_of, readable_moves, withdrawn_stories
from generator.consent.letter import KIND
from generator.consent.papers import papers_of
from generator.consent.receipt import file_of_receipt
from generator.consent.removal import remove
from generator.consent.whereabouts import MOST, passed_over
from generator.content import read
from generator.gate.last_words import last_words
from generator.gate.own_approval import own_approval, sealed
from generator.gate.records import record_of, somebodys, with_records
from generator.gate.tombstones import entry_id
from generator.ground.diagnostics import START, Diagnostic, warning
from generator.ground.places import COMMENTS, COPIES, MARKER, WITHDRAWN
from generator.words import sentences

# The file of a story behind the name of a paper or of what an editor left: `a-gate.S8AR-S54M.html`, `.a-gate.md.swp`.
PAPER = re.compile(rf"(?:{COPIES}|{COMMENTS})/(.+)\.\w{{4}}-\w{{4}}(?:\.\w{{8}})?\.(?:html|json)")
BESIDE = re.compile(r"(stories/(?:.+/)?)\.?([^/]+?\.md)(?!\w)[^/]*")


@dataclass(frozen=True, slots=True)
class LeftHere:
    """What is there of withdrawn stories: ``papers``, which go, and ``others``; ``stories`` are told by names."""

    papers: tuple[str, ...]
    others: tuple[str, ...]
    stories: tuple[str, ...]


def clear(root: Path) -> tuple[Diagnostic, ...]:
    """Remove the papers of withdrawn stories; what is there all the same, in one warning. Raises CannotBuildError."""
    found = left_here(root)
    stay = (path for path in found.papers if remove(root, path) is not None)
    return _told((*stay, *found.others), found.stories)


def told(root: Path) -> tuple[Diagnostic, ...]:
    """What is there of withdrawn stories, in one warning. Raises CannotBuildError."""
    found = left_here(root)
    return _told((*found.papers, *found.others), found.stories)


def left_here(root: Path) -> LeftHere:
    """What is there of withdrawn stories that are not here again. Raises CannotBuildError."""
    log, moves, found = log_of(root), readable_moves(root), gathered(root)
    withdrawn = with_records(withdrawn_stories(root), log)
    if not withdrawn.stories:
        return LeftHere((), (), ())
    settings = settings_told(found)
    texts, known = manuscripts(found, settings), last_words(log, moves)
    approved = [text for text in texts if own_approval(text, sealed(text), known) is not None]
    here = [t for t in texts if t in approved or not any(withdrawn.with_words(t.sentences))]
    pages = (read.page_source(bytes_of(f) or b"", f.path, settings.language).value for f in found.pages)
    salt = withdrawn.salt or ""
    theirs = (t.sentences for t in (*here, *pages) if t is not None)
    common = frozenset[bytes]().union(*(sentences.pieces(sentences.salted(of, salt)) for of in theirs if salt))
    told = frozenset[bytes]().union(*(sentences.pieces(bytes.fromhex(stone.words)) for stone in withdrawn.stories))
    held = _held(root, Traces(salt=salt, sentences=told - common)) - {f.path for f in (*found.stories, *found.pages)}
    ids, files = {stone.id for stone in withdrawn.stories}, {f.path for f in found.stories}
    kept = [p.relative_to(root).as_posix() for at in (COPIES, COMMENTS) for p in (root / at).rglob("*")]
    named = {path for file in (*held, *kept) if (path := _story_of(file))} - files
    gone = sorted(path for path in named if entry_id(settings.url, moves.first(path)) in ids)
    records = {record_of(text) for text in texts}
    over = [t.record for t in withdrawn.stories if t.record and somebodys(t.record) not in records]
    papers = {paper for path in gone for paper in papers_of(root, path, ())}
    papers |= set(_receipts(root, over))
    papers -= {paper for text in here for paper in papers_of(root, text.path, [text.record] if text.record else [])}
    return LeftHere(tuple(sorted(papers)), tuple(sorted(held - papers)), tuple(gone))


def _held(root: Path, traces: Traces) -> set[str]:
    """Files outside of built folders that hold a sentence of these."""
    if not traces.sentences:
        return set()

    def elsewhere(path: str, at: Path) -> bool:
        return passed_over(path, at) or (at / MARKER).is_file()

    return {hit.file for hit in look(root, traces, passed_over=elsewhere, most=MOST).hits if hit.what == SENTENCE}


def _story_of(file: str) -> str | None:
    """The story whose paper a file is by its name, or beside which an editor left it."""
    if paper := PAPER.fullmatch(file):
        return f"stories/{paper[1]}.md"
    beside = BESIDE.fullmatch(file)
    return f"{beside[1]}{beside[2]}" if beside else None


def _receipts(root: Path, records: list[str]) -> Iterator[str]:
    files = (file_of_receipt(root, record, kind) for record in records for kind in ("html", "json", KIND))
    yield from (file.relative_to(root).as_posix() for file in files if file.is_file())


def _told(files: tuple[str, ...], stories: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    if not files:
        return ()
    what = f"what is left of withdrawn stories is still in this folder: {', '.join(files)}"
    again = " and ".join(f"“hearten consent withdraw {path}”" for path in stories)
    hint = (
        f"give {again or '“hearten consent withdraw” with the name of the file that the story had'} here once more, "
        "which removes what is its own and finds the rest; look at what stays, and remove it by hand"
    )
    return (warning("left-here", WITHDRAWN, START, what, hint),)

"""Renaming a story: its file moves, its old address still leads to it, and all that names it names it anew.

The move is written down first (`content.moves`), so that seals, log and feeds know the story under both names from the
first moment on. Then the file, then the files that name it. Whatever stops it, the same command goes on from there; and
for as long as both files are there, only one of them is published, since both ask for the same address.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.consent.alone import alone
from generator.consent.case import file_of, headers, settings_of
from generator.consent.find_story import by_address, by_file, files_meant, nearest, own_path
from generator.consent.guard_files import log_of, moves_of, readable_moves, withdrawn_stories
from generator.consent.mentions import FileEdit, Mentions, bytes_needed, denied_under
from generator.consent.new_name import check_address, check_name, new_path, path_of
from generator.consent.papers import papers_under
from generator.consent.refused import RefusedError, cannot_write
from generator.consent.review_copy import hide
from generator.content import moves as moves_file
from generator.content import read, sources
from generator.content.moves import Moves, StoryMove
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.content.sources import SourceFile, Sources
from generator.gate.last_words import last_words
from generator.gate.own_approval import beside_stone, sealed
from generator.gate.records import is_its_own as is_of_text
from generator.gate.records import stone_of
from generator.gate.tombstones import entry_id
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError, unfinished_of
from generator.store.guards import guard


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """What a renaming will do, in this order.

    ``first`` are files that protect people or tell of the move; ``story`` is the file under its new name, or None where
    it is there already; ``others`` name the story, ``last`` drops what the old name needed. ``left`` are sealed texts
    whose links cannot be mended without breaking an older seal. ``done`` says that the move is not under way any more.
    ``begun``: an earlier renaming was stopped.
    """

    root: Path
    move: StoryMove
    begun: bool
    first: tuple[FileEdit, ...]
    story: FileEdit | None
    others: tuple[FileEdit, ...]
    last: tuple[FileEdit, ...]
    done: FileEdit | None
    copies: tuple[tuple[Path, Path], ...]
    left: tuple[str, ...]


def plan_rename(root: Path, story: str, name: str) -> RenamePlan:
    """What it takes to give a story's file another name. Raises RefusedError where it cannot be done."""
    found = sources.gather(root)
    settings, moves = settings_of(found), moves_of(root)
    files = {f.path: f for f in found.stories}
    last = moves.moves[-1] if moves.moves else None
    begun = last is not None and last.old in files_meant(root, story) and path_of(name, last.old) == last.new
    old = last.old if last and begun else _meant(root, story, found, settings)
    new = new_path(name, old)
    there = files.get(old) or files.get(new)
    if there is None:
        raise RefusedError(f"{old} became {new}, and neither is there any more.")
    text = _readable(there, settings)
    if begun:
        move, before, after = moves.moves[-1], replace(moves, moves=moves.moves[:-1]), moves
    else:
        _check_story(root, text, settings, moves)
        check_name(root, old, new, found)
        pages = own_path(old, text.header), own_path(new, text.header)
        check_address(pages, old, headers(found, settings), settings, withdrawn_stories(root))
        same = pages[0] == pages[1]
        move = StoryMove(old=old, new=new, old_page=None if same else pages[0], new_page=None if same else pages[1])
        before, after = moves, replace(moves, moves=(*moves.moves, move))
    mended = Mentions(root, settings, move, before, after)
    moved = mended.story(text, bytes_needed(there)) if old in files else None
    if moved is not None and new in files and bytes_needed(files[new]) != moved.after:
        raise RefusedError(f"{new} is there already. Name another file, or move that one away first.")
    others, left = mended.others([f for f in (*found.stories, *found.pages) if f.path not in (old, new)])
    in_site = mended.site(found.settings)
    denied, final = denied_under(root, old, new)
    written = guard(root, moves_file.PATH)
    under_way = moves_file.written(replace(after, under_way=True))
    record = () if begun else (FileEdit(moves_file.PATH, written, under_way),)
    at_end = written if begun and moves.under_way else under_way
    done = FileEdit(moves_file.PATH, at_end, moves_file.written(replace(after, under_way=False)))
    return RenamePlan(
        root=root,
        move=move,
        begun=begun,
        first=(*record, *denied),
        story=moved,
        others=(*others, *((in_site,) if in_site else ())),
        last=final,
        done=done if moves.under_way or not begun else None,
        copies=tuple(papers_under(root, old, new)),
        left=left,
    )


def what_changes(plan: RenamePlan) -> tuple[str, ...]:
    """What a renaming does, in lines to be read."""
    move = plan.move
    lines = [f"{move.old} becomes {move.new}."]
    if move.old_page and move.new_page:
        address, former = (f"/{page.removesuffix('index.html')}" for page in (move.new_page, move.old_page))
        lines.append(f"Its address becomes {address}; {former} leads there.")
    lines += [f"  {edit.path}: names it anew" for edit in (*plan.others, *plan.last)]
    why = "mending its link would break its seal, which is of an older form; the words stay, without a link"
    lines += [f"  {path} stays as it is: {why}" for path in plan.left]
    return tuple(lines)


def is_nothing(plan: RenamePlan) -> bool:
    """Whether all of it was done before."""
    return not (plan.first or plan.story or plan.others or plan.last or plan.copies or plan.done)


def rename(plan: RenamePlan) -> None:
    """Do what a plan says. Raises RefusedError where a file cannot be written; doing it again goes on from there."""
    with alone(plan.root):
        _rename(plan)


def _rename(plan: RenamePlan) -> None:
    root = plan.root
    try:
        for edit in plan.first:
            _write(root, edit)
        if plan.story is not None:
            old = file_of(root, plan.move.old)
            if not (root / plan.story.path).exists():
                _write(root, replace(plan.story, before=None))
            if old.read_bytes() != plan.story.before:
                raise ChangedMeanwhileError(plan.move.old)
            old.unlink()
        for copy, place in plan.copies:
            place.parent.mkdir(parents=True, exist_ok=True)
            hide(place.parent)
            copy.replace(place)
        for edit in (*plan.others, *plan.last, *((plan.done,) if plan.done else ())):
            _write(root, edit)
    except ChangedMeanwhileError as e:
        raise RefusedError(f"{e} was changed by somebody else just now. Look at it, and do the same once more.") from e
    except OSError as e:
        raise RefusedError(f"{cannot_write(e)}. Check that you may do that, and do the same once more.") from e


def under_way(root: Path) -> StoryMove | None:
    """The move that was stopped. Raises CannotBuildError where the file with moves has errors."""
    moves = moves_of(root)
    return moves.moves[-1] if moves.under_way and moves.moves else None


def half_done(move: StoryMove) -> str:
    """What was stopped, in words, with the command that does it."""
    return f"“hearten rename {move.old} {move.new}” had been left half done"


def go_on(root: Path, move: StoryMove) -> None:
    """Do the rest of a move that was stopped, by who holds the site's lock.

    Raises RefusedError and CannotBuildError where that cannot be done.
    """
    plan = plan_rename(root, move.old, move.new)
    for path in dict.fromkeys((move.new, *(edit.path for edit in (*plan.others, *plan.last)))):
        for left in unfinished_of(file_of(root, path)):
            left.unlink(missing_ok=True)
    _rename(plan)


def forget_names(root: Path, story: str) -> None:
    """Hide the names that a withdrawn story had before. Raises OSError and ChangedMeanwhileError."""
    now = readable_moves(root)
    hidden = now.without(story, secrets.token_hex(16))
    if hidden != now:
        path = root / moves_file.PATH
        atomic_write.replace(path, path.read_bytes(), moves_file.written(hidden))


def _write(root: Path, edit: FileEdit) -> None:
    atomic_write.replace(file_of(root, edit.path), edit.before, edit.after)


def _meant(root: Path, story: str, found: Sources, settings: Settings) -> str:
    """The file that is to be renamed."""
    files = {f.path for f in found.stories}
    if not {f.path for f in found.pages}.isdisjoint(files_meant(root, story)):
        raise RefusedError("This renames stories. Rename a page's file, and what names it in site.yaml, by hand.")
    meant = by_file(root, story, files) or by_address(story, headers(found, settings))
    if meant is None:
        raise RefusedError(f"There is no story {story} here; {nearest(story, files)}")
    return meant


def _readable(file: SourceFile, settings: Settings) -> Manuscript:
    checked = read.manuscript(bytes_needed(file), file.path, settings.language)
    if checked.value is None or checked.value.header is None:
        wrong = "; ".join(f"{d.place}: {d.message}; {d.hint}" for d in checked.errors)
        raise RefusedError(
            f"{file.path} has errors, so that nobody can say what its address is. Mend them first. {wrong}."
        )
    return checked.value


def _check_story(root: Path, text: Manuscript, settings: Settings, moves: Moves) -> None:
    consent = text.header.consent if text.header else None
    known, withdrawn = last_words(log_of(root), moves), withdrawn_stories(root)
    beside = partial(beside_stone, text=text, seal=sealed(text), known=known, withdrawn=withdrawn)
    stone = stone_of(text, settings, withdrawn, moves, beside)
    said = known.about(consent.record, text.path) if consent else None
    is_its_own = stone is not None and is_of_text(stone, text, withdrawn)
    if is_its_own or (consent and consent.status == "withdrawn") or (said and said.event.what == "withdraw"):
        raise RefusedError(
            f"{text.path} was withdrawn, and stays withheld under any name. “hearten consent withdraw {text.path}” "
            "removes what is left of it."
        )
    place = entry_id(settings.url, moves.first(text.path))
    if any(one.id == place for one in withdrawn.stories):
        raise RefusedError(
            f"A story was withdrawn from {text.path}, and this is another one. Give this file another name by hand, "
            "since a renaming keeps what feeds know it by, and it would stay withheld."
        )

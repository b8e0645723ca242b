"""Renaming a story: its file moves, its old address still leads to it, and all that names it names it anew.

The move is written down first (`content.moves`), so that seals, log and feeds know the story under both names from the
first moment on. Then the file, then the files that name it. Whatever stops it, the same command goes on from there; and
for as long as both files are there, only one of them is published, since both ask for the same address.
"""

from __future__ import annotations

import posixpath
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from generator.authoring.front_matter_edit import CannotEditError, with_aliases, with_consent
from generator.authoring.link_edit import targets_of, with_targets
from generator.consent.alone import alone
from generator.consent.case import bytes_of, file_of, headers, settings_of
from generator.consent.find_story import Headers, by_address, by_file, files_meant, nearest, own_path, text_at
from generator.consent.guard_files import log_of, moves_of, readable_moves, withdrawn_stories
from generator.consent.refused import RefusedError, cannot_write
from generator.consent.review_copy import copies_under, hide
from generator.content import moves as moves_file
from generator.content import read, sources
from generator.content.front_matter import StoryHeader
from generator.content.links import SitePlace, place_of, repointed
from generator.content.moves import Moves, StoryMove
from generator.content.named_files import digests
from generator.content.read import Manuscript, spelled
from generator.content.routes import is_reserved, list_paths
from generator.content.settings import Settings
from generator.content.sources import SourceFile, Sources
from generator.gate import deny_list
from generator.gate.evidence import seal_today
from generator.gate.records import last_words, stone_of
from generator.gate.tombstones import Withdrawn
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError
from generator.store.guards import guard

FOLDER, ENDING = "stories/", sources.TEXTS


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file as it is and as it will be; ``before`` is None where there is none yet."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """What a renaming will do, in this order.

    ``first`` are files that protect people or tell of the move; ``story`` is the file under its new name, or None where
    it is there already; ``others`` name the story, ``last`` drops what the old name needed. ``left`` are sealed texts
    whose links cannot be mended without breaking an older seal. ``begun``: an earlier renaming was stopped.
    """

    root: Path
    move: StoryMove
    begun: bool
    first: tuple[FileEdit, ...]
    story: FileEdit | None
    others: tuple[FileEdit, ...]
    last: tuple[FileEdit, ...]
    copies: tuple[tuple[Path, Path], ...]
    left: tuple[str, ...]


def plan_rename(root: Path, story: str, name: str) -> RenamePlan:
    """What it takes to give a story's file another name. Raises RefusedError where it cannot be done."""
    found = sources.gather(root)
    settings, moves = settings_of(found), moves_of(root)
    files = {f.path: f for f in found.stories}
    last = moves.moves[-1] if moves.moves else None
    begun = last is not None and last.old in files_meant(root, story) and _path(name, last.old) == last.new
    old = last.old if last and begun else _meant(root, story, found, settings)
    new = _new_path(name, old)
    there = files.get(old) or files.get(new)
    if there is None:
        raise RefusedError(f"{old} became {new}, and neither is there any more.")
    text = _readable(there, settings)
    if begun:
        move, before, after = moves.moves[-1], replace(moves, moves=moves.moves[:-1]), moves
    else:
        _check_story(root, text, settings, moves)
        _check_name(root, old, new, found)
        pages = own_path(old, text.header), own_path(new, text.header)
        _check_address(pages, old, headers(found, settings), settings, withdrawn_stories(root))
        same = pages[0] == pages[1]
        move = StoryMove(old=old, new=new, old_page=None if same else pages[0], new_page=None if same else pages[1])
        before, after = moves, replace(moves, moves=(*moves.moves, move))
    mended = _Mended(root, settings, move, before, after)
    moved = mended.story(text, _bytes_of(there)) if old in files else None
    if moved is not None and new in files and _bytes_of(files[new]) != moved.after:
        raise RefusedError(f"{new} is there already. Name another file, or move that one away first.")
    others, left = mended.others([f for f in (*found.stories, *found.pages) if f.path not in (old, new)])
    denied, final = _denied(root, old, new)
    record = () if begun else (FileEdit(moves_file.PATH, guard(root, moves_file.PATH), moves_file.written(after)),)
    return RenamePlan(
        root=root,
        move=move,
        begun=begun,
        first=(*record, *denied),
        story=moved,
        others=others,
        last=final,
        copies=tuple(copies_under(root, old, new)),
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
    return not (plan.first or plan.story or plan.others or plan.last or plan.copies)


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
        for edit in (*plan.others, *plan.last):
            _write(root, edit)
    except ChangedMeanwhileError as e:
        raise RefusedError(f"{e} was changed by somebody else just now. Look at it, and do the same once more.") from e
    except OSError as e:
        raise RefusedError(f"{cannot_write(e)}. Check that you may do that, and do the same once more.") from e


def forget_names(root: Path, story: str) -> None:
    """Hide the names that a withdrawn story had before. Raises OSError and ChangedMeanwhileError."""
    now = readable_moves(root)
    hidden = now.without(story, secrets.token_hex(16))
    if hidden != now:
        path = root / moves_file.PATH
        atomic_write.replace(path, path.read_bytes(), moves_file.written(hidden))


def _write(root: Path, edit: FileEdit) -> None:
    atomic_write.replace(file_of(root, edit.path), edit.before, edit.after)


# What is meant, and whether it may be


def _meant(root: Path, story: str, found: Sources, settings: Settings) -> str:
    """The file that is to be renamed."""
    files = {f.path for f in found.stories}
    if not {f.path for f in found.pages}.isdisjoint(files_meant(root, story)):
        raise RefusedError("This renames stories. Rename a page's file, and what names it in site.yaml, by hand.")
    meant = by_file(root, story, files) or by_address(story, headers(found, settings))
    if meant is None:
        raise RefusedError(f"There is no story {story} here; {nearest(story, files)}")
    return meant


def _path(name: str, old: str) -> str:
    """The file that a name means: in the story's folder, unless it names one."""
    written = unicodedata.normalize("NFC", name.strip().replace("\\", "/"))
    path = posixpath.normpath(written if "/" in written else f"{posixpath.dirname(old)}/{written}")
    return path if path.lower().endswith(ENDING) else path + ENDING


def _new_path(name: str, old: str) -> str:
    path = _path(name, old)
    if not path.startswith(FOLDER):
        raise RefusedError(
            f"{path} is outside {FOLDER}, where stories are. Name a file there, such as {FOLDER}a-gate.md."
        )
    if any(part[:1] in ("", ".", "_") for part in path.split("/")) or not path.isprintable() or not spelled(path):
        raise RefusedError(
            f"{path} is not a name that is read. Begin it with a letter or digit, such as {FOLDER}a-gate.md."
        )
    if path == old:
        raise RefusedError(f"{old} has this name already; nothing was changed.")
    return path


def _bytes_of(file: SourceFile) -> bytes:
    """What is in a file. Raises RefusedError: where nobody can read it, nobody knows whether it names the story."""
    data = bytes_of(file)
    if data is None:
        raise RefusedError(f"{file.path} cannot be read. Check that you may, and do the same once more.")
    return data


def _readable(file: SourceFile, settings: Settings) -> Manuscript:
    checked = read.manuscript(_bytes_of(file), file.path, settings.language)
    if checked.value is None or checked.value.header is None:
        wrong = "; ".join(f"{d.place}: {d.message}; {d.hint}" for d in checked.errors)
        raise RefusedError(
            f"{file.path} has errors, so that nobody can say what its address is. Mend them first. {wrong}."
        )
    return checked.value


def _check_story(root: Path, text: Manuscript, settings: Settings, moves: Moves) -> None:
    consent = text.header.consent if text.header else None
    stone = stone_of(text, settings, withdrawn_stories(root), moves)
    said = last_words(log_of(root), moves).about(consent.record, text.path) if consent else None
    if stone or (consent and consent.status == "withdrawn") or (said and said.event.what == "withdraw"):
        raise RefusedError(
            f"{text.path} was withdrawn, and stays withheld under any name. “hearten consent withdraw {text.path}” "
            "removes what is left of it."
        )


def _check_name(root: Path, old: str, new: str, found: Sources) -> None:
    if old.casefold() == new.casefold():
        raise RefusedError(
            f"{old} and {new} are one file on many disks. Give it a name that differs in more than case."
        )
    alike = next((f.path for f in found.stories if f.path.casefold() == new.casefold()), None)
    if alike or (root / new).exists() or (root / new).is_symlink():
        raise RefusedError(f"{alike or new} is there already. Name another file, or move that one away first.")


def _check_address(pages: tuple[str, str], old: str, known: Headers, settings: Settings, withdrawn: Withdrawn) -> None:
    before, after = pages
    if before == after:
        return
    owner = text_at(after, {path: header for path, header in known.items() if path != old})
    if owner is None and (is_reserved(after) or after in list_paths(settings)):
        owner = "the generator"
    if owner is None and withdrawn.had(after):
        owner = "a story that was withdrawn, and is never given to another text"
    if owner is not None:
        address = f"/{after.removesuffix('index.html')}"
        raise RefusedError(f"The address {address}, which that name gives, belongs to {owner}. Name another file.")


# What is written anew


@dataclass(frozen=True, slots=True)
class _Mended:
    """Makes files name a story anew; ``before`` and ``after`` are the moves without this one, and with it."""

    root: Path
    settings: Settings
    move: StoryMove
    before: Moves
    after: Moves

    def story(self, text: Manuscript, data: bytes) -> FileEdit:
        """The story's own file. Raises RefusedError where it cannot be changed without breaking its seal."""
        move, header = self.move, text.header
        made = self._linked(data, move.old, move.new)
        made = self._pictured(made, text)
        try:
            made = self._named(made, header)
            if move.old_page and move.new_page:
                former = f"/{move.old_page.removesuffix('index.html')}"
                made = with_aliases(made, [former], _aliases_at(text, move.new_page))
        except CannotEditError as e:
            raise RefusedError(f"{move.old} was not renamed: {e}. Write it in the usual way first.") from e
        if not self._keeps_seal(data, move.old, made, move.new):
            raise RefusedError(
                f"{move.old} was not renamed: its links would have to be written in another way in that folder, and "
                "that would break its seal. Keep it in its folder, or have it approved anew."
            )
        return FileEdit(move.new, data, made)

    def others(self, files: list[SourceFile]) -> tuple[tuple[FileEdit, ...], tuple[str, ...]]:
        """Every other file that names the story, and those whose links have to stay as they are."""
        edits, left = [], []
        for file in files:
            data = _bytes_of(file)
            header = self._header(data, file.path)
            try:
                named = self._named(data, header)
            except CannotEditError as e:
                wrong = f"{file.path} names {self.move.old} in its “texts”, and cannot be changed: {e}"
                raise RefusedError(f"{wrong}. Write it in the usual way.") from e
            made = self._linked(named, file.path, file.path)
            if made != named and not self._keeps_seal(data, file.path, made, file.path):
                left.append(file.path)
                made = named
            if made != data:
                edits.append(FileEdit(file.path, data, made))
        return tuple(edits), tuple(left)

    def _header(self, data: bytes, path: str) -> StoryHeader | None:
        if not path.startswith(FOLDER) or self.move.old.encode() not in data:
            return None
        text = read.manuscript(data, path, self.settings.language).value
        return text.header if text else None

    def _named(self, data: bytes, header: StoryHeader | None) -> bytes:
        """With the new name among the files that one consent covers."""
        texts = header.consent.texts if header and header.consent else ()
        if self.move.old not in texts:
            return data
        return with_consent(data, {"texts": tuple(self.move.new if t == self.move.old else t for t in texts)})

    def _linked(self, data: bytes, source: str, new_source: str) -> bytes:
        """With links and pictures that lead where they led."""
        try:
            targets = targets_of(data)
        except UnicodeDecodeError:
            return data
        changes = {target: self._target(target, source, new_source) for target in targets}
        changes = {target: other for target, other in changes.items() if target != other}
        return with_targets(data, changes) if changes else data

    def _target(self, target: str, source: str, new_source: str) -> str:
        place = place_of(target, source, self.settings.url)
        if place is None or (place.file is None and place.page is None):
            return target
        now = {self.move.old: self.move.new, self.move.old_page or "": self.move.new_page or ""}
        name = place.page or place.file or ""
        return repointed(target, place, now.get(name, name), source, new_source)

    def _pictured(self, data: bytes, text: Manuscript) -> bytes:
        """With the picture above the story named from its new folder."""
        image = text.header.image if text.header else None
        if image is None:
            return data
        move = self.move
        place = place_of(image.src, move.old, "") or SitePlace()
        src = repointed(image.src, place, place.file or "", move.old, move.new)
        if src == image.src:
            return data
        span = text.front.value_span(("image", "src"))
        lines = data.split(b"\n")
        row = lines[span.line - 1].decode()
        at = row.find(image.src, span.column - 1)
        if at < 0:
            raise RefusedError(
                f"{move.old}:{span.line}: the picture's name cannot be changed here. Write it in one line."
            )
        lines[span.line - 1] = (row[:at] + src + row[at + len(image.src) :]).encode()
        return b"\n".join(lines)

    def _keeps_seal(self, data: bytes, path: str, made: bytes, new_path: str) -> bool:
        """Whether a text whose seal holds still has it with other bytes, under the moves with this one."""
        was, approved = self._seal(data, path, self.before)
        now, _ = self._seal(made, new_path, self.after)
        return approved is None or was != approved or now == approved

    def _seal(self, data: bytes, path: str, moves: Moves) -> tuple[object, object]:
        text = read.manuscript(data, path, self.settings.language).value if path.startswith(FOLDER) else None
        if text is None or text.header is None or text.header.consent is None:
            return None, None
        approved = text.header.consent.seal
        sealed = seal_today(text, data, digests(self.root, text), self.settings, moves)
        return sealed, approved


def _aliases_at(text: Manuscript, page: str) -> list[str]:
    """The aliases of a story, as they are written, that are of a page."""
    written = text.front.value.get("aliases") if isinstance(text.front.value, dict) else None
    paths = text.header.aliases if text.header else ()
    rows = written if isinstance(written, list) else []
    return [str(row) for row, path in zip(rows, paths, strict=True) if path == page]


def _denied(root: Path, old: str, new: str) -> tuple[tuple[FileEdit, ...], tuple[FileEdit, ...]]:
    """The deny list with what is tied to the story under both names, and then under the new one alone."""
    data = guard(root, deny_list.PATH)
    rows = (data or b"").decode("utf-8-sig").splitlines(keepends=True)
    if data is None or not any(_is_tied(row, old) for row in rows):
        return (), ()
    both, alone = [], []
    for row in rows:
        new_row = row.replace(old, new, 1).rstrip("\r\n") + "\n"
        is_new = _is_tied(row, old) and new_row not in rows
        both += [f"{row.rstrip()}\n", new_row] if is_new else [row]
        alone += [new_row] if is_new else [] if _is_tied(row, old) else [row]
    under_both = "".join(both).encode()
    first = (FileEdit(deny_list.PATH, data, under_both),) if under_both != data else ()
    return first, (FileEdit(deny_list.PATH, under_both, "".join(alone).encode()),)


def _is_tied(row: str, path: str) -> bool:
    one = deny_list.TIED.fullmatch(row.strip())
    return one is not None and unicodedata.normalize("NFC", one[1]) == path

"""What names a story by its file, and how it names it anew when the story is renamed.

Links and pictures do, the “texts” of a consent, shelves and the front page, and rows of the deny list. A seal that
holds goes on to hold: where a changed link would break it, the link stays as it is.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from generator.authoring import site_edit
from generator.authoring.front_matter_edit import CannotEditError, with_aliases, with_consent
from generator.authoring.link_edit import targets_of, with_targets
from generator.consent.case import bytes_of
from generator.consent.new_name import FOLDER
from generator.consent.refused import RefusedError
from generator.content import read
from generator.content.front_matter import StoryHeader
from generator.content.links import SitePlace, place_of, repointed
from generator.content.moves import Moves, StoryMove
from generator.content.named_files import digests, written_names
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.content.shelf_checks import named_stories
from generator.content.sources import SITE_FILE, SourceFile
from generator.content.strict_yaml import Loc
from generator.gate import deny_list
from generator.gate.evidence import seal_today
from generator.gate.retellings import original_of
from generator.store.guards import guard


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file as it is and as it will be; ``before`` is None where there is none yet."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class Mentions:
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
        made = self._filed(made, text, move.old, move.new)
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
            data = bytes_needed(file)
            header = self._header(data, file.path)
            try:
                named = self._named(data, header)
            except CannotEditError as e:
                wrong = f"{file.path} names {self.move.old} in its “texts”, and cannot be changed: {e}"
                raise RefusedError(f"{wrong}. Write it in the usual way.") from e
            made = self._linked(self._retold(named, file.path), file.path, file.path)
            if made != named and not self._keeps_seal(data, file.path, made, file.path):
                left.append(file.path)
                made = self._retold(named, file.path)
            if made != data:
                edits.append(FileEdit(file.path, data, made))
        return tuple(edits), tuple(left)

    def site(self, data: bytes) -> FileEdit | None:
        """site.yaml with the new name on shelves and the front page; None where it names the story nowhere."""
        if all(file != self.move.old for _, file in named_stories(self.settings)):
            return None
        try:
            made = site_edit.changed(data, self._on_shelves)
        except (CannotEditError, UnicodeDecodeError) as e:
            wrong = f"{SITE_FILE} names {self.move.old} on a shelf or the front page, and cannot be changed: {e}"
            raise RefusedError(f"{wrong}. Write it in the usual way.") from e
        return FileEdit(SITE_FILE, data, made)

    def _on_shelves(self, text: str) -> str:
        for loc, file in named_stories(self.settings):
            if file == self.move.old:
                text = self._renamed(text, loc)
        return text

    def _renamed(self, text: str, loc: Loc) -> str:
        """The text with the new name at a place, with its folder if the old one has it."""
        *above, last = loc
        around = site_edit.value_at(site_edit.values_of(text), tuple(above))
        written = site_edit.value_at(around, (last,))
        folder = FOLDER if FOLDER in str(written).replace("\\", "/") else ""
        name = f"{folder}{self.move.new.removeprefix(FOLDER)}"
        if isinstance(last, str):
            return site_edit.with_value(text, loc, name)
        row = cast("list[str]", around)
        return site_edit.with_value(text, tuple(above), tuple(name if n == last else one for n, one in enumerate(row)))

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

    def _retold(self, data: bytes, path: str) -> bytes:
        """With the new name where a translation or an Easy Read text names its original; its seal stays whole."""
        if not path.startswith(FOLDER) or self.move.old.rpartition("/")[2].encode() not in data:
            return data
        text = read.manuscript(data, path, self.settings.language).value
        if text is None or original_of(text) != self.move.old:
            return data
        return self._filed(data, text, path, path)

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

    def _filed(self, data: bytes, text: Manuscript, source: str, new_source: str) -> bytes:
        """With the files that its front matter names, such as a picture or a recording, named from the new folder."""
        move, lines = self.move, data.split(b"\n")
        # From the end of each line, so that what is found there still stands where it stood.
        for name, span in sorted(written_names(text), key=lambda found: (-found[1].line, -found[1].column)):
            place = place_of(name, source, "") or SitePlace()
            now = move.new if place.file == move.old else place.file or ""
            renamed = repointed(name, place, now, source, new_source)
            if renamed == name:
                continue
            row = lines[span.line - 1].decode()
            at = row.find(name, span.column - 1)
            if at < 0:
                raise RefusedError(f"{source}:{span.line}: a file's name cannot be changed here. Write it in one line.")
            lines[span.line - 1] = (row[:at] + renamed + row[at + len(name) :]).encode()
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


def denied_under(root: Path, old: str, new: str) -> tuple[tuple[FileEdit, ...], tuple[FileEdit, ...]]:
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


def bytes_needed(file: SourceFile) -> bytes:
    """What is in a file. Raises RefusedError: where nobody can read it, nobody knows whether it names the story."""
    data = bytes_of(file)
    if data is None:
        raise RefusedError(f"{file.path} cannot be read. Check that you may, and do the same once more.")
    return data

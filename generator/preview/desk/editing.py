"""Writing at the desk: a text's fields and words are changed by a form, and nothing that somebody wrote is lost.

A form says which version of the file it was filled with. If the file is another one by then, both are put side by side.
What is not saved yet is kept in this program's memory alone, and goes with the file that it is of.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from urllib.parse import quote

from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.kept_edit import keeping
from generator.authoring.mended_files import is_text
from generator.authoring.scaffold import InTheWayError, new_page, new_story
from generator.consent.alone import alone
from generator.consent.despite_errors import was_withdrawn_here
from generator.consent.refused import RefusedError
from generator.consent.settling import settle
from generator.content import sources
from generator.content.field_labels import LABELS
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError
from generator.media.photo import Photo
from generator.preview.desk import new_recordings
from generator.preview.desk.approved_change import ApprovedChange, approved_change
from generator.preview.desk.conflict import Conflict, Version, put_together
from generator.preview.desk.consent_forms import Complaint, Values
from generator.preview.desk.edit_fields import Filled, emptied, filled_in, given, header_of, unclear
from generator.preview.desk.form_actions import CHANGED, OTHER_PAGE, FormActions
from generator.preview.desk.history import is_in_git
from generator.preview.desk.new_pictures import (
    ABOVE,
    FIELD,
    NOT_PUT_IN,
    SAVE_FIRST,
    NewPicture,
    WaitingPictures,
    bare,
    chosen,
    is_begun,
)
from generator.preview.desk.new_recordings import SentFile, WaitingFiles
from generator.preview.desk.open_text import OpenText, opened, written
from generator.preview.site.live import LiveSite
from generator.store import atomic_write, versions
from generator.store.atomic_write import ChangedMeanwhileError
from generator.store.uploads import Upload

EDIT, NEW, LOOK, UNSAVED = "/_desk/edit/", "/_desk/new", "/_desk/look/", "/_desk/unsaved/"
KEEP = "/_desk/keep/"
PAGES, NEW_PAGE, NEW_FRONT = "/_desk/pages", "/_desk/new-page", "/_desk/new-front"
PICTURE, RECORDED, SHOWN = "/_desk/picture/", "/_desk/recording/", "/_desk/picture-above/"
MOST_KEPT = 20  # versions that forms were filled with, and texts that are not saved
NO_PLACE_FOR_FILE = "The recording's fields are written in a way that cannot be changed here, only in a text editor."
NO_PLACE = "The fields above this text are written so that no picture can be put there. Put it into the text."
GONE = "{path} is not there any more: it was withdrawn, renamed or deleted. Nothing was written."
TOO_LONG = f"A text may have {limits.TEXT:,} bytes at most. Nothing was written; make two texts of it."
APPROVED_SINCE = "These words are approved as they are now. Change them in the text, so that you see what changes."
TWO_WORDS = (
    "Write a language and a file on each line of the captions, such as en: media/kettle.en.vtt; each language once."
)
NO_REASON = "Say in a few words why it stays, such as: She calls herself so."
NO_TITLE = "Write a title; it can be changed later."

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A form that wrote nothing yet: what is in it now, and why: complaints, a conflict, or an approval to be seen."""

    values: Values
    shown: str
    complaints: tuple[Complaint, ...] = ()
    conflict: Conflict | None = None
    approval: ApprovedChange | None = None
    base: str = ""
    status: int = 422


class Editor:
    """Changes texts as the forms of one preview ask for, and remembers what they were filled with."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self._bases: dict[tuple[str, str], bytes] = {}
        self._unsaved: dict[str, tuple[str, Values, bytes]] = {}
        # What saves replaced, and what they wrote, by the story's path.
        self._saves: dict[str, list[tuple[bytes, bytes]]] = {}
        self.waiting = WaitingPictures(live.root)
        self.files = WaitingFiles(live.root)
        self._keeping = threading.Lock()

    def data(self, path: str) -> bytes | None:
        """A text's file as it is; None where there is none, or it is no text that can be shown."""
        if not is_text(path):
            return None
        data = sources.read_inside(self.live.root, path, limits.TEXT)
        if data is None:
            self.forget_gone()
            return None
        try:
            data.decode()
        except UnicodeDecodeError:
            return None
        return None if len(data) > limits.TEXT else data

    def open(self, path: str) -> OpenText | None:
        """A text as a form shows it; None where there is none."""
        data = self.data(path)
        if data is None:
            return None
        found = opened(data, path)
        with self._keeping:
            _keep(self._bases, (path, found.digest), data)
        return found

    def unsaved(self, path: str) -> dict[str, Values]:
        """What was written for a story and is not saved, the newest first, by the key of the form."""
        now = self.data(path)
        with self._keeping:
            kept = [(key, values) for key, (of, values, data) in self._unsaved.items() if of == path and data != now]
        return dict(reversed(kept)) if now is not None else {}

    def all_unsaved(self) -> dict[str, str]:
        """What is written for any story and not saved: the story's path, by the key of the form."""
        with self._keeping:
            kept = [(key, path, data) for key, (path, _, data) in self._unsaved.items()]
        return {key: path for key, path, data in kept if (now := self.data(path)) is not None and now != data}

    def unsaved_data(self, key: str) -> tuple[str, bytes] | None:
        """The story of a text that is not saved, and what its file would be; None if it is not known any more."""
        path, _, data = self._unsaved.get(key, ("", {}, b""))
        return None if not path or self.data(path) is None else (path, data)

    def can_take_back(self, path: str) -> bool:
        """Whether a story's file is as the last save of this preview left it."""
        saves = self._saves.get(path, [])
        return bool(saves) and saves[-1][1] == self.data(path)

    def forget_gone(self) -> None:
        """Forget all words of files that are not there any more: what was withdrawn is in no memory either."""
        with self._keeping:
            paths = {path for path, _ in self._bases} | {path for path, *_ in self._unsaved.values()}
            for path in paths | {*self._saves, *self.waiting.texts(), *self.files.texts()}:
                if sources.read_inside(self.live.root, path, 0) is None:
                    self._bases = {key: data for key, data in self._bases.items() if key[0] != path}
                    self._unsaved = {key: kept for key, kept in self._unsaved.items() if kept[0] != path}
                    self._saves.pop(path, None)
                    self.waiting.forget(path)
                    self.files.forget(path)

    def choose(self, path: str, sent: Values, data: bytes | None) -> NewPicture | tuple[Complaint, ...]:
        """Take a picture for a text, to be written when it is saved with it; or what is to be mended before."""
        if not self.clerk.own(sent):
            return (Complaint(OTHER_PAGE),)
        text = self.open(path)
        if text is None:
            return (Complaint(GONE.format(path=path)),)
        made = chosen(path, data, sent)
        if isinstance(made, tuple):
            return made
        if made.fields and not {(*name.split("."),) for name in made.fields} <= text.version.fields.keys():
            return (Complaint(NO_PLACE, ABOVE),)
        return made if self.waiting.add(path, made.path, made.photo) else (Complaint(SAVE_FIRST, FIELD),)

    def take(self, path: str, sent: Values, file: Upload | bytes | None) -> SentFile | tuple[Complaint, ...]:
        """Take a file for a text's recording, the same; what is not kept is removed.

        Raises CannotBuildError where there is no site.
        """
        taken = self._taken(path, sent, file)
        if isinstance(file, Upload) and (isinstance(taken, tuple) or taken.place is None):
            file.remove()
        return taken

    def _taken(self, path: str, sent: Values, file: Upload | bytes | None) -> SentFile | tuple[Complaint, ...]:
        planned, text = self.live.planned, self.open(path)
        if planned is None:
            raise CannotBuildError(*self.live.stopped)
        if not self.clerk.own(sent):
            return (Complaint(OTHER_PAGE),)
        if text is None:
            return (Complaint(GONE.format(path=path)),)
        language = planned.site.settings.language
        try:
            made = new_recordings.chosen(self.live.root, path, file, sent, language, self.files.of(path))
        except OSError as e:
            return (Complaint(f"This file could not be read ({e.strerror}). Try once more.", new_recordings.FIELD),)
        if isinstance(made, tuple):
            return made
        if not {(*name.split("."),) for name in made.fields} <= text.version.fields.keys():
            return (Complaint(NO_PLACE_FOR_FILE, new_recordings.FIELD),)
        if made.place is not None and isinstance(file, Upload):
            is_kept = self.files.add(path, made.path, file, made.place)
        else:
            is_kept = made.photo is not None and self.waiting.add(path, made.path, made.photo)
        return made if is_kept else (Complaint(new_recordings.SAVE_FIRST, new_recordings.FIELD),)

    def bare(self, path: str, src: str) -> Photo | None:
        """A picture as a text names it, with nothing covered up, for who points at it; None where there is none."""
        return bare(self.live.root, path, src, self.waiting.of(path)) if self.data(path) is not None else None

    def look(self, path: str, sent: Values) -> str | None:
        """Keep what is written and not saved, so that its page can be shown; where that is, or None for no such story.

        Raises CannotEditError where it cannot be shown.
        """
        key, now = _one(sent, "key"), self.data(path)
        if now is None or not key or not self.clerk.own(sent):
            return None
        base = self._bases.get((path, _one(sent, "shown")), now)
        file = written(base, sent, opened(base, path))
        with self._keeping:
            _keep(self._unsaved, key, (path, sent, file))
        return f"{LOOK}{quote(path)}?unsaved={quote(key)}"

    def keep(self, path: str, sent: Values) -> str | None:
        """Let a text keep what is advised on, with a reason, also as it is written and not saved; or say why not."""
        term, because = _one(sent, "term").strip(), " ".join(_one(sent, "because").split())
        if not self.clerk.own(sent):
            return OTHER_PAGE
        if not because:
            return NO_REASON
        with self.clerk.one_by_one:
            now = self.data(path)
            try:
                if now is None or not term:
                    return GONE.format(path=path)
                self._write(path, now, keeping(now, term, because))
                with self._keeping:
                    for key, (of, values, data) in self._unsaved.items():
                        if of == path:
                            self._unsaved[key] = (of, values, keeping(data, term, because))
            except CannotEditError as e:
                return f"{path} was not changed: {e}. Add it in a text editor: kept: [{{term: …, because: …}}]"
            except ChangedMeanwhileError:
                return CHANGED.format(path=path)
            except OSError as e:
                return f"{path} could not be written ({e.strerror})."
        return None

    def new(self, sent: Values, *, page: bool = False, file: str | None = None) -> str | tuple[Complaint, ...]:
        """Make a story's file with a title, or a page's, of this name if one is given; its path, or what is wrong."""
        if not self.clerk.own(sent):
            return (Complaint(OTHER_PAGE),)
        if not _one(sent, "title").strip():
            return (Complaint(NO_TITLE, "title"),)
        with self.clerk.one_by_one:
            try:
                title, root = _one(sent, "title"), self.live.root
                was_withdrawn = partial(was_withdrawn_here, root)
                made = new_page(title, root, file) if page else new_story(title, root, self.live.today, was_withdrawn)
            except CannotBuildError as e:
                return tuple(Complaint(f"{d.place}: {d.message}; {d.hint}") for d in e.diagnostics)
            except InTheWayError as e:
                return (Complaint(str(e).replace(f"{self.live.root}/", ""), "title"),)
        return made.relative_to(self.live.root).as_posix()

    def save(self, path: str, sent: Values) -> str | Unwritten:
        """Write what a form holds into a story's file. Gives the key of what came of it, or why nothing was written."""
        if not self.clerk.own(sent):
            return Unwritten(sent, _one(sent, "shown"), (Complaint(OTHER_PAGE),), status=403)
        if is_begun(sent):
            return Unwritten(sent, _one(sent, "shown"), (Complaint(NOT_PUT_IN, FIELD),))
        if new_recordings.is_begun(sent):
            not_put_in = Complaint(new_recordings.NOT_PUT_IN, new_recordings.FIELD)
            return Unwritten(sent, _one(sent, "shown"), (not_put_in,))
        with self.clerk.one_by_one:
            try:
                settled = tuple(f"{d.path}: {d.message}." for d in settle(self.live.root))
                saved = self._save(path, sent)
            except RefusedError as e:
                return Unwritten(sent, _one(sent, "shown"), (Complaint(str(e)),))
            except CannotBuildError as e:
                told = tuple(Complaint(f"{d.place}: {d.message}; {d.hint}") for d in e.diagnostics)
                return Unwritten(sent, _one(sent, "shown"), told)
            except ChangedMeanwhileError:
                return Unwritten(sent, _one(sent, "shown"), (Complaint(CHANGED.format(path=path)),), status=409)
            except OSError as e:
                told_of = Complaint(
                    f"{path} could not be written ({e.strerror}). What you wrote is still in this page."
                )
                return Unwritten(sent, _one(sent, "shown"), (told_of,))
            if isinstance(saved, Unwritten):
                return saved
            self._unsaved.pop(_one(sent, "key"), None)
            return self.clerk.remember((*settled, saved))

    def _save(self, path: str, sent: Values) -> str | Unwritten:
        now, text = self.data(path), self.open(path)
        if now is None or text is None:
            return Unwritten(sent, "", (Complaint(GONE.format(path=path)),), status=409)
        if _one(sent, "act") == "take-back":
            return self._take_back(path, sent, now, text)
        told, is_as_shown = f"Saved {path}.", _one(sent, "shown") == text.digest
        if not is_as_shown or _one(sent, "base"):
            digest = _one(sent, "base") or _one(sent, "shown")
            conflict = self._conflict(path, sent, text, digest, sent if is_as_shown else {})
            if conflict.choices:
                return Unwritten(sent, text.digest, conflict=conflict, base=digest, status=409)
            told = f"Saved {path}, which was changed meanwhile: both changes are in it."
            kept = {name: value for name, value in sent.items() if name in ("fields", "key", "token", "agreed")}
            sent = {**kept, **filled_in(conflict.fields), "words": (conflict.words,), "shown": (text.digest,)}
        fields = given(sent, text.version.fields) if "fields" in sent else {}
        if complaints := tuple(_missing(path, text, fields)):
            return Unwritten(sent, text.digest, complaints)
        try:
            new = written(now, sent, text)
        except CannotEditError as e:
            complaint = Complaint(f"{path} was not changed: {e}. Change that field in a text editor.")
            return Unwritten(sent, text.digest, (complaint,))
        if len(new) > limits.TEXT:
            return Unwritten(sent, text.digest, (Complaint(TOO_LONG),))
        if new == now:
            return f"{path} says just this already."
        approval = approved_change(self.live, path, now, new)
        if approval is not None and _one(sent, "agreed") != approval.agreed:
            return Unwritten(sent, text.digest, approval=approval, status=200)
        self._write(path, now, new)
        self._saves[path] = [*self._saves.get(path, []), (now, new)][-MOST_KEPT:]
        return told

    def _take_back(self, path: str, sent: Values, now: bytes, text: OpenText) -> str | Unwritten:
        """Put back what the last save replaced; not over a change that came later, nor over words that are approved."""
        values = {**filled_in(text.version.fields), "words": (text.version.words,)}
        if _one(sent, "shown") != text.digest or not self.can_take_back(path):
            return Unwritten(values, text.digest, (Complaint(CHANGED.format(path=path)),), status=409)
        before, _ = self._saves[path][-1]
        if approved_change(self.live, path, now, before) is not None:
            return Unwritten(values, text.digest, (Complaint(APPROVED_SINCE),), status=409)
        self._write(path, now, before)
        self._saves[path].pop()
        return f"Took back the last save of {path}."

    def _write(self, path: str, before: bytes, after: bytes) -> None:
        file = sources.inside(self.live.root, path)
        if file is None:
            raise ChangedMeanwhileError(path)
        with alone(self.live.root), self.waiting.written(path, after), self.files.written(path, after):
            atomic_write.replace(file, before, after)
            self._keep_version(path, before)

    def _keep_version(self, path: str, before: bytes) -> None:
        """Keep what a text was before it was saved, where Git does not know it."""
        if self.live.planned is not None and not is_in_git(self.live.root):
            days = self.live.planned.site.settings.history_days
            versions.keep(self.live.root, path, before, self.live.today, days)

    def _conflict(self, path: str, sent: Values, text: OpenText, digest: str, picked: Values) -> Conflict:
        """What a form holds, put together with the file as it is; ``digest`` is that of the file it was filled from."""
        before = self._bases.get((path, digest))
        base = opened(before, path).version if before is not None else None
        fields = given(sent, base.fields if base else text.version.fields) if "fields" in sent else {}
        mine = Version(fields, _one(sent, "words").replace("\r\n", "\n").strip("\n"))
        return put_together(base, mine, text.version, picked)


def _missing(path: str, text: OpenText, fields: Filled) -> Iterator[Complaint]:
    """What is to be mended in a form's fields before they can be written."""
    for of in emptied(text.version.fields, fields, header_of(path)):
        yield Complaint(f"“{LABELS[of]}” is empty. Write something there.", ".".join(of))
    for of in unclear(fields):
        yield Complaint(TWO_WORDS, ".".join(of))


def _one(sent: Values, name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    kept.pop(key, None)
    kept[key] = value
    if len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]

"""Files of a recording that are chosen at the desk: looked at as a build does, and kept when their text is saved.

Until then they lie in the user's own folder (`store.uploads`), since a film fits into no memory; a still picture is in
memory alone. What is kept is what would be published: sound and picture alone. Names are made as those of pictures are
(`new_pictures`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content import captions, sources
from generator.content.field_types import LANGUAGE as CODE
from generator.content.links import local_path
from generator.ground import limits
from generator.ground.digest import PIECE, content_name
from generator.ground.places import MADE_PICTURES, MADE_RECORDINGS, made_file
from generator.importing.placing import put_large
from generator.media import recording, remux
from generator.media.photo import Photo, Unusable
from generator.media.recording import Recording, UnusableRecordingError
from generator.preview.desk.consent_forms import Complaint, FormField, Values
from generator.preview.desk.edit_fields import captions_of
from generator.store.uploads import Upload

FIELD = "put"
WHAT, LANGUAGE, ALT, SECOND = (f"{FIELD}.{name}" for name in ("what", "language", "alt", "second"))
CAPTIONS = "recording.captions"
SOURCE, CHAPTERS, DESCRIBED, SIGN, POSTER = "src", "chapters", "described", "sign", "poster"
FIELDS = (
    FormField(
        WHAT,
        "What it is",
        "choice",
        options=(
            (SOURCE, "The recording"),
            ("captions", "Captions"),
            (CHAPTERS, "Chapters"),
            (DESCRIBED, "The same film, with what is seen told between the words"),
            (SIGN, "The same in a sign language"),
            (POSTER, "The still picture before a film is played"),
        ),
    ),
    FormField(
        LANGUAGE,
        "Language of captions, or sign language",
        "text",
        "Its code, such as en, or bfi for British Sign Language. Captions may leave it empty: the story's own.",
    ),
    FormField(ALT, "What the still picture shows", "text", "For readers who do not see it, in one plain sentence."),
)
FROM_FILM = FormField(
    SECOND,
    "Second of the film that is the still picture",
    "text",
    "In place of a file, such as 3.5. Look whether it may be shown: a face, a house number.",
)
MOST = 10  # of one text that are not saved with it yet
SAVE_FIRST = f"There are {MOST} files that are not saved yet. Save, and go on then."
NO_FILE = "Choose a file first."
NO_FILM = "Put in the film first, or write which file it is; then a still picture can be made of it."
NO_SECOND = "Write a number of seconds, such as 3.5."
NO_ALT = "Write what the still picture shows, for readers who do not see it."
NO_LANGUAGE = "Write the code of the language, such as en."
NOT_PUT_IN = "A file of the recording was begun with and not put in. Put it in, or empty its fields; then save."
NO_FILM_FILE = "This is sound alone. Choose a film."
TOO_LONG = f"A file of captions has {limits.TEXT:,} bytes at most."
WRONG_KIND = "Captions and chapters are files of .vtt or .srt."


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file for a text's recording: its path below the site's folder, where it lies until then, and the form's fields.

    A still picture is a ``photo``, and lies nowhere yet.
    """

    path: str
    place: Path | None
    photo: Photo | None
    fields: Values

    @property
    def told(self) -> str:
        """What is said of it where it was put into a form."""
        return f"{PurePosixPath(self.path).name} is in the recording's fields now. It is kept when you save."

    def put_into(self, sent: Values) -> Values:
        """What a form holds, with the file."""
        return {**{name: row for name, row in sent.items() if name.partition(".")[0] != FIELD}, **self.fields}


class WaitingFiles:
    """Files that were chosen for recordings of the site in ``root``, and are not saved yet."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._of: dict[str, dict[str, tuple[Upload, Path]]] = {}

    def of(self, text: str) -> Mapping[str, Path]:
        """Where those of a text lie, by their paths below the site's folder."""
        return {path: place for path, (upload, place) in self._of.get(text, {}).items() if upload.is_there}

    def texts(self) -> tuple[str, ...]:
        """The texts that some are kept for."""
        return tuple(self._of)

    def add(self, text: str, path: str, upload: Upload, place: Path) -> bool:
        """Keep one for a text; False if that has too many already, of which none is forgotten for another."""
        kept = self._of.setdefault(text, {})
        if len(kept) >= MOST and path not in kept:
            return False
        if path in kept:
            kept[path][0].remove()
        kept[path] = upload, place
        return True

    def forget(self, text: str) -> None:
        """Forget and remove all of a text."""
        for upload, _ in self._of.pop(text, {}).values():
            upload.remove()

    @contextmanager
    def written(self, text: str, data: bytes) -> Iterator[None]:
        """Put those in place that a text's new file names, and forget them when that is written, too.

        Raises RefusedError, and ChangedMeanwhileError where another file has the name of one.
        """
        new = {path: place for path, place in self.of(text).items() if PurePosixPath(path).name.encode() in data}
        for path, place in new.items():
            put_large(self.root, path, place)
        yield
        for path in new:
            self._of[text].pop(path)[0].remove()


def fields() -> tuple[FormField, ...]:
    """What is asked of a file; a still picture can be made of a film where there is what makes it."""
    return (*FIELDS, FROM_FILM) if remux.is_installed() else FIELDS


def is_picture(field: str, sent: Values) -> bool:
    """Whether a file that comes in a field of a story's form, behind these values, is a picture and no recording."""
    return field != FIELD or _one(sent, WHAT) == POSTER


def is_begun(sent: Values) -> bool:
    """Whether somebody has chosen a file or written something about one, and not put it in."""
    return any(_one(sent, name) for name in (FIELD, LANGUAGE, ALT, SECOND))


def chosen(
    root: Path, text: str, file: Upload | bytes | None, sent: Values, language: str, waiting: Mapping[str, Path]
) -> SentFile | tuple[Complaint, ...]:
    """The file that somebody chose for the recording of the text at a path, or what is to be mended before.

    ``language`` is the site's, ``waiting`` where files lie that are not saved yet. Raises OSError.
    """
    what = _one(sent, WHAT)
    if what == POSTER:
        return _poster(root, text, file if isinstance(file, bytes) else None, sent, waiting)
    if not isinstance(file, Upload) or not file.files:
        return (Complaint(NO_FILE, FIELD),)
    name, place = next(iter(file.files.items()))
    if what in ("captions", CHAPTERS):
        return _words(text, name, place, sent, language)
    return _played(text, file, place, what, sent)


def _played(text: str, upload: Upload, place: Path, what: str, sent: Values) -> SentFile | tuple[Complaint, ...]:
    """A file of sound or picture, written beside it as it would be published."""
    found = recording.look(place)
    if isinstance(found, Unusable):
        return (_complaint(found),)
    if what in (DESCRIBED, SIGN) and found.kind != "video":
        return (Complaint(NO_FILM_FILE, FIELD),)
    if what == SIGN and not _is_language(_one(sent, LANGUAGE)):
        return (Complaint(NO_LANGUAGE, LANGUAGE),)
    clean = upload.folder / "clean"
    try:
        with recording.opened_clean(place) as made, clean.open("wb") as file:
            while piece := made.file.read(PIECE):
                file.write(piece)
    except UnusableRecordingError as e:
        return (_complaint(e.why),)
    place.unlink()
    src = f"{MADE_RECORDINGS}/{made_file(text, found.name)}"
    return SentFile(_beside(text, src), clean, None, _fields_of(what, src, found, sent))


def _fields_of(what: str, src: str, found: Recording, sent: Values) -> Values:
    if what == SIGN:
        return {"recording.sign.src": (src,), "recording.sign.language": (_one(sent, LANGUAGE),)}
    if what == DESCRIBED:
        return {"recording.described": (src,)}
    return {
        "recording.src": (src,),
        "recording.kind": (found.kind,),
        "recording.external": ("",),
        "recording.source": ("",),
    }


def _words(text: str, name: str, place: Path, sent: Values, language: str) -> SentFile | tuple[Complaint, ...]:
    """A file of captions or chapters, every word of it as it was sent."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in captions.SUFFIXES:
        return (Complaint(WRONG_KIND, FIELD),)
    if place.stat().st_size > limits.TEXT:
        return (Complaint(TOO_LONG, FIELD),)
    data = place.read_bytes()
    checked = captions.read(data, name)
    wrong = [d for d in checked.diagnostics if d.is_error]
    if wrong:
        return tuple(Complaint(f"Line {d.span.line}: {d.message}; {d.hint}.", FIELD) for d in wrong)
    if not checked.value:
        return (Complaint("Nothing is said in this file.", FIELD),)
    src = f"{MADE_RECORDINGS}/{made_file(text, f'{content_name(data)}{suffix}')}"
    if _one(sent, WHAT) == CHAPTERS:
        return SentFile(_beside(text, src), place, None, {"recording.chapters": (src,)})
    code = _one(sent, LANGUAGE) or _one(sent, "language") or language
    if not _is_language(code):
        return (Complaint(NO_LANGUAGE, LANGUAGE),)
    lines = "".join(sent.get(CAPTIONS, ())).splitlines()
    files = captions_of(tuple(line for line in lines if line.strip())) | {code: src}
    row = "\n".join(f"{code}: {file}" for code, file in files.items())
    return SentFile(_beside(text, src), place, None, {CAPTIONS: (row,)})


def _poster(
    root: Path, text: str, data: bytes | None, sent: Values, waiting: Mapping[str, Path]
) -> SentFile | tuple[Complaint, ...]:
    """A still picture, from a file or of the film that the form names."""
    if not _one(sent, ALT):
        return (Complaint(NO_ALT, ALT),)
    if data is None:
        from_film = _from_film(root, text, sent, waiting)
        if isinstance(from_film, Complaint):
            return (from_film,)
        data = from_film
    from generator.media.pictures import develop

    photo = develop(data)
    if isinstance(photo, Unusable):
        return (_complaint(photo),)
    src = f"{MADE_PICTURES}/{made_file(text, photo.name)}"
    said = {"recording.poster.src": (src,), "recording.poster.alt": (_one(sent, ALT),)}
    return SentFile(_beside(text, src), None, photo, said)


def _from_film(root: Path, text: str, sent: Values, waiting: Mapping[str, Path]) -> bytes | Complaint:
    from generator.media.prepare import NotPreparedError, still_of

    if not _one(sent, SECOND):
        return Complaint(NO_FILE, FIELD)
    try:
        second = float(_one(sent, SECOND).replace(",", "."))
    except ValueError:
        return Complaint(NO_SECOND, SECOND)
    path = local_path(_one(sent, "recording.src"), text)
    film = waiting.get(path) or sources.inside(root, path)
    if not _one(sent, "recording.src") or film is None or not film.is_file():
        return Complaint(NO_FILM, SECOND)
    if not 0 <= second < 1e6:
        return Complaint(NO_SECOND, SECOND)
    try:
        return still_of(film, second)
    except NotPreparedError as e:
        return Complaint(str(e), SECOND)


def _is_language(code: str) -> bool:
    return CODE.fullmatch(code) is not None


def _complaint(why: Unusable) -> Complaint:
    return Complaint(f"{why.message[0].upper()}{why.message[1:]}: {why.hint}.", FIELD)


def _beside(text: str, src: str) -> str:
    return str(PurePosixPath(text).parent / src)


def _one(sent: Values, name: str) -> str:
    return " ".join(next(iter(sent.get(name, ())), "").split())

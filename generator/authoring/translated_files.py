"""The files of a site's own theme that hold its words in one language, and where translators' files are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator.authoring import po_file
from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.po_file import PoFile
from generator.authoring.strings_edit import with_words
from generator.authoring.translations import TakenBack, ThemeWords
from generator.content import read, sources
from generator.content.strings import named
from generator.content.theme import all_words
from generator.ground.diagnostics import START, CannotBuildError, error
from generator.store import atomic_write
from generator.store.resources import THEMES

HEAD = (
    "# Words of the theme, as translators gave them. The file .po beside this one has the English that they are of.\n"
)


@dataclass(frozen=True, slots=True)
class WordFiles:
    """Where a site's words in one language are: the theme's words in all languages, and the two files with their bytes.

    ``shown`` is the file of the words as messages name it, ``kept`` what came back from translators last.
    """

    words: ThemeWords
    shown: str
    path: Path
    data: bytes | None
    kept_path: Path
    kept_data: bytes | None
    kept: PoFile | None


def place(root: Path, language: str) -> WordFiles:
    """Where a site's words are in a language. Raises CannotBuildError where its settings or words cannot be read."""
    data = sources.read_inside(root, "site.yaml", po_file.LARGEST)
    if data is None:
        what, hint = "there is no site.yaml here that can be read", "name the site's folder with --source"
        raise CannotBuildError(error("no-site", "site.yaml", START, what, hint))
    checked = read.settings(data, "site.yaml")
    if checked.value is None:
        raise CannotBuildError(*checked.errors)
    settings, front = checked.value
    words = all_words(root, settings.theme.name, front)
    theme = root / "themes" / settings.theme.name
    shown = f"themes/{settings.theme.name}/strings/{language}.yaml"
    path, kept_path = theme / "strings" / f"{language}.yaml", theme / "strings" / f"{language}.po"
    kept_data = sources.read_inside(theme, f"strings/{language}.po", po_file.LARGEST)
    kept = po_file.read(kept_data, kept_path.name).value if kept_data is not None else None
    return WordFiles(words, shown, path, path.read_bytes() if path.is_file() else None, kept_path, kept_data, kept)


def write(place: WordFiles, found: TakenBack) -> None:
    """Put words that came back in their place. Raises CannotBuildError where that cannot be done."""
    text = (place.data or b"").decode("utf-8-sig") or HEAD
    try:
        changed = with_words(text, found.words) if found.words else text
        if found.words:
            atomic_write.replace(place.path, place.data, changed.encode())
        names = {entry.name for entry in found.kept.entries}
        before = [entry for entry in place.kept.entries if entry.name not in names] if place.kept is not None else []
        kept = replace(found.kept, entries=(*found.kept.entries, *before))
        atomic_write.replace(place.kept_path, place.kept_data, po_file.made(kept).encode())
    except CannotEditError as e:
        what, hint = f"this file cannot be changed: {e}", "write one “name: words” a line, and try again"
        raise CannotBuildError(error("theme-strings", place.shown, START, what, hint)) from None
    except atomic_write.ChangedMeanwhileError:
        what, hint = "this file was changed by somebody else just now, and was left alone", "try again"
        raise CannotBuildError(error("theme-strings", place.shown, START, what, hint)) from None
    except OSError as e:
        what = f"this file cannot be written: {e.strerror}"
        raise CannotBuildError(
            error("theme-strings", place.shown, START, what, "check that you may write it")
        ) from None


def remarks() -> dict[str, str]:
    """What hearten's English file says above words, by their names: for translators."""
    found: dict[str, str] = {}
    said: list[str] = []
    for line in (THEMES / "hearten" / "strings" / "en.yaml").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said.append(line.removeprefix("# "))
        elif said:
            found.setdefault(named(line.partition(":")[0]), " ".join(said))
            said = []
    return found

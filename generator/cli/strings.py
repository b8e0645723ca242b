"""The commands ``hearten strings export`` and ``hearten strings import``: a theme's words for translators."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import BUILT, WITH_ERRORS, Commands, say, source_option, told

if TYPE_CHECKING:
    from generator.authoring.translations import Handed


@click.group(cls=Commands)
def strings() -> None:
    """Hand the theme's words to translators, and take them back.

    \b
    Example:
      hearten strings export cy
      hearten strings import cy.po
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character


@strings.command("export")
@click.argument("language")
@source_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to write; otherwise LANGUAGE.po.")
@told
def export(language: str, source: Path, out: Path | None) -> None:
    """Write the theme's words with their translations into LANGUAGE into a PO file.

    Translators open such files with Poedit, Weblate, Lokalize and others. The file has all that is there already; what
    the English has changed since is marked as unsure, with both versions of the English.

    \b
    Example:
      hearten strings export cy
      hearten strings export pl --out for-anna.po
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.authoring import po_file, translated_files
    from generator.authoring.translations import handed
    from generator.content.field_types import LANGUAGE
    from generator.content.language_codes import meant, tidied
    from generator.ground.cldr import plural_forms
    from generator.store import atomic_write

    code = meant(tidied(language)) or tidied(language)
    if not LANGUAGE.fullmatch(code) or not plural_forms(code):
        hint = "Write it as BCP 47 does, such as cy, ar or zh."
        raise click.UsageError(f"Unicode CLDR knows no language “{language}”. {hint}")
    if code != language:
        raise click.UsageError(f"“{language}” is not how the code of a language is written. Did you mean “{code}”?")
    place = translated_files.place(source, language)
    made = handed(language, place.words, translated_files.remarks(), place.kept)
    path = out or Path(f"{language}.po")
    try:
        before = path.read_bytes() if path.exists() else None
        atomic_write.replace(path, before, po_file.made(made.file).encode())
    except OSError as e:
        raise click.UsageError(f"{path} cannot be written: {e.strerror}. Name another file with --out.") from None
    say(*_sums(made, path))


def _sums(made: Handed, path: Path) -> list[str]:
    entries = len(made.file.entries)
    lines = [f"Wrote {path} with {entries} entries in “{made.file.language}”."]
    for names, what in (
        (made.new, "new: in English since the words came back last"),
        (made.changed, "changed in English since then; both versions stand there, marked as unsure"),
        (made.missing, "without a translation"),
        (made.unsure, "marked as unsure (fuzzy) by a translator"),
    ):
        if names:
            some = ", ".join(names[:5]) + (" and others" if len(names) > 5 else "")
            lines.append(f"  {len(names)} {what}: {some}")
    return lines


@strings.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@source_option
@told
def import_(file: Path, source: Path) -> None:
    """Take words from a translator's PO FILE into the site's own theme.

    They go into themes/NAME/strings/LANGUAGE.yaml, where NAME is the site's theme; what is there and not in FILE stays.
    An entry with an error is left out, and told with its line. Ends with 0 if all was taken, with 1 if something was
    left out, and with 2 if nothing was written.

    \b
    Example:
      hearten strings import cy.po
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.authoring import po_file, translated_files
    from generator.authoring.translations import taken
    from generator.cli import report
    from generator.ground.diagnostics import CannotBuildError

    try:
        with file.open("rb") as opened:
            data = opened.read(po_file.LARGEST + 1)
    except OSError as e:
        raise click.UsageError(f"{file} cannot be read: {e.strerror}.") from None
    read = po_file.read(data, file.name)
    if read.value is None:
        raise CannotBuildError(*read.diagnostics)
    place = translated_files.place(source, read.value.language)
    found = taken(read.value, file.name, place.words)
    translated_files.write(place, found)
    report.problems(found.diagnostics)
    done = f"{len(found.words)} words are new or changed" if found.words else "No word is new or changed"
    say(f"{done} in {place.shown}." if found.words else f"{done}.")
    sys.exit(WITH_ERRORS if any(d.is_error for d in found.diagnostics) else BUILT)

"""Titles of texts that are files: the one in the text, in what the file says of itself, or the file's own name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from generator.ground.patterns import lazy
from generator.importing.item import Fate, Remark
from generator.importing.wording import without_contacts

# What programs write where nobody has written a title.
JUNK = lazy(
    r"(?i)(?:microsoft word\b.*|.*\.(?:docx?|dotx?|docm|odt|rtf|pages|html?|md|txt|pdf)|normal|template"
    r"|(?:un(?:titled|benannt(?:es)?)|ohne titel|sans titre|sin t[íi]tulo|senza titolo|sem t[íi]tulo)\b.*"
    r"|(?:document|dokument|documento|dokumentti|doc)\s*\d*|powerpoint.*|\W*)"
)
COPY = lazy(r"(?i)(?: ?\(\d+\)| - (?:copy|kopie|copie|copia))+\Z")


def titled(in_text: str, of_file: str, path: str) -> tuple[str, tuple[Remark, ...]]:
    """The title of a text, and what a person has to look at.

    ``in_text`` is the one that readers saw, ``of_file`` what the file says of itself, ``path`` where it lies.
    """
    if in_text:
        return in_text, ()
    if of_file and not JUNK.fullmatch(of_file):
        why = "it stands in the properties of the file, where readers did not see it"
        return of_file, (Remark(Fate.LOOK, "the title", why),)
    name = COPY.sub("", PurePosixPath(path).stem)
    title = of_a_name(re.sub(r"[_\s]+", " ", name))
    return title, (Remark(Fate.LOOK, "the title", "it is the name of the file, which may say who somebody is"),)


def of_a_name(name: str) -> str:
    """The name of a file as a title, without e-mail addresses and numbers of telephones."""
    return " ".join(without_contacts(name).replace("\u2026", " ").split())

"""Pictures and recordings as they lie in the folder: what their names and what is in them say of people.

Readers get neither, since files are published under other names and without any remark. But a folder is sent to
colleagues, to a designer, to a public repository, and kept when the site is long gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.advice.around import WORD, Around
from generator.advice.finding import Finding, Level, Rule
from generator.advice.privacy_sought import KEEP, is_kept, private, span_in
from generator.advice.texts import Text
from generator.content.front_matter import StoryHeader
from generator.content.named_files import NamedFile
from generator.content.sources import inside
from generator.gate.deny_list import holds
from generator.ground.diagnostics import START, Span
from generator.ground.patterns import lazy
from generator.media.originals import remarks_in

# As cameras, telephones and programs for messages name files: a day, mostly with a time or a mark beside it.
DATED = lazy(
    r"(?<!\d)(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])"
    r"(?:[-_ T.]?(?:at[ _])?[0-2]\d[.:h-]?[0-5]\d|(?!\d))"
)
APART = lazy(r"[^\W\d_]+")

PERSON = private(
    "file-name-person",
    "A file name with a name in it",
    "Files are sent on and kept, and their names with them. Readers see other names.",
)
DAY = private(
    "file-name-date",
    "A file name with a day in it",
    "Cameras write when a picture was taken into its name; with a place, that tells where somebody was.",
    Level.NOTE,
)
REMARKS = private(
    "original-remarks",
    "What a picture or recording says beside what it shows",
    "Cameras write where they were, their own number and their owner’s name into files. What is published has none of "
    "it; the file in the folder does.",
)
RULES = (PERSON, DAY, REMARKS)
RENAME = f"give the file another name, here and in its folder; {KEEP}"


def named(text: Text, around: Around) -> Iterator[Finding]:
    """File names with the name of another storyteller, with words of the deny list, or with a day."""
    own = text.header.author if isinstance(text.header, StoryHeader) else ""
    others = {name for name in around.shown if name != tuple(WORD.findall(own))}
    folded = {tuple(word.casefold() for word in name) for name in others}
    denied = around.denied.everywhere()
    for file in text.files:
        name = file.path.rpartition("/")[2]
        words = [word.casefold() for word in APART.findall(name.rpartition(".")[0])]
        rows = {tuple(words[n:m]) for n in range(len(words)) for m in range(n + 1, len(words) + 1)}
        if not rows.isdisjoint(folded) or (denied and holds(" ".join(words), denied)):
            yield from _told(text, file, PERSON, "the name of this file holds somebody’s name", RENAME)
        if DATED.search(name):
            yield from _told(text, file, DAY, "the name of this file holds a day, as cameras write it", RENAME)


def with_remarks(text: Text, root: Path) -> Iterator[Finding]:
    """Files below a site's folder that say where they were made, with which camera, or who made them."""
    for file in text.files:
        place = inside(root, file.path) if file.kind != "captions" else None
        if place is None:
            continue
        try:
            said = remarks_in(place, "picture" if file.kind == "picture" else "recording")
        except OSError:
            continue
        if said:
            message = f"this file in the folder says {' and '.join(said)}; what is published does not"
            hint = f"keep the original outside of the site’s folder, and a copy without remarks here; {KEEP}"
            yield from _told(text, file, REMARKS, message, hint)


def _told(text: Text, file: NamedFile, rule: Rule, message: str, hint: str) -> Iterator[Finding]:
    name = file.path.rpartition("/")[2]
    at = text.source.find(name)
    span = (span_in(text.source, at), span_in(text.source, at + len(name))) if at >= 0 else (START, Span(1, 2))
    if not is_kept(text, name):
        yield Finding(text.path, *span, rule, name, message, hint, rule.level)

"""Pictures and recordings as they lie in the folder: what their names and what is in them say of people.

Readers get neither, since files are published under other names and without any remark. But a folder is sent to
colleagues, to a designer, to a public repository, and kept when the site is long gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.advice.around import WORD, SiteAround, folded
from generator.advice.finding import Finding, Level, Rule
from generator.advice.privacy_sought import KEEP, below_alone, private, span_in
from generator.advice.texts import AdvisedText
from generator.content.front_matter import StoryHeader
from generator.content.links import local_path
from generator.content.sources import inside
from generator.content.stance import FileKind, naming, words_at
from generator.gate.deny_list import holds
from generator.ground.diagnostics import START, Span
from generator.ground.patterns import lazy
from generator.media.originals import remarks_in

# As cameras, telephones and programs for messages name files: a day, mostly with a time or a mark beside it.
DATED = lazy(
    r"(?<!\d)(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])"
    r"(?:[-_ T.]?(?:at[ _])?[0-2]\d[.:h-]?[0-5]\d|(?!\d))"
)
# A picture in a text, as Markdown shows one; one whose address stands elsewhere in the text is not looked at.
SHOWN = lazy(r"!\[[^\]]*\]\(\s*<?(?P<name>[^)\s>]+)")
PICTURE: FileKind = "picture"
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


def named(text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    """File names with the name of another storyteller, with words of the deny list, or with a day."""
    own = folded(WORD.findall(text.header.author)) if isinstance(text.header, StoryHeader) else ()
    denied = around.denied.everywhere()
    for path, _ in _files(text):
        name = path.rpartition("/")[2]
        words = folded(APART.findall(name.rpartition(".")[0]))
        rows = (words[n:m] for n in range(len(words)) for m in range(n + 1, len(words) + 1))
        is_anothers = any(row != own and text.path not in around.shown.get(row, (text.path,)) for row in rows)
        if is_anothers or (denied and holds(" ".join(words), denied)):
            yield from _told(text, name, PERSON, "the name of this file holds somebody’s name", RENAME)
        if DATED.search(name):
            yield from _told(text, name, DAY, "the name of this file holds a day, as cameras write it", RENAME)


def with_remarks(text: AdvisedText, root: Path) -> Iterator[Finding]:
    """Files below a site's folder that say where they were made, with which camera, or who made them."""
    for path, kind in _files(text):
        place = inside(root, path)
        if place is None:
            continue
        if kind == "captions" or kind == "story":  # which types are told by
            continue
        try:
            said = remarks_in(place, kind)
        except OSError:
            continue
        if said:
            message = f"this file in the folder says {' and '.join(said)}; what is published does not"
            hint = f"keep the original outside of the site’s folder, and a copy without remarks here; {KEEP}"
            yield from _told(text, path.rpartition("/")[2], REMARKS, message, hint)


def names_files(text: AdvisedText) -> bool:
    """Whether a text names pictures or recordings."""
    return next(_files(text), None) is not None


def _files(text: AdvisedText) -> Iterator[tuple[str, FileKind]]:
    """The files that a text names, each by its path below the site's folder, and what it is."""
    if text.header is None:
        return
    fields = ((path, kind) for path, kind in naming(type(text.header)) if kind != "story")
    named = ((name, kind) for path, kind in fields for name in words_at(text.header, path))
    below = below_alone(text.source) if "![" in text.source else ""
    shown = ((match["name"], PICTURE) for match in SHOWN.finditer(below))
    yield from dict.fromkeys((local_path(name, text.path), kind) for name, kind in (*named, *shown))


def _told(text: AdvisedText, name: str, rule: Rule, message: str, hint: str) -> Iterator[Finding]:
    at = text.source.find(name)
    span = (span_in(text.source, at), span_in(text.source, at + len(name))) if at >= 0 else (START, Span(1, 2))
    yield Finding(text.path, *span, rule, name, message, hint, rule.level)

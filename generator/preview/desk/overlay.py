"""Problems as a reader of the preview sees them: what, where, the line itself with a caret, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from generator.content.field_labels import labelled
from generator.ground.diagnostics import Diagnostic, Span
from generator.preview.desk.mending_pages import Offer
from generator.preview.desk.remedies import remedy
from generator.preview.site.assets import fill

BEFORE, AFTER = 60, 80  # characters of a long line that are shown on either side of the place
WORDS = {"error": "Error", "warning": "Please look", "note": "Note"}
SourceLine = Callable[[str, int], str | None]
Mends = Callable[[str], Offer | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem ready to be shown.

    ``excerpt`` is the line and the caret below it; None where there is no such line. ``offer`` is there where its line
    can be mended at the desk.
    """

    kind: str
    line: int
    place: str
    message: str
    hint: str
    rule: str
    excerpt: str | None
    editor: str
    offer: Offer | None


def overlay(diagnostics: Sequence[Diagnostic], lead: str, line: SourceLine, root: str, mends: Mends) -> str:
    """The problems as HTML, by file; empty where there are none. ``root`` is the site's folder, an absolute path.

    ``lead`` is a sentence on what they mean for the page, and ``line`` gives a line of a file,
    and ``mends`` what can be mended in one.
    """
    if not diagnostics:
        return ""
    files = [
        (path, problems(tuple(group), line, root, mends)) for path, group in groupby(diagnostics, key=lambda d: d.path)
    ]
    count = f"{len(diagnostics)} problem{'s' if len(diagnostics) > 1 else ''}"
    title = f"{count} in {files[0][0]}" if len(files) == 1 else f"{count} in {len(files)} files"
    return fill("problems.html", title=title, lead=lead, files=files)


def problems(diagnostics: Sequence[Diagnostic], line: SourceLine, root: str, mends: Mends) -> list[Problem]:
    """The diagnostics of one file as they are shown."""
    offer = mends(diagnostics[0].path) if diagnostics else None
    return [
        Problem(
            kind="Before it goes online" if d.stops_publishing else WORDS[d.severity.value],
            line=d.span.line,
            place=f"line {d.span.line}, column {d.span.column}",
            message=labelled(d.message),
            hint=remedy(d),
            rule=d.rule,
            excerpt=excerpt(line(d.path, d.span.line), d.span.column),
            editor=editor_link(root, d.path, d.span),
            offer=offer if offer is not None and (d.span.line, d.rule) in offer.slips else None,
        )
        for d in diagnostics
    ]


def excerpt(line: str | None, column: int) -> str | None:
    """The part of a line around ``column``, and below it a caret that points at it; None for an empty line or none."""
    if line is None or not line.strip():
        return None
    line = "".join(c if c.isprintable() or c == "\t" or unicodedata.category(c) == "Zs" else "\ufffd" for c in line)
    at = min(column - 1, len(line))
    start, end = max(0, at - BEFORE), at + AFTER
    before = ("…" if start else "") + line[start:at]
    shown = before + line[at:end] + ("…" if end < len(line) else "")
    return f"{shown}\n{''.join(map(_blank, before))}^"


def _blank(character: str) -> str:
    """White space as wide as a character in a font of one width (Unicode Standard Annex 11)."""
    if character == "\t":
        return "\t"
    if unicodedata.combining(character):
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def editor_link(root: str, path: str, span: Span) -> str:
    """An address that opens a place in VS Code (Visual Studio Code, “Opening VS Code with URLs”)."""
    return f"vscode://file/{quote(f'{root}/{path}'.lstrip('/'), safe='/:')}:{span.line}:{span.column}"

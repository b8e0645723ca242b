"""Parts of a text of Ghost that were not for everybody, or that ask readers to sign up: they go, and are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ground.patterns import lazy
from generator.importing.item import Fate, Remark

# A block whose readers Ghost lets an author choose; those who are no members are among them, or not.
GATED = lazy(
    r"<!--\s*kg-gated-block:begin\b(?P<who>(?:(?!-->).)*+)-->(?:(?!<!--\s*kg-gated-block:end).)*+"
    r"(?:<!--\s*kg-gated-block:end\s*-->)?",
    re.DOTALL,
)
FOR_ALL = lazy(r"\bnonMember\s*:\s*true\b")
# Where the part ends that everybody may read.
DIVIDER = lazy(r"<!--\s*members-only\s*-->")
SIGN_UP = lazy(r"<div\b[^<>]*\bkg-signup-card\b")
DIV = lazy(r"<(?P<end>/?)div\b")
FOR_MEMBERS = "it was for members; if everybody was meant to read it, copy it from the old site"


def without_parts(html: str) -> tuple[str, tuple[Remark, ...]]:
    """A text without parts for members, and without what asks readers to sign up."""
    remarks: list[Remark] = []

    def gated(found: re.Match[str]) -> str:
        if FOR_ALL.search(found["who"]):
            return found[0]
        remarks.append(Remark(Fate.LOOK, "a part for members only", FOR_MEMBERS))
        return ""

    html = GATED.sub(gated, html)
    public, *rest = DIVIDER.split(html, maxsplit=1)
    if any(part.strip() for part in rest):
        remarks.append(Remark(Fate.LOOK, "all below a line for members only", FOR_MEMBERS))
    kept = "".join(_without_sign_up(public))
    if kept != public:
        remarks.append(Remark(Fate.DROPPED, "what asks readers to subscribe", "nobody can subscribe to it here"))
    return kept, tuple(remarks)


def _without_sign_up(html: str) -> Iterator[str]:
    """What stands around the cards in which readers sign up."""
    at = 0
    while found := SIGN_UP.search(html, at):
        yield html[at : found.start()]
        depth, at = 0, len(html)
        for tag in DIV.finditer(html, found.start()):
            depth += -1 if tag["end"] else 1
            if not depth:
                at = html.find(">", tag.end()) + 1 or len(html)
                break
    yield html[at:]

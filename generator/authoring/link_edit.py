"""Changing where links and pictures of a text lead; every other byte of its file stays as it is.

A place where a target is written is one if the text with the change in it, read anew, is the text of before with that
target: the same words, the same structure. What looks like a link in code or in a comment is none, and stays.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from generator.content.markdown import structure

FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
# Where a link's target, or that of a definition, may begin; and how far it may go.
OPENS = re.compile(r"(?:\]\([ \t\r\n]*|\]:[ \t]*(?:\r?\n[ \t]*)?)(<?)")
RUN = re.compile(r"[^\s<>]*")
ENCLOSED = re.compile(r"[^<>\r\n]*(?=>)")
TARGETS = {"link_open": "href", "image": "src"}

TokenShape = tuple[str, str, str, str]


def targets_of(data: bytes) -> tuple[str, ...]:
    """Every target of a link or picture in the text below the front matter of a file, as it reads."""
    _, text = _parts(data)
    return tuple(dict.fromkeys(target for *_, target in _shapes(text) if target))


def with_targets(data: bytes, changes: Mapping[str, str]) -> bytes:
    """A file in which these targets are others; a target that is written where it cannot be changed stays."""
    above, text = _parts(data)
    was = _shapes(text)
    for start, end, target in reversed(tuple(_written(text, changes))):
        tried = text[:start] + changes[target] + text[end:]
        now = _shapes(tried)
        if now != was and _are_the_same(was, now, changes):
            text, was = tried, now
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + (above + text).encode()


def _parts(data: bytes) -> tuple[str, str]:
    """The front matter with its fences, and the text below it."""
    whole = data.decode("utf-8-sig")
    fences = [found.end() for found in FENCE.finditer(whole)][:2]
    cut = fences[1] if len(fences) == 2 else len(whole)
    return whole[:cut], whole[cut:]


def _written(text: str, targets: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """From where to where one of these targets may be written, in order."""
    for opens in OPENS.finditer(text):
        start = opens.end()
        found = (ENCLOSED if opens[1] else RUN).match(text, start)
        if found is None:
            continue
        ends = [start + n for n, sign in enumerate(found[0]) if sign == ")" and not opens[1]]
        for end in (*ends, found.end()):
            if (target := unescapeAll(text[start:end])) in targets:
                yield start, end, target
                break


def _shapes(text: str) -> list[TokenShape]:
    """A text as it is read, token by token, each with its target."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [shape for token in structure(plain) for shape in _shape(token)]


def _shape(token: Token) -> Iterator[TokenShape]:
    target = str(token.attrs.get(TARGETS.get(token.type, ""), ""))
    rest = {name: value for name, value in token.attrs.items() if name not in TARGETS.values()}
    content = "" if token.children else token.content
    yield token.type, token.tag, f"{token.info} {token.meta} {rest} {content}", target
    for child in token.children or ():
        yield from _shape(child)


def _are_the_same(was: Sequence[TokenShape], now: Sequence[TokenShape], changes: Mapping[str, str]) -> bool:
    """Whether nothing differs but targets that were changed."""
    return len(was) == len(now) and all(
        one[:3] == other[:3] and other[3] in (one[3], changes.get(one[3], one[3]))
        for one, other in zip(was, now, strict=True)
    )

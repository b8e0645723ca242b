"""What has changed between two versions of what a storyteller saw, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from generator.content.stance import TEXT
from generator.gate.seal import TARGETS
from generator.gate.seen import Part, Seen

Piece = tuple[Literal["same", "added", "removed"], str]
Block = tuple[Piece, ...]
Token = tuple[str, str]  # what is compared, and what is shown
# Marks that stand within a block; all other marks that open something begin a new one.
WITHIN = ("em_open", "strong_open", "link_open")
NAMES = {"em": "stress", "strong": "strong stress", "": "line break", "th": "heading", "td": "cell", "tr": "row"}


def changes(before: Seen, after: Seen) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """Every part that differs, by its name, as paragraphs whose pieces are the same, added or removed."""
    old = {part.name: part for part in before}
    pairs = ((old.get(part.name, Part(part.name, ())), part) for part in after)
    return tuple((new.name, _compared(then, new)) for then, new in pairs if then != new)


def _compared(before: Part, after: Part) -> tuple[Block, ...]:
    old, new = list(_blocks(before)), list(_blocks(after))
    blocks: list[Block] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            blocks += ((("same", _shown(block)),) for block in new[c:d])
            continue
        paired = min(b - a, d - c)
        blocks += (_words(x, y) for x, y in zip(old[a : a + paired], new[c : c + paired], strict=True))
        blocks += ((("removed", _shown(block, changed=True)),) for block in old[a + paired : b])
        blocks += ((("added", _shown(block, changed=True)),) for block in new[c + paired : d])
    return tuple(blocks)


def _words(before: Sequence[Token], after: Sequence[Token]) -> Block:
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", _shown(after[c:d])))
            continue
        pieces += [("removed", _shown(before[a:b], changed=True))] if b > a else []
        pieces += [("added", _shown(after[c:d], changed=True))] if d > c else []
    return tuple(pieces)


def _shown(tokens: Sequence[Token], changed: bool = False) -> str:
    """The words of tokens; where they were changed, also what stands around words, in brackets."""
    return " ".join(filter(None, (shown or (_name(value) if changed else "") for value, shown in tokens)))


def _name(mark: str) -> str:
    kind = mark.partition(" ")[0]
    name = kind.removesuffix("_open").replace("_", " ")
    return "" if kind.endswith("_close") else f"[{NAMES.get(name, name)}]"


def _blocks(part: Part) -> Iterator[tuple[Token, ...]]:
    """A part's words, block by block: a paragraph, a heading, an entry of a list."""
    block: list[Token] = []
    for atom in part.atoms:
        kind = atom.value.partition(" ")[0]
        if atom.kind in ("words", "title"):
            block += [(word, word) for word in atom.value.split()]
        elif atom.kind in TARGETS:
            block.append((f"link_open {atom.value}", ""))
        elif part.name != TEXT and kind != "picture":
            block.append((atom.value, atom.value))
        else:
            if kind.endswith("_open") and kind not in WITHIN and any(shown for _, shown in block):
                yield tuple(block)
                block = []
            block.append((atom.value, ""))
    if block:
        yield tuple(block)

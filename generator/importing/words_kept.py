"""A guard over conversions: the words of HTML are held against those that readers of the Markdown would see.

The one side is read without the converter, but for what it leaves out on purpose and says so; the other by the parser
that makes pages. Letters and digits are compared, folded as search folds them, wherever they stand: footnotes move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from markdown_it.token import Token

from generator.content.link_words import ADDRESS, EMAIL
from generator.content.markdown import structure
from generator.importing.html import figures, notes
from generator.importing.html.clean import clean
from generator.importing.html.flow import APART, EMBEDDED
from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import Element
from generator.importing.item import Fate, Remark
from generator.words.tokens import fold, tokens

# Elements beside whose edges no word goes on.
BETWEEN_WORDS = APART | {
    "br",
    "hr",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "aside",
    "img",
    "q",
    "rt",
}
BETWEEN_WORDS |= {f"h{n}" for n in range(1, 7)} | EMBEDDED
ENDED = " "
LONGEST_WORD = 500


def differences(html: str, markdown: str) -> tuple[Remark, ...]:
    """What the Markdown lacks of the words of a page, or a part of one, or has beyond them; nothing where all is well.

    No word is quoted, since reports are kept.
    """
    source, beside = _written(html)
    text, addresses = _shown(markdown)
    written, shown = _counted(source), _counted(text)
    missing, added = written - shown, shown - written
    if not missing and not added:
        return ()
    embedded = _counted(f"{beside} {addresses}")
    if _same_letters(missing, added) or _same_letters(missing, added := added - embedded):
        # Words may be cut elsewhere, but none may be run together.
        count = sum(_is_glued(word, missing) * times for word, times in added.items())
        why = "compare the text with its source, and put a space between them"
        return (Remark(Fate.LOOK, f"{_pairs(count)} run together", why),) if count else ()
    found = []
    if missing:
        why = "compare the text with its source, and put them where they belong"
        found.append(Remark(Fate.LOOK, f"{_number(missing)} missing", why))
    if added:
        why = "compare the text with its source, and delete what is not in it"
        found.append(Remark(Fate.LOOK, f"{_number(added)} not in the source", why))
    return tuple(found)


def _same_letters(some: Counter[str], others: Counter[str]) -> bool:
    return sorted("".join(some.elements())) == sorted("".join(others.elements()))


def _is_glued(word: str, missing: Mapping[str, int]) -> bool:
    """Whether a word is made of several that are missing, one right behind the other."""
    ends = [0]  # of words within it
    for place in range(1, min(len(word), LONGEST_WORD) + 1):
        if any(word[end:place] in missing for end in ends):
            ends.append(place)
    return ends[-1] == len(word)


def _pairs(count: int) -> str:
    return "2 words are" if count == 1 else f"words are {count} times"


def _number(words: Counter[str]) -> str:
    count = words.total()
    return "1 word is" if count == 1 else f"{count} words are"


def _counted(text: str) -> Counter[str]:
    for pattern in (ADDRESS, EMAIL):
        text = pattern.sub(r" \g<0> ", text)
    return Counter(tokens(fold(text)))


def _written(html: str) -> tuple[str, str]:
    """The words of a page, and those of what it embeds, which may be shown in its place."""
    root = clean(html, Remarks())
    found = notes.find(root)
    left_out = found.left_out - set(found.texts.values()) | set(found.marks)
    words: list[str] = []
    beside: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            words.append(part)
        elif part in left_out:
            continue
        elif part.tag in EMBEDDED:
            beside += part.attributes.values()
            words.append(ENDED)
        else:
            words += [part.attributes.get("alt", "")] if figures.is_sign(part) else []
            edge = ENDED if part.tag in BETWEEN_WORDS else ""
            waiting += (edge, *reversed(part.children), edge)
    return "".join(words), " ".join(beside)


def _shown(markdown: str) -> tuple[str, str]:
    """The words that readers of a text see, and those of addresses that are shown as links."""
    parts: list[str] = []
    addresses: list[str] = []
    for token in structure(markdown):
        if token.type == "fence":
            parts.append(token.content)
        parts += _inline(token.children or (), addresses)
        parts.append(ENDED)
    return "".join(parts), " ".join(addresses)


def _inline(children: Iterable[Token], addresses: list[str]) -> Iterator[str]:
    in_address = False
    for token in children:
        if token.type in ("link_open", "link_close") and token.info == "auto":
            in_address = token.type == "link_open"
            if in_address:
                addresses.append(str(token.attrs["href"]).removeprefix("mailto:"))
                yield f" {addresses[-1]} "
        elif token.type in ("text", "text_special", "code_inline"):
            yield "" if in_address else token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield ENDED
        elif token.type == "image":
            title = str(token.attrs.get("title", ""))
            yield f" {title} " if title != "decorative" else ENDED

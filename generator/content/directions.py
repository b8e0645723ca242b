"""Characters that turn the direction of writing, by which readers see other words than those that were checked.

They are Unicode's explicit formatting characters (Unicode Standard Annex 9, section 2). Words of both directions need
none of them in most places, and isolates that are closed where they do.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator

from generator.ground.diagnostics import Diagnostic, Span, error, warning
from generator.ground.patterns import lazy
from generator.ground.unseen import named

Make = Callable[[str, str, Span, str, str], Diagnostic]

SIGNS = lazy(
    "[\u202a-\u202e\u2066-\u2069]"
    r"|&#0*(?:823[4-8]|829[4-7]);?|&#[xX]0*20(?:2[a-eA-E]|6[6-9])(?![0-9a-fA-F]);?"
    r"|\n[ \t]*(?=\n)"
)
EMBEDDINGS = "\u202a\u202b"
OVERRIDES = "\u202d\u202e"
ISOLATES = "\u2066\u2067\u2068"
ISOLATE_ENDS = "\u2069"

HINT = "delete the invisible character; retyping the words does it"
OVERRIDDEN = "an invisible character ({}) makes readers see these words the other way round"
EMBEDDED = "an invisible character ({}) changes the direction of writing for more than these words"
UNCLOSED = "an invisible character ({}) changes the direction of writing, and nothing ends it in its paragraph"
ISOLATE_HINT = f"{HINT}; where words of another direction need it, put U+2069 behind them"


def problems(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """Overrides, embeddings, and isolates without an end in a Markdown text, each with its place.

    ``first_line`` is the number in the file of the text's first line. Fields take none of them (`content.field_types`).
    """
    if text.isascii() and "&#" not in text:
        return
    waiting: list[tuple[int, str]] = []

    def told(make: Make, at: int, sign: str, message: str, hint: str = HINT) -> Diagnostic:
        place = Span(text.count("\n", 0, at) + first_line, at - text.rfind("\n", 0, at))
        return make("direction", path, place, message.format(named(sign)), hint)

    for found in SIGNS.finditer(text):
        sign = html.unescape(found[0])
        if sign in ISOLATES:
            waiting.append((found.start(), sign))
        elif sign == ISOLATE_ENDS:
            del waiting[-1:]
        elif sign in OVERRIDES:
            yield told(error, found.start(), sign, OVERRIDDEN)
        elif sign in EMBEDDINGS:
            yield told(warning, found.start(), sign, EMBEDDED)
        elif not sign.strip():
            yield from (told(warning, at, open_, UNCLOSED, ISOLATE_HINT) for at, open_ in waiting)
            waiting.clear()
    yield from (told(warning, at, open_, UNCLOSED, ISOLATE_HINT) for at, open_ in waiting)

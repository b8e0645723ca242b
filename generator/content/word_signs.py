"""Characters that nobody sees in a theme's words, by which readers see other words than translators wrote, or none.

What some scripts are written with stays: joiners behind their letters and those of emoji, spaces without width in
scripts that have no others between words, marks of a direction, and what turns a direction and ends it again.
"""

from __future__ import annotations

from generator.content.directions import HINT, OVERRIDDEN, OVERRIDES
from generator.ground.patterns import lazy
from generator.ground.unseen import ANNOTATING, IGNORABLE, named

# What ends lines for some programs, and for others does not (Unicode Standard Annex 14, classes NL and BK).
BREAKS = "\x85\u2028\u2029"
# What turns the direction, with what ends it (Unicode Standard Annex 9, section 2).
ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
TURNS = lazy("[\u202a-\u202e\u2066-\u2069]")
NOTHING = lazy(f"\\s*[{IGNORABLE}][\\s{IGNORABLE}]*")
# Joiners stand behind letters of Hebrew and all scripts after it, and signs; the space behind those of Thai, Lao,
# Tibetan, Burmese and Khmer.
UNSEEN = lazy(
    f"[{BREAKS}{ANNOTATING}\u034f\u115f\u1160\u180e\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0]"
    "|(?<![\u0590-\u1dff\u2070-\U0010ffff])[\u200c\u200d]"
    "|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b"
)


def slip(words: str) -> tuple[str, str] | None:
    """What is wrong with words of a theme that hold a character which nobody sees, and what to do; else None."""
    if words.isascii():
        return None
    if found := UNSEEN.search(words):
        return f"a character that cannot be seen stands here ({named(found[0])})", HINT
    if NOTHING.fullmatch(words):
        return "readers see nothing of what is written here", "write it anew"
    waiting: list[str] = []
    for found in TURNS.finditer(words):
        sign = found[0]
        if sign in OVERRIDES:
            return OVERRIDDEN.format(named(sign)), HINT
        if sign in ENDS:
            waiting.append(sign)
        elif not waiting or ENDS[waiting.pop()] != sign:
            return f"an invisible character ({named(sign)}) ends a direction of writing that nothing begins", HINT
    if waiting:
        end = named(ENDS[waiting[-1]])
        what = f"an invisible character ({named(waiting[-1])}) changes the direction of writing, and nothing ends it"
        return what, f"{HINT}; where words of another direction need it, put {end} behind them"
    return None

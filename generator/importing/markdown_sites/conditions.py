"""Words in templates that were shown to some readers only, or on a condition: they do not come in, and are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.ground.patterns import lazy
from generator.importing.item import Fate
from generator.importing.markdown_sites.tally import Tally

CONDITION = lazy(r"\{%-?\s*(?P<end>end)?(?P<name>if|unless|case|capture|ifchanged)\b[^{}%]*(?:%(?!\})[^{}%]*)*-?%\}")
# By the names of shortcodes.
FOR_SOME = (
    r"(?P<name>private|hidden|hide|secret|members?(?:-?only)?|subscribers?(?:-?only)?|internal|protected|drafts?)"
)
SHORTCODE = lazy(
    rf"\{{\{{[<%]\s*{FOR_SOME}\b[^{{}}]*[>%]\}}\}}.*?(?:\{{\{{[<%]\s*/\s*(?P=name)\s*[>%]\}}\}}|\Z)",
    re.DOTALL | re.IGNORECASE,
)
WHY = "they do not come in; if everybody was meant to read them, copy them from the old file"


def without_conditions(text: str, remarks: Tally) -> str:
    """A text of Liquid and its kin without what stands between a condition and its end."""
    found = list(_outermost(text)) if "{%" in text else []
    for start, end in reversed(found):
        text = text[:start] + text[end:]
    remarks.add(Fate.LOOK, "words that were shown on a condition", WHY, len(found))
    return text


def without_shortcodes_for_some(text: str, remarks: Tally) -> str:
    """A text of Hugo without what stands in shortcodes that hide it."""
    text, count = SHORTCODE.subn("", text) if "{{" in text else (text, 0)
    remarks.add(Fate.LOOK, "words that were shown to some readers only", WHY, count)
    return text


def _outermost(text: str) -> Iterator[tuple[int, int]]:
    """Where conditions begin and end that stand in no others; one without an end hides nothing."""
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    names: Counter[str] = Counter()
    for found in CONDITION.finditer(text):
        if not found["end"]:
            opened.append((found["name"], found.start()))
            names[found["name"]] += 1
        while found["end"] and names[found["name"]]:
            name, start = opened.pop()
            names[name] -= 1
            if name == found["name"]:
                spans.append((start, found.end()))
                break
    last = 0
    for start, end in sorted(spans):
        if start >= last:
            yield start, end
            last = end

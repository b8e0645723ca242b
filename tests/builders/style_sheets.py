"""Style sheets read as browsers read them (CSS Syntax Level 3, as far as rules, strings, comments and brackets go)."""

from __future__ import annotations

import re

OPENS = {"{": "}", "(": ")", "[": "]"}
TOKEN = re.compile(r"""/\*.*?(?:\*/|$)|"(?:\\.|[^"\\\n])*["\n]?|'(?:\\.|[^'\\\n])*['\n]?|\\.|.""", re.DOTALL)


def rules(sheet: str) -> list[tuple[str, str]]:
    """The rules at the top of a style sheet: what stands before each block, and what stands in it."""
    found: list[tuple[str, str]] = []
    waiting: list[str] = []
    parts = ["", ""]
    for token in TOKEN.findall(sheet):
        if token.startswith("/*"):
            continue
        if token in OPENS and (waiting or token == "{"):
            waiting.append(OPENS[token])
            if len(waiting) == 1:
                continue
        elif waiting and token == waiting[-1]:
            waiting.pop()
            if not waiting:
                found.append((parts[0].strip(), parts[1].strip()))
                parts = ["", ""]
                continue
        parts[bool(waiting)] += token
    return [*found, (parts[0], parts[1])] if any(parts) and "".join(parts).strip() else found


def declarations(block: str) -> list[str]:
    """The names that are declared in a block, in their order."""
    found = [""]
    depth = 0
    for token in TOKEN.findall(block):
        depth += (token in OPENS) - (token in OPENS.values())
        if token == ";" and not depth:
            found.append("")
        elif not token.startswith("/*"):
            found[-1] += token
    return [part.partition(":")[0].strip() for part in found if part.strip()]

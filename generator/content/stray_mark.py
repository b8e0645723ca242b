"""What a stray mark is: something meant for a program that readers would see as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.ground.diagnostics import Diagnostic, Span, warning

NO_BREAK = "\u00a0\u2007\u202f"
OR_CODE = "; if readers are to see it, put backticks around it"


@dataclass(frozen=True, slots=True)
class StrayMark:
    """A kind of mark: how it looks, what readers will see of it, and what to write instead.

    It is the group “mark” of the pattern, or all of it. ``line`` is how its line in the file begins, if that matters.
    """

    pattern: re.Pattern[str]
    seen: str
    hint: str
    rule: str = "stray-mark"
    severity: Callable[[str, str, Span, str, str], Diagnostic] = warning
    line: re.Pattern[str] | None = None


def stray(pattern: str, seen: str, hint: str) -> StrayMark:
    """A mark that readers will see as it is written, which is said with the words ``seen``."""
    return StrayMark(re.compile(pattern, re.MULTILINE), f"readers will see {seen}", hint)


def stray_tag(names: str, hint: str) -> StrayMark:
    """Tags of HTML with one of these names."""
    pattern = re.compile(rf"</?(?:{names})(?:\s[^<>]{{0,400}})?/?>", re.IGNORECASE)
    return StrayMark(pattern, "readers will see this HTML tag as it is written", hint + OR_CODE)

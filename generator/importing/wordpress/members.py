"""Parts of a text that plug-ins showed to members, subscribers or buyers alone: they are left out, and told of.

Plug-ins name their marks as they like, so the words in a name decide. What is not sure counts as meant for few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.ground.patterns import lazy
from generator.importing.wordpress.marks import ShortcodeMark, marks
from generator.importing.wordpress.remarks import NamedRemarks

# As whole words of a name: “members_only”, “pmpro_membership”, “jetpack/premium-content/container”.
OF_FEW = lazy(
    r"(?:.*[-_/])?"
    r"(?:members?|memberships?|memb?ersonly|memberonly|private|priv|hide|hides|hidden|invisible|restrict(?:ed|ion|ions)?"
    r"|protect(?:ed|or)?|passwords?|passwort|passwordprotect|passster|ppwp|locker|\w+locker|locked|paywall|premium|paid"
    r"|subscribers?|loggedin|logged|s2if|s2member|mepr|pmpro|rcp|swpm|ihc|armember|wlm|eyesonly|userlevel|capability)"
    r"(?:[-_/].*)?"
)
# What those saw who were no members: “not_logged_in”, “guest_only”; and forms, which hold no words.
OF_ALL = lazy(
    r"(?:.*[-_/])?(?:not|no|non|nonmembers?|guests?|visitors?|free|public|form|forms|login|logout|register|registration"
    r"|signup|account|profile|subscriptions|checkout|url|link|price|levels)(?:[-_/].*)?"
)
MAY_BE = lazy(
    r"\[/?[A-Za-z0-9_-]{0,60}?(?:memb|priv|hid|invisi|restrict|protect|pass|ppwp|lock|paywall|premium|paid|subscriber"
    r"|logged|s2if|mepr|pmpro|rcp|swpm|ihc|wlm|eyesonly|userlevel|capabil)", 2
)  # fmt: skip
# Where blocks keep who may see them.
CONDITIONS = lazy(
    r"blockVisibility|contentControls|conditions|e_display_conditions|visibilit\w*|restrict\w*|member\w*|user_?roles?"
    r"|logged_?in\w*|pmpro\w*|mepr\w*", 2
)  # fmt: skip
ALL: Final = frozenset({"", "0", "all", "visible", "public", "everybody", "everyone", "none", "default", "off", "no"})
WHAT = "words that only members, subscribers or those who were logged in could read"
WHY = "they were left out; ask whether the storyteller wants them here"
UNENDED = "a mark for words that only some could read"
UNENDED_WHY = "nothing says where they end; look which words were meant, and delete them"


def is_for_few(name: str) -> bool:
    """Whether a shortcode or block with this name shows what is in it to some readers alone."""
    folded = name.casefold()
    return OF_FEW.fullmatch(folded) is not None and OF_ALL.fullmatch(folded) is None


def has_conditions(told: Mapping[str, Any]) -> bool:
    """Whether attributes of a block say that not everybody sees it."""
    metadata = told.get("metadata")
    inner = metadata if isinstance(metadata, dict) else {}
    if inner.get("blockVisibility") is False:
        return True
    return any(CONDITIONS.fullmatch(key) and _limits(value) for key, value in (*told.items(), *inner.items()))


def _limits(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().casefold() not in ALL and value.strip() not in {"[]", "{}"}
    return bool(value)


def without(source: str, remarks: NamedRemarks) -> str:
    """A text without what stands between marks for few; it is told to ``remarks``, and so is a mark without an end."""
    if MAY_BE.search(source) is None:
        return source
    kept: list[str] = []
    at = 0
    for start, end in _parts(marks(source), remarks):
        if end > at:
            kept.append(source[at : max(start, at)])
            at = end
    return "\n\n".join((*kept, source[at:]))


def _parts(found: list[ShortcodeMark], remarks: NamedRemarks) -> Iterator[tuple[int, int]]:
    """Where such parts begin and end, in their order; where marks do not pair, rather too much than too little."""
    by_name: dict[str, list[ShortcodeMark]] = {}
    for mark in found:
        if is_for_few(mark.name) and not mark.escaped and not mark.rest.endswith("/"):
            by_name.setdefault(mark.name, []).append(mark)
    parts: list[tuple[int, int]] = []
    for named in by_name.values():
        own, has_end = _of_one_name(named)
        parts += own
        if not has_end:
            remarks.look(UNENDED, UNENDED_WHY)
    for _ in parts:
        remarks.look(WHAT, WHY)
    return iter(sorted(parts))


def _of_one_name(found: list[ShortcodeMark]) -> tuple[list[tuple[int, int]], bool]:
    """The parts between marks of one name, and whether each mark that begins one has an end somewhere behind it."""
    parts: list[tuple[int, int]] = []
    start, end, depth = -1, -1, 0
    for mark in found:
        if not mark.ends:
            start, depth = (start if depth else mark.start), depth + 1
        elif depth:
            end, depth = mark.end, depth - 1
            if not depth:
                parts.append((start, end))
    if depth and end > start:
        parts.append((start, end))
    return parts, not depth or end > start

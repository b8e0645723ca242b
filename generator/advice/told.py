"""Findings as they are told to people and programs, known again by fingerprints, and those that were told before.

A fingerprint stands for rule, file and words, and not for lines, so that a finding stays the same when others come
above it. Of words that are not repeated (`unsaid`) none are in it, since few are enough to be guessed; there it counts.
A baseline has them by text, so that what it knows of one can be taken out when that is withdrawn.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from generator.advice.finding import Finding, Level
from generator.advice.unsaid import Unsaid
from generator.ground.digest import digest, path_tag
from generator.ground.strict_json import read_json

VERSION = 2
# How many findings of each text are old: by its tag (`ground.digest.path_tag`), and by what stands for each.
Baseline: TypeAlias = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding, without what may not be repeated (`unsaid`).

    ``path`` is its file as whoever reads the report names it, ``fingerprint`` is this finding's alone, ``words`` what
    stands there, where a program may repeat it.
    """

    finding: Finding
    path: str
    fingerprint: str
    words: str | None

    @property
    def is_warning(self) -> bool:
        """Whether it asks for a decision."""
        return self.finding.level is Level.WARNING


class NoBaselineError(ValueError):
    """A file that is no baseline; the message says why."""


def told(
    findings: Iterable[Finding],
    folder: str = "",
    old: Baseline | None = None,
    unsaid: Unsaid | None = None,
) -> tuple[ToldFinding, ...]:
    """Findings with their fingerprints, but for those that are ``old``: by a baseline, so many of each in each text.

    ``folder`` is the site's own, with a slash at its end, as whoever reads the report names it. ``unsaid`` knows what
    else was found; without it, these findings are all.
    """
    every = tuple(findings)
    hides = unsaid or Unsaid(every)
    seen: Counter[str] = Counter()
    in_text: Counter[tuple[str, str]] = Counter()
    new = []
    for finding in every:
        stands_for, text = _stands_for(finding, hides), path_tag(finding.path)
        seen[stands_for] += 1
        in_text[text, stands_for] += 1
        if in_text[text, stands_for] > (old or {}).get(text, {}).get(stands_for, 0):
            name = f"{stands_for}:{seen[stands_for]}"
            path = hides.folder(folder) + hides.path(finding.path)
            new.append(ToldFinding(hides.of(finding), path, name, hides.words(finding)))
    return tuple(new)


def baseline(findings: Iterable[Finding], unsaid: Unsaid | None = None) -> str:
    """A baseline with these findings: what is in it is not told again. ``unsaid`` is as for `told`."""
    every = tuple(findings)
    hides = unsaid or Unsaid(every)
    counted: dict[str, Counter[str]] = {}
    for one in every:
        counted.setdefault(path_tag(one.path), Counter())[_stands_for(one, hides)] += 1
    return written(counted)


def written(baseline: Baseline) -> str:
    """A baseline as it stands in its file: in an order, a finding a line."""
    document = {"version": VERSION, "texts": baseline}
    return f"{json.dumps(document, indent=2, sort_keys=True)}\n"


def without(data: bytes, path: str) -> bytes | None:
    """A baseline's file without what it knows of the text at a path; None where it is none, or knows nothing of it."""
    tag = path_tag(path)
    if tag.encode() not in data:
        return None
    with suppress(NoBaselineError):
        known = read_baseline(data)
        if tag in known:
            return written({text: found for text, found in known.items() if text != tag}).encode()
    return None


def read_baseline(data: bytes) -> Baseline:
    """What a baseline's file knows. Raises NoBaselineError."""
    try:
        read = read_json(data)
    except (ValueError, RecursionError) as e:
        raise NoBaselineError(f"it is no JSON ({e})") from None
    if not isinstance(read, dict) or not {"texts", "findings"}.intersection(read):
        raise NoBaselineError("it is no list of findings")
    if read.get("version") != VERSION:
        raise NoBaselineError("another version of hearten wrote it")
    texts = read.get("texts")
    if not isinstance(texts, dict) or not all(isinstance(found, dict) for found in texts.values()):
        raise NoBaselineError("it is no list of findings")
    if not all(type(n) is int for found in texts.values() for n in found.values()):
        raise NoBaselineError("it is no list of findings")
    return texts


def _stands_for(finding: Finding, hides: Unsaid) -> str:
    words = " ".join((hides.words(finding) or "").split())
    path = finding.path if hides.path(finding.path) == finding.path else ""
    return digest(finding.rule.id.encode(), path.encode(), words.encode("utf-8", "surrogatepass")).hex()

"""Findings as they are told to people and programs, known again by fingerprints, and those that were told before.

A fingerprint stands for rule, file and words, and not for lines, so that a finding stays the same when others come
above it. Of words that are not repeated (`unsaid`) none are in it, since few are enough to be guessed; there it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.advice.finding import Finding, Level
from generator.advice.unsaid import Unsaid
from generator.ground.digest import as_json, digest
from generator.ground.strict_json import read_json

VERSION = 1


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
    old: Mapping[str, int] | None = None,
    unsaid: Unsaid | None = None,
) -> tuple[ToldFinding, ...]:
    """Findings with their fingerprints, but for those that are ``old``: by a baseline, so many of each.

    ``folder`` is the site's own, with a slash at its end, as whoever reads the report names it. ``unsaid`` knows what
    else was found; without it, these findings are all.
    """
    every = tuple(findings)
    hides = unsaid or Unsaid(every)
    seen: Counter[str] = Counter()
    new = []
    for finding in every:
        stands_for = _stands_for(finding, hides)
        seen[stands_for] += 1
        if seen[stands_for] > (old or {}).get(stands_for, 0):
            name = f"{stands_for}:{seen[stands_for]}"
            path = hides.folder(folder) + hides.path(finding.path)
            new.append(ToldFinding(hides.of(finding), path, name, hides.words(finding)))
    return tuple(new)


def baseline(findings: Iterable[Finding], unsaid: Unsaid | None = None) -> str:
    """A baseline with these findings: what is in it is not told again. ``unsaid`` is as for `told`."""
    every = tuple(findings)
    hides = unsaid or Unsaid(every)
    counted = Counter(_stands_for(one, hides) for one in every)
    rows = ",\n".join(f"    {as_json(name)}: {n}" for name, n in sorted(counted.items()))
    return f'{{\n  "version": {VERSION},\n  "findings": {{\n{rows}\n  }}\n}}\n'


def read_baseline(data: bytes) -> dict[str, int]:
    """How many findings with each fingerprint are old. Raises NoBaselineError."""
    try:
        read = read_json(data)
    except (ValueError, RecursionError) as e:
        raise NoBaselineError(f"it is no JSON ({e})") from None
    found = read.get("findings") if isinstance(read, dict) else None
    if not isinstance(found, dict) or not all(type(n) is int for n in found.values()):
        raise NoBaselineError("it is no list of findings")
    if read.get("version") != VERSION:
        raise NoBaselineError("another version of hearten wrote it")
    return found


def _stands_for(finding: Finding, hides: Unsaid) -> str:
    words = " ".join((hides.words(finding) or "").split())
    path = finding.path if hides.path(finding.path) == finding.path else ""
    return digest(finding.rule.id.encode(), path.encode(), words.encode("utf-8", "surrogatepass")).hex()

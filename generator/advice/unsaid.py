"""What of a finding is not repeated: what is private, whichever rule speaks of it, and what the deny list holds.

A rule that knows nothing of names finds a long sentence, and the sentence has a name in it. So words are given out only
where no private finding stands in the same place, and nothing is that holds words which somebody asked to keep back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from generator.advice.finding import Finding, Guideline, Rule
from generator.advice.kept import KeptFinding
from generator.gate.deny_list import DenyList, holds, is_near, resembles
from generator.ground.diagnostics import Span

UNSAID = "not repeated here, since it holds words of the deny list"
HIDDEN_RULE = "own/not-repeated"
NO_LIST = DenyList()

SpanPairs = list[tuple[Span, Span]]


class Unsaid:
    """Says what may be repeated of findings. ``findings`` are all of a site, open and kept; ``denied`` is its list."""

    def __init__(self, findings: Iterable[Finding], denied: DenyList = NO_LIST) -> None:
        private: dict[str, SpanPairs] = {}
        for one in findings:
            if one.rule.private:
                private.setdefault(one.path, []).append((one.start, max(one.start, one.end)))
        self._private = {path: _joined(stretches) for path, stretches in private.items()}
        every = denied.everywhere()
        self._is_denied = cache(lambda words: any(test(words, every) for test in (holds, resembles, is_near)))
        self._has_list = bool(every)

    def words(self, finding: Finding) -> str | None:
        """The words of a finding, where they may be repeated."""
        if finding.rule.private or self._is_beside_private(finding) or self.is_denied(finding.words):
            return None
        return finding.words

    def is_denied(self, words: str) -> bool:
        """Whether words hold, or look like, what the deny list holds for any text."""
        return self._has_list and self._is_denied(words)

    def of(self, finding: Finding) -> Finding:
        """A finding with nothing in it that may not be repeated."""
        return replace(
            finding,
            rule=self._rule(finding.rule),
            words=self.words(finding) or "",
            message=self._said(finding.message),
            hint=self._said(finding.hint),
        )

    def kept(self, one: KeptFinding) -> KeptFinding:
        """The same of a finding that is kept, with its reason."""
        return KeptFinding(self.of(one.finding), self._said(one.because))

    def _rule(self, rule: Rule) -> Rule:
        """A rule; what comes with the program is public, and an organisation's own may name somebody."""
        if rule.group != "own" or not self._has_list:
            return rule
        whose = tuple(
            Guideline(self._said(g.name), None if self.is_denied(g.url or "") else g.url) for g in rule.guidelines
        )
        id_ = HIDDEN_RULE if self.is_denied(rule.id) or self.is_denied(rule.title) else rule.id
        return replace(rule, id=id_, title=self._said(rule.title), why=self._said(rule.why), guidelines=whose)

    def _said(self, words: str) -> str:
        return UNSAID if self.is_denied(words) else words

    def _is_beside_private(self, finding: Finding) -> bool:
        stretches = self._private.get(finding.path, [])
        n = bisect_right(stretches, max(finding.start, finding.end), key=lambda one: one[0])
        return n > 0 and finding.start <= stretches[n - 1][1]


def _joined(stretches: SpanPairs) -> SpanPairs:
    """SpanPairs in order, of which none meet."""
    made: SpanPairs = []
    for start, end in sorted(stretches):
        if made and start <= made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made

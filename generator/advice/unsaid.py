"""What of a finding is not repeated: what is private, whichever rule speaks of it, and what the deny list holds.

A rule that knows nothing of names finds a long sentence, and the sentence has a name in it. So words are given out only
where no private finding stands in the same place, and nothing is that holds words which somebody asked to keep back, or
a single word of such a name: no message, no reason, and no name of a file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from generator.advice.finding import Finding, Guideline, Rule
from generator.advice.kept import KeptFinding
from generator.advice.name_parts import NO_PARTS, NameParts
from generator.advice.wording import written
from generator.content.sources import SITE_FILE
from generator.gate.deny_list import DenyList, holds, is_near, resembles
from generator.ground.diagnostics import Span
from generator.ground.patterns import lazy

UNSAID = "not repeated here, since it holds words of the deny list"
HIDDEN_RULE = "own/not-repeated"
NO_LIST = DenyList()
# What a file is called whose name is not repeated, with its place among the names in its folder.
UNNAMED = "not-repeated-{}{}"
# Folders that every site has.
OWN_FOLDERS = ("stories", "pages")
LETTERS = lazy(r"[^\W_]+")

SpanPairs = list[tuple[Span, Span]]


class Unsaid:
    """Says what may be repeated of findings. ``findings`` are all of a site, open and kept; ``denied`` is its list.

    ``parts`` are words of the names on it, ``paths`` the files that can be looked at.
    """

    def __init__(
        self,
        findings: Iterable[Finding],
        denied: DenyList = NO_LIST,
        parts: NameParts = NO_PARTS,
        paths: Iterable[str] = (),
    ) -> None:
        private: dict[str, SpanPairs] = {}
        every_path = {*paths}
        for one in findings:
            every_path.add(one.path)
            if one.rule.private:
                private.setdefault(one.path, []).append((one.start, max(one.start, one.end)))
        self._private = {path: _joined(stretches) for path, stretches in private.items()}
        every = denied.everywhere()
        self._is_held = cache(lambda words: any(test(words, every) for test in (holds, resembles, is_near)))
        self._has_list, self._parts, self._paths = bool(every), parts, every_path
        self._path = cache(self._without_names)

    def words(self, finding: Finding) -> str | None:
        """The words of a finding, where they may be repeated."""
        if finding.rule.private or self._is_beside_private(finding) or self.is_denied(finding.words):
            return None
        return finding.words

    def is_denied(self, words: str) -> bool:
        """Whether words of a text hold, or look like, what the deny list holds for any text, or a part of a name."""
        return self._has_list and (self._is_held(words) or self._parts.are_in(words))

    def path(self, path: str) -> str:
        """A file's path below the site's folder; where a denied name is in it, its place among those beside it."""
        return self._path(path) if self._has_list else path

    def folder(self, folder: str) -> str:
        """The site's folder as whoever reads the report names it, without a denied name."""
        return "…/" if self._has_list and self._is_named(folder) else folder

    def of(self, finding: Finding) -> Finding:
        """A finding with nothing in it that may not be repeated."""
        words, hint, rule = self.words(finding), finding.hint, self._rule(finding.rule)
        if words is None and finding.words:
            hint = hint.replace(f'"{written(finding.words)}"', rule.id)  # by which it is kept
        return replace(
            finding,
            path=self.path(finding.path),
            rule=rule,
            words=words or "",
            message=self._told(finding.message),
            hint=self._told(hint),
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
        """What an organisation has written."""
        return UNSAID if self.is_denied(words) else words

    def _told(self, words: str) -> str:
        """What the program says, which may have words of a text in it."""
        return UNSAID if self._has_list and (self._is_held(words) or self._parts.are_named_in(words)) else words

    def _is_named(self, path: str) -> bool:
        top, slash, below = path.partition("/")
        known = below if slash and top in OWN_FOLDERS else path
        return path != SITE_FILE and (self.is_denied(known) or self.is_denied(" ".join(LETTERS.findall(known))))

    def _without_names(self, path: str) -> str:
        if not self._is_named(path):
            return path
        whole = PurePosixPath(path)
        beside = sorted(other for other in self._paths | {path} if PurePosixPath(other).parent == whole.parent)
        name, folder = UNNAMED.format(beside.index(path) + 1, whole.suffix), whole.parent.as_posix()
        return name if folder == "." or self._is_named(f"{folder}/") else f"{folder}/{name}"

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

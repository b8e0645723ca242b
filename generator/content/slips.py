"""What is wrong in front matter, told as the slips that people make, each with the line as it was meant.

Nothing here runs for a text that is as it should be: `content.read` asks only where something could not be read, or
where something is about to be lost without a word (`may_lose`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.content import schema, strict_yaml
from generator.content.fences import FENCE, FrontMatter, front_matter
from generator.content.field_line import NO_FIELD
from generator.content.field_slips import field_slips
from generator.content.front_matter import StoryHeader
from generator.content.line_slips import line_slips
from generator.content.lost_values import lost_values
from generator.content.run_on import run_on
from generator.content.slip import Slip, corrected
from generator.content.stop_signs import kept_from_readers, swallowed
from generator.content.strict_yaml import Document
from generator.content.value_slips import value_slips
from generator.content.written_lines import PAGE, STORY, Header, Names, consent_lines
from generator.ground.diagnostics import Diagnostic, Severity

# Lines of front matter up to which slips are looked for; nobody writes as many.
MOST = 400


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found in a text's front matter.

    ``found`` is where it stands, ``document`` what it says with all corrections, certain or not, each line with its own
    number; None where it cannot be read even so.
    """

    found: FrontMatter
    slips: tuple[Slip, ...]
    document: Document | None
    problems: tuple[Diagnostic, ...]


def explain(lines: Sequence[str], header: Header) -> Explanation | None:
    """The slips in a text's front matter; None where nothing looks like one."""
    names = STORY if header is StoryHeader else PAGE
    found = _usual(lines, names) or front_matter(lines, names)
    if found is None or len(found.lines) > MOST:
        return None
    first = found.start + 1
    front = found.lines
    consent = consent_lines(front, names)
    slips: list[Slip] = []
    document, problems = _parsed(front, first)
    if document is None or not document.fields:
        slips = line_slips(front, first, names, consent)
        front = tuple(corrected(front, slips, first))
        again, later = _parsed(front, first)
        document, problems = again, later if slips else problems
    if document is not None:
        more = [
            *lost_values(document, front, first, names),
            *field_slips(document, front, first, names, consent),
            *value_slips(document, front, first, names),
            *swallowed(document, front, first, consent),
        ]
        slips = _merged(slips, [replace(slip, of_consent=slip.line - first in consent) for slip in more])
        front = tuple(corrected(front, slips, first))
        document, problems = _parsed(front, first)
    if document is not None:
        told = {slip.line for slip in slips}
        slips += (slip for slip in run_on(document, front, first) if slip.line not in told)
    shown = (kept_from_readers(slip, found.lines, first, names) for slip in slips)
    return Explanation(found, (*found.slips, *shown), document, problems)


def _usual(lines: Sequence[str], names: Names) -> FrontMatter | None:
    """The front matter between two lines of three dashes, unless it ends before the second of them."""
    if not lines or lines[0].rstrip() != FENCE:
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return None
    if _parsed(lines[1:end], 2)[0] is None:
        other = front_matter(lines, names)
        if other is not None and other.slips:
            return other
    return FrontMatter(1, end, end + 1, tuple(lines[1:end]), ())


def _parsed(front: Sequence[str], first: int) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    parsed = strict_yaml.parse("\n".join(front) + "\n", "", first)
    return parsed.value, parsed.diagnostics


def _merged(slips: Sequence[Slip], more: Sequence[Slip]) -> list[Slip]:
    """One slip for each line, that says all that is wrong in it; what was found later saw what was corrected before."""
    made = {slip.line: slip for slip in slips}
    for slip in more:
        before = made.get(slip.line)
        if before is None:
            made[slip.line] = slip
        elif before in slips:
            hint = slip.hint if slip.corrected is not None else f"{before.hint}; then {slip.hint}"
            made[slip.line] = replace(
                before,
                message=f"{before.message}; and {slip.message}",
                hint=hint,
                corrected=slip.corrected or before.corrected,
                certain=before.certain and (slip.certain or slip.corrected is None),
            )
    return [made[line] for line in sorted(made)]


def _says_something(document: Document | None) -> bool:
    return document is not None and bool(document.fields)


def told(lines: Sequence[str], header: Header, path: str, otherwise: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems of a front matter, in the words of the slips where there are some.

    ``otherwise`` is what reading has found, which holds where no slip explains it.
    """
    explained = explain(lines, header)
    if explained is None or not explained.slips:
        return tuple(otherwise)
    if all(slip.message == NO_FIELD for slip in explained.slips) and not _says_something(explained.document):
        return tuple(otherwise)
    slips = [slip.diagnostic(path) for slip in explained.slips]
    lines_told = {slip.line for slip in explained.slips if slip.severity is Severity.ERROR}
    rest = list(explained.problems)
    if explained.document is not None:
        rest += schema.check(header, explained.document, path).diagnostics
    rest = [replace(problem, path=path) for problem in rest if problem.span.line not in lines_told]
    if not any(problem.is_error for problem in (*slips, *rest)):
        rest += otherwise
    return (*slips, *rest)

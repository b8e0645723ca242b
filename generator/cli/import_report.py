"""What an import did, as lines for a terminal and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.importing.report import Came, ImportedText, ImportReport

# Lines of a difference, labels, and titles, that a terminal shows; --json has all.
MOST_LINES, MOST_LABELS, MOST_TITLES = 12, 20, 50


def is_open(report: ImportReport) -> bool:
    """Whether a text did not come in, or is another here than at its source."""
    from generator.importing.report import Came

    open_ = (Came.BY_HAND, Came.IN_PLACE_OF_GONE, Came.TOO_LONG, Came.TAKEN_OFF, Came.BUSY)
    is_another = any(text.came in open_ or text.difference for text in report.texts)
    return is_another or any(left.titles for left in report.left_out)


def lines(report: ImportReport) -> Iterator[str]:
    """The report in sentences: each text with what became of it, what to look at, and what comes next."""
    yield f"This is {report.kind}."
    for text in report.texts:
        yield from _of_text(text)
    yield ""
    yield from _counts(report)
    yield from _labels(report)
    yield from _checklist(report)
    yield from _missing_pictures(report)
    if not report.written:
        yield "Nothing was written."
    elif any(text.path for text in report.texts):
        yield "Nothing of it is published before somebody consents: “hearten serve” shows the drafts, and"
        yield "“hearten consent copy STORY” makes what a storyteller can be asked with."


def _of_text(text: ImportedText) -> Iterator[str]:
    from generator.importing.item import Fate
    from generator.importing.report import LEFT_ALONE, Came

    if text.came is Came.SAME or (text.came in LEFT_ALONE and not text.difference):
        return
    yield f"{text.path or f'“{text.title}”'}: {text.came}"
    for remark in text.remarks:
        if remark.fate is not Fate.LOOK:
            yield f"  {remark.fate}: {remark.what}" + (f" ({remark.why})" if remark.why else "")
    yield from (f"  {line}" for line in text.difference[:MOST_LINES])
    if len(text.difference) > MOST_LINES:
        yield f"  and {len(text.difference) - MOST_LINES} lines more; --json has all"
    if text.came is Came.GONE:
        yield f"  it was brought in before; to have it back, delete {text.number} in consent/brought-in.json"


def _counts(report: ImportReport) -> Iterator[str]:
    counts = Counter(text.came for text in report.texts)
    yield (
        ", ".join(f"{n} {came}" for came, n in sorted(counts.items(), key=lambda one: _turn(one[0]))) + "."
        if counts
        else "There are no texts in it."
    )
    if report.left_out:
        yield "Not brought in:"
    for left in report.left_out:
        yield f"  {left.what} ({left.count}): {left.why}"
        yield from (f"    “{title}”" for title in left.titles[:MOST_TITLES])
        if len(left.titles) > MOST_TITLES:
            yield f"    and {len(left.titles) - MOST_TITLES} more; --json has all"


def _turn(came: Came) -> int:
    return list(type(came)).index(came)


def _labels(report: ImportReport) -> Iterator[str]:
    from generator.importing.topics import NO_TOPIC, PATH

    if not report.labels:
        return
    yield f"Labels that are no topic here; write into {PATH} which each is, or “{NO_TOPIC}”:"
    for one in report.labels[:MOST_LABELS]:
        near = f", perhaps “{one.near}”" if one.near else ""
        yield f"  “{one.label}” ({one.texts}){near}"
    if len(report.labels) > MOST_LABELS:
        yield f"  and {len(report.labels) - MOST_LABELS} more; --json has all"


def _checklist(report: ImportReport) -> Iterator[str]:
    """What a person has to look at, with the number of texts."""
    from generator.importing.item import Fate

    looks = Counter(
        (remark.what, remark.why) for text in report.texts for remark in text.remarks if remark.fate is Fate.LOOK
    )
    if looks:
        yield "To look at:"
    for (what, why), texts in looks.items():
        yield f"  {what} ({texts} {'text' if texts == 1 else 'texts'})" + (f": {why}" if why else "")


def _missing_pictures(report: ImportReport) -> Iterator[str]:
    from generator.importing.brought_pictures import NOT_BROUGHT

    texts = sum(any(remark.why == NOT_BROUGHT for remark in text.remarks) for text in report.texts)
    if texts:
        yield f"Pictures are missing in {texts} {'text' if texts == 1 else 'texts'}: name a folder that has them with"
        yield "--uploads, or let --fetch ask the old site for them."


def document(report: ImportReport) -> str:
    """The report as JSON, with everything."""
    told = {
        "source": report.kind,
        "written": report.written,
        "texts": [
            {
                "came": text.came,
                "number": text.number,
                "title": text.title,
                "path": text.path,
                "remarks": [{"fate": r.fate, "what": r.what, "why": r.why} for r in text.remarks],
                "difference": list(text.difference),
            }
            for text in report.texts
        ],
        "left_out": [
            {"what": left.what, "why": left.why, "count": left.count, "titles": list(left.titles)}
            for left in report.left_out
        ],
        "labels": [{"label": one.label, "texts": one.texts, "near": one.near} for one in report.labels],
    }
    return json.dumps(told, ensure_ascii=True, indent=2)

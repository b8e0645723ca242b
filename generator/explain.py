"""What stands behind a page, or why a story has none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.consent.find_story import by_address
from generator.content.page_kinds import Maker, PageKind, PlainFile, Template
from generator.content.routes import story_page_of, story_path
from generator.ground.diagnostics import did_you_mean
from generator.ground.outcome import Withheld
from generator.prepare import Planned


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences, whether there is such a page, and its path."""

    found: bool
    lines: tuple[str, ...]
    page: str | None = None


def explain(path: str, planned: Planned) -> Answer:
    """Explain an output path (with or without index.html and the output folder), or a source file's path."""
    wanted = PurePosixPath(path.replace("\\", "/")).as_posix()
    sources = _sources(planned)
    if wanted not in {*sources, *(w.source for w in planned.withheld)}:
        wanted = planned.site.moves.now(wanted)
    if wanted in sources:
        return _page(planned, sources[wanted], wanted)
    for withheld in planned.withheld:
        if wanted == withheld.source:
            return _withheld(planned, withheld)
    pages = {p.path: p for p in planned.pages}
    for candidate in _candidates(wanted, pages):
        if candidate in pages:
            own = story_page_of(candidate) or candidate
            source = next((s for s, p in sources.items() if p == own), None)
            return _page(planned, candidate, source)
    meant = by_address(wanted, planned.withheld_headers)
    if meant is not None:
        return _withheld(planned, next(w for w in planned.withheld if w.source == meant))
    known = [*pages, *sources, *(w.source for w in planned.withheld)]
    return Answer(
        False,
        (f"Nothing in this build has the path {path}; {did_you_mean(wanted, known, 'a page ends in .html or /')}",),
    )


def _sources(planned: Planned) -> dict[str, str]:
    found = {s.source: story_path(s.slug) for s in planned.site.stories}
    return found | {standalone.source: standalone.path for standalone in planned.site.standalone_pages}


def _candidates(wanted: str, pages: Collection[str]) -> list[str]:
    """Output paths that a person may mean: as written or as a folder, without the folders that lead to the output."""
    tops = {path.partition("/")[0] for path in pages}
    parts = PurePosixPath(wanted).parts
    inside = next((parts[n:] for n, part in enumerate(parts) if part in tops), ())
    return ["/".join(inside), "/".join((*inside, "index.html"))] if inside or wanted in (".", "/") else []


def _withheld(planned: Planned, withheld: Withheld) -> Answer:
    own = (d for d in planned.diagnostics if d.path == withheld.source)
    return Answer(
        False,
        (
            f"{withheld.source} has no page: {withheld.reason} (rule “{withheld.rule}”).",
            *(f"  {d.place}: {d.severity}: {d.message}; {d.hint}" for d in own),
        ),
    )


def _page(planned: Planned, path: str, source: str | None) -> Answer:
    page = next(p for p in planned.pages if p.path == path)
    lines = [path]
    if source:
        lines.append(f"  source: {source}")
    for story in planned.site.stories:
        if story.source == source:
            scope = ", ".join(sorted(story.scope))
            lines.append(f"  consent: given for {scope}{' (made-up example)' if story.fictional else ''}")
    lines.append(f"  made by: {_maker(page.kind, planned.theme.name)}")
    lines += (f"  {d.place}: {d.severity}: {d.message}; {d.hint}" for d in planned.diagnostics if d.path == source)
    return Answer(True, tuple(lines), path)


def _maker(kind: PageKind, theme: str) -> str:
    match kind.made_by:
        case Template(name):
            return f"template {name} of the theme {theme}"
        case Maker(name):
            return f"the generator ({name})"
        case PlainFile(what):
            return what

"""What the gate would say on another day or channel, and a story as it would look if it were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from generator.content.routes import story_path
from generator.gate.admission import Admission, admit_all
from generator.ground.channels import Medium
from generator.ground.diagnostics import Diagnostic, in_order
from generator.ground.outcome import Output
from generator.incremental import analysis
from generator.media.photo import Photo
from generator.preview.site import proof
from generator.preview.site.live import LiveSite

TAKEN = "address-taken"  # of another text, on this day and channel
MOST_DECIDED = 8  # channels and days that are remembered


def decide(live: LiveSite, medium: Medium, today: date) -> Admission | None:
    """What the gate would say on a channel and day of the last good site; None where there never was one."""
    site = live.reading
    if site is None:
        return None
    planned, decided = site.planned, site.decided
    if (medium, today) == (live.medium, site.today):
        return Admission(planned.site.stories, planned.site.standalone_pages, planned.withheld, ())
    if (medium, today) not in decided:
        # An address that is taken is found by deciding, and may be free on another day.
        errors = Counter(d.path for d in planned.diagnostics if d.is_error and d.rule != TAKEN)
        if len(decided) >= MOST_DECIDED:
            del decided[next(iter(decided))]
        texts, evidence, settings = planned.manuscripts, planned.evidence, planned.site.settings
        sources, gone = planned.page_sources, planned.withdrawn
        found = admit_all(texts, sources, errors, settings, medium, today, evidence, gone, until=None)
        decided[medium, today] = found
    return decided[medium, today]


def as_if_published(live: LiveSite, source: str, path: str | None = None) -> Output | None:
    """What stands at ``path`` of a site in which the story ``source`` is seen as if it were published.

    Without a path, the story's own page. None where there is nothing, or the story's front matter has errors. Raises
    CannotBuildError where the template fails.
    """
    site = live.reading
    if site is None or source not in site.manuscripts:
        return None
    story = next((s for s in site.planned.site.stories if s.source == source), None)
    if story is not None:
        return live.page(path or story_path(story.slug))
    seen = proof.proof(site.manuscripts[source], site.planned)
    if seen is None:
        return live.page(path) if path else None
    pages = {page.path: page for page in (seen.page, *seen.pictures)}
    wanted = path or seen.page.path
    return site.renderer.render(pages[wanted]) if wanted in pages else live.page(wanted)


def as_if_saved(
    live: LiveSite, source: str, data: bytes, path: str = "", pictures: Mapping[str, Photo] = MappingProxyType({})
) -> tuple[Output | None, tuple[Diagnostic, ...]]:
    """The same for a story whose file would hold these bytes, with everything found in it; nothing is written.

    ``pictures`` are those that are chosen for it and not written yet, by their paths.

    Raises CannotBuildError where the template fails.
    """
    site = live.reading
    if site is None:
        return None, ()
    _, checked = analysis.story_of(source, data, site.planned.site.settings, site.planned.denied)
    seen = proof.proof(checked.value, site.planned, pictures) if checked.value and checked.value.header else None
    if checked.value is None or seen is None:
        return live.page(path) if path else None, in_order(checked.diagnostics)
    found = in_order((*checked.diagnostics, *proof.links(checked.value, site.planned)))
    pages = {page.path: page for page in (seen.page, *seen.pictures)}
    wanted = path or seen.page.path
    return site.renderer.render(pages[wanted]) if wanted in pages else live.page(wanted), found


def own_problems(live: LiveSite, source: str) -> tuple[Diagnostic, ...]:
    """Everything found in one file; for a story that is not published, also in its links."""
    site = live.reading
    if site is None:
        return ()
    found = [d for d in site.planned.diagnostics if d.path == source]
    unseen = {w.source for w in site.planned.withheld if not w.by_errors}  # a build looks into the others' links itself
    if source in site.manuscripts and source in unseen:
        found += proof.links(site.manuscripts[source], site.planned)
    return in_order(found)

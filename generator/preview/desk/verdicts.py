"""What the gate would say on another day or channel, and a story as it would look if it were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from generator.content import read, samples, sources
from generator.content.named_files import files_of
from generator.content.page_kinds import PageKind
from generator.content.routes import text_path
from generator.gate.admission import Admission, StandalonePage, admit_all
from generator.gate.admit import Story, kept_from_proof
from generator.ground import limits
from generator.ground.channels import Medium
from generator.ground.diagnostics import Diagnostic, in_order, warning
from generator.ground.outcome import Output
from generator.incremental import analysis
from generator.media.clip import Clip
from generator.media.photo import Photo
from generator.preview.desk.new_pictures import covered_up
from generator.preview.desk.recording_problems import NO_FILES, WaitingPaths, with_its_recording
from generator.preview.site import proof
from generator.preview.site.live import LiveSite
from generator.preview.site.page_proof import Proof, page_links, page_proof
from generator.preview.site.page_store import Reading

# Of another text, on this day and channel.
TAKEN = frozenset({"address-taken", "language-taken"})
PAGES = "pages/"
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
        errors = Counter(d.path for d in planned.diagnostics if d.is_error and d.rule not in TAKEN)
        if len(decided) >= MOST_DECIDED:
            del decided[next(iter(decided))]
        texts, evidence, settings = planned.manuscripts, planned.evidence, planned.site.settings
        sources, gone = planned.page_sources, planned.withdrawn
        read = texts, sources, errors, settings
        found = admit_all(*read, medium, today, evidence, gone, until=None, given=None)
        decided[medium, today] = found
    return decided[medium, today]


def as_if_published(live: LiveSite, source: str, path: str | None = None) -> Output | None:
    """What stands at ``path`` of a site in which the text ``source`` is seen as if it were published.

    Without a path, the text's own page. None where there is nothing, or its front matter has errors. Raises
    CannotBuildError where the template fails.
    """
    site = live.reading
    if site is None:
        return None
    planned = site.planned
    texts: tuple[Story | StandalonePage, ...] = (*planned.site.stories, *planned.site.standalone_pages)
    published = next((text for text in texts if text.source == source), None)
    if published is not None:
        return live.page(path or text_path(source, published.slug))
    sheet = next((page for page in planned.page_sources if page.path == source), None)
    if sheet is not None:
        seen = page_proof(sheet, planned, site.today)
    elif source in site.manuscripts:
        seen = proof.proof(site.manuscripts[source], planned)
    else:
        return None
    return _seen(live, site, seen, path or "")


def clip_as_if_published(live: LiveSite, source: str, path: str) -> Clip | None:
    """The recording at ``path`` of a site in which the text ``source`` is seen as if it were published."""
    found, site = live.clip(path), live.reading
    if found is not None or site is None or any(story.source == source for story in site.planned.site.stories):
        return found
    text, planned = site.manuscripts.get(source), site.planned
    if not text or kept_from_proof(text, planned.site.settings, planned.evidence.get(source), planned.site.today):
        return None
    clips = text.recording.clips if text.recording else ()
    return next((clip for clip in clips if PageKind.RECORDING.path(name=clip.name) == path), None)


def as_if_saved(
    live: LiveSite,
    source: str,
    data: bytes,
    path: str = "",
    pictures: Mapping[str, Photo] = MappingProxyType({}),
    files: WaitingPaths = NO_FILES,
) -> tuple[Output | None, tuple[Diagnostic, ...]]:
    """The same for a text whose file would hold these bytes, with everything found in it; nothing is written.

    ``pictures`` are those that are chosen for it and not written yet, by their paths, ``files`` those of its
    recording.

    Raises CannotBuildError where the template fails.
    """
    site = live.reading
    if site is None:
        return None, ()
    planned, known = site.planned, (site.planned.site.settings, site.planned.denied)
    if source.startswith(PAGES):
        page = analysis.page_of(source, data, *known)
        seen = page_proof(page.value, planned, site.today, pictures) if page.value else None
        links = page_links(page.value, planned, site.today) if page.value else ()
        return _seen(live, site, seen, path), in_order((*page.diagnostics, *links))
    _, story = analysis.story_of(source, data, *known)
    text, heard = with_its_recording(live.root, story.value, planned, files) if story.value else (None, ())
    if text:
        pictures = {**pictures, **covered_up(live.root, files_of(text), planned.site.photos, pictures)}
    seen = proof.proof(text, planned, pictures) if text and text.header else None
    told = (*proof.links(text, planned), *proof.left_out(text, planned)) if text and seen else ()
    found = (*story.diagnostics, *heard, *told)
    return _seen(live, site, seen, path), in_order((*found, *_unwritten(data, source, live, found)))


def recording_problems(live: LiveSite, source: str, data: bytes, files: WaitingPaths) -> tuple[Diagnostic, ...]:
    """Everything found in the fields of a story whose file would hold these bytes, and in its recording."""
    site = live.reading
    if site is None:
        return ()
    _, story = analysis.story_of(source, data, site.planned.site.settings, site.planned.denied)
    heard = with_its_recording(live.root, story.value, site.planned, files)[1] if story.value else ()
    return in_order((*story.diagnostics, *heard))


def _seen(live: LiveSite, site: Reading, seen: Proof | None, path: str) -> Output | None:
    """A page of a proof, or another page of the site; without a path, the proof's own."""
    if seen is None:
        return live.page(path) if path else None
    pages = {page.path: page for page in (seen.page, *seen.pictures)}
    wanted = path or seen.page.path
    return site.renderer.render(pages[wanted]) if wanted in pages else live.page(wanted)


def own_problems(live: LiveSite, source: str) -> tuple[Diagnostic, ...]:
    """Everything found in one file; for a story that is not published, also in its links."""
    site = live.reading
    if site is None:
        return ()
    found = [d for d in site.planned.diagnostics if d.path == source]
    unseen = {w.source for w in site.planned.withheld if not w.by_errors}  # a build looks into the others' links itself
    if source in site.manuscripts and source in unseen:
        text = site.manuscripts[source]
        found += (*proof.links(text, site.planned), *proof.left_out(text, site.planned))
        data = sources.read_inside(live.root, source, limits.TEXT)
        found += _unwritten(data, source, live, found) if data is not None else ()
    return in_order(found)


def _unwritten(data: bytes, source: str, live: LiveSite, found: Collection[Diagnostic]) -> Iterator[Diagnostic]:
    """What is still to be written in a story, also where nothing but that it is a draft keeps it from readers."""
    language = live.planned.site.settings.language if live.planned else samples.LANGUAGE
    known = {(d.rule, d.span) for d in found}
    for d in read.unwritten(data, source, language):
        if (d.rule, d.span) not in known:
            yield warning(d.rule, d.path, d.span, d.message, d.hint)

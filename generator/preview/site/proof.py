"""An unpublished story's page as it would look: for the preview's desk, and never part of a site.

A proof is the printer's: a sheet for the author and the editor. It holds what the story itself says; what other stories
add to a page (neighbours, related stories, its series) comes with publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.content import link_checks
from generator.content.links import Atlas
from generator.content.read import Manuscript
from generator.content.routes import story_path
from generator.gate.admit import Story, kept_from_proof, proof_of
from generator.ground.diagnostics import Diagnostic, warning
from generator.media.photo import Photo
from generator.plan.cards import card, picture_pages
from generator.plan.layout import make_shell
from generator.plan.plan import places_of
from generator.plan.recordings import recording_pages
from generator.plan.retellings import with_retold
from generator.plan.story_pages import Neighbours, StoryPages
from generator.prepare import Planned
from generator.preview.site.page_proof import MISSING, Proof


def proof(manuscript: Manuscript, planned: Planned, more: Mapping[str, Photo] = MappingProxyType({})) -> Proof | None:
    """The story as it would look; None where its front matter has errors. ``more`` are pictures without a file yet."""
    site, theme = planned.site, planned.theme
    story = proof_of(manuscript, site.settings, planned.evidence.get(manuscript.path), site.today)
    if story is None:
        return None
    photos = {file.key: site.photos.get(file.key, more.get(file.key, MISSING)) for file in story.files}
    make = StoryPages(site.settings, make_shell(site, theme), theme.strings_for(site.settings.language)).page
    cards = {**planned.around.cards, story.source: card(story, site.settings, photos)}
    told = [one for one in site.stories if one.source != story.source]
    own = with_retold(cards, [*told, story], theme.strings_for, site.settings.language)[story.source]
    return Proof(
        make(story, own, photos, _atlas(planned, story), Neighbours()),
        (*picture_pages(photos, dict.fromkeys(photos)), *recording_pages([story], site.bundle)),
    )


def links(manuscript: Manuscript, planned: Planned) -> Iterator[Diagnostic]:
    """The links of an unpublished story that would be shown as plain text, and why."""
    story = proof_of(manuscript, planned.site.settings, planned.evidence.get(manuscript.path), planned.site.today)
    if story is not None:
        yield from link_checks.links(story.source, story.body, _atlas(planned, story), planned.withheld_places)


def left_out(manuscript: Manuscript, planned: Planned) -> Iterator[Diagnostic]:
    """That a story's recording is left out of its proof, as it is on the site, and why."""
    site, path = planned.site, manuscript.path
    if why := kept_from_proof(manuscript, site.settings, planned.evidence.get(path), site.today):
        what = f"readers do not get this recording, so it is not shown here: {why}"
        hint = "to hear it, open its file; if the signed form covers it, write that into the consent"
        yield warning("recording-left-out", path, manuscript.front.key_span(("recording",)), what, hint)


def _atlas(planned: Planned, story: Story) -> Atlas:
    paths = planned.atlas.paths | {story_path(story.slug)}
    return Atlas(planned.around.places | places_of([story]), paths, planned.site.settings.url)

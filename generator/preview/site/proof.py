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
from generator.gate.admit import Story, proof_of
from generator.ground.diagnostics import Diagnostic
from generator.media.photo import Photo
from generator.plan.cards import card, picture_pages
from generator.plan.layout import make_shell
from generator.plan.plan import places_of
from generator.plan.recordings import recording_pages
from generator.plan.story_pages import Neighbours, StoryPages
from generator.prepare import Planned
from generator.preview.site.page_proof import MISSING, Proof


def proof(manuscript: Manuscript, planned: Planned, more: Mapping[str, Photo] = MappingProxyType({})) -> Proof | None:
    """The story as it would look; None where its front matter has errors. ``more`` are pictures without a file yet."""
    site, theme = planned.site, planned.theme
    story = proof_of(manuscript, site.settings)
    if story is None:
        return None
    photos = {file.key: site.photos.get(file.key, more.get(file.key, MISSING)) for file in story.files}
    make = StoryPages(site.settings, make_shell(site, theme), theme.strings_for(site.settings.language)).page
    return Proof(
        make(story, card(story, site.settings, photos), photos, _atlas(planned, story), Neighbours()),
        (*picture_pages(photos, dict.fromkeys(photos)), *recording_pages([story], site.bundle)),
    )


def links(manuscript: Manuscript, planned: Planned) -> Iterator[Diagnostic]:
    """The links of an unpublished story that would be shown as plain text, and why."""
    story = proof_of(manuscript, planned.site.settings)
    if story is not None:
        yield from link_checks.links(story.source, story.body, _atlas(planned, story), planned.withheld_places)


def _atlas(planned: Planned, story: Story) -> Atlas:
    paths = planned.atlas.paths | {story_path(story.slug)}
    return Atlas(planned.around.places | places_of([story]), paths, planned.site.settings.url)

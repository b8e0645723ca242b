"""An unpublished story's page as it would look: for the preview's desk, and never part of a site.

A proof is the printer's: a sheet for the author and the editor. It holds what the story itself says; what other stories
add to a page (neighbours, related stories, its series) comes with publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.content import validate
from generator.content.links import Atlas
from generator.content.read import Manuscript
from generator.content.routes import story_path
from generator.gate.admit import Story, proof_of
from generator.ground.diagnostics import Diagnostic
from generator.media.pictures import Photo
from generator.plan.cards import body_view, card, own_picture, pictures, targets
from generator.plan.layout import make_head, make_shell
from generator.plan.plan import CONTENTS_FROM, helplines, places_of
from generator.prepare import Planned
from generator.views.pages import FileView, Page, StoryView

# Stands where a picture is missing or cannot be used; the problems say which.
MISSING = Photo(
    "missing.svg",
    640,
    240,
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240"><rect width="640" height="240" fill="#ddd"/>'
    b'<path d="M0 0 640 240M640 0 0 240" stroke="#999"/></svg>',
)


def pages(manuscript: Manuscript, planned: Planned) -> tuple[Page, ...]:
    """The story's page, first, and its pictures; nothing where its front matter has errors."""
    site, theme = planned.site, planned.theme
    story = proof_of(manuscript, site.settings)
    if story is None:
        return ()
    photos = {file.path: site.photos.get(file.path, MISSING) for file in story.files}
    shell = make_shell(site, theme)
    view = StoryView(
        shell=shell,
        head=make_head(shell, story.title, None, indexed=False, social=False, kind="article"),
        card=card(story, site.settings, photos),
        updated=story.updated,
        shape=story.shape,
        body=body_view(
            story.body,
            story.language,
            targets(story.body, story.source, _atlas(planned, story)),
            pictures(story.body, story.source, photos),
        ),
        contents=story.body.headings if len(story.body.headings) >= CONTENTS_FROM else (),
        image=own_picture(story, photos),
        series=None,
        older=None,
        newer=None,
        related=(),
        helplines=helplines(site.settings, story.language),
    )
    return (
        Page(story_path(story.slug), "story.html", view),
        *(Page(f"pictures/{photo.name}", "file", FileView(photo.content)) for photo in photos.values()),
    )


def links(manuscript: Manuscript, planned: Planned) -> Iterator[Diagnostic]:
    """The links of an unpublished story that would be shown as plain text, and why."""
    story = proof_of(manuscript, planned.site.settings)
    if story is not None:
        withheld = {w.source for w in planned.withheld}
        yield from validate.links(story.source, story.body, _atlas(planned, story), withheld)


def _atlas(planned: Planned, story: Story) -> Atlas:
    return Atlas(planned.around.places | places_of([story]), planned.atlas.paths | {story_path(story.slug)})

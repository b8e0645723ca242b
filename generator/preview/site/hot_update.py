"""A story's page as its file is now, ahead of the whole site: what an author waits for after a save.

Only where nothing but the story's text has changed, and nothing is wrong with it. The gate decides anew, as always.
What other pages say of the story follows when the whole site has been read again.
"""

from __future__ import annotations

from datetime import date

from generator.content import validate
from generator.content.links import local_path
from generator.content.read import Manuscript
from generator.gate.admit import Story, admit
from generator.gate.evidence import is_sealed
from generator.incremental import analysis
from generator.plan.plan import with_text
from generator.prepare import Planned
from generator.views.pages import Page, Recipe


def hot_update(page: Page, before: Manuscript, data: bytes, planned: Planned, today: date) -> Page | None:
    """The page of a published story with the text in ``data``, the bytes of its file.

    ``before`` is the story as it was when the site was ``planned``. None where this is a matter for the whole site.
    """
    recipe, site = page.known, planned.site
    _, checked = analysis.story_of(before.path, data, site.settings, planned.denied)
    text, found = checked.value, checked.diagnostics
    if text is not None and text.digest == before.digest:
        return page
    if text is None or not isinstance(recipe, Recipe) or text.header != before.header or found:
        return None
    if is_sealed(text) or any(d.path == before.path for d in planned.diagnostics):
        return None  # a seal that is broken, or a problem that may be mended
    if not {local_path(picture.src, text.path) for picture in text.body.pictures} <= site.photos.keys():
        return None
    if any(validate.pictures(text, site.photos)) or any(validate.links(text.path, text.body, planned.atlas, set())):
        return None
    story = admit(text, site.settings, site.medium, today, errors=0, evidence=planned.evidence[before.path], until=None)
    return with_text(page, recipe, story, site, planned.atlas) if isinstance(story, Story) else None

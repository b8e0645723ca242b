"""A story's page as its file is now, ahead of the whole site: what an author waits for after a save.

Only where nothing but the story's text has changed, and nothing is wrong with it. The gate decides anew, as always.
What other pages say of the story follows when the whole site has been read again.
"""

from __future__ import annotations

from datetime import date

from generator.content.read import Manuscript
from generator.incremental import analysis
from generator.incremental.text_change import Unchanged, text_change
from generator.plan.cards import card
from generator.plan.story_pages import StoryContext, StoryPages
from generator.prepare import Planned
from generator.views.pages import Page, Recipe


def hot_update(page: Page, before: Manuscript, data: bytes, planned: Planned, today: date) -> Page | None:
    """The page of a published story with the text in ``data``, the bytes of its file.

    ``before`` is the story as it was when the site was ``planned``. None where this is a matter for the whole site.
    """
    site, settings = planned.site, planned.site.settings
    _, checked = analysis.story_of(before.path, data, settings, planned.denied)
    if checked.value is not None and checked.value.digest == before.digest:
        return page
    if planned.ended is None or not isinstance(page.known, Recipe) or not isinstance(page.known.context, StoryContext):
        return None
    withheld = {w.source for w in planned.withheld}
    retold = {known.original.text.path for known in planned.evidence.values() if known.original}
    unchanged = Unchanged(
        settings, site.medium, today, planned.atlas, withheld, planned.ended, planned.withdrawn, retold
    )
    now = text_change(unchanged, before, checked, site.photos, planned.evidence[before.path])
    if now is None or now.diagnostics or any(d.path == before.path for d in planned.diagnostics):
        return None  # problems, and whether they are mended, are told of the whole site
    make = StoryPages(settings, planned.around.shell, planned.theme.strings_for(settings.language)).page
    return make(
        now.story, card(now.story, settings, now.photos), now.photos, planned.atlas, page.known.context.neighbours
    )

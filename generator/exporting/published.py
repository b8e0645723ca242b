"""What a build publishes today, as texts that leave. They come from the gate, like every page."""

from __future__ import annotations

from datetime import date

from generator.content.routes import story_path
from generator.exporting.exported import PAGES, STORIES, ExportedConsent, ExportedSite, ExportedText
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.plan.cards import own_picture, pictures, targets
from generator.prepare import Planned


def published(planned: Planned, made: date) -> ExportedSite:
    """A site as it leaves on the day ``made``, with what its stories' consent covers, and nothing of the others."""
    site, settings = planned.site, planned.site.settings
    stories = tuple(_story(story, planned) for story in site.stories)
    pages = tuple(_page(page, planned) for page in site.standalone_pages)
    return ExportedSite(
        name=settings.name,
        tagline=settings.tagline or "",
        address=settings.address,
        language=settings.language,
        organisation=settings.organisation,
        withdraw=settings.withdraw,
        strings=planned.theme.strings_for(settings.language),
        topics={topic.id: topic.label for topic in settings.topics},
        texts=(*stories, *pages),
        photos=site.photos,
        made=made,
    )


def _story(story: Story, planned: Planned) -> ExportedText:
    site = planned.site
    return ExportedText(
        folder=STORIES,
        name=story.slug,
        path=story_path(story.slug),
        title=story.title,
        body=story.body,
        links=targets(story.body, story.source, planned.atlas),
        pictures=pictures(story, site.photos),
        language=story.language,
        strings=planned.theme.strings_for(story.language, site.settings.language),
        day=story.date,
        updated=story.updated,
        author=story.author,
        summary=story.summary,
        topics=story.topics,
        notes=tuple(site.settings.note_by_id[note].label for note in story.notes),
        aliases=tuple(shown(alias) for alias, source in site.redirects.items() if source == story.source),
        picture=own_picture(story, site.photos),
        fictional=story.fictional,
        consent=ExportedConsent(None, "given", tuple(sorted(story.scope)), story.lasts),
    )


def _page(page: StandalonePage, planned: Planned) -> ExportedText:
    site = planned.site
    return ExportedText(
        folder=PAGES,
        name=page.slug,
        path=page.path,
        title=page.title,
        body=page.body,
        links=targets(page.body, page.source, planned.atlas),
        pictures=pictures(page, site.photos),
        language=page.language,
        strings=planned.theme.strings_for(page.language, site.settings.language),
        updated=page.updated,
        summary=page.summary or "",
    )


def shown(path: str) -> str:
    """The address of a page of the site, from ``/`` on."""
    return "/" + path.removesuffix("index.html")

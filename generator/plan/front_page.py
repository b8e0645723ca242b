"""The front page: the organisation's own words, one story large, shelves, newest stories, and topics as a picture."""

from __future__ import annotations

from collections.abc import Mapping

from generator.content.links import Atlas
from generator.content.page_kinds import PageKind
from generator.content.shelves import story_file
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.media.photo import Photo
from generator.plan import json_ld, shelves
from generator.plan.cards import begins_with_picture, body_view, pictures, targets
from generator.plan.layout import make_head
from generator.plan.lists import group, topic_groups
from generator.plan.retellings import is_same, listed
from generator.plan.site import Site
from generator.plan.topic_picture import sized
from generator.views.lists import HomeView
from generator.views.pages import Page
from generator.views.view_models import Card, Head, Shell

NEWEST = 6
IN_THE_PICTURE = 24


def front_words(site: Site) -> StandalonePage | None:
    """The words with which the front page begins, if the organisation has written any."""
    return next((page for page in site.standalone_pages if page.is_front), None)


def front_page(
    site: Site,
    shell: Shell,
    cards: Mapping[str, Card],
    words: StandalonePage | None,
    photos: Mapping[str, Photo],
    atlas: Atlas,
) -> Page:
    """The front page with these ``words``, ``photos`` being the pictures in them by their paths; ``cards`` by files."""
    large, stories = chosen(site), listed(site.stories)
    newest = stories[: -NEWEST - 2 : -1]
    others = [story for story in newest if story is not large and not (large and is_same(story, large))]
    groups = topic_groups(site.settings, group(stories, lambda story: story.topics))
    topics = {topic.path: topic for of in groups for topic in of.topics}
    view = HomeView(
        shell=shell,
        head=_head(site, shell, words),
        heading=words.title if words else shell.name,
        words=body_view(words.body, words.language, targets(words.body, words.source, atlas), pictures(words, photos))
        if words
        else None,
        pictured=words is not None and begins_with_picture(words.body),
        story=cards[large.source] if large else None,
        newest=tuple(cards[story.source] for story in newest[:NEWEST]),
        others=tuple(cards[story.source] for story in others[:NEWEST]),
        total=len(stories),
        shelves=shelves.filled(site, cards),
        topics=sized([*topics.values()], IN_THE_PICTURE),
        all_topics=len(topics),
        groups=groups,
        helplines=site.settings.helplines.lines if words and words.helplines else (),
        fictional=bool(site.stories) and all(story.fictional for story in site.stories),
    )
    return Page(PageKind.HOME.path(), PageKind.HOME, view, words.source if words else None)


def chosen(site: Site) -> Story | None:
    """The story that is shown large: the one that site.yaml names, if it is published, or else the newest.

    Of these, one without content notes goes before others, and one in the site's language: nobody chose to see it.
    """
    name = site.settings.front.story
    named = [story for story in site.stories if name is not None and story.source == story_file(name)]
    ranked = sorted(listed(site.stories), key=lambda story: (not story.notes, story.language == site.settings.language))
    return next(iter((*named, *reversed(ranked))), None)


def _head(site: Site, shell: Shell, words: StandalonePage | None) -> Head:
    """Words that hold something which search engines may not have any more keep the page from these."""
    indexed = not (words and words.hidden)
    told = words.body.questions if words and site.web and indexed else ()
    return make_head(
        shell,
        shell.name,
        (words and words.summary) or shell.tagline,
        indexed=indexed,
        data=(json_ld.questions(told),) if told else (),
        feed=None if shell.offline else PageKind.ATOM.path(),
    )

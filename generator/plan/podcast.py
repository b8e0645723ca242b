"""The podcast, where a site has one: the stories whose storytellers agreed to it by name, each with its recording.

What was downloaded cannot be called back, so a yes to feeds, or to sound on the web, puts nothing into it. Formats are
those that podcast apps play (https://podcasters.apple.com/support/823-podcast-requirements).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.content.media_choices import PodcastChoice
from generator.content.page_kinds import PageKind
from generator.content.routes import story_path
from generator.gate.admit import Story
from generator.gate.tombstones import entry_id
from generator.ground.channels import PODCAST
from generator.ground.digest import as_json, content_name
from generator.media.clip import Clip
from generator.plan.recordings import TrackContext, track_path
from generator.plan.site import Site
from generator.plan.summaries import summary_elsewhere
from generator.views.feeds import Episode, PodcastView
from generator.views.pages import FileView, Page, Recipe

# The namespace of podcasts' ids (podcastindex.org/namespace/1.0, guid).
IDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
PLAYED = (".m4a", ".mp3", ".mp4")
# Of the JSON that chapters are written in (podcastindex.org, jsonChapters).
FORM = "1.2.0"


def pages(site: Site) -> Iterator[Page]:
    """The podcast's feed and the chapters of its episodes; nothing where site.yaml has no podcast."""
    of = site.settings.podcast
    if of is None:
        return
    stories = [(story, clip) for story in reversed(site.stories) if (clip := _clip(story))]
    yield Page(PageKind.PODCAST.path(), PageKind.PODCAST, _feed(site, of, stories))
    chapters = {path: story for story, _ in stories if (path := _chapters_path(story))}
    for path, story in sorted(chapters.items()):
        cues = story.recording.chapters if story.recording else ()
        yield Page(path, PageKind.RECORDING, Recipe(_chapters, TrackContext(cues), story), story.source)


def _clip(story: Story) -> Clip | None:
    """What a podcast plays of a story: nothing unless its consent covers that, and apps can."""
    clip = story.recording.clip if story.recording and PODCAST in story.scope else None
    return clip if clip and clip.of.suffix in PLAYED else None


def _feed(site: Site, of: PodcastChoice, stories: list[tuple[Story, Clip]]) -> PodcastView:
    settings = site.settings
    url = settings.address + PageKind.PODCAST.path()
    where = urlsplit(url)
    return PodcastView(
        id=str(uuid.uuid5(IDS, f"{where.netloc}{where.path}".rstrip("/"))),
        title=of.title,
        description=of.description,
        image=settings.address + PageKind.PICTURE.path(name=site.photos[of.image].name),
        category=tuple(of.category.split(" > ")),
        language=of.language or settings.language,
        explicit=of.explicit,
        author=settings.organisation.name,
        home=settings.address,
        url=url,
        episodes=tuple(_episode(site, story, clip) for story, clip in stories),
        withdrawn=tuple({t.id: t.withdrawn_on for t in site.withdrawn if t.in_feeds}.items()),
    )


def _episode(site: Site, story: Story, clip: Clip) -> Episode:
    address, told = site.settings.address, story.recording
    chapters = _chapters_path(story)
    return Episode(
        id=entry_id(site.settings.url, site.moves.first(story.source)),
        url=address + story_path(story.slug).removesuffix("index.html"),
        title=story.title,
        author=story.author,
        summary=summary_elsewhere(story, site.settings),
        published=story.date,
        media=address + PageKind.RECORDING.path(name=clip.name),
        type="audio/x-m4a" if clip.of.suffix == ".m4a" else clip.of.type,
        size=clip.of.size,
        seconds=max(1, round(clip.of.seconds)),
        transcripts=tuple((code, address + track_path(cues)) for code, cues in told.captions.items()) if told else (),
        chapters=address + chapters if chapters else None,
    )


def _chapters_path(story: Story) -> str | None:
    cues = story.recording.chapters if story.recording else ()
    return PageKind.RECORDING.path(name=f"{content_name(_chapters_in(TrackContext(cues)))}.json") if cues else None


def _chapters(_story: Story, context: TrackContext) -> FileView:
    return FileView(_chapters_in(context))


def _chapters_in(context: TrackContext) -> bytes:
    listed = [{"startTime": cue.start / 1000, "title": cue.words} for cue in context.cues]
    return as_json({"version": FORM, "chapters": listed}).encode()

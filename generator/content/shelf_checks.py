"""What is told of shelves, and of the story that the front page shows large: both name stories by their files.

Whether a file is there changes nothing but what is told, so that a withheld story is the same as an absent one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.content.settings import Settings
from generator.content.shelves import story_file
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Document, Loc
from generator.ground.diagnostics import Diagnostic, did_you_mean, error, warning

LEAST_ON_A_SHELF = 2


def named_stories(settings: Settings) -> Iterator[tuple[Loc, str]]:
    """Every setting that names a story, with the file that it names."""
    if settings.front.story is not None:
        yield ("front", "story"), story_file(settings.front.story)
    for n, shelf in enumerate(settings.shelves):
        yield from ((("shelves", n, "stories", m), file) for m, file in enumerate(shelf.files))


def names_story(loc: Loc) -> bool:
    """Whether a setting names a story's file, which reaches no reader."""
    return loc == ("front", "story") or (loc[:1] == ("shelves",) and loc[2:3] == ("stories",))


def twice(settings: Settings, front: Document) -> Iterator[Diagnostic]:
    """Shelves at one address, and stories that stand on a shelf twice."""
    ids = [shelf.own_id for shelf in settings.shelves]
    for n, shelf in enumerate(settings.shelves):
        if ids[n] in ids[:n]:
            hint = "give one of them another name, or another id"
            what = f"two shelves would have the address “{ids[n]}”"
            yield error("shelf-twice", SITE_FILE, front.value_span(("shelves", n)), what, hint)
        for m, file in enumerate(shelf.files):
            if file in shelf.files[:m]:
                span = front.value_span(("shelves", n, "stories", m))
                what = f"“{shelf.stories[m]}” stands on this shelf twice"
                yield error("shelf-twice", SITE_FILE, span, what, "take one of them away")


def missing(
    settings: Settings, front: Document, files: Collection[str], published: Collection[str]
) -> Iterator[Diagnostic]:
    """Names that no story in ``files`` has, and what is not shown for want of stories that are ``published``."""
    names = [file.removeprefix("stories/") for file in files]
    for loc, file in named_stories(settings):
        if file not in files:
            name = file.removeprefix("stories/")
            hint = did_you_mean(name, names, "write the name of a file in stories/")
            yield warning("no-story", SITE_FILE, front.value_span(loc), f"there is no story “{name}” in stories/", hint)
    chosen = settings.front.story
    if chosen is not None and story_file(chosen) in files and story_file(chosen) not in published:
        what = f"“{chosen}” is not published, so the front page shows the newest story in its place"
        hint = "choose another one, or leave the line; it counts as soon as the story is published"
        yield warning("front-story", SITE_FILE, front.value_span(("front", "story")), what, hint)
    for n, shelf in enumerate(settings.shelves):
        there = len({*shelf.files}.intersection(published))
        if there < LEAST_ON_A_SHELF:
            count = "none of its stories is" if there == 0 else "only one of its stories is"
            what = f"the shelf “{shelf.label}” is not shown: {count} published"
            hint = f"a shelf needs {LEAST_ON_A_SHELF}; add others, or leave it until they are published"
            yield warning("shelf-small", SITE_FILE, front.value_span(("shelves", n)), what, hint)

"""What a site needs before it goes online: its own names and addresses, stories, and the help that it promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.content import samples
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Document
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.ground.diagnostics import START, Diagnostic, unready


def lacking(
    settings: Settings,
    front: Document,
    stories: Iterable[Story],
    pages: Iterable[StandalonePage],
    fronts: Mapping[str, Document],
) -> Iterator[Diagnostic]:
    """What is missing in a site of these stories and pages, or is still a sample in its settings.

    ``front`` is site.yaml's, ``fronts`` are those of pages.
    """
    yield from samples.in_settings(settings, front, SITE_FILE)
    published = tuple(stories)
    if all(story.fictional and story.source == samples.EXAMPLE for story in published):
        what = "no story is published but the made-up example" if published else "no story is published"
        hint = "“hearten story” begins one; what keeps back those that are there is told in this report"
        yield unready("no-stories", SITE_FILE, START, what, hint)
    if settings.helplines.lines:
        return
    for page in pages:
        if page.helplines:
            hint = "add those of your country to site.yaml, under “helplines”, or take this line out"
            span = fronts[page.source].key_span(("helplines",))
            yield unready("no-help", page.source, span, "this page promises helplines, and there are none", hint)
    noted = [story.source for story in published if story.notes]
    if noted:
        which = noted[0] if len(noted) == 1 else f"{noted[0]} and {len(noted) - 1} more"
        what = f"a content note stands above {which}, and no help below, since there are no helplines"
        hint = "add services that your readers can turn to, under “helplines”"
        yield unready("no-help", SITE_FILE, front.key_span(("helplines",)), what, hint)

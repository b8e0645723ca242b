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
from generator.ground.outcome import InForce, Withheld

NO_STORIES = "no-stories"
# By which of the gate's rules a story is withheld that may have been online.
ENDED = frozenset({"withdrawn", "refused", "paused", "expired", "too-old", "review-due", "seal"})


def lacking(
    settings: Settings,
    front: Document,
    stories: Iterable[Story],
    pages: Iterable[StandalonePage],
    fronts: Mapping[str, Document],
    *,
    had_stories: bool,
) -> Iterator[Diagnostic]:
    """What is missing in a site of these stories and pages, or is still a sample in its settings.

    ``front`` is site.yaml's, ``fronts`` are those of pages. Where the site ``had_stories``, it is true without any.
    """
    yield from samples.in_settings(settings, front, SITE_FILE)
    published = tuple(stories)
    if not had_stories and all(story.fictional and story.source == samples.EXAMPLE for story in published):
        what = "no story is published but the made-up example" if published else "no story is published"
        hint = "“hearten story” begins one; what keeps back those that are there is told in this report"
        yield unready(NO_STORIES, SITE_FILE, START, what, hint)
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


def had_stories(withheld: Iterable[Withheld], in_force: InForce) -> bool:
    """Whether a site may have shown stories before: some were decided upon, or a consent holds one back now."""
    return bool(in_force.withdrawn or in_force.logged) or any(one.rule in ENDED for one in withheld)

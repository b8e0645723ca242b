"""Small sites as values, planned and rendered in memory: no file is read but a theme's, and none is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.content import read, theme
from generator.content.recordings import ToldRecording
from generator.content.settings import Settings
from generator.content.theme import Theme
from generator.gate import deny_list
from generator.gate.admission import admit_all
from generator.gate.story_evidence import Evidence
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import Medium
from generator.incremental import analysis
from generator.incremental.analysis import TERMS
from generator.media.photo import Photo
from generator.plan.neighbours import nearest, traits_of
from generator.plan.plan import SitePlan, plan
from generator.plan.site import Site
from generator.render.renderer import renderer_of
from generator.words.postings import TermCounts
from generator.words.stems import stems
from tests.builders.inverted import inverted
from tests.builders.sites import SITE, TODAY

NOWHERE = Path("no-such-folder")


class SiteValue:
    """A site of stories and pages, given as texts by file name, of pictures by their path, and of recordings.

    These are given by the names of the stories that tell of them.
    """

    def __init__(
        self,
        stories: Mapping[str, str],
        *,
        pages: Mapping[str, str] | None = None,
        photos: Mapping[str, Photo] | None = None,
        recordings: Mapping[str, ToldRecording] | None = None,
        medium: Medium = "web",
        site: str = SITE,
    ) -> None:
        settings, self.theme = dressed(site)
        denied = deny_list.read(None)
        made = {
            path: analysis.story_of(path, text.encode(), settings, denied)
            for path, text in sorted((f"stories/{name}", text) for name, text in stories.items())
        }
        checked = [story for _, story in made.values()]
        sheets = [
            read.page_source(text.encode(), f"pages/{name}", settings.language)
            for name, text in sorted((pages or {}).items())
        ]
        problems = [d for text in checked for d in text.diagnostics] + [d for page in sheets for d in page.diagnostics]
        errors = Counter(d.path for d in problems if d.is_error)
        told = {f"stories/{name}": recording for name, recording in (recordings or {}).items()}
        manuscripts = [replace(story.value, recording=told.get(story.value.path)) for story in checked if story.value]
        evidence = {text.path: Evidence(None, None, (), ()) for text in manuscripts}
        sources = [sheet.value for sheet in sheets if sheet.value]
        admitted = admit_all(manuscripts, sources, errors, settings, medium, TODAY, evidence, Withdrawn(), None, None)
        stories_and_pages = admitted.stories, admitted.standalone_pages
        self.value = Site(
            settings, site.encode(), medium, TODAY, *stories_and_pages, photos or {}, redirects=admitted.redirects
        )
        self.terms: list[TermCounts] = [TERMS.decode(made[s.source][0].terms) for s in admitted.stories]

    @property
    def plan(self) -> SitePlan:
        """The site's pages, planned."""
        near = nearest([traits_of(story) for story in self.value.stories])
        return plan(self.value, self.theme, inverted(self.terms, stems), near)


@cache
def dressed(site: str) -> tuple[Settings, Theme]:
    """The settings in a site.yaml, and its built-in theme as websites need it."""
    settings, front = read.settings(site.encode(), "site.yaml").value or (None, None)
    assert settings is not None
    assert front is not None
    made = theme.load(settings, front, NOWHERE).made
    return settings, theme.suited(made, bundle=False, age_notice=settings.age_notice)


def planned(stories: Mapping[str, str], *, medium: Medium = "web", site: str = SITE) -> SitePlan:
    """The plan of a site of these stories."""
    return SiteValue(stories, medium=medium, site=site).plan


def rendered(site: SiteValue) -> dict[str, bytes]:
    """Every file of a site by its path, as a build would write it."""
    renderer = renderer_of(site.theme)
    return {page.path: renderer.render(page).content for page in site.plan.pages}

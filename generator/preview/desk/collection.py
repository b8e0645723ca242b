"""The desk's page that says who is missing among the published stories."""

from __future__ import annotations

from urllib.parse import urlencode

from generator.checking.collection import ENGLISH, HIDING, MADE_UP, collection_report
from generator.ground.channels import WEB
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk.desk import HOME, Choice
from generator.preview.desk.verdicts import decide
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

REPORT = f"{HOME}report/"


def page(live: LiveSite, choice: Choice) -> str:
    """The page, of the website on the day that is chosen. Raises CannotBuildError where there never was a site."""
    planned, decided = live.planned, decide(live, WEB, choice.today)
    if planned is None or decided is None:
        raise CannotBuildError(*live.stopped)
    found = collection_report(decided.stories, planned.site.settings, planned.theme.strings_for(ENGLISH))
    return fill(
        "desk-report.html",
        report=found,
        day=choice.today,
        made_up=MADE_UP,
        hiding=HIDING,
        back=f"{HOME}?{urlencode(choice.kept)}",
    )

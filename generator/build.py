"""A build: the last one's report if nothing has changed since, and otherwise a site that is made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.content import sources
from generator.ground.channels import Medium
from generator.ground.outcome import Report
from generator.ground.stages import Stages
from generator.ground.workers import Crew, seldom_collecting
from generator.incremental import up_to_date
from generator.store import output_folder
from generator.store.cache import FILE, FOLDER, Cache


def build(root: Path, out: Path, medium: Medium, today: date, stages: Stages, crew: Crew | None = None) -> Report:
    """Build the site in ``root`` into the folder ``out``.

    Raises CannotBuildError, having written nothing, if settings, theme or the output folder are wrong.
    """
    output_folder.claim(out, root)
    sources.site_file(root)
    cache = Cache(root / FOLDER / FILE, stages.wait)
    done = False
    try:
        with seldom_collecting():
            with stages.stage("look"):
                start = up_to_date.look(root, out, medium, today, cache)
            report = up_to_date.report_of(start, stages.seconds)
            if report is None:
                # Loading what makes a site takes longer than seeing that there is nothing to make.
                from generator.update import update

                report = update(start, stages, cache, crew or Crew())
        done = True
    finally:
        cache.close(done=done)
    return report

"""A build: the last one's report if nothing has changed since, and otherwise an output that is brought up to date."""

from __future__ import annotations

from dataclasses import replace

from generator.content import sources
from generator.ground.outcome import Report
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.ground.workers import Crew, seldom_collecting
from generator.incremental import up_to_date
from generator.incremental.run import Run
from generator.store import output_folder
from generator.store.cache import FILE, FOLDER, Cache


def build(target: Target, stages: Stages, crew: Crew | None = None) -> Report:
    """Build a site into the output folder of ``target``.

    Raises CannotBuildError, having written nothing, if settings, theme or the output folder are wrong.
    """
    output_folder.claim(target.folder, target.root)
    sources.site_file(target.root)
    run = Run(Cache(target.root / FOLDER / FILE, stages.wait), crew or Crew(), stages)
    done = False
    try:
        with seldom_collecting():
            with stages.stage("look"):
                start = up_to_date.look(target, run.cache)
            report = up_to_date.report_of(start, stages.seconds)
            if report is None:
                # Loading what makes a site takes longer than seeing that there is nothing to make.
                from generator.update import update

                report = update(start, run)
        done = True
    finally:
        run.cache.close(done=done)
    return replace(report, diagnostics=(*report.diagnostics, *run.cache.notes))

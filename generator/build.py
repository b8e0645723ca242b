"""A build: the last one's report if nothing has changed since, and otherwise an output that is brought up to date."""

from __future__ import annotations

from dataclasses import replace

from generator.content import sources
from generator.ground.diagnostics import Aftermath, CannotBuildError
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

    Raises CannotBuildError if settings, theme or the output folder are wrong. Nothing new has been written then, unless
    its aftermath says so, but whatever stopped the build, what was published of texts whose consent has ended since is
    taken away.
    """
    output_folder.claim(target.folder, target.root)
    kept = target.root / FOLDER / FILE
    if not kept.exists():
        sources.site_file(target.root)  # where nothing was built and no site is, no cache is to be left
    run = Run(Cache(kept, stages.wait), crew or Crew(), stages)
    done = False
    try:
        with seldom_collecting():
            report = _built(target, run)
        done = True
    except CannotBuildError as e:
        if not e.aftermath.begun:
            e.aftermath = _retracted(target, run)
        raise
    except Exception as e:
        e.add_note(f"what was published of these texts was taken away: {_retracted(target, run)}")
        raise
    finally:
        run.cache.close(done=done)
    return replace(report, diagnostics=(*report.diagnostics, *run.cache.notes))


def _built(target: Target, run: Run) -> Report:
    with run.stages.stage("look"):
        start = up_to_date.look(target, run.cache)
    report = up_to_date.report_of(start, run.stages.seconds)
    if report is None:
        # Loading what makes a site takes longer than seeing that there is nothing to make.
        from generator.update import update

        report = update(start, run)
    return report


def _retracted(target: Target, run: Run) -> Aftermath:
    from generator.retract import retract

    return retract(target, run)

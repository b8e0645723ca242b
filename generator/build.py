"""A build: the last one's report if nothing has changed since, and otherwise an output that is brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.consent.lost_acts import remember, stop_if_lost
from generator.content import sources
from generator.ground.diagnostics import Aftermath, CannotBuildError, Diagnostic
from generator.ground.outcome import Report
from generator.ground.places import UNFINISHED_ACTS
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
        settled = _settled(target.root)
        with seldom_collecting():
            report = _built(target, run)
        done = True
    except CannotBuildError as e:
        if not e.aftermath.begun:
            e.aftermath = _retracted(target, run)
        raise
    except Exception as e:
        for told in _told(_retracted(target, run)):
            e.add_note(told)
        raise
    finally:
        run.cache.close(done=done)
    return replace(report, diagnostics=(*settled, *report.diagnostics, *run.cache.notes))


def _settled(root: Path) -> tuple[Diagnostic, ...]:
    """What was done of acts of consent that had been left half done."""
    if not (root / UNFINISHED_ACTS).exists():
        return ()
    from generator.consent.settling import settle

    return settle(root)


def _built(target: Target, run: Run) -> Report:
    with run.stages.stage("look"):
        stop_if_lost(target.root)
        start = up_to_date.look(target, run.cache)
    report = up_to_date.report_of(start, run.stages.seconds)
    if report is not None:
        return report
    # Loading what makes a site takes longer than seeing that there is nothing to make.
    from generator.update import update

    report = update(start, run)
    return replace(report, diagnostics=(*report.diagnostics, *remember(target.root)))


def _told(left: Aftermath) -> Iterator[str]:
    if left.taken_away:
        yield f"What was published of these texts was taken away: {', '.join(left.taken_away)}."
    if left.still_there:
        yield f"The output must not stay online: words are left there of {', '.join(left.still_there)}."


def _retracted(target: Target, run: Run) -> Aftermath:
    from generator.retract import retract

    return retract(target, run)

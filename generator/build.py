"""A build: the last one's report if nothing has changed since, and otherwise an output that is brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator.consent.kept_texts import clear_ended
from generator.consent.lost_acts import problem_of_memory, stop_if_lost
from generator.content import sources
from generator.ground.diagnostics import Aftermath, CannotBuildError, Diagnostic
from generator.ground.outcome import Report
from generator.ground.places import MOVE_UNDER_WAY, MOVES, UNFINISHED_ACTS
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.ground.workers import Crew, seldom_collecting
from generator.incremental import up_to_date
from generator.incremental.run import Run
from generator.store import output_folder
from generator.store.cache import FILE, FOLDER, Cache
from generator.store.overtaking import Beginning, beginning, until_whole


def build(target: Target, stages: Stages, crew: Crew | None = None) -> Report:
    """Build a site into the output folder of ``target``.

    Raises CannotBuildError if settings, theme or the output folder are wrong. Nothing new has been written then, unless
    its aftermath says so, but whatever stopped the build, what was published of texts whose consent has ended since is
    taken away.
    """
    output_folder.claim(target.folder, target.root)
    if not (target.root / FOLDER / FILE).exists():
        sources.site_file(target.root)  # where nothing was built and no site is, no cache is to be left
    run = Run(Cache(target.root / FOLDER / FILE, stages.wait), crew or Crew(), stages)
    settled: list[Diagnostic] = []
    made: list[Report] = []
    done = False
    try:
        with seldom_collecting():
            until_whole(lambda: _once(target, run, settled, made))
        done = True
    except CannotBuildError as e:
        if not e.aftermath.begun:
            e.aftermath = replace(_retracted(target, run), begun=bool(made))
        raise
    except Exception as e:
        for told in _told(_retracted(target, run)):
            e.add_note(told)
        raise
    finally:
        run.cache.close(done=done)
    return replace(made[-1], diagnostics=(*settled, *made[-1].diagnostics, *run.cache.notes))


def _once(target: Target, run: Run, settled: list[Diagnostic], made: list[Report]) -> None:
    """Build, and add what came of it. Raises OvertakenError where consents were changed meanwhile, whatever came."""
    settled += _settled(target.root)
    with beginning(target.root) as begun:
        made.append(_built(target, run, begun))


def _settled(root: Path) -> tuple[Diagnostic, ...]:
    """What was done of acts of consent that had been left half done, or were done on another computer."""
    if not (root / UNFINISHED_ACTS).exists() and not _is_moving(root):
        return clear_ended(root)
    from generator.consent.settling import settle

    return settle(root)


def _is_moving(root: Path) -> bool:
    """Whether a renaming was stopped; what cannot be read, others tell of."""
    with suppress(OSError):
        return (root / MOVES).is_file() and MOVE_UNDER_WAY.encode() in (root / MOVES).read_bytes()
    return False


def _built(target: Target, run: Run, begun: Beginning) -> Report:
    with run.stages.stage("look"):
        stop_if_lost(target.root)
        start = up_to_date.look(target, run.cache)
    report = up_to_date.report_of(start, run.stages.seconds)
    if report is None:
        # Loading what makes a site takes longer than seeing that there is nothing to make.
        from generator.update import update

        report = update(start, run, begun)
    return replace(report, diagnostics=(*report.diagnostics, *problem_of_memory(target.root)))


def _told(left: Aftermath) -> Iterator[str]:
    if left.taken_away:
        yield f"What was published of these texts was taken away: {', '.join(left.taken_away)}."
    if left.still_there:
        yield f"The output must not stay online: words are left there of {', '.join(left.still_there)}."


def _retracted(target: Target, run: Run) -> Aftermath:
    from generator.retract import retract

    return retract(target, run)

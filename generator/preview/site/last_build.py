"""Pages of the last build, for the moments in which the preview still reads a large site.

Only where nothing at all has changed since that build, or nothing but texts of stories, which the gate lets through
again: then what it left, with what a build would make anew, is what the preview would make, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.consent.lost_acts import stop_if_lost
from generator.ground.channels import Medium
from generator.ground.diagnostics import CannotBuildError
from generator.ground.outcome import Output, usual_out
from generator.ground.target import Target
from generator.incremental import up_to_date
from generator.incremental.run import Run
from generator.incremental.text_edits import amend
from generator.media.recording import TYPES
from generator.render.renderer import Renderer, renderer_of
from generator.store import output_folder
from generator.store.cache import FILE, FOLDER, Cache
from generator.views.pages import Page


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The output of a build that is still right on the day ``today``, but for pages that have to be made ``anew``."""

    out: Path
    paths: frozenset[str]
    today: date
    anew: Mapping[str, Page] = field(default_factory=dict)
    renderer: Renderer | None = None
    made: dict[str, Output] = field(default_factory=dict)

    def page(self, path: str) -> Output | None:
        """The page at a path of the output, or None if there is none, or a recording, which is never held."""
        if path not in self.paths or path[path.rfind(".") :] in TYPES:
            return None
        try:
            if self.renderer is None or path not in self.anew:
                return Output(path, (self.out / path).read_bytes())
            if path not in self.made:
                self.made[path] = self.renderer.render(self.anew[path])
            return self.made[path]
        except (CannotBuildError, OSError):
            return None


def last_build(root: Path, medium: Medium, today: date) -> LastBuild | None:
    """What the last build of the site in ``root`` left in its usual folder, with what a few edited texts change in it.

    None where anything else has changed since.
    """
    kept, out = root / FOLDER / FILE, usual_out(root, medium)
    if not kept.is_file() or not out.is_dir():
        return None
    cache = Cache.glanced(kept)
    try:
        stop_if_lost(root)
        start = up_to_date.look(Target(root, medium, today, out), cache)
        if start.last is not None:
            return LastBuild(out, frozenset(start.last.pages), today)
        if start.left is None or not output_folder.is_marked(out):
            return None
        work = amend(start, start.left, Run(cache))
        if work is None:
            return None
        anew = {page.path: page for page, _ in work.stale}
        return LastBuild(out, frozenset(work.paths), today, anew, renderer_of(work.theme))
    except (CannotBuildError, OSError):
        return None  # a folder that cannot be read
    finally:
        cache.close(done=False)

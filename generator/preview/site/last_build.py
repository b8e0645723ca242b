"""Pages of the last build, for the moments in which the preview still reads a large site.

Only where nothing at all has changed since that build: then what it left is what the preview would make, byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.ground.channels import Medium
from generator.ground.diagnostics import CannotBuildError
from generator.ground.outcome import Output, usual_out
from generator.ground.target import Target
from generator.incremental import up_to_date
from generator.media.recording import TYPES
from generator.store.cache import FILE, FOLDER, Cache


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The output of a build that is still right on the day ``today``."""

    out: Path
    paths: frozenset[str]
    today: date

    def page(self, path: str) -> Output | None:
        """The page at a path of the output, or None if there is none, or a recording, which is never held."""
        if path not in self.paths or path[path.rfind(".") :] in TYPES:
            return None
        try:
            return Output(path, (self.out / path).read_bytes())
        except OSError:
            return None


def last_build(root: Path, medium: Medium, today: date) -> LastBuild | None:
    """What the last build of the site in ``root`` left in its usual folder, if nothing has changed since."""
    kept, out = root / FOLDER / FILE, usual_out(root, medium)
    if not kept.is_file() or not out.is_dir():
        return None
    cache = Cache.glanced(kept)
    try:
        last = up_to_date.look(Target(root, medium, today, out), cache).last
    except (CannotBuildError, OSError):
        return None  # a folder that cannot be read
    finally:
        cache.close(done=False)
    return LastBuild(out, frozenset(last.pages), today) if last else None

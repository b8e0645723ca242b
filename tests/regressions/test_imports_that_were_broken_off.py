"""An import that was broken off left drafts that nobody knew: what was deleted came back, and the rest was “edited”."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.ground.places import BROUGHT_IN, UNFINISHED
from generator.importing.item import Item, Markdown
from generator.importing.report import Came
from tests.builders.disk import CHANGES, NEED_ROOM, Killed, failing
from tests.builders.imports import Texts, brought
from tests.builders.pictures import drawing, saved
from tests.builders.sites import make_site, story, tree

WORDS = "We painted the gate number {} in April, and nobody asked whose gate it was before. Then we had our tea there."
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def texts(more: str = "") -> Texts:
    """Three texts, the first of them with a picture."""
    bodies = [f"![A gate.](gate.jpg)\n\n{WORDS.format('one')}{more}", *(WORDS.format(n) + more for n in ("two", "six"))]
    items = [Item(key=f"{n}", title=f"Gate {n}", body=Markdown(body)) for n, body in enumerate(bodies)]
    return Texts(items, {"gate.jpg": saved(drawing(), "JPEG")})


@pytest.fixture(params=["new", "changed"])
def begun(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Texts]:
    """A site, and texts that are new in it, or others by now than they were."""
    root = make_site(tmp_path / "begun", {"before.md": story("Before")})
    if request.param == "changed":
        brought(root, texts())
        return root, texts(" And a word more.")
    return root, texts()


def broken_off(begun: tuple[Path, Texts], error: BaseException, folder: Path) -> Iterator[Path]:
    """The site after an import that failed at its first change to a file, at its second, and so on."""
    root, source = begun
    for at in count(1):
        copy = folder / f"{at}"
        shutil.copytree(root, copy)
        with suppress(Killed, RefusedError, OSError), failing(at, error, copy, NEED_ROOM if error is FULL else CHANGES):
            brought(copy, source)
            return
        yield copy


@pytest.mark.parametrize("error", [Killed(), FULL], ids=["killed", "full"])
def test_a_second_import_ends_as_one_that_was_not_broken_off(
    error: BaseException, begun: tuple[Path, Texts], tmp_path: Path
) -> None:
    """Wherever an import is broken off, the next one gives exactly what one alone gives."""
    whole = tmp_path / "whole"
    shutil.copytree(begun[0], whole)
    brought(whole, begun[1])
    wanted = tree(whole)
    for site in broken_off(begun, error, tmp_path):
        brought(site, begun[1])
        assert tree(site) == wanted


@pytest.mark.parametrize("error", [Killed(), FULL], ids=["killed", "full"])
def test_what_was_deleted_after_it_stays_away(error: BaseException, begun: tuple[Path, Texts], tmp_path: Path) -> None:
    """Wherever an import is broken off, what is deleted then does not come back, and the rest comes in."""
    for site in broken_off(begun, error, tmp_path):
        drafts = sorted(path for path in (site / "stories").glob("gate-*.md"))
        for draft in drafts:
            draft.unlink()
        report = brought(site, begun[1])
        assert [one.came for one in report.texts] == [
            Came.GONE if (site / f"stories/gate-{n}.md") in drafts else Came.NEW for n in range(3)
        ]


def test_what_nobody_touched_after_it_is_brought_up_to_date(begun: tuple[Path, Texts], tmp_path: Path) -> None:
    """Wherever an import is broken off, no draft that nobody touched is taken for an edited one."""
    later = texts(" And two words more than there were.")
    for site in broken_off(begun, Killed(), tmp_path):
        came = {one.came for one in brought(site, later).texts}
        assert came <= {Came.NEW, Came.RENEWED}


def test_nothing_unfinished_stays(begun: tuple[Path, Texts], tmp_path: Path) -> None:
    """What a killed import left unfinished is removed by the next one, and other people's files are not."""
    left = 0
    for site in broken_off(begun, Killed(), tmp_path):
        other = site / f"stories/.hill.md.1{UNFINISHED}"
        other.write_text("somebody's words")
        left += len(list((site / "stories").rglob(f".*{UNFINISHED}"))) - 1
        brought(site, begun[1])
        assert list((site / "stories").rglob(f".*{UNFINISHED}")) == [other]
    assert left > 2


def test_a_look_after_it_changes_nothing(begun: tuple[Path, Texts], tmp_path: Path) -> None:
    """An import that is only looked at says what the real one does, and leaves what is unfinished."""
    for site in broken_off(begun, Killed(), tmp_path):
        before = tree(site)
        looked = brought(site, begun[1], write=False)
        assert tree(site) == before
        assert replace(looked, written=True) == brought(site, begun[1])


def test_a_last_line_that_was_cut_off(tmp_path: Path) -> None:
    """A line that was not written to its end tells nothing, and all others hold."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")})
    brought(root, texts())
    whole = (root / BROUGHT_IN).read_bytes()
    (root / BROUGHT_IN).write_bytes(whole + whole.splitlines(keepends=True)[-1][:40])
    assert {one.came for one in brought(root, texts()).texts} == {Came.SAME}
    assert (root / BROUGHT_IN).read_bytes() == whole

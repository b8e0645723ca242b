"""The command ``hearten shortcut``: an icon that opens the desk by a double click."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import say, told

if TYPE_CHECKING:
    from generator.authoring.shortcuts import System


@click.command()
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to put it; otherwise on your desktop."
)
@told
def shortcut(directory: Path | None, out: Path | None) -> None:
    """Put an icon on your desktop that opens the desk of the site in DIR, or in this folder, by a double click.

    \b
    Without a site, it opens the page on which one is made or opened. An icon that is there already is
    written anew, and no file of anybody else.

    \b
    Example:
      hearten shortcut my-site
      hearten shortcut my-site --out icons
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.authoring.scaffold import slug
    from generator.authoring.shortcuts import is_shortcut, shortcut
    from generator.cli.desk import site_of
    from generator.consent.refused import RefusedError, cannot_write
    from generator.publishing.destinations import settings_of
    from generator.store import atomic_write
    from generator.store.resources import THEMES

    system, root = _system(), site_of(directory)
    name = settings_of(root).name if root else "hearten"
    words = (*_python(system), "desk", *((str(root),) if root else ()))
    try:
        made = shortcut(system, name, words, str(THEMES / "hearten" / "assets" / "icon.svg"))
    except UnicodeEncodeError:
        raise RefusedError(
            f"{words[-1]!a} is a name that no icon can hold; rename the folder, or one around it"
        ) from None
    except ValueError:
        raise RefusedError(f"{words[0]} is longer than an icon can hold; install hearten in another folder") from None
    for folder, stem in _places(system, out, slug(name)):
        file = folder / f"{stem}{made.ending}"
        try:
            before = file.read_bytes() if file.exists() else None
            if before is not None and not is_shortcut(before):
                raise RefusedError(f"{file} is there already, and was not made here. Name another place with --out")
            if before != made.content:
                atomic_write.replace(file, before, made.content)
            file.chmod(file.stat().st_mode | 0o111)
        except atomic_write.ChangedMeanwhileError:
            raise RefusedError(f"{file} was changed at this moment; try again") from None
        except OSError as e:
            raise RefusedError(f"{cannot_write(e, file)}") from None
        say(f"{'There already:' if before == made.content else 'Wrote'} {file}")


def _system() -> System:
    return "windows" if sys.platform == "win32" else "macos" if sys.platform == "darwin" else "linux"


def _python(system: System) -> tuple[str, ...]:
    """The words by which this program is called from anywhere; on Windows by the Python that opens no window."""
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    # Without the folder that it is called in, where a file may have one of our names.
    return str(windowless if system == "windows" and windowless.is_file() else python), "-P", "-m", "generator"


def _places(system: System, out: Path | None, name: str) -> Iterator[tuple[Path, str]]:
    """Where an icon goes, and what it is called there; on Linux also where the menu of programs looks."""
    from platformdirs import user_data_path, user_desktop_path

    if out is not None:
        yield out, name
        return
    desktop = user_desktop_path()
    if system != "linux" or desktop.is_dir():
        yield desktop, name
    if system == "linux":
        yield user_data_path() / "applications", name if name == "hearten" else f"hearten-{name}"

"""The commands that look for what must not be there: ``hearten residue`` and ``hearten deny-hashes``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import BUILT, NOTHING_WRITTEN, WITH_ERRORS

File = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True))
@click.option("--of", "stories", type=File, multiple=True, metavar="STORY", help="A story's file; may be given again.")
@click.option("--deny", type=File, metavar="FILE", help="A list of words that must never be published, one a line.")
def residue(out: Path, stories: tuple[Path, ...], deny: Path | None) -> None:
    """Look into OUT, a built folder, zip file or EPUB, for what is left of a story.

    \b
    Finds its title, any five of its words in a row, its pictures (written anew, too), and the words
    of a deny list; also in search's files, in archives and in the hidden data of pictures.
    Ends with 0 if nothing was found, with 1 and the places otherwise.

    \b
    Example:
      hearten residue public --of kept-elsewhere/a-gate.md
      hearten residue public --deny consent/deny.txt
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.checking import residue as looking
    from generator.cli.report import harmless

    if not stories and deny is None:
        raise click.UsageError("Say what to look for: a story's file with --of, or a list of words with --deny.")
    try:
        denied = looking.denied_in(deny)
        traces = looking.together((looking.traces_of(story, denied) for story in stories), denied)
        hits = looking.residue(out, traces)
    except (OSError, ValueError) as e:
        click.echo(harmless(f"Nothing was looked at: {e}."), err=True)
        sys.exit(NOTHING_WRITTEN)
    for hit in hits:
        click.echo(harmless(f"{hit.place}: {hit.what}"))
    click.echo(f"Found traces in {len({h.place for h in hits})} places." if hits else "Nothing was found.")
    sys.exit(WITH_ERRORS if hits else BUILT)


@click.command("deny-hashes")
@click.argument("file", type=File)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write, as UTF-8.")
def deny_hashes(file: Path, out: Path | None) -> None:
    """Make the deny list FILE one of salted fingerprints, so that it can be shared without its words.

    \b
    Example:
      hearten deny-hashes names.txt --out my-site/consent/deny.txt
    """  # noqa: D301  # the same
    import secrets

    from generator.cli.report import cannot_build, harmless
    from generator.gate.deny_list import fingerprints
    from generator.ground.diagnostics import CannotBuildError
    from generator.store import atomic_write
    from generator.store.guards import guard

    try:
        made = "".join(f"{line}\n" for line in fingerprints(guard(file.parent, file.name), secrets.token_hex(8)))
        if out is None:
            click.echo(made, nl=False)
        else:
            atomic_write.replace(out, out.read_bytes() if out.exists() else None, made.encode())
    except CannotBuildError as e:
        cannot_build(e, as_json=False)
        sys.exit(NOTHING_WRITTEN)
    except OSError as e:
        click.echo(harmless(f"Nothing was written: {e}."), err=True)
        sys.exit(NOTHING_WRITTEN)

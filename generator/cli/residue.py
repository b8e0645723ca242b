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
@click.option(
    "--without",
    "clean",
    type=click.Path(path_type=Path, exists=True),
    metavar="CLEAN",
    help="The same site, built as if it had never had the story: only what is more than there counts.",
)
def residue(out: Path, stories: tuple[Path, ...], deny: Path | None, clean: Path | None) -> None:
    """Look into OUT, a built folder, zip file or EPUB, for what is left of a story.

    \b
    Finds its title, nine of its words in a row (with --without, five), its shorter texts as a whole,
    its address, its pictures (written anew or turned, too), and the words of a deny list; also in
    names, in search's files, in archives and in the hidden data of pictures, however they are written.
    Ends with 0 if all could be opened and nothing was found, with 1 and the places otherwise,
    and with 1 where there is no file.

    \b
    Example:
      hearten residue public --of kept-elsewhere/a-gate.md
      hearten residue public --of kept-elsewhere/a-gate.md --without never/public
      hearten residue public --deny consent/deny.txt
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.checking import residue as looking
    from generator.checking.traces import together
    from generator.cli.report import harmless
    from generator.ground.diagnostics import CannotBuildError

    if not stories and deny is None:
        raise click.UsageError("Say what to look for: a story's file with --of, or a list of words with --deny.")
    try:
        traces = together([looking.read_traces(story) for story in stories], looking.denied_in(deny))
        looked = looking.look(out, traces, clean=clean)
    except CannotBuildError as e:
        for fault in e.diagnostics:
            click.echo(harmless(f"{deny}:{fault.span.line}: {fault.message}; {fault.hint}"), err=True)
        click.echo("Nothing was looked at.", err=True)
        sys.exit(NOTHING_WRITTEN)
    except (OSError, ValueError) as e:
        click.echo(harmless(f"Nothing was looked at: {e}."), err=True)
        sys.exit(NOTHING_WRITTEN)
    for hit in looked.hits:
        click.echo(harmless(f"{hit.place}: {hit.what}"))
    for place, why in looked.unopened:
        click.echo(harmless(f"{place}: {why}"))
    click.echo(f"Looked at {_counted(looked.files, 'file')}, {_counted(looked.leaves, 'piece')} with what is packed.")
    click.echo(f"SHA-256 of what was looked at: {looked.digest}")
    if looked.compared:
        heard = "compared by bytes, and not listened to; one that was written anew is not known again"
        click.echo(f"{_counted(looked.compared, 'recording')}: {heard}.")
    if looked.unopened:
        places = len({place for place, _ in looked.unopened})
        click.echo(f"Could not open {_counted(places, 'place')}, or not whole; what is there is not known.")
    places = len({hit.place for hit in looked.hits})
    nothing = "Nothing was found, where it could be opened." if looked.unopened else "Nothing was found."
    if not looked.files:
        nothing = f"There is no file in {out}, so nobody knows more than before."
    click.echo(harmless(f"Found traces in {_counted(places, 'place')}." if places else nothing))
    sys.exit(BUILT if looked.clean else WITH_ERRORS)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


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
            atomic_write.replace(out, out.read_bytes() if out.is_file() else None, made.encode())
    except CannotBuildError as e:
        cannot_build(e, as_json=False)
        sys.exit(NOTHING_WRITTEN)
    except OSError as e:
        click.echo(harmless(f"Nothing was written: {e}."), err=True)
        sys.exit(NOTHING_WRITTEN)

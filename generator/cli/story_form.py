"""The commands ``hearten form`` and ``hearten receive``: a form for storytellers, and what comes back from them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    BUILT,
    NOTHING_WRITTEN,
    WITH_ERRORS,
    as_of_option,
    day_of,
    say,
    settled,
    source_option,
    told,
)

if TYPE_CHECKING:
    from generator.importing.container import Container


@click.command()
@source_option
@click.option("--language", metavar="CODE", help="The form's language: de, en or es; otherwise the site's.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", required=True, help="Where to put the form.")
@told
def form(source: Path, language: str | None, out: Path) -> None:
    """Make a form on which somebody writes their story, and says what they wish for it.

    It is one page that needs nothing else. It works without the internet, sends nothing and keeps nothing;
    what is filled in is saved as a file by the one who wrote it. It can be printed, too.

    \b
    Example:
      hearten form --out our-form.html
      hearten receive story.hearten-story
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.consent.case import settings_of
    from generator.consent.documents import languages, speaks
    from generator.consent.refused import RefusedError
    from generator.consent.review_copy import keep
    from generator.consent.story_form import is_form, story_form
    from generator.content import sources

    settings = settings_of(sources.gather(source))
    known = ", ".join(languages())
    if language is not None and not speaks(language):
        raise RefusedError(f"There are no words for a form in “{language}”. Choose one of {known}.")
    if out.is_file() and not is_form(out.read_bytes()):
        raise RefusedError(f"{out} is there already, and is no form. Name another file; nothing was changed.")
    chosen = language or settings.language
    keep(out, story_form(settings, chosen), hidden=False)
    say(f"Made {out}. Open it in a browser, and read it once before you give it to anybody.")
    if not speaks(chosen):
        say(f"Its own words are English, since there are none in “{chosen}” ({known}).")


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@source_option
@as_of_option
@told
@settled
def receive(files: tuple[Path, ...], source: Path, today: date | None) -> None:
    """Make a draft of each FILE that a storyteller's form has saved, or keep the comments that a review copy has saved.

    A draft's consent is requested for nothing yet: what is ticked in the form stands above the draft, and is
    what to ask about. Comments stand beside their paragraphs where the story is edited at the desk. The same
    file again changes nothing, and another one is never put in its place.

    \b
    Ends with 0 if all came in or was here; with 1 if a file did not; with 2 if nothing was written.

    \b
    Example:
      hearten receive story.hearten-story
    """  # noqa: D301  # the same
    from generator.cli import import_report
    from generator.importing.bring_in import bring_in
    from generator.importing.scene import Import
    from generator.importing.story_forms import KIND, StoryForms

    containers = list(_opened(files))
    if not containers:
        sys.exit(NOTHING_WRITTEN)
    is_wrong, forms_left = _comments(containers, source, day_of(today))
    is_wrong |= len(containers) < len(files)
    if not forms_left:
        sys.exit(WITH_ERRORS if is_wrong else BUILT)
    forms = StoryForms(forms_left)
    done = bring_in(Import(source, KIND, forms, day_of(today), lambda _: {}, lambda *_: None))
    say(*import_report.lines(done))
    sys.exit(WITH_ERRORS if is_wrong or import_report.is_open(done) or done.left_out else BUILT)


def _opened(files: Sequence[Path]) -> Iterator[Container]:
    """What is in each file that can be read whole; of another one it says why, and none stops the others."""
    from generator.cli import report
    from generator.consent.refused import RefusedError
    from generator.importing.container import contained

    for file in files:
        try:
            container = contained(file)
            for name in container.names():
                container.read(name)
            yield container
        except RefusedError as e:
            click.echo(report.harmless(str(e)), err=True)


def _comments(containers: Sequence[Container], root: Path, today: date) -> tuple[bool, list[Container]]:
    """Keep the comments among files; whether some could not be kept, and the files that are none."""
    from generator.consent import comments
    from generator.consent.refused import RefusedError

    is_wrong, others = False, []
    for container in containers:
        name = next(iter(names)) if len(names := container.names()) == 1 else ""
        if not name or not comments.are_comments(container.read(name, comments.LARGEST) or b""):
            others.append(container)
            continue
        try:
            taken = comments.receive(root, container.read(name, comments.LARGEST) or b"", name, today)
            say(f"Kept the comments in {name}. They are about {taken.story}, and stand beside its text at the desk.")
            say(*filter(None, [taken.about_parts]))
        except RefusedError as e:
            say(str(e))
            is_wrong = True
    return is_wrong, others

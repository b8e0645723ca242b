"""``hearten serve``: the author's preview."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import BUILT, NOTHING_WRITTEN, channel_option, source_option, today_option

if TYPE_CHECKING:
    from generator.ground.channels import Medium
    from generator.preview.site.live import LiveSite

WHAT_SHARING_MEANS = """\
Anybody on your network who has this address can read this one story and the page with help, and say something
about the story, and nothing else, until you end the preview or the story is taken back. What they say stands
beside the text where you edit it. The connection is not encrypted: whoever runs the network could read along.
Share at home or in the office, not in a café, and only with the storyteller's agreement."""


@click.command()
@source_option
@channel_option
@today_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; if it is in use, the next free one.",
)
@click.option("--open", "open_", is_flag=True, help="Open the preview in the browser.")
@click.option("--share", metavar="STORY", help="Let another device on your network read this one story.")
def serve(source: Path, channel: Medium, today: date | None, port: int, open_: bool, share: str | None) -> None:
    """Show the site on this computer, as it will be, while you write.

    \b
    Every page comes anew when you save. What is wrong stands in the page, with its place and how to mend
    it. The desk, at /_desk/, shows every story, also those that are not published. Buttons there write
    stories, do what “hearten consent” does, and put the site online. No other computer can see it.
    Ctrl-C ends it.

    \b
    Example:
      hearten serve --source my-site --open
      hearten serve --share the-second-kettle
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    import webbrowser
    from threading import Thread

    from generator.cli import report
    from generator.content import sources
    from generator.ground.diagnostics import CannotBuildError
    from generator.ground.workers import seldom_collecting
    from generator.preview.http.server import LOOPBACK, Preview, Server, application, listen
    from generator.preview.site.live import LiveSite
    from generator.preview.site.watch import Watch

    if sources.inside(source, sources.SITE_FILE) is None:
        try:
            sources.gather(source)
        except CannotBuildError as e:
            report.cannot_build(e, as_json=False)
            sys.exit(NOTHING_WRITTEN)
    try:
        listening = listen(LOOPBACK, port)
    except OSError as e:
        raise click.UsageError(f"{str(e).capitalize()}. Name another with --port.") from None
    try:
        with listening, ExitStack() as stack:
            # Watched before it is read, so that nothing that is saved meanwhile is missed.
            watch = stack.enter_context(Watch(source, click.echo))
            stack.enter_context(seldom_collecting())
            live = LiveSite(source, channel, today)
            story = None if share is None else _found(live, share)
            preview = Preview(live)
            watch.run(preview.refresh, preview.live.doubt)
            taken = listening.getsockname()[1]
            if taken != port:
                click.echo(f"Port {port} is in use, so this preview has port {taken}.")
            address = f"http://{LOOPBACK}:{taken}/"
            click.echo(f"Preview: {address}")
            click.echo(f"Desk:    {address}_desk/")
            click.echo("Only this computer can open them. Ctrl-C ends the preview.")
            if story is not None:
                _share(stack, live, story, taken + 1)
            if open_:
                # Some browsers are waited for until they end, and their first page has to come before that.
                Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            Server(application(preview), preview.close).run([listening])
    except KeyboardInterrupt:
        click.echo("Ended.")
    sys.exit(BUILT)


def _found(live: LiveSite, words: str) -> str:
    """The file of the story that a person means.

    Raises UsageError with the nearest name if there is none, or with the reason if nobody may be shown it.
    """
    from generator.consent.find_story import by_address, by_file
    from generator.ground.diagnostics import did_you_mean
    from generator.preview.http.shared_story import NotShownError, SharedStory

    headers = {path: text.header for path, text in live.manuscripts.items()}
    story = by_file(live.root, words, headers) or by_address(words, headers)
    if story is None:
        names = [path.removeprefix("stories/").removesuffix(".md") for path in live.manuscripts]
        hint = did_you_mean(words, names, "write the name of a file in stories/")
        raise click.UsageError(f"There is no story “{words}”; {hint}")
    try:
        SharedStory(live, story).page()
    except NotShownError as e:
        if e.for_good:
            raise click.UsageError(f"{story} is shown to nobody: {e}.") from None
    return story


def _share(stack: ExitStack, live: LiveSite, story: str, port: int) -> None:
    """Share one story until the stack is left, and say where and what that means."""
    import segno

    from generator.preview.http.share import own_address, shared

    host = own_address()
    if host is None:
        raise click.UsageError("This computer is on no network, so nothing can be shared. Leave --share out.")
    try:
        address = stack.enter_context(shared(live, story, host, port))
    except OSError as e:
        raise click.UsageError(f"{str(e).capitalize()}, so nothing can be shared.") from None
    click.echo(f"\nShared:  {story}\nAddress: {address}")
    click.echo(WHAT_SHARING_MEANS)
    if (sys.stdout.encoding or "").lower().startswith("utf"):
        segno.make(address, error="m").terminal(out=sys.stdout, compact=True)

"""``hearten serve``: the author's preview."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.options import BUILT, NOTHING_WRITTEN, channel_option, source_option, today_option


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
def serve(source: Path, channel: str, today: date | None, port: int, open_: bool) -> None:
    """Show the site on this computer, as it will be, while you write.

    \b
    Every page comes anew when you save. What is wrong stands in the page, with its place and how to mend
    it. The desk, at /_desk/, shows every story, also those that are not published. Nothing is written, and
    no other computer can see it. Ctrl-C ends it.

    \b
    Example:
      hearten serve --source my-site --open
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    import webbrowser

    from generator import report, sources
    from generator.diagnostics import CannotBuildError
    from generator.live import Live
    from generator.server import LOOPBACK, Preview, Server, application, listen
    from generator.watch import Watch

    if not (source / sources.SITE_FILE).is_file():
        try:
            sources.gather(source)
        except CannotBuildError as e:
            report.cannot_build(e, as_json=False)
            sys.exit(NOTHING_WRITTEN)
    try:
        listening = listen(LOOPBACK, port)
    except OSError as e:
        raise click.UsageError(f"{str(e).capitalize()}. Name another with --port.") from None
    taken = listening.getsockname()[1]
    if taken != port:
        click.echo(f"Port {port} is in use, so this preview has port {taken}.")
    address = f"http://{LOOPBACK}:{taken}/"
    click.echo(f"Preview: {address}")
    click.echo(f"Desk:    {address}_desk/")
    click.echo("Only this computer can open it. Ctrl-C ends it.")
    try:
        # Watched before it is read, so that nothing that is saved meanwhile is missed.
        with Watch(source, click.echo) as watch:
            preview = Preview(Live(source, report.medium(channel), today))
            watch.run(preview.refresh)
            if open_:
                webbrowser.open(address)
            Server(application(preview), preview.close).run([listening])
    except KeyboardInterrupt:
        click.echo("Ended.")
    sys.exit(BUILT)

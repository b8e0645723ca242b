"""The command ``hearten desk``: the desk in the browser, for whoever has no terminal open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import told

if TYPE_CHECKING:
    import socket

    from generator.preview.http.opened_desk import OpenedDesk

PORT = 8000


@click.command()
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@told
def desk(directory: Path | None) -> None:
    """Open the desk of the site in DIR, or in this folder, in the browser.

    \b
    Where neither holds a site, it opens the one that was open last. If there was none, it asks for a few
    details and makes a new one, or opens one that is there. Where its desk is open already, that one comes
    up. It ends some minutes after its last page was closed.

    \b
    Example:
      hearten desk
      hearten desk my-site
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    import webbrowser
    from contextlib import ExitStack
    from threading import Thread

    from generator.cli.options import say
    from generator.preview.http.opened_desk import MINUTES, address_of, running_at
    from generator.store.site_lock import BusyError, starting

    root = site_of(directory)
    try:
        with ExitStack() as alone:
            there = None
            if root is None:
                alone.enter_context(starting(None))
                there, root = running_at(None), last_site()
            if root is not None:
                alone.enter_context(starting(root))
                there = running_at(root) or there
            opened = None if there else _opened(root)
    except BusyError as e:
        raise click.UsageError(f"{e}. Try again in a moment.") from None
    if opened is None:
        say(f"The desk is open already: {there}")
        webbrowser.open(str(there))
        return
    listening, desk_ = opened
    try:
        with listening, desk_:
            if root is not None:
                desk_.show(root)
            address = address_of(desk_.running.port)
            say(f"Desk: {address}")
            say("Only this computer can open it.")
            say(f"It ends {MINUTES} minutes after its last page was closed; Ctrl-C ends it at once.")
            # Some browsers are waited for until they end, and their first page has to come before that.
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            desk_.run(listening)
    except KeyboardInterrupt:
        pass
    say("Ended.")


def site_of(directory: Path | None) -> Path | None:
    """The folder of the site that is meant, or None where there is none yet. Raises CannotBuildError."""
    from generator.content import sources

    root = directory or Path()
    if sources.inside(root, sources.SITE_FILE) is None:
        if directory is None:
            return None
        sources.gather(root)  # which says what is wrong with it
    return root.resolve()


def last_site() -> Path | None:
    """The folder of the site that was open last, if it still holds one."""
    from generator.content import sources
    from generator.store.recent_sites import last

    root = last()
    return root if root is not None and sources.inside(root, sources.SITE_FILE) is not None else None


def _opened(root: Path | None) -> tuple[socket.socket, OpenedDesk]:
    """A desk that listens at a free port, known to later starts."""
    from platformdirs import user_documents_path

    from generator.cli.options import say
    from generator.preview.http.opened_desk import OpenedDesk
    from generator.preview.http.server import LOOPBACK, listen

    try:
        listening = listen(LOOPBACK, PORT)
    except OSError as e:
        raise click.UsageError(f"{str(e).capitalize()}. End another program, and try again.") from None
    made = OpenedDesk(listening.getsockname()[1], user_documents_path(), say)
    made.known_as(root)
    return listening, made

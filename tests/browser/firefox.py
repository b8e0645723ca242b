"""Firefox, driven over Marionette, the protocol that is built into it; a window is used like Playwright's pages.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Nothing but this machine can be reached: what is not local goes to a proxy that is not there.
PREFERENCES = """\
user_pref("marionette.port", {port});
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.disabledForTesting", true);
"""
PATIENCE = 60.0  # seconds; only a failing test waits that long
ESCAPE = "\ue00c"


class Firefox:
    """One window of Firefox."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.stream = connection.makefile("rb")
        self.asked = 0
        self._receive()
        self._ask("WebDriver:NewSession")

    def goto(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self._ask("WebDriver:Navigate", url=address)

    def evaluate(self, script: str, *arguments: object) -> Any:
        """What a script returns, run as the page's own."""
        return self._ask("WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox=None)["value"]

    def type(self, selector: str, text: str) -> None:
        """Press keys in a field."""
        found = self._ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        self._ask("WebDriver:ElementSendKeys", id=next(iter(found.values())), text=text)

    def wait_for(self, script: str, wanted: Sequence[str]) -> None:
        """Wait until a script returns these texts, in whatever order; fails after a minute."""
        end = time.monotonic() + PATIENCE
        # A page that is about to leave for another one answers nothing.
        while sorted(found := self.evaluate(script) or []) != sorted(wanted):
            assert time.monotonic() < end, found
            time.sleep(0.05)  # seconds; who asks without a pause leaves a slow browser no time to play

    def _ask(self, command: str, **parameters: object) -> Any:
        self.asked += 1
        message = json.dumps([0, self.asked, command, parameters]).encode()
        self.connection.sendall(b"%d:%b" % (len(message), message))
        _, number, error, result = self._receive()
        assert number == self.asked
        assert error is None, error
        return result

    def _receive(self) -> Any:
        length = b""
        while (digit := self.stream.read(1)) != b":":
            assert digit, "Firefox closed the connection"
            length += digit
        return json.loads(self.stream.read(int(length)))


@contextmanager
def firefox(program: str, profile: Path, environment: Mapping[str, str]) -> Iterator[Firefox]:
    """Start Firefox with an empty profile in a folder, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (profile / "user.js").write_text(PREFERENCES.format(port=port), encoding="utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) as process:
        try:
            with _connect(port, process) as connection:
                yield Firefox(connection)
        finally:
            process.kill()


def _connect(port: int, process: subprocess.Popen[bytes]) -> socket.socket:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            assert process.poll() is None, "Firefox did not start"
            assert time.monotonic() < end, "Firefox does not answer"

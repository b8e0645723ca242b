"""A preview that runs on this machine while a test needs it, how to ask it, and stories for its desk."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.ground.channels import Medium
from generator.preview.http.server import LOOPBACK, Preview, Server, application, listen
from generator.preview.site.live import LiveSite
from tests.builders.sites import TODAY, story

REQUESTED = "{record: FORM-000, status: requested, scope: []}"
ENDING = "{record: R-1, status: given, given_on: 2026-01-01, valid_until: 2026-12-31, scope: [web, offline]}"
REVIEWED = "{record: R-3, status: given, given_on: 2026-01-01, review_by: 2026-06-01, scope: [web]}"
PAUSED = "{record: R-2, status: paused, scope: [web]}"
# A story in every state.
STORIES = {
    "broken.md": story("Broken", topics="[hpoe, wrok]"),
    "draft.md": story("A draft", more="draft: true", text="Not yet for anybody."),
    "ending.md": story("An end", consent=ENDING),
    "gate.md": story("A gate"),
    "offline.md": story("By post", scope="[offline]"),
    "paused.md": story("A pause", consent=PAUSED, text="Nobody may read this."),
    "reviewed.md": story("A review", consent=REVIEWED),
    "unreadable.md": "no front matter at all\n",
}


@dataclass(frozen=True)
class Answer:
    """What the preview answered."""

    status: int
    headers: Mapping[str, str]
    text: str


class Answering:
    """A server of this machine that answers at a port."""

    port: int

    @property
    def address(self) -> str:
        """Where it is, with the slash at the end."""
        return f"http://{LOOPBACK}:{self.port}/"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What stands at ``path``."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=60)
        try:
            connection.request("GET", path, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(
                response.status,
                {k.lower(): v for k, v in response.getheaders()},
                response.read().decode(errors="replace"),
            )
        finally:
            connection.close()


@dataclass(frozen=True)
class Running(Answering):
    """A preview that runs."""

    preview: Preview
    port: int

    def state(self, at: str) -> dict[str, Any]:
        """What an open tab is told of its page."""
        found: dict[str, Any] = json.loads(self.get(f"/_desk/state?at={at}").text)
        return found


class Stream:
    """The stream that a browser listens to."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
        self.connection.request("GET", "/_desk/live")
        self.response = self.connection.getresponse()

    def next(self) -> None:
        """Wait for the next word that something may have changed."""
        for line in iter(self.response.readline, b""):
            if line == b"data: changed\n":
                return
        raise EOFError("the stream has ended")

    def rest(self) -> bytes:
        """Everything until the server ends the stream."""
        return self.response.read()

    def close(self) -> None:
        """Stop listening."""
        self.connection.close()
        self.response.close()


@contextmanager
def running(root: Path, *, medium: Medium = "web", today: date = TODAY) -> Iterator[Running]:
    """Serve the site in ``root``; nothing watches it, so tests refresh by hand."""
    preview = Preview(LiveSite(root, medium, today))
    listening = listen(LOOPBACK, 0)
    server = Server(application(preview), preview.close)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield Running(preview, listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()

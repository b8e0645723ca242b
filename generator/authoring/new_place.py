"""A first place where the site is put online, written at the end of site.yaml; every other byte stays."""

from __future__ import annotations

import json
from dataclasses import replace

from generator.authoring.front_matter_edit import CannotEditError
from generator.content import read
from generator.content.sources import SITE_FILE

PLACE = "\n# Where the site is put online. Passwords never stand here.\npublish:\n  - name: {name}\n    to: {to}\n"
URL = "    url: {url}\n"
HOST_KEY = "    host_key: {host_key}\n"


def with_place(data: bytes, name: str, to: str, host_key: str = "", url: str = "") -> bytes:
    """The bytes of a site.yaml with a place, and the address ``url`` at which it is read, if it has one of its own.

    Raises CannotEditError where that cannot be written, and says why.
    """
    before = read.settings(data, SITE_FILE).value
    if before is None:
        raise CannotEditError(f"{SITE_FILE} has errors; mend them first")
    if before[0].publish:
        raise CannotEditError(f"{SITE_FILE} names a place already; change it there, under “publish”")
    lines = PLACE + (URL if url else "") + (HOST_KEY if host_key else "")
    added = lines.format(name=name, to=json.dumps(to), url=json.dumps(url), host_key=json.dumps(host_key))
    end = "\r\n" if b"\r\n" in data else "\n"
    last = b"" if data.endswith(b"\n") else end.encode()
    new = data + last + added.replace("\n", end).encode()
    checked = read.settings(new, SITE_FILE)
    if wrong := next((d for d in checked.diagnostics if d.is_error), None):
        raise CannotEditError(f"{wrong.message}; {wrong.hint}")
    if checked.value is None or replace(checked.value[0], publish=()) != before[0]:
        raise CannotEditError(
            f"{SITE_FILE} is written in a way that nothing can be put at its end; write the place there"
        )
    return new

"""Places where the site is put online, as they stand in site.yaml: written, changed and taken out.

Every other byte stays: comments, the order of fields, and what other programs wrote.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.site_edit import changed, value_at, values_of, with_entry, with_value, without_entry
from generator.content import read
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE

PUBLISH = ("publish",)
PLACE = "\n# Where the site is put online. Passwords never stand here.\npublish:\n  - name: {name}\n    to: {to}\n"
URL = "    url: {url}\n"
HOST_KEY = "    host_key: {host_key}\n"


def with_place(data: bytes, name: str, to: str, host_key: str = "", url: str = "") -> bytes:
    """The bytes of a site.yaml with a first place, and the address ``url`` at which it is read, if it has one.

    Raises CannotEditError where that cannot be written, and says why.
    """
    if _settings(data).publish:
        raise CannotEditError(f"{SITE_FILE} names a place already; change it there, under “publish”")

    def written(text: str) -> str:
        if value_at(values_of(text), PUBLISH) is not None:
            return with_entry(text, PUBLISH, {"name": name, "to": to, "url": url, "host_key": host_key})
        lines = PLACE + (URL if url else "") + (HOST_KEY if host_key else "")
        added = lines.format(name=name, to=json.dumps(to), url=json.dumps(url), host_key=json.dumps(host_key))
        end = "\r\n" if "\r\n" in text else "\n"
        return text + ("" if text.endswith("\n") else end) + added.replace("\n", end)

    return _edited(data, written)


def with_changed_place(data: bytes, name: str, fields: Mapping[str, str]) -> bytes:
    """The same with other ``fields`` of the place with a name; one that is empty goes. Raises CannotEditError."""
    n = _number(data, name)

    def written(text: str) -> str:
        for field, value in fields.items():
            text = with_value(text, (*PUBLISH, n, field), value)
        return text

    return _edited(data, written)


def without_place(data: bytes, name: str) -> bytes:
    """The same without the place with a name. Raises CannotEditError."""
    n = _number(data, name)
    return _edited(data, lambda text: without_entry(text, PUBLISH, n))


def _number(data: bytes, name: str) -> int:
    n = next((n for n, place in enumerate(_settings(data).publish) if place.name == name), None)
    if n is None:
        raise CannotEditError(f"{SITE_FILE} names no place called “{name}” any more; look at the page again")
    return n


def _settings(data: bytes) -> Settings:
    checked = read.settings(data, SITE_FILE)
    if checked.value is None or checked.errors:
        raise CannotEditError(f"{SITE_FILE} has errors; mend them first")
    return checked.value[0]


def _edited(data: bytes, change: Callable[[str], str]) -> bytes:
    """The bytes after a change, in which nothing but places is another."""
    new = changed(data, change)
    checked = read.settings(new, SITE_FILE)
    if wrong := next((d for d in checked.diagnostics if d.is_error), None):
        raise CannotEditError(f"{wrong.message}; {wrong.hint}")
    if checked.value is None or replace(checked.value[0], publish=()) != replace(_settings(data), publish=()):
        raise CannotEditError(
            f"{SITE_FILE} is written in a way that nothing can be changed there; write the place there yourself"
        )
    return new

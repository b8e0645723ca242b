"""The forms of the desk, read and sent as a browser does."""

from __future__ import annotations

import http.client
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import html5lib

from generator.preview.http.sent_forms import FORM
from generator.preview.http.server import LOOPBACK
from tests.builders.previews import Answer, Answering

BOUNDARY = "----of-a-test"
Sent = list[tuple[str, str]]


def hidden(desk: Answering, address: str, label: str) -> dict[str, str]:
    """What the form of this name carries without being asked."""
    page = html5lib.parse(desk.get(address).text, namespaceHTMLElements=False)
    form = next(form for form in page.iter("form") if form.get("aria-label") == label)
    return {field.get("name"): field.get("value") for field in form.iter("input") if field.get("type") == "hidden"}


def form_of(page: Answer, label: str = "Edit") -> Sent:
    """What a browser would send of a form, as it was filled in."""
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    found = next(form for form in tree.iter("form") if form.get("aria-label") == label)
    sent: Sent = []
    for field in found.iter():
        name, kind = field.get("name"), field.get("type")
        if not name or (kind in ("radio", "checkbox") and field.get("checked") is None):
            continue
        if field.tag == "select":
            chosen = [option for option in field.iter("option") if option.get("selected") is not None]
            sent.append((name, (chosen or list(field.iter("option")))[0].get("value")))
        elif field.tag == "textarea":
            sent.append((name, (field.text or "").replace("\n", "\r\n")))
        elif field.tag == "input":
            sent.append((name, field.get("value") or ""))
    return sent


def send(desk: Answering, address: str, values: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
    """Send values as a form does."""
    return send_all(desk, address, list(values.items()), headers)


def send_all(
    desk: Answering, address: str, values: Sequence[tuple[str, str]], headers: Mapping[str, str] | None = None
) -> Answer:
    """The same where a field may have several values."""
    return post(desk, address, urlencode(values).encode(), {"Content-Type": FORM, **(headers or {})})


def send_files(
    desk: Answering, address: str, values: Mapping[str, str], files: Sequence[tuple[str, str, bytes]]
) -> Answer:
    """Send values, and behind them files by the field that they were chosen in, their name, and what is in them."""
    return post(desk, address, multipart(values, files), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def multipart(values: Mapping[str, str], files: Sequence[tuple[str, str, bytes]]) -> bytes:
    """Values and files as a browser writes them (RFC 7578)."""
    parts = [(f'name="{name}"', value.encode()) for name, value in values.items()]
    parts += [(f'name="{field}"; filename="{name}"', data) for field, name, data in files]
    begun = (f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() for head, _ in parts)
    whole = b"".join(head + data + b"\r\n" for head, (_, data) in zip(begun, parts, strict=True))
    return whole + f"--{BOUNDARY}--\r\n".encode()


def post(desk: Answering, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send what a form holds, as it is."""
    connection = http.client.HTTPConnection(LOOPBACK, desk.port, timeout=60)
    try:
        connection.request("POST", address, body, dict(headers))
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read().decode())
    finally:
        connection.close()

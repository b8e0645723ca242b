"""What stops a site of a few settings, or with a page, from going online."""

from __future__ import annotations

from generator.content import read, samples
from generator.ground.diagnostics import Diagnostic

SITE = "name: {name}\nurl: https://{host}/\norganisation: {{name: {org}, email: {email}}}\ntagline: {tagline}\n"
REST = "withdraw: {text: Write to us., email: a@harbour.internal}\ntopics: [{id: a, label: A, description: A.}]\n"
OWN = {
    "name": "Harbour Row",
    "host": "harbour.internal",
    "org": "Harbour Row",
    "email": "a@harbour.internal",
    "tagline": "Stories of the row",
}


def of_site(**other: str) -> list[Diagnostic]:
    """What stops a site with these settings from going online."""
    checked = read.settings((SITE.format(**OWN | other) + REST).encode(), "site.yaml")
    assert checked.value is not None, checked.diagnostics
    return [d for d in samples.in_settings(*checked.value, "site.yaml") if d.stops_publishing]


def of_page(front: str, text: str) -> list[Diagnostic]:
    """What stops a site with this page from going online."""
    found = read.page_source(f"---\n{front}\n---\n\n{text}\n".encode(), "pages/a.md", "en").diagnostics
    return [d for d in found if d.stops_publishing]

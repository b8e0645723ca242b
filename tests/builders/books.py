"""Books of small sites, as PDFs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PIL import Image

from generator.bundle import pdf
from generator.bundle.bundle import make
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.plan.bundle_terms import BundleTerms, Duration
from generator.prepare import prepare
from generator.render.renderer import renderer_of
from tests.builders.pictures import saved
from tests.builders.sites import SITE, TODAY, make_site, story

TERMS = BundleTerms(Duration(6, "m"))
LISTENERS = """\
language: en
helplines:
  lines:
    - {name: Listeners, languages: [en], checked: 2026-06-01, source: 'https://example.org/', phone: '123 456'}
"""
PICTURES = '![A door](images/door.png)\n\n![](images/gate.png "decorative")'
TEXT = f"The **gate** is green & old.\n\n## A second part\n\n{PICTURES}\n\nIt [opens](b.md)."


def site(root: Path) -> Path:
    """A site with a story in English with pictures and a note, one in German, and two that may not be in copies."""
    make_site(
        root,
        {
            "a.md": story("The gate", text=TEXT, more="content_notes: [death]"),
            "b.md": story("Das Tor", text="Wir haben das Gartentor gestrichen.", more="language: de", day="2026-02-01"),
            "c.md": story("Nobodys", text="Unseen.", scope="[web]"),
            "d.md": story("Takenback", text="Gone.", consent="{record: R-9, status: withdrawn, scope: [web, offline]}"),
        },
        site=f"{LISTENERS}{SITE}",
    )
    (root / "stories/images").mkdir(exist_ok=True)
    for name, colour in (("door", "brown"), ("gate", "green")):
        (root / f"stories/images/{name}.png").write_bytes(saved(Image.new("RGB", (60, 40), colour), "PNG"))
    return root


def sheets(root: Path, today: date = TODAY) -> pdf.Sheets:
    """The book of the site in ``root`` before it is set."""
    planned = prepare(Target(root, "offline", today, given=today), Run(), TERMS)
    return pdf.sheets(planned, renderer_of(planned.theme))


def made(root: Path, out: Path, today: date = TODAY) -> Path:
    """The book of the site in ``root`` as a PDF."""
    return make(root, out, "pdf", TERMS, today, today, Stages()).out

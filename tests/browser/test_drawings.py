"""Drawings (SVG) that were made safe, beside what they were made of: in a browser both are the same picture."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from generator.media.drawing import cleaned
from generator.media.photo import Photo

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BOX = 'viewBox="0 0 200 100"'
BLUE = '<rect x="10" y="10" width="80" height="40" fill="#369"/>'
DOT = '<circle cx="5" cy="5" r="8"/>'
WHOLE = 'maskUnits="userSpaceOnUse" x="0" y="0" width="200" height="100"'
WHITE = '<rect width="200" height="100" fill="#fff"/>'
SYMBOL = f'<symbol id="s" viewBox="0 0 10 10">{DOT}</symbol><use href="#s" x="50" width="50" height="50"/>'
OPAQUE = f'<mask id="m" style="mask-type:alpha" {WHOLE}><rect width="40" height="40"/></mask>'
HOLE = f'<mask id="m" {WHOLE}>{WHITE}<circle cx="50" cy="30" r="9"/></mask>'
LINES = '<line x1="0" x2="0"/><path d="M50 50h0"/><path d="M90 80h100" stroke-dasharray="0 40"/>'
CLIP = '<clipPath id="a"><rect width="60" height="99"/></clipPath>'
TURNED = '<clipPath id="b" transform="translate(9)"><circle cx="40" cy="30" r="20"/></clipPath>'
NOWHERE = '<foreignObject requiredExtensions="urn:a" width="9" height="9"/>'
DRAWINGS = {
    "in inches": (BLUE, 'width="2in" height="1in"'),
    "in millimetres": (BLUE, 'width="50mm" height="25mm"'),
    "in points": (BLUE, 'width="150pt" height="75pt"'),
    "a mask that counts what is opaque": (f'{OPAQUE}<g mask="url(#m)">{BLUE}</g>', BOX),
    "a mask with a hole": (f'{HOLE}<g mask="url(#m)">{BLUE}</g>', BOX),
    "a symbol that is cut": (SYMBOL, BOX),
    "a symbol that reaches out": (SYMBOL.replace("<symbol", '<symbol overflow="visible"'), BOX),
    "a symbol without a view": (f'<symbol id="s">{DOT}{BLUE}</symbol><use href="#s" x="-9" y="30"/>', BOX),
    "round dots": (f'<g stroke="#000" stroke-width="30" stroke-linecap="round">{LINES}</g>', BOX),
    "a drawing in it": (f'<svg x="20" width="50" height="50" viewBox="0 0 20 9">{DOT}{BLUE}</svg>', BOX),
    "a choice": (f"<switch>{NOWHERE}<g>{BLUE}</g></switch>", BOX),
    "turned about a point": (f'<g transform="rotate(30)" transform-origin="50 30">{BLUE}</g>', BOX),
    "a colour in place of one that is missing": (BLUE.replace("#369", "url(#a) #369"), BOX),
    "clips within clips": (f'{CLIP}{TURNED}<g clip-path="url(#a)"><g clip-path="url(#b)">{BLUE}</g></g>', BOX),
    "what is hardly seen": (f'{BLUE}<g opacity=".02">{WHITE.replace("#fff", "#000")}</g>', BOX),
}


@pytest.mark.parametrize(("within", "head"), DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_looks_as_it_did(window: Page, within: str, head: str) -> None:
    """What is published of a drawing differs from it in no pixel that one would notice."""
    written = f"{HEAD} {head}>{within}</svg>".encode()
    made = cleaned(written)
    assert isinstance(made, Photo), made
    before, after = (_shown(window, drawing) for drawing in (written, made.content))
    assert len(before.getcolors(9999) or "many") > 1
    assert ImageChops.difference(before, after).convert("L").point(lambda level: level > 24).getbbox() is None


def _shown(window: Page, drawing: bytes) -> Image.Image:
    """A drawing as the browser shows it, 400 pixels wide."""
    address = f"data:image/svg+xml;base64,{b64encode(drawing).decode()}"
    window.set_content(f'<body style="margin: 0"><img src="{address}" alt="" width="400" height="200">')
    window.wait_for_function("document.images[0].complete")
    return Image.open(BytesIO(window.screenshot(clip={"x": 0, "y": 0, "width": 400, "height": 200}))).convert("RGB")

"""A story that holds everything that a seal covers, and its pictures."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.builders.sites import SITE, make_site, story

TEXT = """\
We didn't paint the gate, not *then*. There were 1.5 tins left.\\
A second line.

## Later

Then we did: “all of it”, said Ann. See [the other](other.md).

![A gate, half open.](../images/gate.png)
"""
MORE = """\
content_notes: [death]
language: en
image: {src: ../images/hill.png, alt: A hill in rain., credit: By Maren}
shape: up-and-down
"""


def png(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 0, 0)).save(out, "PNG")
    return out.getvalue()


def sealed_site(root: Path, text: str = "", *, pictures: tuple[int, int] = (10, 20), policy: str = "") -> Path:
    """A site with one story and its two pictures."""
    site = SITE.replace("require_valid_until: false", f"require_valid_until: false{policy}")
    make_site(root, {"gate.md": text or story(more=MORE, text=TEXT)}, site=site)
    (root / "images").mkdir(exist_ok=True)
    for name, shade in zip(("gate", "hill"), pictures, strict=True):
        (root / "images" / f"{name}.png").write_bytes(png(shade))
    return root

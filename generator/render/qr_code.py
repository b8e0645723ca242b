"""The address of a page as a QR code (ISO/IEC 18004) for paper, drawn as SVG that stands within a page."""

from __future__ import annotations

from html import escape

import segno
from markupsafe import Markup

# The least that corrects errors: a sheet of paper is neither curved nor scratched, and a smaller code prints larger.
LEVEL = "l"
# Every mask can be read; which of the eight is best, only the making of all of them would tell, in four times the time.
MASK = 3


def qr_code(address: str, words: str) -> Markup:
    """The code of an address; ``words`` say what it is to whoever cannot see it."""
    drawn = segno.make_qr(address, error=LEVEL, mask=MASK).svg_inline(omitsize=True, svgclass=None, lineclass=None)
    said = f'<svg class="qr" role="img" aria-label="{escape(words)}"'
    return Markup(said + drawn.removeprefix("<svg"))  # noqa: S704  # it holds words that are escaped, and else numbers

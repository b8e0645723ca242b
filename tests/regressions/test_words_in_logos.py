"""Words and hidden parts passed through the list of what a drawing may say, into the published logo."""

from __future__ import annotations

import pytest

from generator.media.drawing import cleaned
from generator.media.photo import Photo, Unusable

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
DOT = '<circle r="4"/>'
# Words of somebody's, drawn, where nobody sees them.
NAME = '<path d="M0 0h9v9"/>'


def made(within: str) -> Photo | Unusable:
    return cleaned(f"{HEAD}{within}{DOT}</svg>".encode())


@pytest.mark.parametrize(
    "within",
    [
        '<path d="Bob Smith lives at 3 Road"/>',
        '<path d="M 0 0 Bob"/>',
        '<path d="HM SAM Cat"/>',
        '<polygon points="Bob Smith, 12"/>',
        '<path fill="Bob-Smith"/>',
        '<path style="fill: Bob-Smith"/>',
        '<path fill="url(#a) expression(1)"/><linearGradient id="a"/>',
        '<path fill="url(#a) Bob"/><linearGradient id="a"/>',
        '<path transform="translate(Bob)"/>',
        '<path stroke-width="3 Road"/>',
        '<rect width="BobSmith"/>',
        '<g display="Bob"/>',
        '<symbol preserveAspectRatio="Bob"/>',
        "<style>.a{fill:Bob}</style><g class='a'/>",
        "<style media='print'>.a{fill:red}</style>",
        "<style type='text/bob'>.a{fill:red}</style>",
    ],
)
def test_words_are_no_values(within: str) -> None:
    """A value that is none of its attribute's grammar is an error with its line."""
    told = made(within)
    assert isinstance(told, Unusable)
    assert told.message.startswith("line 1: ")
    assert told.hint


@pytest.mark.parametrize(
    "within",
    [
        *(f'<g display="{value}">{NAME}</g>' for value in ("none", "NONE", " none ", "None\n")),
        f'<g style="DISPLAY: None">{NAME}</g>',
        f"<style>.a{{display:NONE}}</style><g class='a'>{NAME}</g>",
        *(f'<g visibility="{value}">{NAME}</g>' for value in ("hidden", "HIDDEN ", "collapse")),
        *(f'<g opacity="{value}">{NAME}</g>' for value in ("0", "0%", ".0", "-1")),
        f"<defs>{NAME}</defs>",
        f"<symbol>{NAME}</symbol>",
        f"<clipPath>{NAME}</clipPath>",
        f"<mask>{NAME}</mask>",
        f'<clipPath id="a">{NAME}</clipPath><g display="none" clip-path="url(#a)"/>',
        f'<symbol id="a">{NAME}</symbol><g opacity="0"><use href="#a"/></g>',
        f'<clipPath id="a">{NAME}</clipPath><linearGradient clip-path="url(#a)"/>',
        f'<g fill="none">{NAME}</g>',
        f'<g transform="translate(400 0)">{NAME}</g>',
        '<path d="M-99 0h9v9"/>',
        f"<circle>{NAME}</circle>",
        f'<use href="#a">{NAME}</use><g id="a"/>',
        f'<rect d="{NAME[9:17]}"/>',
    ],
)
def test_hidden_parts_are_left_out(within: str) -> None:
    """What nobody sees of a drawing is not published, however it is hidden."""
    assert made(within) == made("")


def test_what_is_beside_something_used_is_left_out() -> None:
    """Of a hidden group, only the part that is used elsewhere stays."""
    found = made(f'<g display="none"><g id="a">{DOT}</g>{NAME}</g><use href="#a"/>')
    assert isinstance(found, Photo)
    assert b"M0" not in found.content
    assert b'<use href="#n1"/>' in found.content


def test_what_is_referred_to_has_to_fit() -> None:
    """A colour that refers to a shape shows nothing of it, so it may not bring that along."""
    told = made(f'<defs><g id="a">{NAME}</g></defs><circle r="9" fill="url(#a)"/>')
    assert isinstance(told, Unusable)
    assert "is something else" in told.message

"""Drawings (SVG) for publication: what passes, what is left out, and what is refused with its line and a remedy."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media.drawing import LARGEST, cleaned, is_drawing
from generator.media.drawing_elements import ALLOWED
from generator.media.drawing_styles import HREF
from generator.media.drawing_values import COUNTING, GEOMETRY, PRESENTATION, fits
from generator.media.photo import Photo, Unusable

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 100">'
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
DOT = '<circle r="4"/>'
LINE = '<path d="M0 0h9v9"/>'
AWAY = 'maskUnits="userSpaceOnUse" x="50" y="0" width="9" height="9"'
HIDDEN = (
    f'<g transform="scale(0)">{LINE}</g>',
    f'<g transform="scale(.0001)">{LINE}</g>',
    f'<g opacity=".05"><g opacity=".05">{LINE}</g></g>',
    '<path d="M0 0h9v9" fill="rgba(0, 0, 0, .001)"/>',
    '<path d="M0 0h9v9" fill-opacity="0.1%"/>',
    f'<linearGradient id="a"><stop stop-opacity=".001"/></linearGradient><g fill="url(#a)">{LINE}</g>',
    f'<mask id="a"><rect width="300" height="100"/></mask><g mask="url(#a)">{LINE}</g>',
    f'<clipPath id="a"><rect x="50" width="9" height="9"/></clipPath><g clip-path="url(#a)">{LINE}</g>',
    f'<mask id="a" {AWAY}><rect width="300" height="99" fill="#fff"/></mask><g mask="url(#a)">{LINE}</g>',
    '<path d="M0 0h9v9" fill="none" stroke="red" stroke-dasharray="0 9"/>',
    f'<symbol id="a">{LINE}</symbol><use href="#a" x="900"/>',
    '<line x1="9" x2="9" stroke="red"/>',
)


def drawn(within: str, head: str = HEAD) -> str:
    """What is published of a drawing that holds this, without its own first and last tag."""
    made = cleaned(f"{head}{within}</svg>".encode())
    assert isinstance(made, Photo), made
    return re.sub(r"^<svg[^>]*>|</svg>\n$", "", made.content.decode())


def refused(within: str, head: str = HEAD) -> Unusable:
    """Why a drawing that holds this is not published."""
    made = cleaned(f"{head}\n{within}</svg>".encode())
    assert isinstance(made, Unusable), made.content
    return made


def test_a_drawing_is_a_picture_of_its_own() -> None:
    """A drawing is published under a name made of its content, with the size that its box has in pixels."""
    made = cleaned(f"{HEAD}{DOT}</svg>".encode())
    assert isinstance(made, Photo)
    assert (made.width, made.height, made.type, made.others) == (288, 96, "image/svg+xml", ())
    assert made.content.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" width="288" height="96"><circle r="4"/></svg>\n'
    )
    assert cleaned(f"{HEAD}<!-- by Ines -->{DOT}</svg>".encode()) == made


@pytest.mark.parametrize(
    ("within", "left"),
    [
        (f"<script>alert(1)</script>{DOT}", DOT),
        (f'<script href="https://evil.example/x.js"/>{DOT}', DOT),
        ('<circle r="4" onload="alert(1)" onclick="alert(1)"/>', DOT),
        (f"<!-- Ines --><?php evil() ?>{DOT}", DOT),
        (f"<metadata><x>Ines</x></metadata><title>Ines</title><desc>Ines</desc>{DOT}", DOT),
        (
            '<g xmlns:a="urn:a" a:label="Ines" id="Ines" data-name="Ines" aria-label="Ines"><circle r="4"/></g>',
            f"<g>{DOT}</g>",
        ),
        (f'<a:view xmlns:a="urn:a"><circle r="9"/></a:view>{DOT}', DOT),
        (f"Ines{DOT}Ines", DOT),
        (f'<a href="javascript:alert(1)">{DOT}</a>', f"<g>{DOT}</g>"),
        (f'<g display="none">{LINE}</g>{DOT}', DOT),
        (f'<g style="display:none">{LINE}</g>{DOT}', DOT),
        ('<html:iframe xmlns:html="http://www.w3.org/1999/xhtml" src="https://evil.example/"/><circle r="4"/>', DOT),
    ],
)
def test_what_draws_nothing_is_left_out(within: str, left: str) -> None:
    """Scripts, handlers, remarks, names of layers and people, links and hidden parts are in no drawing."""
    assert drawn(within) == left


@pytest.mark.parametrize(
    ("within", "kept"),
    [
        ('<path d="M0,0 l1e3-2.5z" fill="#FFF" transform="translate(1 2) rotate(-3)"/>', None),
        ('<path d="m1.5.5a1 1 0 0110 10,.5-.5 0 1 1-1 1zm1 1 2 2t1 1" stroke="red"/>', None),
        ('<polygon points="0,0 9,0 9 9-1-1" fill="hsl(120 50% 50% / 50%)"/>', None),
        ('<rect width="10%" height="2px" fill="rgb(1,2,3)" stroke="none"/>', None),
        ('<rect width="9" height="9" fill="None" stroke="Red" stroke-dasharray="1, 2" paint-order="stroke"/>', None),
        (
            '<path style="fill:#f00; -inkscape-x: y; font-family: Arial" d="M0 0h9v9"/>',
            '<path d="M0 0h9v9" fill="#f00"/>',
        ),
        (
            '<style>.a{fill:red}.b,.c{fill:blue;stroke:red}</style><circle r="4" class="b a"/>',
            '<circle r="4" fill="blue" stroke="red"/>',
        ),
        ('<style media=" Screen ">.a{fill:red}</style><circle r="4" class="a"/>', '<circle r="4" fill="red"/>'),
        ('<style>.a{fill:red}</style><circle r="4" class="a" fill="blue"/>', '<circle r="4" fill="red"/>'),
        ('<style>.a{fill:red}</style><circle r="4" class="a" style="fill:blue"/>', '<circle r="4" fill="blue"/>'),
        (
            '<linearGradient id="Ines"><stop offset="0"/></linearGradient><circle r="4" fill="url(#Ines) #fff"/>',
            '<linearGradient id="n1"><stop offset="0"/></linearGradient><circle r="4" fill="url(#n1) #fff"/>',
        ),
        (
            '<circle id="fff" r="4"/><use xlink:href="#fff" fill="#fff"/>',
            '<circle id="n1" r="4"/><use fill="#fff" href="#n1"/>',
        ),
        (
            f'<g display="none" fill="red"><circle id="a" r="4"/>{LINE}</g><use href="#a"/>',
            '<defs fill="red"><circle id="n1" r="4"/></defs><use href="#n1"/>',
        ),
        (
            f'<clipPath id="a"><circle r="4"/></clipPath><g clip-path="url(\'#a\')">{DOT}</g>',
            f'<clipPath id="n1"><circle r="4"/></clipPath><g clip-path="url(#n1)">{DOT}</g>',
        ),
        (
            f'<g visibility="hidden"><circle r="4" visibility="visible"/>{LINE}</g>',
            '<g visibility="hidden"><circle r="4" visibility="visible"/></g>',
        ),
        ('<g transform="translate(-500)"><circle r="4" cx="510"/></g>', None),
        ('<circle r="4" cx="-5" stroke="red" stroke-width="2"/>', None),
        (f'<symbol id="n1" viewBox="0 0 4 4">{DOT}</symbol><use x="900" width="10%" href="#n1"/>', None),
        ('<mask id="n1"><circle r="4" fill="#fff"/></mask><rect width="9" height="9" mask="url(#n1)"/>', None),
        (f'<g opacity="0"><linearGradient id="a"/></g>{DOT}', DOT),
        ('<circle r="4" fill="url(#nobody) #369"/>', '<circle r="4" fill="#369"/>'),
        (f"<text x='3'> </text><text><tspan/></text>{DOT}", DOT),
        (
            f'<switch><foreignObject requiredExtensions="urn:a"><b/></foreignObject><g>{DOT}</g></switch>',
            f"<g><g>{DOT}</g></g>",
        ),
        (f'<svg x="9" width="50" height="50" viewBox="0 0 9 9">{DOT}</svg>', None),
        (
            '<circle r="4" transform="scale(2)" style="transform-origin: 5px 6px"/>',
            '<circle r="4" transform="translate(5 6) scale(2) translate(-5 -6)"/>',
        ),
        (f'<g transform-origin="50% 50%">{DOT}</g>', f"<g>{DOT}</g>"),
        *((f"{hidden}{DOT}", DOT) for hidden in HIDDEN),
    ],
)
def test_what_draws_is_taken_over(within: str, kept: str | None) -> None:
    """Shapes, colours, gradients, masks and what is used twice look as they did; styles become attributes."""
    assert drawn(within) == (within if kept is None else kept)


@pytest.mark.parametrize(
    ("within", "says", "hint"),
    [
        ("<text>Harbour</text>", "line 2: <text> is nothing that is taken over", "turn its words into paths"),
        ('<image href="data:image/png;base64,AAAA"/>', "line 2: <image>", "as PNG"),
        ("<foreignObject><p/></foreignObject>", "line 2: <foreignObject>", "as PNG"),
        ('<rect/>\n<animate attributeName="x"/>', "line 3: <animate>", "without movement"),
        ('<set attributeName="href" to="javascript:alert(1)"/>', "line 2: <set>", "without movement"),
        ("<iframe/>", "line 2: <iframe>", "plain SVG"),
        (f"<switch>{DOT}{DOT}</switch>", "line 2: <switch> has more than one", "plain SVG"),
        ("<g><text>  a</text></g>", "line 2: <text> is nothing that is taken over", "turn its words into paths"),
        (
            "<style>.a{fill:red !important}</style>",
            "in the styles that end in line 2, “fill” is !important",
            "presentation",
        ),
        ('<path style="fill:red!important"/>', "line 2: “fill” is !important", "presentation attributes"),
        ('<path color-interpolation="linearRGB"/>', "line 2: “color-interpolation” says", "plain SVG"),
        ('<path transform="scale(2)" transform-origin="center"/>', "line 2: “transform-origin” says", "plain SVG"),
        *(
            (
                f'<mask id="a"{units}><circle r="9" fill="#fff"/></mask><g mask="url(#a)">{DOT}{other}</g>',
                "line 2: “mask” shows a share of its size, but parts of it cannot be seen",
                "delete what cannot be seen",
            )
            for units, other in (
                ("", '<circle r="9" fill="none"/>'),
                (' maskContentUnits="objectBoundingBox"', '<circle r="9" cx="900"/>'),
            )
        ),
        ("<filter/>", "line 2: <filter>", "plain SVG"),
        (
            '<use href="https://evil.example/a.svg#x"/>',
            "line 2: “href” says “https://evil.example/a.svg#x”",
            "plain SVG",
        ),
        ('<use href="data:image/svg+xml,x#y"/>', "line 2: “href”", "plain SVG"),
        ('<path fill="url(https://evil.example/a#b)"/>', "line 2: “fill” says", "plain SVG"),
        ('<path fill="url(#a) url(https://evil.example/)"/>', "line 2: “fill” says", "plain SVG"),
        ('<path style="fill:url(//evil.example/x)"/>', "line 2: “fill” says", "plain SVG"),
        ('<path fill="image-set(1)"/>', "line 2: “fill” says", "plain SVG"),
        ('<path fill="var(--x)"/>', "line 2: “fill” says", "plain SVG"),
        ('<path fill="a&quot; onload=&quot;alert(1)"/>', "line 2: “fill” says", "plain SVG"),
        ('<path fill="\\75rl(x)"/>', "line 2: “fill” says", "plain SVG"),
        ('<path filter="url(#f)"/>', "line 2: “filter” says", "plain SVG"),
        ('<path style="mix-blend-mode:multiply"/>', "line 2: “mix-blend-mode” says", "plain SVG"),
        ('<path style="transform:rotate(4deg)"/>', "line 2: a style says where it stands", "presentation attributes"),
        (
            "<style>@import url(https://evil.example/);</style>",
            "the styles that end in line 2",
            "presentation attributes",
        ),
        ("<style>path{fill:red}</style>", "the styles that end in line 2", "presentation attributes"),
        ('<path fill="url(#nobody)"/>', "line 2: what it refers to, “nobody”, is not in the file", "plain SVG"),
        ('<g id="a"><use href="#a"/></g>', "line 2: “a” refers to itself", "plain SVG"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "line 2: “b” refers to itself", "plain SVG"),
        ("<g>" * 50 + "</g>" * 50, "line 2: it is too intricate", "simpler"),
        ("<g/>" * 20_001, "line 2: it is too intricate", "simpler"),
        ("<g>", "line 2: this file is damaged, or no SVG", "save it anew"),
        ("&evil;", "line 2: this file is damaged, or no SVG", "save it anew"),
    ],
)
def test_what_cannot_be_taken_over_is_told(within: str, says: str, hint: str) -> None:
    """What draws and may not pass is refused with its line, what it is, and what to do about it."""
    told = refused(within)
    assert told.message.startswith(says)
    assert hint in told.hint


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "this file is damaged"),
        (b"<html/>", "this file is no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg viewBox="0 0 1 1"/>', "it declares \u201cc\u201d"),
        (b'<!DOCTYPE svg [<!ENTITY a "' + b"b" * 201 + b'">]><svg viewBox="0 0 1 1"/>', "it declares \u201ca\u201d"),
        (b'<!DOCTYPE svg [<!ENTITY a "<path/>">]><svg viewBox="0 0 1 1"/>', "it declares \u201ca\u201d"),
        (
            b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1"/>',
            "it declares \u201ca\u201d",
        ),
        (b'<svg viewBox="0 0 1 1" style="background:#fc0"/>', "line 1: \u201cbackground\u201d says \u201c#fc0\u201d"),
        (
            b'<!DOCTYPE svg SYSTEM "file:///etc/passwd" [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><svg/>',
            "it declares",
        ),
        (b"<svg/>", "it does not say how large it is"),
        (b'<svg viewBox="0 0 0 1"/>', "it does not say how large it is"),
        (b'<svg viewBox="0 0 1e9 1"/>', "it does not say how large it is"),
        (b'<svg viewBox="0 0 200000 90000"/>', "line 1: its \u201cviewBox\u201d has numbers above 100000"),
        (b'<svg viewBox="0 0 1000 1"/>', "line 1: one side is more than 50 times as long as the other"),
        (b'<svg width="100%" height="100%"/>', "it does not say how large it is"),
        (b'<svg viewBox="0 0 1 1">' + b" " * 500_000, "this drawing's file is larger than 500 KB"),
        (
            b'<svg viewBox="0 0 1 1">' + b'<path d="M0 0' + b"h1" * LARGEST + b'v1"/></svg>',
            "this drawing has more than 100 KB",
        ),
    ],
)
def test_what_is_no_drawing_is_told(data: bytes, says: str) -> None:
    """A file that is none, has no size, or declares or holds too much is refused."""
    made = cleaned(data)
    assert isinstance(made, Unusable)
    assert says in made.message


@pytest.mark.parametrize(
    "head",
    [
        f'<?xml version="1.0" encoding="UTF-8"?>{DOCTYPE}<svg viewBox="0 0 300 100">',
        '<svg width="300px" height="100" version="1.1" onload="alert(1)" style="enable-background:new 0 0 1 1">',
        '\ufeff<svg xmlns="http://www.w3.org/2000/svg" viewBox="0,0,300,100" width="100%">',
    ],
)
def test_drawing_programs_begin_in_many_ways(head: str) -> None:
    """What drawing programs write above a drawing is no part of it."""
    assert cleaned(f"{head}{DOT}</svg>".encode()) == cleaned(f"{HEAD}{DOT}</svg>".encode())


def test_a_root_hands_on_what_it_says_of_colour() -> None:
    """What the outermost element says for all within stays with it."""
    made = cleaned(f"{HEAD.removesuffix('>')} fill='red'>{DOT}</svg>".encode())
    assert isinstance(made, Photo)
    assert b' fill="red">' in made.content


@pytest.mark.parametrize(
    "within",
    [
        "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(40)) + '<g id="a0"/>',
        '<g id="a0"/>' + "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(40)),
        '<path fill="' + "a" * 400_000 + '~"/>',
        '<path fill="' + " " * 400_000 + '~"/>',
        '<path fill="url(#a' + " " * 400_000 + '~"/>',
        "<style>" + ".a{fill:red}" * 15_000 + "</style>" + '<g class="a"/>' * 15_000 + "<text>a</text>",
        '<path id="a" transform="'
        + "scale(1)" * 600
        + '" d="M0 0'
        + "h1" * 90_000
        + '"/>'
        + '<use href="#a"/>' * 9_000,
        '<linearGradient id="a">'
        + '<stop stop-opacity="0"/>' * 9_000
        + f'</linearGradient><g fill="url(#a)">{DOT * 9_000}</g>',
        '<path d="M' + "9" * 400_000 + '"/>',
        '<path stroke-width="' + "9" * 400_000 + 'x"/>',
    ],
    ids=[
        *("uses of uses", "the other way round", "letters", "blanks", "blanks in an address", "rules"),
        *("uses of a long path", "clear colours", "a long number", "a long length"),
    ],
)
def test_few_words_exhaust_nothing(within: str) -> None:
    """A file that would take for ever to draw, or to read, is refused before that."""
    assert refused(within).hint


def test_what_says_svg_is_read_as_such() -> None:
    """A file that begins like XML is a drawing, whatever it is called, and one of pixels is none."""
    assert is_drawing(b"\xef\xbb\xbf <?xml")
    assert is_drawing("<svg".encode("utf-16"))
    assert not is_drawing(b"\x89PNG\r\n<svg")


NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[\s,]", re.ASCII | re.IGNORECASE)
TAGS = st.sampled_from(
    [*sorted(ALLOWED), "script", "a", "foreignObject", "text", "style", "iframe", "metadata", "switch"]
)
NAMES = st.sampled_from(
    [
        *("fill", "d", "style", "href", "xlink:href", "onload", "id", "class", "clip-path", "filter", "src", "mask"),
        *(
            "r",
            "width",
            "height",
            "points",
            "transform",
            "visibility",
            "display",
            "opacity",
            "stroke",
            "mask-type",
            "overflow",
            "transform-origin",
        ),
    ]
)
VALUES = st.sampled_from(
    [
        *("red", "url(#a)", "#a", "a", "b", "url(//x)", "javascript:x", "fill:url(#a)", "none", "M0 0h9v9", "alert(1)"),
        *("9", "0", "99%", "Bob Smith", "M Bob 0", "0 0 9 9 0 9", "translate(-900)", "hidden", " None "),
        *(
            "fill:url(https://x)",
            "&quot;>&lt;script>",
            "&#10;red",
            "rgb(1)",
            "display:none",
            "data:x",
            "\\75 rl(x)",
            "alpha",
            "visible",
            "5 5",
        ),
    ]
)


@st.composite
def parts(draw: st.DrawFn, depth: int = 3) -> str:
    """A few elements, some of them hostile."""
    row = []
    for _ in range(draw(st.integers(0, 3))):
        tag, said = draw(TAGS), draw(st.dictionaries(NAMES, VALUES, max_size=2))
        within = draw(parts(depth - 1)) if depth else draw(VALUES)
        attributes = "".join(f' {name}="{value}"' for name, value in said.items())
        row.append(f"<{tag}{attributes}>{within}</{tag}>")
    return "".join(row)


# What a value can be made of: numbers with units, and these words.
WORDS = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:%|px)?|[MmZzLlHhVvCcSsQqTtAa]|#(?:n\d+|[0-9a-f]{3,8})|[\s,()/]"
    r"|url|rgb|red|alpha|visible|none|inline|hidden|translate",
    re.ASCII,
)


@given(parts())
def test_nothing_passes_but_what_is_listed(within: str) -> None:
    """Whatever is written: published are listed elements and attributes, no words, and references within the file."""
    made = cleaned(f"{HEAD}{within}{DOT}</svg>".encode())
    if isinstance(made, Unusable):
        assert made.message
        assert made.hint
        return
    assert cleaned(made.content) == made
    ids = re.findall(rb' id="(n\d+)"', made.content)
    assert len(ids) == len(set(ids))
    for element in ET.fromstring(made.content).iter():  # our own, which declares nothing
        name = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        assert name in ALLOWED
        assert not (element.text or "").strip()
        assert set(element.keys()) <= PRESENTATION.keys() | COUNTING[name] | {HREF, "id"}
        for name, value in element.items():
            assert name == "id" or not WORDS.sub("", value)
            if name == HREF or "url" in value:
                assert re.search(r"#(n\d+)", value)[1].encode() in ids  # type: ignore[index]  # one is there


SAYINGS = st.one_of(st.text("MZLHVCSQTAmzlhvcsqta0123456789 .,-+e", max_size=30), st.text(max_size=20), VALUES)


@given(st.sampled_from(sorted(GEOMETRY)), SAYINGS)
def test_geometry_holds_commands_and_numbers(name: str, value: str) -> None:
    """Where a thing stands is said in numbers, units, commands and words of a fixed list, and in nothing else."""
    left = NUMBERS.sub("", value) if fits(name, value) else ""
    assert not left or left.isascii()
    if name == "d":
        assert left == "none" or not re.sub(r"[MZLHVCSQTA]", "", left, flags=re.IGNORECASE)
        assert not re.search(r"[LHVCSQTAM]\s*[LHVCSQTAMZ]", left and value, re.IGNORECASE)
    elif name == "points":
        assert not left


@pytest.mark.parametrize(
    "value",
    [
        *("Bob", "Bob-Smith", "Bob Smith, 12", "Bob Smith lives at 3 Road", "Sam Cat", "url(#a) expression(1)"),
        *("red/*Bob*/", "#fff Bob", "#Bob", "rgb(1,2,3) Bob", "rgb(Bob)", "blac\u212a", "12 Bob", "12Bob", "canvas"),
    ],
)
def test_words_are_no_values(value: str) -> None:
    """No attribute takes words but those that the grammar of its values has."""
    assert not [name for name in PRESENTATION.keys() | GEOMETRY.keys() if fits(name, value)]

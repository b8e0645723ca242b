"""Values of settings: those that editors write pass, and nothing that passes can be more than a value."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.css_values import HINTS, fault
from generator.content.theme_assets import Asset, assets_of
from tests.builders.style_sheets import declarations, rules

COLOUR, LENGTH, NUMBER, NAMES = "#fbf7f0", "calc(35ch + 10em)", "1.5", "'Iowan Old Style', Georgia, serif"
DEFAULTS = {"accent": COLOUR, "measure": LENGTH, "scale": NUMBER, "text-font": NAMES, "place": "left"}
PIECES = [
    *"(){}[];:,/*+-\"'\\@#!<>% \u200b",
    "url(",
    "//x.example/",
    "/*",
    "*/",
    "calc(",
    "36rem",
    "red",
    "expression(",
]


@pytest.mark.parametrize(
    ("value", "default"),
    [
        ("36rem", LENGTH),
        ("66ch", LENGTH),
        ("0", LENGTH),
        ("calc(35ch + 10em)", LENGTH),
        ("calc((35ch + 10em) * 1.1 - 2px / 4)", LENGTH),
        ("min(90vw, 40rem)", LENGTH),
        ("clamp( 20rem , 50% , calc(30em + 2vw) )", LENGTH),
        ("-.5e1PX", LENGTH),
        ("#1f4d3a", COLOUR),
        ("#ABCD", COLOUR),
        ("rgb(31 77 58 / 50%)", COLOUR),
        ("hsl(120deg, 50%, 50%)", COLOUR),
        ("transparent", COLOUR),
        ("2", NUMBER),
        ("calc(1 + 2 * 3)", NUMBER),
        ("Georgia, serif", NAMES),
        ("'Bücher & Söhne 2', \"It's\", -apple-system", NAMES),
        ("serif", NAMES),
        ("right", "left"),
        ("2px", "left"),
        ("1px solid #ccc", "2px dotted black"),
    ],
)
def test_a_value_of_the_settings_kind_passes(value: str, default: str) -> None:
    """A value of the kind of its setting's default passes, and so does any value where that is a single word."""
    assert fault(value, default) is None


@pytest.mark.parametrize(
    ("value", "default", "reason"),
    [
        ("(", LENGTH, "cannot be read: “(” stands at the wrong place"),
        ("calc(35ch + 10em", LENGTH, "cannot be read: a bracket is not closed"),
        ("36rem)", LENGTH, "cannot be read: a bracket is closed that was not opened"),
        ("calc(35ch+10em)", LENGTH, "cannot be read: a bracket is not closed"),
        ("calc(35ch + 10)", LENGTH, "cannot be read: only lengths can be added to lengths, and numbers to numbers"),
        ("calc(2em * 3em)", LENGTH, "cannot be read: lengths can only be multiplied and divided by numbers"),
        ("36", LENGTH, "is not a length"),
        ("36rme", LENGTH, "cannot be read: “rme” is no unit"),
        ("#7a2d18", LENGTH, "is not a length"),
        ("url(//x.example/)", NAMES, "cannot be read: “url(…)” is not among what a setting may use"),
        ("image-set('//x.example/a.png')", NAMES, "cannot be read: “image-set(…)” is not among what a setting may use"),
        ("Georgia, var(--x, url(//x.example/))", NAMES, "cannot be read: “url(…)” is not among what a setting may use"),
        ("'Georgia", NAMES, "cannot be read: a quotation mark is not closed, or something in it cannot stand there"),
        ("Georgia,", NAMES, "cannot be read: something is missing at its end"),
        ("red;} body{display:none", COLOUR, "cannot be read: “;” cannot stand in it"),
        ("\\75rl(x)", NAMES, "cannot be read: “\\” cannot stand in it"),
        ("36rem/* more", LENGTH, "cannot be read: “*” stands at the wrong place"),
        ("Geo\u200brgia", NAMES, "cannot be read: a character that nobody sees cannot stand in it"),
        ("#12", COLOUR, "is not a colour"),
        ("bananas", COLOUR, "is not a colour"),
        ("(" * 30, LENGTH, "cannot be read: “(” stands at the wrong place"),
        ("calc" + "(" * 30 + "1px" + ")" * 30, LENGTH, "cannot be read: its brackets are nested too deeply"),
    ],
)
def test_any_other_value_is_told_with_a_reason(value: str, default: str, reason: str) -> None:
    """A value that cannot be read, or is of another kind, is told with the reason and what to write instead."""
    found = fault(value, default)
    assert found is not None
    assert found.message == reason
    assert found.hint in HINTS.values()


def sheet(settings: dict[str, str]) -> str:
    """The theme's style sheet with these settings."""
    made: Asset
    (made,) = assets_of({"assets/style.css": b"body { color: red }\np { color: blue }\n"}, settings)
    return made.content.decode()


@given(
    name=st.sampled_from(sorted(DEFAULTS)),
    value=st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map(
        lambda pieces: " ".join("".join(pieces).split())
    ),
    typed=st.booleans(),
)
@example(name="measure", value="(", typed=True)
@example(name="text-font", value="url(//x.example/)", typed=True)
@example(name="text-font", value="'a\\", typed=False)
def test_what_passes_is_one_value(name: str, value: str, typed: bool) -> None:
    """Whatever a setting is given, it is an error or leaves the style sheet's rules and declarations as they were."""
    if fault(value, DEFAULTS[name] if typed else None) is not None:
        return
    before, after = rules(sheet(DEFAULTS)), rules(sheet({**DEFAULTS, name: value}))
    assert [selector for selector, _ in after] == [selector for selector, _ in before]
    assert [declarations(block) for _, block in after] == [declarations(block) for _, block in before]
    assert after[1:] == before[1:]
    assert "url(" not in value.lower()
    assert "\\" not in value


@given(st.text())
def test_any_text_is_answered(value: str) -> None:
    """Any text at all is read to its end or told, and never fails in another way."""
    assert fault(value) is None or fault(value)

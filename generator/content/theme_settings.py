"""The settings of a theme: what a value may be, which colours differ enough, and how style sheets get them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.content import contrast, css_values
from generator.content.settings import Settings
from generator.content.strict_yaml import Document
from generator.content.theme_file import Pair, ThemeFile
from generator.ground.diagnostics import Diagnostic, did_you_mean, error, warning


def setting_problems(
    settings: Settings, front: Document, known: Mapping[str, str], pairs: Iterable[tuple[str, str]]
) -> Iterator[Diagnostic]:
    """Values in site.yaml of settings that the theme does not know, or of another kind than their default."""
    colours = {name for pair in pairs for name in pair}
    for key, value in settings.theme.settings.items():
        span = front.value_span(("theme", "settings", key))
        if key not in known:
            hint = did_you_mean(key, known, f"this theme knows {', '.join(sorted(known)) or 'no settings'}")
            yield error("theme-setting", "site.yaml", span, f"the theme has no setting “{key}”", hint)
        elif key in colours and not contrast.is_colour(value):
            hint = css_values.HINTS["colour"]
            yield error("theme-setting", "site.yaml", span, f"“{key}” is not a colour", hint)
        elif (fault := css_values.fault(value, known[key])) is not None:
            yield error("theme-setting", "site.yaml", span, f"“{key}” {fault.message}", fault.hint)


def unfit_defaults(about: ThemeFile, places: Document, below: Mapping[str, str], path: str) -> Iterator[Diagnostic]:
    """Defaults of a site's own theme that are no values, or not of the kind that they have in the theme below."""
    for key, value in about.settings.items():
        if (fault := css_values.fault(value, below.get(key))) is not None:
            span = places.value_span(("settings", key))
            yield error("theme-setting", path, span, f"“{key}” {fault.message}", fault.hint)


def unfit_pairs(pairs: Sequence[Pair], places: Document, values: Mapping[str, str], path: str) -> Iterator[Diagnostic]:
    """Pairs of what is no setting with a colour as its default."""
    for n, pair in enumerate(pairs):
        for side, key in (("of", pair.of), ("on", pair.on)):
            if not contrast.is_colour(values.get(key, "")):
                hint = did_you_mean(key, values, "name a setting whose default is a colour such as #7a2d18")
                span = places.value_span(("contrast", n, side))
                yield error("theme-contrast", path, span, f"“{key}” is not a setting with a colour", hint)


def pale_pairs(pairs: Iterable[Pair], values: Mapping[str, str], front: Document) -> Iterator[Diagnostic]:
    """Pairs with too little contrast, each with the nearest colour that has enough (WCAG 2.2, 1.4.6 and 1.4.11)."""
    for pair in pairs:
        top, ground = values[pair.of], values[pair.on]
        found = contrast.ratio(top, ground)
        if found < pair.least:
            changed = pair.of if ("theme", "settings", pair.of) in front.keys else pair.on
            mended = contrast.nearest(top, ground, pair.least)
            message = f"“{pair.of}” on “{pair.on}” has a contrast of {found:.1f}:1, which is hard to read"
            hint = f'it needs {pair.least:g}:1; the nearest colour that has it is {pair.of}: "{mended}"'
            yield warning("contrast", "site.yaml", front.value_span(("theme", "settings", changed)), message, hint)


def custom_properties(values: Mapping[str, str]) -> bytes:
    """The settings' values as custom properties, for the top of a style sheet."""
    properties = "".join(f"--{key.replace('_', '-')}:{value};" for key, value in sorted(values.items()))
    return f":root{{{properties}}}\n".encode()

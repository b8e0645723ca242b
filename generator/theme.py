"""A theme as one value: templates, strings by language, and assets, of the built-in folder and the site's overlay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from generator import schema, strict_yaml
from generator.diagnostics import START, CannotBuildError, Diagnostic, did_you_mean, error
from generator.digest import content_name
from generator.fields import Id, Text
from generator.model import CLOSED
from generator.settings import Settings
from generator.sources import read_inside
from generator.strict_yaml import Document
from generator.views import Strings

# In a wheel the themes lie inside the package, in a checkout beside it.
BUILT_IN = next(p for p in (Path(__file__).parent / "themes", Path(__file__).parent.parent / "themes") if p.is_dir())
LARGEST = 2_000_000
CSS_VALUE = re.compile(r"[\w\s#.,%()'\"/-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """theme.yaml."""

    __pydantic_config__ = CLOSED

    description: Annotated[Text, Field(description="One sentence on the theme.", examples=["Quiet and wide."])]
    extends: Annotated[Id | None, Field(description="The theme whose files stand in for those not here.")] = None
    settings: Annotated[dict[str, Text], Field(description="Names and default values of the theme's settings.")] = (
        field(default_factory=dict)
    )


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load; ``path`` in the output is made of its content."""

    name: str
    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that rendering needs beside a page's view."""

    name: str
    templates: Mapping[str, str]
    strings: Mapping[str, Strings]
    assets: tuple[Asset, ...]
    settings: tuple[tuple[str, str], ...]

    def strings_for(self, *languages: str) -> Strings:
        """The strings of the first of these languages that the theme speaks, English otherwise."""
        for language in languages:
            for name in (language, language.split("-")[0]):
                if name in self.strings:
                    return self.strings[name]
        return self.strings["en"]

    def speaks(self, language: str) -> bool:
        """Whether the theme has strings in this language."""
        return language in self.strings or language.split("-", maxsplit=1)[0] in self.strings


def load(settings: Settings, front: Document, root: Path) -> Theme:
    """The theme that site.yaml names. Raises CannotBuildError with everything that is wrong with it."""
    name = settings.theme.name
    layers = _layers(root, name, front)
    problems: list[Diagnostic] = []
    files: dict[str, bytes] = {}
    defaults: dict[str, str] = {}
    for folder, shown in layers:
        files |= dict(_files(folder))
        about = _about(folder, shown, problems)
        defaults |= about.settings if about else {}
    for key, value in settings.theme.settings.items():
        span = front.key_span(("theme", "settings", key))
        if key not in defaults:
            hint = did_you_mean(key, defaults, f"this theme knows {', '.join(sorted(defaults)) or 'no settings'}")
            problems.append(error("theme-setting", "site.yaml", span, f"the theme has no setting “{key}”", hint))
        elif not CSS_VALUE.fullmatch(value):
            hint = "write a colour such as #7a3b2e, a length such as 38rem, or names of fonts"
            problems.append(
                error("theme-setting", "site.yaml", span, f"“{key}” is not a value for a style sheet", hint)
            )
    chosen = tuple(sorted((defaults | dict(settings.theme.settings)).items()))
    strings = dict(_strings(files, name, problems))
    if "en" not in strings:
        problems.append(
            error(
                "theme-strings", f"themes/{name}", START, "strings/en.yaml is missing", "begin with a copy of hearten's"
            )
        )
    if problems:
        raise CannotBuildError(*problems)
    english = strings["en"]
    return Theme(
        name=name,
        templates={
            n.removeprefix("templates/"): _text(d) for n, d in sorted(files.items()) if n.startswith("templates/")
        },
        strings={language: {**english, **words} for language, words in strings.items()},
        assets=tuple(_assets(files, chosen)),
        settings=chosen,
    )


def _layers(root: Path, name: str, front: Document) -> list[tuple[Path, str]]:
    """The folders of a theme from the one below to the one on top."""
    known = {p.name for base in (BUILT_IN, root / "themes") if base.is_dir() for p in base.iterdir() if p.is_dir()}
    chain: list[tuple[Path, str]] = []
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen:
            break
        seen.add(current)
        found = [(p, f"themes/{current}") for p in (root / "themes" / current, BUILT_IN / current) if p.is_dir()]
        if not found:
            hint = did_you_mean(current, known, f"the themes are {', '.join(sorted(known))}")
            raise CannotBuildError(
                error(
                    "no-theme", "site.yaml", front.value_span(("theme", "name")), f"there is no theme “{current}”", hint
                )
            )
        chain += [f for f in found if not any(f[0].samefile(c[0]) for c in chain)]
        below = [about.extends for f in found if (about := _about(*f, [])) and about.extends]
        if not below and not (BUILT_IN / current).is_dir():
            below = ["hearten"]
        waiting += below[:1]
    return chain[::-1]


def _about(folder: Path, shown: str, problems: list[Diagnostic]) -> ThemeFile | None:
    data = read_inside(folder, "theme.yaml", LARGEST)
    if data is None:
        return None
    parsed = strict_yaml.parse(_text(data), f"{shown}/theme.yaml")
    if parsed.value is None:
        problems += parsed.diagnostics
        return None
    checked = schema.check(ThemeFile, parsed.value, f"{shown}/theme.yaml")
    problems += (*parsed.diagnostics, *checked.diagnostics)
    return checked.value


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for part in ("templates", "strings", "assets"):
        for path in sorted((folder / part).rglob("*")):
            name = path.relative_to(folder).as_posix()
            data = read_inside(folder, name, LARGEST)
            if data is not None and not path.name.startswith("."):
                yield name, data


def _strings(files: Mapping[str, bytes], theme: str, problems: list[Diagnostic]) -> Iterator[tuple[str, Strings]]:
    for name, data in sorted(files.items()):
        if not (name.startswith("strings/") and name.endswith(".yaml")):
            continue
        path = f"themes/{theme}/{name}"
        parsed = strict_yaml.parse(_text(data), path)
        problems += parsed.diagnostics
        words = parsed.value.value if parsed.value else None
        if isinstance(words, dict) and all(isinstance(v, str) for v in words.values()):
            yield name.removeprefix("strings/").removesuffix(".yaml"), {k: str(v) for k, v in words.items()}
        elif parsed.value:
            problems.append(
                error("theme-strings", path, START, "strings must be words", "write one “name: words” a line")
            )


def _assets(files: Mapping[str, bytes], settings: tuple[tuple[str, str], ...]) -> Iterator[Asset]:
    for name, data in sorted(files.items()):
        if not name.startswith("assets/"):
            continue
        stem, dot, suffix = name.rpartition(".")
        content = data
        if name.endswith(".css"):
            properties = "".join(f"--{key.replace('_', '-')}:{value};" for key, value in settings)
            content = f":root{{{properties}}}\n".encode() + data
        yield Asset(name.removeprefix("assets/"), f"{stem}.{content_name(content)}{dot}{suffix}", content)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")

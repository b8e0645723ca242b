"""A theme as one value: templates, strings by language, and assets, of the built-in folder and the site's overlay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from generator.content import contrast, schema, strict_yaml
from generator.content.field_types import Id, Text
from generator.content.front_matter import CLOSED
from generator.content.settings import Settings
from generator.content.sources import read_inside
from generator.content.strict_yaml import Document
from generator.ground.diagnostics import START, CannotBuildError, Checked, Diagnostic, did_you_mean, error, warning
from generator.ground.digest import content_name, digest
from generator.store.resources import THEMES

# A theme's words in one language, by their keys.
Strings = Mapping[str, str]
LARGEST = 2_000_000  # bytes of a file
ONLY_IN_BUNDLES = frozenset({"bundle.js"})
CSS_VALUE = re.compile(r"[\w\s#.,%()'\"/-]+")
# Comments on lines of their own are for people who read the theme; readers' devices need not fetch them.
COMMENTS = re.compile(rb"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/)[ \t]*\n", re.MULTILINE | re.DOTALL)
# A part that fails stops no other, and the browser's console tells of it as of any error.
PART = b"try {\n%s\n} catch (problem) { setTimeout(() => { throw problem; }); }\n"

ScriptName = Annotated[str, Field(pattern=r"^[a-z0-9-]+\.js$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two colours that are seen together, and how much they must differ."""

    __pydantic_config__ = CLOSED

    of: Annotated[Text, Field(description="The setting whose colour is on top.", examples=["ink"])]
    on: Annotated[Text, Field(description="The setting whose colour is the ground.", examples=["paper"])]
    least: Annotated[float, Field(ge=1, le=21, description="The least contrast ratio.", examples=["7"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """theme.yaml."""

    __pydantic_config__ = CLOSED

    description: Annotated[Text, Field(description="One sentence on the theme.", examples=["Quiet and wide."])]
    extends: Annotated[Id | None, Field(description="The theme whose files stand in for those not here.")] = None
    settings: Annotated[dict[str, Text], Field(description="Names and default values of the theme's settings.")] = (
        field(default_factory=dict)
    )
    scripts: Annotated[
        dict[ScriptName, tuple[Text, ...]],
        Field(description="Scripts of several files in assets/, which are sent as one; the files' names in order."),
    ] = field(default_factory=dict)
    contrast: Annotated[tuple[Pair, ...], Field(description="Pairs of colours that every build checks.")] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load; ``path`` in the output is made of its content."""

    name: str
    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that rendering needs beside a page's view. ``own`` names the templates that the site itself brings."""

    name: str
    templates: Mapping[str, str]
    own: frozenset[str]
    strings: Mapping[str, Strings]
    assets: tuple[Asset, ...]
    digest: bytes

    def strings_for(self, *languages: str) -> Strings:
        """The strings of the first of these languages that the theme speaks, English otherwise."""
        for language in languages:
            for name in (language, language.split("-")[0]):
                if name in self.strings:
                    return self.strings[name]
        return self.strings["en"]


def load(settings: Settings, front: Document, root: Path) -> Checked[Theme]:
    """The theme that site.yaml names, with warnings for words that it lacks and colours that are hard to tell apart.

    Raises CannotBuildError with everything that is wrong with it.
    """
    name = settings.theme.name
    problems: list[Diagnostic] = []
    files: dict[str, bytes] = {}
    own: set[str] = set()
    layers: list[bytes] = []
    values: dict[str, str] = {}
    scripts: dict[str, tuple[str, ...]] = {}
    pairs: dict[tuple[str, str], Pair] = {}
    strings: dict[str, dict[str, str]] = {}
    for folder, shown in _layers(root, name, front):
        layer = dict(_files(folder, shown, problems))
        files |= layer
        if not folder.is_relative_to(THEMES):
            own |= layer.keys()
        layers += [part for n, data in layer.items() for part in (n.encode(), data)]
        for language, words in _strings(layer, shown, problems):
            strings[language] = strings.get(language, {}) | words
        about = _about(folder, shown, problems)
        values |= about.settings if about else {}
        scripts |= about.scripts if about else {}
        problems += _missing(about.scripts, files, f"{shown}/theme.yaml") if about else ()
        pairs |= {(pair.of, pair.on): pair for pair in about.contrast} if about else {}
    problems += _setting_problems(settings, front, values, pairs)
    values |= settings.theme.settings
    if "en" not in strings:
        hint = "begin with a copy of hearten's"
        problems.append(error("theme-strings", f"themes/{name}", START, "strings/en.yaml is missing", hint))
    if problems:
        raise CannotBuildError(*problems)
    templates = {n.removeprefix("templates/"): _text(d) for n, d in files.items() if n.startswith("templates/")}
    theme = Theme(
        name=name,
        templates=dict(sorted(templates.items())),
        own=frozenset(name for name in templates if f"templates/{name}" in own),
        strings={language: {**strings["en"], **words} for language, words in strings.items()},
        assets=tuple(_assets(_joined(files, scripts), values)),
        digest=digest(name.encode(), *layers),
    )
    unspoken = _unspoken(name, settings.language, strings, front)
    return Checked(theme, (*unspoken, *_pale_pairs(pairs.values(), values, front)))


def own_files(settings: Settings, front: Document, root: Path) -> Iterator[tuple[str, bytes]]:
    """The files that the site itself adds to its theme, by their paths in the site's folder."""
    for folder, shown in _layers(root, settings.theme.name, front):
        if not folder.is_relative_to(THEMES):
            yield from ((f"{shown}/{name}", data) for name, data in _files(folder, shown, []))


def suited(theme: Theme, *, bundle: bool) -> Theme:
    """The theme as a bundle needs it, or as everything else does.

    Only bundles get the assets that are made for them. In a bundle the mark of links to other websites says that they
    need a connection; that is another of the theme's strings.
    """
    if not bundle:
        assets = tuple(a for a in theme.assets if a.name not in ONLY_IN_BUNDLES)
        return replace(theme, assets=assets)
    strings = {language: {**words, "external": words["external_offline"]} for language, words in theme.strings.items()}
    return replace(theme, strings=strings, digest=digest(theme.digest, b"bundle"))


def _setting_problems(
    settings: Settings, front: Document, known: Mapping[str, str], pairs: Iterable[tuple[str, str]]
) -> Iterator[Diagnostic]:
    colours = {name for pair in pairs for name in pair}
    for key, value in settings.theme.settings.items():
        span = front.value_span(("theme", "settings", key))
        if key not in known:
            hint = did_you_mean(key, known, f"this theme knows {', '.join(sorted(known)) or 'no settings'}")
            yield error("theme-setting", "site.yaml", span, f"the theme has no setting “{key}”", hint)
        elif key in colours and not contrast.is_colour(value):
            hint = 'write # and six hexadecimal digits, in quotes: "#7a2d18"'
            yield error("theme-setting", "site.yaml", span, f"“{key}” is not a colour", hint)
        elif not CSS_VALUE.fullmatch(value):
            hint = "write a colour, a length such as 38rem, or names of fonts"
            yield error("theme-setting", "site.yaml", span, f"“{key}” is not a value for a style sheet", hint)


def _unspoken(name: str, language: str, strings: Mapping[str, Strings], front: Document) -> Iterator[Diagnostic]:
    """What the theme cannot say in the site's language, and says in English."""
    spoken = next((n for n in (language, language.split("-", maxsplit=1)[0]) if n in strings), None)
    missing = sorted(strings["en"].keys() - strings[spoken].keys()) if spoken else []
    if spoken is None:
        message = f"the theme has no words in “{language}”, so menus, buttons and labels stay English"
        hint = f"copy hearten's strings/en.yaml to themes/{name}/strings/{language}.yaml and translate it"
        yield warning("theme-words", "site.yaml", front.value_span(("language",)), message, hint)
    elif missing:
        some = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
        message = f"the theme lacks {len(missing)} of its words in “{spoken}”, and shows the English ones"
        hint = f"write {some} into themes/{name}/strings/{spoken}.yaml; hearten's strings/en.yaml has them all"
        yield warning("theme-words", "site.yaml", front.value_span(("language",)), message, hint)


def _pale_pairs(pairs: Iterable[Pair], values: Mapping[str, str], front: Document) -> Iterator[Diagnostic]:
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


def _layers(root: Path, name: str, front: Document) -> list[tuple[Path, str]]:
    """The folders of a theme from the one below to the one on top."""
    known = {p.name for base in (THEMES, root / "themes") if base.is_dir() for p in base.iterdir() if p.is_dir()}
    chain: list[tuple[Path, str]] = []
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen:
            break
        seen.add(current)
        found = [(p, f"themes/{current}") for p in (root / "themes" / current, THEMES / current) if p.is_dir()]
        if not found:
            hint = did_you_mean(current, known, f"the themes are {', '.join(sorted(known))}")
            raise CannotBuildError(
                error(
                    "no-theme", "site.yaml", front.value_span(("theme", "name")), f"there is no theme “{current}”", hint
                )
            )
        chain += [f for f in found if not any(f[0].samefile(c[0]) for c in chain)]
        below = [about.extends for f in found if (about := _about(*f, [])) and about.extends]
        if not below and not (THEMES / current).is_dir():
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


def _files(folder: Path, shown: str, problems: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    for part in ("templates", "strings", "assets"):
        for path in sorted((folder / part).rglob("*")):
            name = path.relative_to(folder).as_posix()
            data = read_inside(folder, name, LARGEST)
            if data is None or path.name.startswith("."):
                continue
            if len(data) > LARGEST:
                hint = f"keep it under {LARGEST // 1_000_000} MB; readers wait for it on every page"
                problems.append(
                    error("theme-file", f"{shown}/{name}", START, "this file is too large for a theme", hint)
                )
            yield name, data


def _strings(
    files: Mapping[str, bytes], shown: str, problems: list[Diagnostic]
) -> Iterator[tuple[str, dict[str, str]]]:
    for name, data in sorted(files.items()):
        if not (name.startswith("strings/") and name.endswith(".yaml")):
            continue
        path = f"{shown}/{name}"
        parsed = _parsed(data, path)
        problems += parsed.diagnostics
        words = parsed.value.value if parsed.value else None
        if isinstance(words, dict) and all(isinstance(v, str) for v in words.values()):
            yield name.removeprefix("strings/").removesuffix(".yaml"), {k: str(v) for k, v in words.items()}
        elif parsed.value:
            problems.append(
                error("theme-strings", path, START, "strings must be words", "write one “name: words” a line")
            )


def _missing(scripts: Mapping[str, tuple[str, ...]], files: Mapping[str, bytes], shown: str) -> Iterator[Diagnostic]:
    """Parts of scripts that neither this layer of the theme has nor any below it."""
    there = [name.removeprefix("assets/") for name in files if name.startswith("assets/")]
    for name, part in ((name, part) for name, parts in scripts.items() for part in parts if part not in there):
        hint = did_you_mean(
            part, there, f"put it into {shown.removesuffix('/theme.yaml')}/assets/, or leave it out here"
        )
        yield error("theme-script", shown, START, f"“{part}”, a part of {name}, is not there", hint)


def _joined(files: Mapping[str, bytes], scripts: Mapping[str, tuple[str, ...]]) -> dict[str, bytes]:
    """The files, with scripts in place of their parts. A file that has a script's name stands in for it."""
    of_scripts = {f"assets/{part}" for parts in scripts.values() for part in parts}
    made = {
        f"assets/{name}": b"".join(PART % COMMENTS.sub(b"", files[f"assets/{part}"]).strip() for part in parts)
        for name, parts in scripts.items()
    }
    return made | {name: data for name, data in files.items() if name not in of_scripts}


@lru_cache(maxsize=16)
def _parsed(data: bytes, path: str) -> Checked[Document]:
    """A file of strings, parsed once while a process builds again and again."""
    return strict_yaml.parse(_text(data), path)


def _assets(files: Mapping[str, bytes], settings: Mapping[str, str]) -> Iterator[Asset]:
    for name, data in sorted(files.items()):
        if not name.startswith("assets/"):
            continue
        stem, dot, suffix = name.rpartition(".")
        content = data
        if name.endswith(".css"):
            properties = "".join(f"--{key.replace('_', '-')}:{value};" for key, value in sorted(settings.items()))
            content = f":root{{{properties}}}\n".encode() + data
        yield Asset(name.removeprefix("assets/"), f"{stem}.{content_name(content)}{dot}{suffix}", content)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")

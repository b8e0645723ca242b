"""A theme as one value: templates, strings by language, and assets, of the built-in folder and the site's overlay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import Field

from generator.content import contrast, css_values, schema, strict_yaml
from generator.content.field_types import Id, Text
from generator.content.front_matter import CLOSED
from generator.content.settings import Settings
from generator.content.sources import read_inside
from generator.content.strict_yaml import Document
from generator.ground.diagnostics import (
    START,
    CannotBuildError,
    Checked,
    Diagnostic,
    Span,
    did_you_mean,
    error,
    warning,
)
from generator.ground.digest import content_name, digest
from generator.store.resources import THEMES

# A theme's words in one language, by their keys.
Strings = Mapping[str, str]
LARGEST, LARGEST_TEMPLATE, ALL_TEMPLATES = 2_000_000, 200_000, 1_000_000  # bytes of a file, and of those together
ONLY_IN_BUNDLES = frozenset({"bundle.js"})
# A part that fails stops no other, and the browser's console tells of it as of any error.
PART = b"try {\n%s\n} catch (problem) { setTimeout(() => { throw problem; }); }\n"

MOST = 200  # settings of a theme, and pairs of colours
ScriptName = Annotated[str, Field(pattern=r"^[a-z0-9-]+\.js$")]
SettingName = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
PLACEHOLDER = re.compile(r"[a-z][a-z0-9_]*")


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
    settings: Annotated[
        dict[SettingName, Text],
        Field(
            max_length=MOST,
            description="Names and default values of the theme's settings; a site's own values are of their kind.",
        ),
    ] = field(default_factory=dict)
    scripts: Annotated[
        dict[ScriptName, tuple[Text, ...]],
        Field(description="Scripts of several files in assets/, which are sent as one; the files' names in order."),
    ] = field(default_factory=dict)
    contrast: Annotated[
        tuple[Pair, ...], Field(max_length=MOST, description="Pairs of colours that every build checks.")
    ] = ()


NOTHING_SAID = ThemeFile(description="-"), Document(None)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load; ``path`` in the output is made of its content."""

    name: str
    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that rendering needs beside a page's view.

    ``own`` has the templates that the site itself brings, each with its path in the site's folder.
    """

    name: str
    templates: Mapping[str, str]
    own: Mapping[str, str]
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
    own: dict[str, str] = {}
    layers: list[bytes] = []
    values: dict[str, str] = {}
    scripts: dict[str, tuple[str, ...]] = {}
    pairs: dict[tuple[str, str], Pair] = {}
    strings: dict[str, dict[str, str]] = {}
    for folder, shown in _layers(root, name, front):
        layer = dict(_files(folder, shown, problems))
        is_own = _is_own(folder)
        if is_own:
            # A copy of a template that is there already may do what that may.
            own |= {n: f"{shown}/{n}" for n in layer if n.startswith("templates/") and layer[n] != files.get(n)}
            problems += _unfit_files(layer, shown)
        files |= layer
        layers += [part for n, data in layer.items() for part in (n.encode(), data)]
        for language, words in _strings(layer, shown, problems, own=is_own):
            strings[language] = strings.get(language, {}) | words
        about, places = _about(folder, shown, problems)
        if is_own:
            problems += _unfit_values(about, places, values, f"{shown}/theme.yaml")
        values |= about.settings
        scripts |= about.scripts
        problems += _missing(about.scripts, files, f"{shown}/theme.yaml")
        problems += _unfit_pairs(about.contrast, places, values, f"{shown}/theme.yaml")
        pairs |= {(pair.of, pair.on): pair for pair in about.contrast}
    problems += _setting_problems(settings, front, values, pairs)
    values |= settings.theme.settings
    if "en" not in strings:
        hint = "begin with a copy of hearten's"
        problems.append(error("theme-strings", f"themes/{name}", START, "strings/en.yaml is missing", hint))
    if any(problem.is_error for problem in problems):
        raise CannotBuildError(*problems)
    templates = {n.removeprefix("templates/"): _text(d) for n, d in files.items() if n.startswith("templates/")}
    theme = Theme(
        name=name,
        templates=dict(sorted(templates.items())),
        own={n.removeprefix("templates/"): shown for n, shown in sorted(own.items())},
        strings={language: {**strings["en"], **words} for language, words in strings.items()},
        assets=tuple(_assets(_joined(files, scripts), values)),
        digest=digest(name.encode(), *layers),
    )
    unspoken = _unspoken(name, settings.language, strings, front)
    return Checked(theme, (*problems, *unspoken, *_pale_pairs(pairs.values(), values, front)))


def own_files(settings: Settings, front: Document, root: Path) -> Iterator[tuple[str, bytes]]:
    """The files that the site itself adds to its theme, by their paths in the site's folder."""
    for folder, shown in _layers(root, settings.theme.name, front):
        if _is_own(folder):
            yield from ((f"{shown}/{name}", data) for name, data in _files(folder, shown, []))


def _is_own(folder: Path) -> bool:
    """Whether a theme's folder is the site's, and not one that comes with the program, by whatever path."""
    return not folder.resolve().is_relative_to(THEMES.resolve())


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
            hint = css_values.HINTS["colour"]
            yield error("theme-setting", "site.yaml", span, f"“{key}” is not a colour", hint)
        elif (fault := css_values.fault(value, known[key])) is not None:
            yield error("theme-setting", "site.yaml", span, f"“{key}” {fault.message}", fault.hint)


def _unfit_values(about: ThemeFile, places: Document, below: Mapping[str, str], path: str) -> Iterator[Diagnostic]:
    """Defaults of a site's own theme that are no values, or not of the kind that they have in the theme below."""
    for key, value in about.settings.items():
        if (fault := css_values.fault(value, below.get(key))) is not None:
            span = places.value_span(("settings", key))
            yield error("theme-setting", path, span, f"“{key}” {fault.message}", fault.hint)


def _unfit_pairs(pairs: Sequence[Pair], places: Document, values: Mapping[str, str], path: str) -> Iterator[Diagnostic]:
    """Pairs of what is no setting with a colour as its default."""
    for n, pair in enumerate(pairs):
        for side, key in (("of", pair.of), ("on", pair.on)):
            if not contrast.is_colour(values.get(key, "")):
                hint = did_you_mean(key, values, "name a setting whose default is a colour such as #7a2d18")
                span = places.value_span(("contrast", n, side))
                yield error("theme-contrast", path, span, f"“{key}” is not a setting with a colour", hint)


def _unfit_files(files: Mapping[str, bytes], shown: str) -> Iterator[Diagnostic]:
    """Templates and strings of a site's own theme that are no text, and templates that are too long to be one."""
    for name, data in files.items():
        path = f"{shown}/{name}"
        if name.startswith("templates/") and len(data) > LARGEST_TEMPLATE:
            hint = f"keep it under {LARGEST_TEMPLATE // 1000} kB; what is not a template belongs into assets/"
            yield error("theme-file", path, START, "this file is too large for a template", hint)
        if name.startswith(("templates/", "strings/")):
            yield from _not_utf_8(data, path)
    if sum(len(data) for name, data in files.items() if name.startswith("templates/")) > ALL_TEMPLATES:
        what, hint = "this theme has too many templates", f"keep them under {ALL_TEMPLATES // 1_000_000} MB together"
        yield error("theme-file", f"{shown}/templates", START, what, hint)


def _not_utf_8(data: bytes, path: str) -> Iterator[Diagnostic]:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        hint = "save the file as UTF-8 (in most editors: Save with encoding)"
        yield error("not-utf-8", path, Span(data.count(b"\n", 0, e.start) + 1), "this is not UTF-8 text", hint)


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
        if (root / "themes" / current).is_dir() and not _lies_inside(root / "themes" / current, root):
            what, hint = "this link leads out of the site's folder", "put the folder itself here instead of a link"
            raise CannotBuildError(error("outside", f"themes/{current}", START, what, hint))
        found = [(p, f"themes/{current}") for p in (root / "themes" / current, THEMES / current) if p.is_dir()]
        if not found:
            hint = did_you_mean(current, known, f"the themes are {', '.join(sorted(known))}")
            raise CannotBuildError(
                error(
                    "no-theme", "site.yaml", front.value_span(("theme", "name")), f"there is no theme “{current}”", hint
                )
            )
        chain += [f for f in found if not any(f[0].samefile(c[0]) for c in chain)]
        below = [extends for f in found if (extends := _about(*f, [])[0].extends)]
        if not below and not (THEMES / current).is_dir():
            below = ["hearten"]
        waiting += below[:1]
    return chain[::-1]


def _lies_inside(folder: Path, root: Path) -> bool:
    return folder.resolve().is_relative_to(root.resolve()) or not _is_own(folder)


def _about(folder: Path, shown: str, problems: list[Diagnostic]) -> tuple[ThemeFile, Document]:
    """What theme.yaml says, with its places; nothing where there is none, or one with errors."""
    path = f"{shown}/theme.yaml"
    data = read_inside(folder, "theme.yaml", LARGEST)
    if data is None:
        return NOTHING_SAID
    parsed = strict_yaml.parse(_text(data), path)
    problems += (*_not_utf_8(data, path), *parsed.diagnostics)
    if parsed.value is None:
        return NOTHING_SAID
    checked = schema.check(ThemeFile, parsed.value, path)
    problems += checked.diagnostics
    return (checked.value, parsed.value) if checked.value is not None else NOTHING_SAID


def _files(folder: Path, shown: str, problems: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    for part in ("templates", "strings", "assets"):
        for path in sorted((folder / part).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.name.startswith(".") or (path.is_dir() and not path.is_symlink()):
                continue
            data = read_inside(folder, name, LARGEST) if _is_text(name) else None
            if data is None:
                problems.append(_left_out(path, f"{shown}/{name}"))
                continue
            if len(data) > LARGEST:
                hint = f"keep it under {LARGEST // 1_000_000} MB; readers wait for it on every page"
                problems.append(
                    error("theme-file", f"{shown}/{name}", START, "this file is too large for a theme", hint)
                )
            yield name, data


def _is_text(name: str) -> bool:
    """Whether the bytes of a name are UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _left_out(path: Path, shown: str) -> Diagnostic:
    """What to say of something in a theme that is no file of it."""
    if path.is_symlink():
        hint = "put the file itself here instead of a link"
        return warning(
            "theme-file", shown, START, "this link does not lead to a file of the theme; it is left out", hint
        )
    if not path.is_file() or not _is_text(shown):
        hint = "rename the file; letters, digits and hyphens are safe everywhere"
        return warning("theme-file", shown, START, "this is not a file with a name in UTF-8; it is left out", hint)
    return error("unreadable", shown, START, "this file cannot be read", "check that you may read it")


def _strings(
    files: Mapping[str, bytes], shown: str, problems: list[Diagnostic], *, own: bool
) -> Iterator[tuple[str, dict[str, str]]]:
    """The words of each language; those of a site's ``own`` theme may hold names in braces, and nothing else there."""
    for name, data in sorted(files.items()):
        if not (name.startswith("strings/") and name.endswith(".yaml")):
            continue
        path = f"{shown}/{name}"
        parsed = _parsed(data, path)
        problems += parsed.diagnostics
        words = parsed.value.value if parsed.value else None
        if isinstance(words, dict) and all(isinstance(v, str) for v in words.values()):
            for key in (k for k, v in words.items() if own and not _can_be_filled(str(v))):
                span = parsed.made.value_span((key,))
                hint = "write names in braces as hearten's strings/en.yaml does, such as {name}, and no other braces"
                problems.append(error("theme-strings", path, span, f"the braces in “{key}” cannot be filled in", hint))
            yield name.removeprefix("strings/").removesuffix(".yaml"), {k: str(v) for k, v in words.items()}
        elif parsed.value:
            problems.append(
                error("theme-strings", path, START, "strings must be words", "write one “name: words” a line")
            )


def _can_be_filled(words: str) -> bool:
    """Whether braces in words hold names alone: `str.format` takes attributes, widths and more."""
    try:
        return all(
            field is None or (PLACEHOLDER.fullmatch(field) and not more and not conversion)
            for _, field, more, conversion in Formatter().parse(words)
        )
    except ValueError:
        return False


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
        f"assets/{name}": b"".join(PART % _without_comments(files[f"assets/{part}"]).strip() for part in parts)
        for name, parts in scripts.items()
    }
    return made | {name: data for name, data in files.items() if name not in of_scripts}


def _without_comments(script: bytes) -> bytes:
    """A script without comments on lines of their own, which are for people who read the theme.

    A regular expression would look for the end of a comment anew from each line that seems to begin one.
    """
    kept, at = [], 0
    closed, behind = 0, 0  # where the comment ends, and the line behind that, if nothing else stands on its last line
    while at < len(script):
        end = script.find(b"\n", at)
        if end < 0:
            break
        line = script[at : end + 1].strip(b" \t")
        if line.startswith(b"/*"):
            begun = script.index(b"/*", at) + 2
            if 0 <= closed < begun:
                closed = script.find(b"*/", begun)
                last = script.find(b"\n", closed) if closed >= 0 else -1
                behind = 0 if last < 0 or script[closed + 2 : last].strip(b" \t") else last + 1
            if behind > at:
                at = behind
                continue
        if not line.startswith(b"//"):
            kept.append(script[at : end + 1])
        at = end + 1
    return b"".join((*kept, script[at:]))


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

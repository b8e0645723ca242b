"""A theme as one value: templates, strings by language, and assets, of the built-in folder and the site's overlay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.settings import Settings
from generator.content.strict_yaml import Document
from generator.content.strings import Strings, codes_of
from generator.content.theme_assets import Asset, assets_of, joined, missing_parts
from generator.content.theme_file import Pair
from generator.content.theme_folders import belongs_to_site, decoded, files_in, layers_of, theme_file_in, unfit_files
from generator.content.theme_settings import pale_pairs, setting_problems, unfit_defaults, unfit_pairs
from generator.content.theme_strings import form_problems, strings_in, unspoken_words
from generator.ground.diagnostics import START, CannotBuildError, Checked, Diagnostic, error
from generator.ground.digest import digest

SAYS_AGE = frozenset({"bundle.js"})


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that rendering needs beside a page's view.

    ``own`` has the templates that the site itself brings, each with its path in the site's folder. ``sizes`` say how
    wide pictures are shown, by their places (`theme_file`).
    """

    name: str
    templates: Mapping[str, str]
    own: Mapping[str, str]
    strings: Mapping[str, Strings]
    sizes: Mapping[str, str]
    assets: tuple[Asset, ...]
    digest: bytes

    def strings_for(self, *languages: str) -> Strings:
        """The strings of the first of these languages that the theme speaks, English otherwise."""
        for language in languages:
            for name in codes_of(language):
                if name in self.strings:
                    return self.strings[name]
        return self.strings["en"]

    def beside(self, language: str, first: str = "en") -> Strings | None:
        """The words that stand beside those on help, notes and leaving in a language that no native speaker has read.

        They are in the site's ``first`` language, or in English where nobody has read that either.
        """
        if not self.strings_for(language).is_unread:
            return None
        sure = self.strings_for(first)
        return self.strings["en"] if sure.is_unread else sure


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
    sizes: dict[str, str] = {}
    scripts: dict[str, tuple[str, ...]] = {}
    pairs: dict[tuple[str, str], Pair] = {}
    strings: dict[str, dict[str, str]] = {}
    known: Mapping[str, str] = {}
    for folder, shown in layers_of(root, name, front):
        layer = dict(files_in(folder, shown, problems))
        is_own = belongs_to_site(folder)
        if is_own:
            # A copy of a template that is there already may do what that may.
            own |= {n: f"{shown}/{n}" for n in layer if n.startswith("templates/") and layer[n] != files.get(n)}
            problems += unfit_files(layer, shown)
        files |= layer
        layers += [part for n, data in layer.items() for part in (n.encode(), data)]
        for language, words in strings_in(layer, shown, problems, own=is_own):
            strings[language] = strings.get(language, {}) | words
        if is_own:
            problems += form_problems(layer, shown, strings, known)
        else:
            known = strings.get("en", known)
        about, places = theme_file_in(folder, shown, problems)
        if is_own:
            problems += unfit_defaults(about, places, values, f"{shown}/theme.yaml")
        values |= about.settings
        sizes |= about.sizes
        scripts |= about.scripts
        problems += missing_parts(about.scripts, files, f"{shown}/theme.yaml")
        problems += unfit_pairs(about.contrast, places, values, f"{shown}/theme.yaml")
        pairs |= {(pair.of, pair.on): pair for pair in about.contrast}
    problems += setting_problems(settings, front, values, pairs)
    values |= settings.theme.settings
    if "en" not in strings:
        hint = "begin with a copy of hearten's"
        problems.append(error("theme-strings", f"themes/{name}", START, "strings/en.yaml is missing", hint))
    if any(problem.is_error for problem in problems):
        raise CannotBuildError(*problems)
    templates = {n.removeprefix("templates/"): decoded(d) for n, d in files.items() if n.startswith("templates/")}
    theme = Theme(
        name=name,
        templates=dict(sorted(templates.items())),
        own={n.removeprefix("templates/"): shown for n, shown in sorted(own.items())},
        strings=spoken(strings),
        sizes=sizes,
        assets=tuple(assets_of(joined(files, scripts), values)),
        digest=digest(name.encode(), *layers),
    )
    unspoken = unspoken_words(name, settings.language, strings, front)
    return Checked(theme, (*problems, *unspoken, *pale_pairs(pairs.values(), values, front)))


def spoken(words: Mapping[str, Mapping[str, str]]) -> dict[str, Strings]:
    """The words of each language, with English behind all others."""
    english = Strings("en", words["en"])
    return {code: english if code == "en" else Strings(code, of, english) for code, of in words.items()}


def all_words(root: Path, name: str, front: Document) -> dict[str, dict[str, str]]:
    """The words of a theme by language, as its files have them. Raises CannotBuildError where one cannot be read."""
    problems: list[Diagnostic] = []
    found: dict[str, dict[str, str]] = {}
    for folder, shown in layers_of(root, name, front):
        is_own, layer = belongs_to_site(folder), dict(files_in(folder, shown, problems))
        problems += unfit_files(layer, shown) if is_own else ()
        for language, words in strings_in(layer, shown, problems, own=is_own):
            found[language] = found.get(language, {}) | words
    if any(problem.is_error for problem in problems):
        raise CannotBuildError(*problems)
    return found


def palette(root: Path, name: str) -> tuple[dict[str, str], tuple[Pair, ...]]:
    """The settings of a theme with their defaults, and the pairs of its colours that have to differ.

    Raises CannotBuildError where there is no such theme.
    """
    told: list[Diagnostic] = []
    files = [theme_file_in(folder, shown, told)[0] for folder, shown in layers_of(root, name, Document(None))]
    pairs = {(pair.of, pair.on): pair for about in files for pair in about.contrast}
    return {key: value for about in files for key, value in about.settings.items()}, tuple(pairs.values())


def own_files(settings: Settings, front: Document, root: Path) -> Iterator[tuple[str, bytes]]:
    """The files that the site itself adds to its theme, by their paths in the site's folder."""
    for folder, shown in layers_of(root, settings.theme.name, front):
        if belongs_to_site(folder):
            yield from ((f"{shown}/{name}", data) for name, data in files_in(folder, shown, []))


def suited(theme: Theme, *, bundle: bool, age_notice: bool) -> Theme:
    """The theme as a bundle needs it, or as everything else does.

    Only bundles, and websites with a notice of their age, get what says when they are too old. In a bundle the mark of
    links to other websites says that they need a connection; that is another of the theme's strings.
    """
    if not bundle:
        assets = tuple(a for a in theme.assets if age_notice or a.name not in SAYS_AGE)
        return replace(theme, assets=assets)
    strings = {language: words.but(external=words["external_offline"]) for language, words in theme.strings.items()}
    return replace(theme, strings=strings, digest=digest(theme.digest, b"bundle"))

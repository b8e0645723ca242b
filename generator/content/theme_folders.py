"""The folders of a theme, from the one below to the site's own on top, and the files in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.content import schema, strict_yaml
from generator.content.sources import read_inside
from generator.content.strict_yaml import Document
from generator.content.theme_file import ThemeFile
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, Span, did_you_mean, error, warning
from generator.store.resources import THEMES

LARGEST, LARGEST_TEMPLATE, ALL_TEMPLATES = 2_000_000, 200_000, 1_000_000  # bytes of a file, and of those together
NOTHING_SAID = ThemeFile(description="-"), Document(None)


def layers_of(root: Path, name: str, front: Document) -> list[tuple[Path, str]]:
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
        below = [extends for f in found if (extends := theme_file_in(*f, [])[0].extends)]
        if not below and not (THEMES / current).is_dir():
            below = ["hearten"]
        waiting += below[:1]
    return chain[::-1]


def belongs_to_site(folder: Path) -> bool:
    """Whether a theme's folder is the site's, and not one that comes with the program, by whatever path."""
    return not folder.resolve().is_relative_to(THEMES.resolve())


def _lies_inside(folder: Path, root: Path) -> bool:
    return folder.resolve().is_relative_to(root.resolve()) or not belongs_to_site(folder)


def theme_file_in(folder: Path, shown: str, problems: list[Diagnostic]) -> tuple[ThemeFile, Document]:
    """What theme.yaml says, with its places; nothing where there is none, or one with errors."""
    path = f"{shown}/theme.yaml"
    data = read_inside(folder, "theme.yaml", LARGEST)
    if data is None:
        return NOTHING_SAID
    parsed = strict_yaml.parse(decoded(data), path)
    problems += (*_not_utf_8(data, path), *parsed.diagnostics)
    if parsed.value is None:
        return NOTHING_SAID
    checked = schema.check(ThemeFile, parsed.value, path)
    problems += checked.diagnostics
    return (checked.value, parsed.value) if checked.value is not None else NOTHING_SAID


def files_in(folder: Path, shown: str, problems: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """The files of one folder by their paths in it; ``problems`` gets what is left out or too large."""
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


def unfit_files(files: Mapping[str, bytes], shown: str) -> Iterator[Diagnostic]:
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


def decoded(data: bytes) -> str:
    """The text of a file; what is not UTF-8 in it is told by `unfit_files`."""
    return data.decode("utf-8-sig", "replace")

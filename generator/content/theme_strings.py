"""The words of a theme, by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import Formatter

from generator.content import strict_yaml
from generator.content.strict_yaml import Document
from generator.content.theme_folders import decoded
from generator.ground.diagnostics import START, Checked, Diagnostic, error, warning
from generator.ground.patterns import lazy

# A theme's words in one language, by their keys.
Strings = Mapping[str, str]
PLACEHOLDER = lazy(r"[a-z][a-z0-9_]*")


def strings_in(
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


@lru_cache(maxsize=16)
def _parsed(data: bytes, path: str) -> Checked[Document]:
    """A file of strings, parsed once while a process builds again and again."""
    return strict_yaml.parse(decoded(data), path)


def _can_be_filled(words: str) -> bool:
    """Whether braces in words hold names alone: `str.format` takes attributes, widths and more."""
    try:
        return all(
            field is None or (PLACEHOLDER.fullmatch(field) and not more and not conversion)
            for _, field, more, conversion in Formatter().parse(words)
        )
    except ValueError:
        return False


def unspoken_words(name: str, language: str, strings: Mapping[str, Strings], front: Document) -> Iterator[Diagnostic]:
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

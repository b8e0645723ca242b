"""The files of a theme's words, and what is wrong or missing in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from string import Formatter

from generator.content import strict_yaml, word_signs
from generator.content.strict_yaml import Document
from generator.content.strings import NATIVE_READER, NOBODY, codes_of, counted, is_known_to_cldr, named
from generator.content.theme_folders import decoded
from generator.ground.cldr import FORMS, PluralForm, numbers_of, plural_forms
from generator.ground.diagnostics import START, Checked, Diagnostic, Span, error, warning
from generator.ground.patterns import lazy

PLACEHOLDER = lazy(r"[a-z][a-z0-9_]*")
BRACES = "write names in braces as hearten's strings/en.yaml does, such as {name}, and no other braces"


def strings_in(
    files: Mapping[str, bytes], shown: str, problems: list[Diagnostic], *, own: bool
) -> Iterator[tuple[str, dict[str, str]]]:
    """The words of each language; those of a site's ``own`` theme may hold names in braces, and nothing unseen."""
    for name, data in sorted(files.items()):
        if not (name.startswith("strings/") and name.endswith(".yaml")):
            continue
        path = f"{shown}/{name}"
        parsed = _parsed(data, path)
        problems += parsed.diagnostics
        words = parsed.value.value if parsed.value else None
        if isinstance(words, dict) and all(isinstance(v, str) for v in words.values()):
            for key in (k for k, v in words.items() if own and placeholders(str(v)) is None):
                span = parsed.made.value_span((key,))
                problems.append(
                    error("theme-strings", path, span, f"the braces in “{key}” cannot be filled in", BRACES)
                )
            for key, (what, hint) in ((k, s) for k, v in words.items() if own and (s := word_signs.slip(str(v)))):
                problems.append(error("theme-strings", path, parsed.made.value_span((key,)), f"“{key}”: {what}", hint))
            yield name.removeprefix("strings/").removesuffix(".yaml"), {k: str(v) for k, v in words.items()}
        elif parsed.value:
            problems.append(
                error("theme-strings", path, START, "strings must be words", "write one “name: words” a line")
            )


@lru_cache(maxsize=16)
def _parsed(data: bytes, path: str) -> Checked[Document]:
    """A file of strings, parsed once while a process builds again and again."""
    return strict_yaml.parse(decoded(data), path)


def placeholders(words: str) -> frozenset[str] | None:
    """The names in braces; None where there is more than names: `str.format` takes attributes, widths and more."""
    try:
        parts = [
            (field, more, conversion) for _, field, more, conversion in Formatter().parse(words) if field is not None
        ]
    except ValueError:
        return None
    if all(PLACEHOLDER.fullmatch(field) and not more and not conversion for field, more, conversion in parts):
        return frozenset(field for field, _, _ in parts)
    return None


def form_problems(
    files: Mapping[str, bytes], shown: str, merged: Mapping[str, Mapping[str, str]], known: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """What is wrong with the words of a site's own theme beside those below them.

    Forms for numbers that a language lacks or does not have, and names in braces that nobody fills in. ``merged`` are
    all words by language, ``known`` the words of hearten in English.
    """
    for name, data in sorted(files.items()):
        language = name.removeprefix("strings/").removesuffix(".yaml")
        if not name.startswith("strings/") or language not in merged:
            continue
        path = f"{shown}/{name}"
        parsed = _parsed(data, path).value or Document(None)
        for key, words in parsed.fields.items():
            if unknown := sorted((placeholders(str(words)) or frozenset()) - fillable(key, str(words), known)):
                what = f"nothing fills in “{{{unknown[0]}}}” in “{key}”"
                yield error("theme-strings", path, parsed.value_span((key,)), what, _fill_hint(key, known))
        needed = plural_forms(language)
        for counts in sorted(counted(dict.fromkeys(parsed.fields, "")) if needed else ()):
            own = [key for key in parsed.fields if named(key) == counts and key != counts]
            at = parsed.key_span((own[0],))
            yield from (
                missing_form(path, at, language, counts, form)
                for form in needed
                if f"{counts}.{form}" not in merged[language]
            )
            for key in own:
                if (form := key.rpartition(".")[2]) not in needed:
                    hint = f"delete this line; “{language}” has {_and(needed)} (Unicode CLDR)"
                    what = f"“{key}” is never shown: no number takes the form “{form}” in “{language}”"
                    yield warning("theme-strings", path, parsed.key_span((key,)), what, hint)


def missing_form(path: str, span: Span, language: str, name: str, form: PluralForm) -> Diagnostic:
    """A form that a language needs for some numbers, and that is not there."""
    numbers = numbers_of(language, form)[:3]
    beside = f" beside numbers such as {_and(map(str, numbers))}" if numbers else " beside fractions"
    what = f"“{name}” lacks the form “{form}”, which “{language}” takes{beside} (Unicode CLDR)"
    return warning("theme-strings", path, span, what, f"write {name}.{form} below this line")


def fillable(key: str, words: str, known: Mapping[str, str]) -> frozenset[str]:
    """The names in braces that are filled in where this key stands; all in ``words`` for a key that hearten has not."""
    if is_known_to_cldr(key):
        return frozenset({"day", "month", "year"})
    there = [placeholders(text) or frozenset() for other, text in known.items() if named(other) == named(key)]
    return frozenset().union(*there) if there else placeholders(words) or frozenset()


def _fill_hint(key: str, known: Mapping[str, str]) -> str:
    there = sorted(fillable(key, "", known))
    return f"what can stand there is {_and(f'{{{name}}}' for name in there)}" if there else "take it out"


def _and(words: Iterable[str]) -> str:
    *first, last = [f"“{word}”" if word in FORMS else word for word in words]
    return f"{', '.join(first)} and {last}" if first else last


def lacking(words: Mapping[str, str], english: Mapping[str, str]) -> list[str]:
    """The names of which a language has no words, as English has them; what CLDR knows is not lacking."""
    there = {named(key) for key in words}
    return sorted({named(key) for key in english if not is_known_to_cldr(key) and key != NATIVE_READER} - there)


def unspoken_words(
    name: str, language: str, strings: Mapping[str, Mapping[str, str]], front: Document
) -> Iterator[Diagnostic]:
    """What the theme cannot say in the site's language, and says in English; and that nobody has read what it says."""
    spoken = next((n for n in codes_of(language) if n in strings), None)
    missing = lacking(strings[spoken], strings["en"]) if spoken else []
    span = front.value_span(("language",))
    if spoken is None:
        message = f"the theme has no words in “{language}”, so menus, buttons and labels stay English"
        hint = f"“hearten strings export {language}” writes them into a file for translators"
        yield warning("theme-words", "site.yaml", span, message, hint)
    elif missing:
        some = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
        message = f"the theme lacks {len(missing)} of its words in “{spoken}”, and shows the English ones"
        hint = f"write {some} into themes/{name}/strings/{spoken}.yaml; hearten's strings/en.yaml has them all"
        yield warning("theme-words", "site.yaml", span, message, hint)
    if spoken is not None and strings[spoken].get(NATIVE_READER) == NOBODY:
        message = (
            f"no native speaker has read the theme's words in “{spoken}” yet, so those on help stand in English, too"
        )
        hint = (
            f"have somebody read “hearten strings export {spoken}”, "
            f"and write {NATIVE_READER}: and their name into themes/{name}/strings/{spoken}.yaml"
        )
        yield warning("unread-words", "site.yaml", span, message, hint)

"""A theme's words handed to translators and taken back: what is new, changed, missing or unsure, and what is wrong.

What was taken back is kept whole beside the words (``strings/LANGUAGE.po``), with the English that it was made from,
remarks, and what is unsure. So nothing is lost on the way, and a later change of the English is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.authoring.po_file import PoEntry, PoFile
from generator.content import word_signs
from generator.content.strings import NATIVE_READER, NOBODY, codes_of, counted, is_known_to_cldr, named
from generator.content.theme_strings import BRACES, missing_form, placeholders
from generator.ground.cldr import numbers_of, plural_forms
from generator.ground.diagnostics import Diagnostic, Span, did_you_mean, error, note, warning

# A theme's words by language, each by their keys, as its files have them.
ThemeWords = Mapping[str, Mapping[str, str]]
ASKED = "Who has read all of these words as a native speaker? A name, or “nobody yet”."
ABOUT = {
    NATIVE_READER: "While this says “nobody yet”, words on help, content notes and leaving stand in English, too.",
    "comma": "What stands between the parts of a list.",
}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file for translators, and the names that are new, changed, missing or unsure in it."""

    file: PoFile
    new: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unsure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came back: the words to write by their keys, the file to keep beside them, and what is to be said."""

    words: Mapping[str, str]
    kept: PoFile
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def english_of(words: ThemeWords) -> dict[str, tuple[str, ...]]:
    """What is to be translated, by names, in the order of the English files: one text, or two where there are forms."""
    english = words["en"]
    with_forms = counted(english)
    names = dict.fromkeys(named(key) for key in english if not is_known_to_cldr(key) and key != NATIVE_READER)
    found = {
        name: (english.get(f"{name}.one", english[f"{name}.other"]), english[f"{name}.other"])
        if name in with_forms
        else (english[name],)
        for name in names
    }
    return {NATIVE_READER: (ASKED,), **found}


def handed(language: str, words: ThemeWords, explained: Mapping[str, str], kept: PoFile | None) -> Handed:
    """The file of a language for translators. ``kept`` is what came back last, ``explained`` are remarks by names.

    The language has to be one that CLDR knows.
    """
    forms, there = plural_forms(language), {**_nearest(language, words), **words.get(language, {})}
    before = {entry.name: entry for entry in kept.entries} if kept is not None else {}
    entries: list[PoEntry] = []
    new, changed, missing, unsure = list[str](), list[str](), list[str](), list[str]()
    for name, english in english_of(words).items():
        keys = [f"{name}.{form}" for form in forms] if len(english) > 1 else [name]
        translated = tuple(there.get(key, "") for key in keys)
        last = before.get(name)
        if name == NATIVE_READER and not there:
            translated = (NOBODY,)
        entry = PoEntry(
            name, english, translated, explained=tuple(filter(None, [ABOUT.get(name), explained.get(name)]))
        )
        if last is not None:
            entry = replace(entry, comments=last.comments)
        is_kept = last is not None and last.is_translated and len(last.words) == len(keys)
        if last is not None and is_kept and (last.fuzzy or not any(translated)):
            unsure.append(name)
            entry = replace(entry, words=last.words, fuzzy=True)
        elif last is not None and last.english != english and any(translated):
            changed.append(name)
            entry = replace(entry, fuzzy=True, before=last.english)
        elif not all(translated) and name != NATIVE_READER:
            (missing if kept is None or last is not None else new).append(name)
        entries.append(entry)
    return Handed(PoFile(language, tuple(entries)), tuple(new), tuple(changed), tuple(missing), tuple(unsure))


def taken(file: PoFile, shown: str, words: ThemeWords) -> TakenBack:
    """What a translator's file brings to a theme. An entry with an error is left out; what is there instead stays.

    Words that the theme has already are left out, too, so that those of hearten follow what becomes of them there.
    """
    english, there, forms = english_of(words), words.get(file.language, {}), plural_forms(file.language)
    made: dict[str, str] = {}
    problems: list[Diagnostic] = []
    missing = 0
    for entry in file.entries:
        wrong = list(_wrong(entry, file.language, shown, english))
        problems += wrong
        if any(problem.is_error for problem in wrong) or entry.name not in english:
            continue
        if not entry.is_translated:
            missing += 1
        elif entry.fuzzy:
            what = f"“{entry.name}” is marked as unsure (fuzzy), and is not shown to readers yet"
            problems.append(note("po-fuzzy", shown, Span(entry.line), what, "take the mark away once it is sure"))
        else:
            keys = [f"{entry.name}.{form}" for form in forms] if len(entry.english) > 1 else [entry.name]
            given = dict(zip(keys, entry.words, strict=True))
            made |= {key: text for key, text in given.items() if there.get(key) != text}
            if entry.english != english[entry.name]:
                what = f"the English of “{entry.name}” has changed since this file was made"
                hint = f"“hearten strings export {file.language}” has both; the words were taken all the same"
                problems.append(warning("po-changed", shown, Span(entry.line), what, hint))
    absent = [name for name in english if name not in {entry.name for entry in file.entries}]
    if missing or absent:
        what = f"{missing + len(absent)} of {len(english)} entries have no words in “{file.language}” here"
        hint = "readers see what the theme has otherwise, or English"
        problems.append(note("po-missing", shown, Span(1), what, hint))
    if not there and (made.keys() <= {NATIVE_READER} or made.items() <= _nearest(file.language, words).items()):
        made = {}  # who has read nothing, or what readers see already
    return TakenBack(made, file, tuple(problems))


def _nearest(language: str, words: ThemeWords) -> Mapping[str, str]:
    """The words that readers of a language see while there are none in itself, but for English ones."""
    return next((words[code] for code in codes_of(language) if code in words and code not in ("en", language)), {})


def _wrong(entry: PoEntry, language: str, shown: str, english: Mapping[str, tuple[str, ...]]) -> Iterator[Diagnostic]:
    """What is wrong with one entry."""
    at = Span(entry.line)
    if entry.name not in english:
        what = f"“{entry.name}” is nothing that the theme says" if entry.name else "this entry has no name (msgctxt)"
        hint = did_you_mean(entry.name, english, "leave it out; it may be of an earlier version")
        yield warning("po-unknown", shown, at, f"{what}; it is left out", hint)
        return
    wanted = english[entry.name]
    if len(entry.english) != len(wanted):
        what = f"“{entry.name}” {'has' if len(wanted) > 1 else 'has no'} forms for numbers"
        yield error("po-forms", shown, at, what, "begin with a new export, and copy the words into it")
        return
    if not entry.is_translated:
        return
    if len(wanted) == 1:
        yield from _unfit(entry.words[0], f"“{entry.name}”", at, shown, wanted)
        return
    for n, (form, words) in enumerate(zip(plural_forms(language), entry.words, strict=True)):
        if words.strip():
            several = len(numbers_of(language, form)) > 1
            yield from _unfit(words, f"msgstr[{n}] of “{entry.name}”", at, shown, wanted, needs_number=several)
        else:
            lacking = missing_form(shown, at, language, entry.name, form)
            yield error("po-forms", shown, at, lacking.message, f"fill in msgstr[{n}]")


def _unfit(
    words: str, where: str, at: Span, shown: str, wanted: tuple[str, ...], *, needs_number: bool = True
) -> Iterator[Diagnostic]:
    """Characters that nobody sees, and names in braces that the English has not, or has beside these words.

    A form that stands beside one number alone may say that in words.
    """
    if unseen := word_signs.slip(words):
        what, hint = unseen
        yield error("po-unseen", shown, at, f"{where}: {what}", hint)
    names, of_english = placeholders(words), placeholders(wanted[-1]) or frozenset()
    if names is None:
        yield error("po-braces", shown, at, f"the braces in {where} cannot be filled in", BRACES)
        return
    there = ", ".join(f"{{{name}}}" for name in sorted(of_english))
    for name in sorted(names - of_english):
        hint = f"the English has {there}" if there else "take it out"
        yield error("po-braces", shown, at, f"nothing fills in “{{{name}}}” in {where}", hint)
    for name in sorted(of_english - names - (frozenset() if needs_number else {"n"})):
        also = ", which stands beside several numbers" if name == "n" and len(wanted) > 1 else ""
        yield error("po-braces", shown, at, f"“{{{name}}}” is missing in {where}{also}", "write it where it belongs")

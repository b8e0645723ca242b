"""PO files, in which translators work: made of entries, and read with a place for everything that is wrong.

Babel writes and reads them (gettext manual, “The Format of PO Files”). It takes much for granted that a file from
somebody else may not keep, so each line is looked at before. The plural forms are those of Unicode CLDR, in its order.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.content.language_codes import tidied
from generator.content.strict_yaml import OTHER_BREAKS
from generator.content.word_signs import BREAKS
from generator.ground.cldr import gettext_plurals, plural_forms
from generator.ground.diagnostics import Checked, Diagnostic, Span, error
from generator.ground.patterns import lazy
from generator.ground.unseen import forbidden, named

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LARGEST = 2_000_000  # bytes
# Encodings that editors of PO files write beside UTF-8; Python knows others, which are none of texts.
CHARSET = lazy(rb"charset=([A-Za-z0-9_.-]{1,40})")
ENCODING = lazy(
    r"(?i)(utf-?8|us-ascii|ascii|(iso-?)?8859-\d{1,2}|latin-?\d|(cp|windows-)\d{3,4}|koi8-[ru]|gb\w{4,5}|big5)"
)
TEXT = r'"(?:[^"\\]|\\.)*"'
WORDS = lazy(rf"(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d{{1,2}})\])?)[ \t]+{TEXT}")
MORE = lazy(TEXT)
NPLURALS = lazy(r"nplurals\s*=\s*(\d{1,9})\b")
LANGUAGE = lazy(r"(?m)^Language:[ \t]*([A-Za-z0-9_@.-]*)")
# Babel takes some characters in words for ends of lines, and loses what stands around them. So noncharacters, of which
# a file that is read holds none, stand for them while it reads.
HELD = dict(zip(map(ord, BREAKS), "\ufdd0\ufdd1\ufdd2", strict=True))
LET_GO = {ord(held): chr(sign) for sign, held in HELD.items()}
# With what an entry begins, what may follow what in it, and after what it cannot end.
NEXT = ("msgctxt", "msgid")
AFTER = {
    "": NEXT,
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[0]",),
    "msgstr": NEXT,
}
UNFINISHED = ("msgctxt", "msgid", "msgid_plural")
SAVE = "save it as UTF-8 (most editors of PO files do so by themselves)"


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One entry: the name of what it translates, the English, and the words, one for each form where it has forms.

    ``before`` is the English of which unsure words were made. ``comments`` are the translator's, ``explained`` ours.
    """

    name: str
    english: tuple[str, ...]
    words: tuple[str, ...]
    fuzzy: bool = False
    comments: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    line: int = 1

    @property
    def is_translated(self) -> bool:
        """Whether there are words for any form."""
        return any(self.words)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file: the language of its words, and its entries."""

    language: str
    entries: tuple[PoEntry, ...]


def made(file: PoFile) -> str:
    """The file's text. The language has to be one that CLDR knows."""
    from babel.messages.pofile import write_po

    plurals = gettext_plurals(file.language)
    catalog = _catalog(plurals or "nplurals=1; plural=0;")
    for entry in file.entries:
        has_forms = len(entry.english) > 1
        catalog.add(
            entry.english if has_forms else entry.english[0],
            entry.words if has_forms else entry.words[0],
            flags=["fuzzy"] if entry.fuzzy else [],
            user_comments=entry.comments,
            auto_comments=entry.explained,
            previous_id=entry.before,
            context=entry.name,
        )
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=True, include_previous=True)
    fields = [
        *(f"Language: {file.language}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8"),
        *("Content-Transfer-Encoding: 8bit", f"Plural-Forms: {plurals}"),
    ]
    header = "\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in fields)])
    return f"{header}\n\n{out.getvalue().decode()}"


def _catalog(plurals: str) -> Catalog:
    from babel.messages.catalog import Catalog

    catalog = Catalog(creation_date=datetime(2000, 1, 1, tzinfo=UTC), fuzzy=False)  # which is not written
    catalog.mime_headers = [("Plural-Forms", plurals)]
    return catalog


def read(data: bytes, shown: str) -> Checked[PoFile]:
    """The entries of a file, or everything that is wrong with its form. ``shown`` is its name in messages."""
    from babel.messages.pofile import PoFileParser

    problems: list[Diagnostic] = []
    text = _decoded(data, shown, problems)
    if text is None:
        return Checked(None, tuple(problems))
    lines = text.split("\n")
    header, lines = _without_header(lines)
    problems += _slips(lines, shown)
    language = tidied(found[1]) if (found := LANGUAGE.search(header)) else ""
    problems += _unfit_header(header, language, shown)
    if problems:
        return Checked(None, tuple(problems))
    catalog = _catalog(f"nplurals={len(plural_forms(language))}; plural=0;")
    # Where in a program words are used says nothing here, and not every program writes it as Babel reads it.
    told = ("" if line.startswith("#:") else line.translate(HELD) for line in map(str.strip, lines))
    PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(told)
    entries = []
    for message in catalog:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        words = (message.string,) if isinstance(message.string, str) else message.string or ()
        entries.append(
            PoEntry(
                (message.context or "").translate(LET_GO),
                tuple(str(text).translate(LET_GO) for text in english),
                tuple(str(text).translate(LET_GO) for text in words),
                "fuzzy" in message.flags,
                tuple(text.translate(LET_GO) for text in message.user_comments),
                tuple(text.translate(LET_GO) for text in message.auto_comments),
                (),
                message.lineno or 1,
            )
        )
    return Checked(PoFile(language, tuple(entries)))


def _decoded(data: bytes, shown: str, problems: list[Diagnostic]) -> str | None:
    """The file's text, in the encoding that its header names."""
    if len(data) > LARGEST:
        problems.append(_wrong(shown, 1, "this file is too large for words of a theme", "is it the right one?"))
        return None
    said = CHARSET.search(data[:10_000])
    name = said[1].decode() if said and said[1].lower() != b"charset" else "utf-8"
    if not ENCODING.fullmatch(name):
        line = data.count(b"\n", 0, said.start() if said else 0) + 1
        problems.append(_wrong(shown, line, f"the encoding “{name}” is not known", SAVE))
        return None
    try:
        text = data.decode("utf-8-sig" if name.lower().startswith("utf") else name)
    except LookupError:
        problems.append(_wrong(shown, 1, f"the encoding “{name}” is not known", SAVE))
        return None
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        problems.append(_wrong(shown, line, f"this is not text in the encoding “{name}”, which the file names", SAVE))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_header(lines: Sequence[str]) -> tuple[str, list[str]]:
    """What the header says, and the lines with nothing in its place: Babel would believe every field of it."""
    kept = list(lines)
    start = next((n for n, line in enumerate(kept) if line.strip() == 'msgid ""'), None)
    if start is None or any(line.strip().startswith(("msgctxt", "msgid")) for line in kept[:start]):
        return "", kept
    said = []
    for n in range(start + 1, len(kept)):
        line = kept[n].strip()
        if not line.startswith(('msgstr "', '"')):
            break
        said.append(line.removeprefix("msgstr").strip().strip('"').replace("\\n", "\n"))
        kept[n] = ""
    kept[: start + 1] = [""] * (start + 1)
    return "".join(said), kept


def _unfit_header(header: str, language: str, shown: str) -> Iterator[Diagnostic]:
    forms, told = plural_forms(language), NPLURALS.search(header)
    if not header:
        what, hint = "this is no PO file: it does not begin with a header", "begin with “hearten strings export”"
        yield _wrong(shown, 1, what, hint)
    elif not forms:
        what = f"Unicode CLDR knows no language “{language}”" if language else "the header does not name a language"
        yield _wrong(shown, 1, what, "write it as “Language: pl” into the header, with the code of the language")
    elif told is None or int(told[1]) != len(forms):
        there = told[1] if told else "no"
        what = f"the header names {there} plural forms, and “{language}” has {len(forms)}: {', '.join(forms)}"
        hint = f"write “Plural-Forms: {gettext_plurals(language)}” into the header, and fill in each form"
        yield _wrong(shown, 1, what, hint)


def _slips(lines: Sequence[str], shown: str) -> Iterator[Diagnostic]:
    """Lines that are none of a PO file, or stand where they cannot."""
    state, begun = "", 0
    names = Counter[str]()
    for number, whole in enumerate([*lines, ""], 1):
        line = whole.strip()
        if found := forbidden(line.translate(OTHER_BREAKS)):  # which are told of with their entries
            what = f"a character that no page may hold stands here: {named(found[0])}"
            yield _wrong(shown, number, what, "delete it")
        if not line or line.startswith("#"):
            if state in UNFINISHED:
                yield _wrong(
                    shown, begun, f"this entry ends after its {state}", "write its msgstr below, without a gap"
                )
                state = ""
            if line.startswith("#-#-#"):
                what, hint = "two files were put together here", "choose one of the two, and delete the other"
                yield _wrong(shown, number, what, hint)
        elif words := WORDS.fullmatch(line):
            if words[1] not in (AFTER.get(state) or (f"msgstr[{int(state[7:-1]) + 1}]", *NEXT)):
                hint = "an entry has msgctxt, msgid, msgid_plural where there are forms, and msgstr, in this order"
                yield _wrong(shown, number, f"“{words[1]}” cannot stand here", hint)
            begun = number if words[1] in NEXT and state != "msgctxt" else begun
            names[line] += words[1] == "msgctxt"
            if words[1] == "msgctxt" and names[line] == 2:
                yield _wrong(shown, number, "this entry is there twice", "keep one of the two")
            state = words[1]
        elif not (state and MORE.fullmatch(line)):
            hint = 'each line is a comment, or a keyword and words in quotation marks, such as msgstr "Szukaj"'
            yield _wrong(shown, number, "this line is none of a PO file", hint)


def _wrong(shown: str, line: int, message: str, hint: str) -> Diagnostic:
    return error("po-file", shown, Span(line), message, hint)

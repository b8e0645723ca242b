"""Another name in the place of one, everywhere in a text, and the line that keeps the old one from coming back.

What readers see is changed, and nothing else: words of the front matter and words below it. Addresses, names of files
and notes for editors stay, since other files hang on them; where the name still stands there, the places are told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from difflib import unified_diff

from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.story_edit import BREAK, edited, parts
from generator.content import read
from generator.content.comments import blanked
from generator.content.front_matter import StoryHeader
from generator.content.shown_fields import of_header, words_at
from generator.content.source_words import source_words
from generator.gate import deny_list
from generator.gate.deny_list import HASHED, TIED, DenyList, SaltedPhrase, holds
from generator.gate.spellings import fold
from generator.ground.diagnostics import CannotBuildError
from generator.ground.patterns import lazy

# Languages in which an s behind a name makes it a possessive, without any sign between.
ENDS_IN_S = frozenset(("da", "de", "lb", "nb", "nds", "nl", "nn", "no", "sv"))
# A name begins with a letter, so that it is no mark of a list, and holds nothing that marks words up.
NAME = lazy(r"[^\W\d_][\w .'’-]{0,80}")
# Around a word, where an underscore may be a mark.
BEGIN, END = r"(?<![^\W_])", r"(?![^\W_])"
BLANK = lazy(r"\s")
# Control characters, surrogates, and what parts lines and paragraphs, by their Unicode categories.
ENDS_LINES = frozenset(("Cc", "Cs", "Zl", "Zp"))
LONGEST = 2_000  # characters of an address
# A character of a text whose lines may end in any way; an end is one.
CHARACTER = lazy(r"\r\n|[\s\S]")
ADDRESS = lazy(r"://|@|\bwww\.")


class CannotMaskError(Exception):
    """A name cannot be masked; the message says why, and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text's file with another name, and how it was; ``count`` is how often the name was replaced.

    ``left`` are the lines of the new file in which the name still stands, in an address, a note for editors or as a
    part of something else. ``is_named`` says that the file's own name has it. ``ends_approval``: what the storyteller
    approved was this text with the name.
    """

    before: bytes
    after: bytes
    count: int
    left: tuple[int, ...]
    is_named: bool
    ends_approval: bool

    def as_diff(self, path: str) -> Iterator[str]:
        """What changes, in lines as “diff -u” writes them."""
        was, now = (data.decode("utf-8-sig").splitlines() for data in (self.before, self.after))
        yield from unified_diff(was, now, path, path, lineterm="", n=0)


def masked(data: bytes, path: str, name: str, instead: str, language: str) -> Masked:
    """A text's file in which ``instead`` stands for a name, in all its possessives; ``language`` is the site's.

    Raises CannotMaskError.
    """
    name = as_written(name)
    _check(name, instead)
    opened = (read.manuscript if path.startswith("stories/") else read.page_source)(data, path, language).value
    if opened is None or opened.header is None:
        raise CannotMaskError(f"{path} has errors, so that nobody can say which words are shown. Mend them first.")
    header = opened.header
    form = _form(name, header.language or language)
    count = 0

    def replaced(words: str) -> str:
        nonlocal count
        edits = [*_edits(words, words, form, instead)]
        count += len(edits)
        return _with(edits, words)

    written = ((tuple(map(str, loc)), words_at(opened.front, loc)) for loc, _ in of_header(header))
    changes = {field: replaced(words) for field, words in written if form.search(words)}
    below = parts(data).below
    origin = [*(found.start() for found in CHARACTER.finditer(below)), len(below)]
    text = BREAK.sub("\n", below)
    edits = [(origin[start], origin[end], put) for start, end, put in _edits(text, _shown(text), form, instead)]
    count += len(edits)
    try:
        made = edited(data, changes, None, [one.name for one in fields(type(header))])
    except CannotEditError as e:
        raise CannotMaskError(f"{path} was not changed: {e}. Write it in the usual way first.") from e
    made = replace(parts(made), below=_with(edits, below)).data
    again = re.compile(f"{BEGIN}(?:{_spelled(name)}){END}", re.IGNORECASE)
    rows = enumerate(made.decode("utf-8-sig").splitlines(), 1)
    return Masked(
        before=data,
        after=made,
        count=count,
        left=tuple(number for number, row in rows if again.search(row)),
        is_named=again.search(path.rpartition("/")[2]) is not None,
        ends_approval=made != data and isinstance(header, StoryHeader) and bool(header.consent and header.consent.seal),
    )


def denied_in(data: bytes | None, path: str, name: str) -> bytes:
    """The deny list in a file's bytes with a line more, which denies a name in the text at ``path`` alone.

    Where the list has fingerprints, so that nobody can read it, the line is one, too. The new list was read, and holds
    the whole name. Raises CannotMaskError, and CannotBuildError where a line of the list protects nobody.
    """
    name = as_written(name)
    line = f"{unicodedata.normalize('NFC', path)}: {name}"
    if not TIED.fullmatch(line):
        raise CannotMaskError(
            f"{path} cannot stand on {deny_list.PATH}, since there is a colon in it. Rename it first."
        )
    denied = deny_list.read(data)
    if broken := [fault for fault in denied.faults if fault.is_error]:
        raise CannotBuildError(*broken)
    if tuple(fold(name)) in denied.within(path).phrases:
        return data or b""
    written = (data or b"").decode("utf-8-sig")
    if salted := re.search(HASHED.pattern, written):
        (line,) = deny_list.fingerprints(line.encode(), salted[2])
        if line in written.splitlines():
            return data or b""
    end = "\n" if written and not written.endswith(("\n", "\r")) else ""
    made = (data or b"") + f"{end}{line}\n".encode()
    if not _denies(deny_list.read(made), denied, path, name):
        raise CannotMaskError(f"{deny_list.PATH} cannot hold this name. Write it there yourself, in its own line.")
    return made


def as_written(name: str) -> str:
    """A name with one blank between its words. Raises CannotMaskError where something in it ends lines or is unseen."""
    if any(unicodedata.category(sign) in ENDS_LINES for sign in name):
        raise CannotMaskError("In this name there is a sign that is not seen. Write it anew with the keyboard.")
    return " ".join(name.split())


def _denies(made: DenyList, before: DenyList, path: str, name: str) -> bool:
    """Whether a list denies what the one before does, and the whole name in the text at ``path``, and nothing else."""
    *others, last = made.tied or (None,)
    if last is None or (made.phrases, made.hashed, tuple(others)) != (before.phrases, before.hashed, before.tied):
        return False
    if last.path != unicodedata.normalize("NFC", path):
        return False
    phrase, whole = last.phrase, tuple(fold(name))
    if isinstance(phrase, SaltedPhrase):
        return phrase.length == len(whole) and holds(name, DenyList(hashed=frozenset({phrase})))
    return phrase == whole


def _check(name: str, instead: str) -> None:
    if not fold(name):
        raise CannotMaskError("This is no name. Write the name as it stands in the text.")
    if not NAME.fullmatch(instead) or instead != instead.strip():
        raise CannotMaskError("Write a name instead that begins with a letter, such as “A.” or “Jo”.")
    if holds(instead, DenyList(frozenset({tuple(fold(name))}))):
        raise CannotMaskError("The new name holds the old one, which must not be published any more. Choose another.")


def _spelled(name: str) -> str:
    """A pattern of a name, whichever way its letters are stored and its words are parted (Unicode NFC and NFD)."""
    words = (re.escape(word) for word in unicodedata.normalize("NFC", name).split())
    ways = (dict.fromkeys((word, unicodedata.normalize("NFD", word))) for word in words)
    return r"(?:[ \t\u00a0]+|[ \t]*\n[ \t]*(?:>[ \t]?)*)".join(f"(?:{'|'.join(way)})" for way in ways)


def _form(name: str, language: str) -> re.Pattern[str]:
    """Where a name stands, by itself or as a possessive; also in capitals, as in a heading."""
    closed = "s?" if language.partition("-")[0] in ENDS_IN_S and not name.endswith("s") else ""
    spelled = "|".join(dict.fromkeys((_spelled(name), _spelled(name.upper()))))
    return re.compile(f"{BEGIN}(?:{spelled})(?={closed}{END})")


def _edits(words: str, shown: str, form: re.Pattern[str], instead: str) -> Iterator[tuple[int, int, str]]:
    """From where to where another name is put in, and what; ``shown`` is ``words`` without what readers do not see.

    A point that ends a sentence stands for that of an initial as well.
    """
    for match in form.finditer(words):
        start, end = match.span()
        if shown[start:end] != match[0] or ADDRESS.search(_token(words, start, end)):
            continue
        ends = instead.endswith(".") and words.startswith(".", end) and not words.startswith("..", end)
        yield start, end, instead.removesuffix(".") if ends else instead


def _with(edits: Iterable[tuple[int, int, str]], words: str) -> str:
    made, at = [], 0
    for start, end, put in edits:
        made += [words[at:start], put]
        at = end
    return "".join([*made, words[at:]])


def _token(words: str, start: int, end: int) -> str:
    """What stands around a place without any blank, as far as addresses go."""
    before, behind = words[max(start - LONGEST, 0) : start], words[end : end + LONGEST]
    return f"{BLANK.split(before)[-1]}{words[start:end]}{BLANK.split(behind, maxsplit=1)[0]}"


def _shown(below: str) -> str:
    """The text below a front matter without notes for editors, and without where links lead."""
    shown = blanked(below)
    letters = list(shown)
    for mark in source_words(shown).marks:
        letters[mark.start : mark.end] = " " * (mark.end - mark.start)
    return "".join(letters)

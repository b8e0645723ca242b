"""Words that Markdown leaves out without a word about it: in footnotes, cells of tables, and lines taken for addresses.

An address is what a link can lead to: with a scheme or a path, or the name of a file. Whatever else stands behind
“[Anna]:” is what somebody said, as in an interview, with “(laughs)” behind it or without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.content.parsed_lines import ParsedLines
from generator.ground.diagnostics import Diagnostic, error, warning
from generator.ground.patterns import lazy

# Two words with a slash between them are words, as a word behind a slash or dots is.
ADDRESS = lazy(
    r"(?!\.\.\.|\.\Z|[?!]+\Z|[^\W\d_]*/[^\W\d_]+[.!?…,;]*\Z)"
    r"(?:[a-zA-Z][a-zA-Z\d+.-]*://|(?i:https?|mailto|tel|sms|ftp|file|data|javascript|geo|whatsapp|skype):\S|[./#?]|.*[/\\@]|.*\.[a-zA-Z][a-zA-Z\d]{1,4}(?:[?#].*)?\Z|\Z)"
)
SENTENCE = (".", "!", "?", "…", ",", ";")
BAR = lazy(r"(?<!\\)\|")
# The footnotes' names and lines, in the parser's ``env``, beside what it keeps there itself.
NOTES = "notes"


def note_footnotes(state: StateCore) -> None:
    """A rule for the parser: keep every footnote's name and line, where some of them may vanish."""
    refs = state.env["footnotes"]["refs"] if "footnotes" in state.env else {}
    if refs and (min(refs.values()) < 0 or state.src.count("]:") > len(refs)):
        opened = (token for token in state.tokens if token.type == "footnote_reference_open")
        state.env[NOTES] = [(token.meta["label"], (token.map or [0])[0]) for token in opened]


def problems(
    env: Mapping[str, Any],
    tokens: Sequence[Token],
    where: ParsedLines,
    anchors: Collection[str],
    *,
    has_tables: bool,
) -> Iterator[Diagnostic]:
    """What is lost of a text of which the parser made ``tokens`` and kept ``env``; its headings have these ids."""
    if NOTES in env:
        yield from _footnotes(env, where)
    if "footnotes" in env:
        yield from _empty_footnotes(tokens, where)
    if "references" in env:
        yield from _definitions(env, tokens, where, anchors)
    if has_tables:
        yield from _cells(tokens, where)


def _footnotes(env: Mapping[str, Any], where: ParsedLines) -> Iterator[Diagnostic]:
    notes = env.get(NOTES, ())
    last = dict(notes)
    for label, line in notes:
        if last[label] != line:
            hint = "give it a name of its own, here and where the text refers to it"
            message = "a later footnote has this name, and the words of this one would be lost"
            yield error("footnote", where.path, where.span(line), message, hint)
        elif env["footnotes"]["refs"][f":{label}"] < 0:
            hint = "write its mark, such as [^age], behind the words that it belongs to, or delete it"
            message = "nothing refers to this footnote, and its words would be lost"
            yield error("footnote", where.path, where.span(line), message, hint)


def _empty_footnotes(tokens: Sequence[Token], where: ParsedLines) -> Iterator[Diagnostic]:
    """Footnotes that readers would be led to, and in which nothing stands."""
    for token, after in pairwise(tokens):
        if token.type == "footnote_open" and after.type in ("footnote_anchor", "footnote_close"):
            begun = f"[^{token.meta['label']}]:"
            line = next((n for n, words in enumerate(where.lines) if words.lstrip(" >\t").startswith(begun)), 0)
            hint = "write its words behind the colon, or delete it and its mark"
            message = "nothing stands in this footnote, to which its mark would lead readers"
            yield error("footnote", where.path, where.in_text(line, begun), message, hint)


def _definitions(
    env: Mapping[str, Any], tokens: Sequence[Token], where: ParsedLines, anchors: Collection[str]
) -> Iterator[Diagnostic]:
    """Lines such as “[name]: address” that are none, or that nothing refers to."""
    used: set[str] = set()
    explained: set[str] = set()
    for token in tokens:
        for target, explains in _targets(token.children or ()) if token.type == "inline" else ():
            used.add(target)
            explained |= {target} if explains else set()
    again = env.get("duplicate_refs", ())
    names = [one["label"] for one in again]
    for label, one in [*env["references"].items(), *((one["label"], one) for one in again)]:
        span, target = where.span(one["map"][0]), one["href"]
        # Who mistypes an address explains other words by it; who speaks is named alone.
        mistyped = target in explained and not (target.endswith(SENTENCE) or one["title"] or label in names)
        # “#metoo” is what somebody said, unless it is a heading.
        is_address = unquote(target[1:]) in ("", *anchors) if target[:1] == "#" else ADDRESS.match(target)
        if label[:1] == "^" != label:
            hint = "write its name without spaces, here and where the text refers to it: [^the-year]"
            message = "there is a space in this footnote's name, and its words would be lost"
            yield error("footnote", where.path, span, message, hint)
        elif not is_address and not mistyped:
            hint = "in an interview write “**Anna:** Yes.”; if readers are to see the brackets, put a backslash before"
            if target[:1] == "#":
                hint += "; if it leads to a heading of this text, write the heading's words, with hyphens for spaces"
            message = "this line is taken for the address of a link, and its words would be lost"
            yield error("lost-words", where.path, span, message, hint)
        elif target not in used:
            hint = "write [words][name] where it belongs, or delete it; a note for you alone stands in <!-- -->"
            message = "nothing leads to this address, and readers do not see it"
            yield warning("unused-address", where.path, span, message, hint)


def _targets(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Where links and pictures lead, and whether their words are others than the name of the line that says so.

    But for a name with a colon behind it, which says who speaks.
    """
    opened, words = Token("text", "", 0), ""
    for token, after in pairwise([*tokens, Token("text", "", 0)]):
        if token.type == "image":
            yield str(token.attrs["src"]), _explains(token, token.content)
        elif token.type == "link_open":
            opened, words = token, ""
        elif token.type == "link_close" and not after.content.startswith(":"):
            yield str(opened.attrs["href"]), _explains(opened, words)
        else:
            words += token.content


def _explains(token: Token, words: str) -> bool:
    return str(token.meta.get("label", "")).strip("*_") != normalizeReference(words)


def _cells(tokens: Sequence[Token], where: ParsedLines) -> Iterator[Diagnostic]:
    """Rows of tables with more cells than the first."""
    columns = 0
    for token in tokens:
        if token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and token.map:
            row = where.lines[token.map[0]].lstrip(" \t>").rstrip()
            cells = BAR.split(row.removeprefix("|"))
            lost = next((cell.strip() for cell in cells[columns:] if cell.strip()), None)
            if lost is not None:
                hint = "give the first row and the line below it a cell more; for a bar that is to be seen write “\\|”"
                message = "this row has more cells than the first row, and the words in them would be lost"
                yield error("lost-words", where.path, where.in_text(token.map[0], lost), message, hint)

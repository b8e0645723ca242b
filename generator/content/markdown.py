"""Markdown to a `Body`: CommonMark with tables, footnotes, definition lists and four containers.

markdown-it-py parses, and `content.body_builder` turns its tokens into HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.content import account, comments, lost_words, plain_words, poems
from generator.content.body import Body
from generator.content.body_builder import DEEPEST, LONGEST, BodyBuilder
from generator.content.comments import Uncommented
from generator.content.elements import CONTAINERS, DRAWS_IN
from generator.content.inline_rows import ODD_ROWS, ODD_TITLES, typographer
from generator.content.parsed_lines import ParsedLines
from generator.content.silent_loss import holds_field_within
from generator.ground.diagnostics import Checked, Diagnostic, Span, error, note
from generator.ground.patterns import lazy
from generator.ground.unseen import FORBIDDEN

# What nobody sees in an address, but for joiners, which mean something in some scripts; and what could not be decoded.
UNSEEN = lazy(f"[{FORBIDDEN}\u202a-\u202e\u2066-\u2069]")
UNREADABLE = lazy(f"[{FORBIDDEN}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]")
# Rules that find nothing in a text without any of these signs. The parser asks each at nearly every line, or at every
# sign, so much time is saved where they are not asked at all.
SIGNS = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "blockquote": (">",),
    "reference": ("]:",),
    "footnote_def": ("]:",),
    "escape": ("\\",),
    "backticks": ("`",),
    "link": ("[",),
    "image": ("![",),
    "footnote_ref": ("[^",),
    "autolink": ("<",),
    "entity": ("&",),
    # Line feeds alone are what it makes of others, and what it puts for a NUL is another character.
    "normalize": ("\r", "\0"),
    # It joins what these two leave apart.
    "text_join": ("\\", "&"),
    **dict.fromkeys(("poems", *(f"container_{name}" for name in CONTAINERS)), (":::",)),
}
EVERY_SIGN = tuple(dict.fromkeys(sign for signs in SIGNS.values() for sign in signs))
# A line under a heading is one of equals signs, or ends with a dash.
UNDERLINED, DASH_AT_END = "lheading", lazy(r"-[ \t]*(?:[\r\n]|\Z)")


def _parsed(text: str, code: str | None, env: MutableMapping[str, Any], *, indented_code: bool = False) -> list[Token]:
    """The tokens of a text, whose words are set as the language with this code does; None leaves them as they were."""
    missing = {sign for sign in EVERY_SIGN if sign not in text}
    idle = [rule for rule, signs in SIGNS.items() if missing.issuperset(signs)]
    if "=" not in text and DASH_AT_END.search(text) is None:
        idle.append(UNDERLINED)
    return _parser(code, tuple(idle), indented_code=indented_code).parse(text, env)


@cache
def _parser(code: str | None, idle: tuple[str, ...], *, indented_code: bool = False) -> MarkdownIt:
    parser = _every_rule(code, indented_code=indented_code)
    parser.block.ruler.before("table", "plain", plain_words.paragraph)
    parser.core.ruler.at("inline", plain_words.inline)
    return parser.disable(idle)


def _every_rule(code: str | None, *, indented_code: bool) -> MarkdownIt:
    """A parser that asks each rule at every line, and at every sign."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST, "store_labels": True})
    parser.enable("table").disable(["html_block", "html_inline"])
    if not indented_code:
        parser.disable("code")  # word processors indent paragraphs; code stands between fences
    parser.use(footnote_plugin, inline=False, always_match_refs=False)
    parser.use(deflist_plugin)
    for name in CONTAINERS:
        container_plugin(parser, name)
    parser.core.ruler.before("inline", "endless", _empty_endless)
    parser.core.ruler.before("footnote_tail", "footnotes", lost_words.note_footnotes)
    if code is not None:
        parser.core.ruler.before("text_join", "words", typographer(code))
    parser.core.ruler.push("poems", poems.keep_lines)
    # Every address is kept as written; which ones become links is decided in `content.links`.
    parser.validateLink = _any_address  # type: ignore[method-assign]  # documented as replaceable
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]  # the same
    # Of a seal, only what no page may show is another than it ever was.
    hidden = UNSEEN if code is None else UNREADABLE
    parser.normalizeLinkText = partial(_shown_address, hidden)  # type: ignore[method-assign]  # the same
    return parser


def _any_address(url: str) -> bool:  # noqa: ARG001  # the parser's signature
    return True


def _shown_address(hidden: re.Pattern[str], address: str) -> str:
    """An address as it is shown where it stands alone: decoded, unless something ``hidden`` would come of it."""
    shown = normalizeLinkText(address)
    return address if shown != address and hidden.search(shown) else shown


def _empty_endless(state: StateCore) -> None:
    """Take the words out of blocks that are too long to be parsed; `BodyBuilder` tells of them."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST:
            token.content, token.meta = "", {"endless": True}


def parse(text: str, path: str, language: str, first_line: int = 1) -> Checked[Body]:
    """Parse a Markdown text. ``first_line`` is the number in the file of the text's first line.

    There is always a body; it has errors only where words of the text are lost in it.
    """
    found = comments.uncommented(text)
    env: dict[str, Any] = {}
    tokens = _parsed(text if found is None else found.text, language, env)
    lines = text.split("\n") if found is None else list(found.lines)
    definitions = {label: tuple(defined["map"]) for label, defined in env.get("references", {}).items()}
    if found is not None:
        _put_back(tokens, found)
        definitions = {label: _as_in_file(lines_of, found) for label, lines_of in definitions.items()}
    unshown = tuple(_unshown(tokens, lines, path, first_line)) if "&#" in text else ()
    writer = BodyBuilder(lines, path, first_line, definitions)
    writer.write(tokens)
    told = () if found is None else tuple(_told(found, path, first_line))
    where = ParsedLines(path, first_line, lines, range(len(lines) + 1) if found is None else found.numbers)
    odd = _stray_and_lost(env, tokens, where, writer, language)
    known = {problem.span for problem in writer.problems if problem.rule == "list-number"}
    odd = (problem for problem in odd if problem.span not in known)
    fields = _fields(tokens, where) if holds_field_within(text) else ()
    problems = (*writer.problems, *unshown, *told, *odd, *fields, *_printed(text, found, path, first_line))
    body = writer.body()
    differences = account.differences(text if found is None else found.text, body)
    return Checked(body, (*problems, *account.diagnostics(differences, where, problems)))


def _unshown(tokens: list[Token], lines: list[str], path: str, first_line: int) -> Iterator[Diagnostic]:
    """Characters by their numbers that no page may hold; most texts have no such numbers."""
    from generator.content import references

    return references.problems(tokens, lines, path, first_line)


def _fields(tokens: Sequence[Token], where: ParsedLines) -> Iterator[Diagnostic]:
    """Front matter in the midst of a text; most texts have no line that looks like a field."""
    from generator.content import fields_in_text

    return fields_in_text.problems(tokens, where)


def _stray_and_lost(
    env: Mapping[str, Any], tokens: Sequence[Token], where: ParsedLines, writer: BodyBuilder, language: str
) -> Iterator[Diagnostic]:
    """What readers would see that was meant for a program, or would not see; most texts have nothing of the kind."""
    if ODD_ROWS in env or ODD_TITLES in env:
        from generator.content import stray_marks

        yield from stray_marks.problems(env.get(ODD_ROWS, ()), where, language)
        yield from stray_marks.in_titles(env.get(ODD_TITLES, ()), where, language)
    kinds = [token.type for token in tokens]
    if not DRAWS_IN.isdisjoint(kinds):
        from generator.content import line_signs

        yield from line_signs.problems(tokens, kinds, where)
    anchors = [heading.id for heading in writer.headings]
    yield from lost_words.problems(env, tokens, where, anchors, has_tables=writer.tables > 0)


def structure(text: str, *, indented_code: bool = False) -> list[Token]:
    """The tokens of a text as it was written: its blocks and words, before any typography, and without comments.

    With ``indented_code``, paragraphs that are indented by four spaces are code, as the first two forms of the seal
    have them.
    """
    found = comments.uncommented(text)
    return _parsed(text if found is None else found.text, None, {}, indented_code=indented_code)


def _put_back(tokens: list[Token], found: Uncommented) -> None:
    """Number the lines of blocks as in the file, comments included."""
    for token in tokens:
        if token.map:
            token.map = list(_as_in_file(token.map, found))


def _as_in_file(lines: Sequence[int], found: Uncommented) -> tuple[int, ...]:
    last = len(found.numbers) - 1
    return tuple(found.numbers[min(line, last)] for line in lines)


def _told(found: Uncommented, path: str, first_line: int) -> Iterator[Diagnostic]:
    """That there are comments, and what is wrong with them."""
    hint = "nothing needs to be done; for notes that nobody else may see, use a file outside the site's folder"
    wrong = {(fault.line, fault.column) for fault in found.faults}
    for line, column in found.places:
        if (line, column) not in wrong:
            span = Span(line + first_line, column + 1)
            yield note("comment", path, span, "this comment is private, and is published nowhere", hint)
    for fault in found.faults:
        yield error("comment", path, Span(fault.line + first_line, fault.column + 1), fault.message, fault.hint)


def _printed(text: str, found: Uncommented | None, path: str, first_line: int) -> Iterator[Diagnostic]:
    """That readers are shown what may be a comment, or what looks like one."""
    if found is None and not comments.may_be_disguised(text):
        return
    left, percents = (text, 0) if found is None else (found.text, found.percents)
    if fault := comments.printed(left, _parsed(left, None, {}), percents):
        line = fault.line if found is None else found.numbers[fault.line]
        if found is not None and any(other.line >= line for other in found.faults):
            return  # it is told in its own words
        yield error("comment", path, Span(line + first_line, fault.column + 1), fault.message, fault.hint)

"""Markdown to a `Body`: CommonMark with tables, footnotes, definition lists and three containers.

markdown-it-py parses, and `content.body_builder` turns its tokens into HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, replace, smartquotes
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.content import account, comments
from generator.content.body import Body
from generator.content.body_builder import DEEPEST, LONGEST, BodyBuilder
from generator.content.comments import Uncommented
from generator.content.elements import CONTAINERS
from generator.ground import languages
from generator.ground.diagnostics import Checked, Diagnostic, Span, error, note


@cache
def _parser(code: str, typographer: bool = True) -> MarkdownIt:
    options = {
        "html": False,
        "typographer": typographer,
        "quotes": languages.language(code).quotes,
        "maxNesting": DEEPEST,
    }
    parser = MarkdownIt("commonmark", options)
    parser.enable(["table", "replacements", "smartquotes"])
    parser.disable("code")  # word processors indent paragraphs; code stands between fences
    parser.use(footnote_plugin, inline=False, always_match_refs=False)
    parser.use(deflist_plugin)
    for name in CONTAINERS:
        container_plugin(parser, name)
    parser.core.ruler.before("inline", "endless", _empty_endless)
    # Every address is kept as written; which ones become links is decided in `content.links`.
    parser.validateLink = _any_address  # type: ignore[method-assign]  # documented as replaceable
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]  # the same
    return parser


def _any_address(url: str) -> bool:  # noqa: ARG001  # the parser's signature
    return True


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
    tokens = _parser(language).parse(text if found is None else found.text)
    lines = text.split("\n") if found is None else list(found.lines)
    if found is not None:
        _put_back(tokens, found)
    writer = BodyBuilder(lines, path, first_line)
    writer.write(tokens)
    told = () if found is None else tuple(_told(found, path, first_line))
    body, problems = writer.body(), (*writer.problems, *told, *_printed(text, found, path, first_line))

    def line_of(line: int) -> tuple[int, str]:
        number = line if found is None else found.numbers[line]
        return number + first_line, lines[number]

    differences = account.differences(text if found is None else found.text, body)
    return Checked(body, (*problems, *account.diagnostics(differences, path, line_of, problems)))


def structure(text: str) -> list[Token]:
    """The tokens of a text as it was written: its blocks and words, before any typography, and without comments."""
    found = comments.uncommented(text)
    return _parser("en", typographer=False).parse(text if found is None else found.text)


def _put_back(tokens: list[Token], found: Uncommented) -> None:
    """Number the lines of blocks as in the file, comments included."""
    last = len(found.numbers) - 1
    for token in tokens:
        if token.map:
            token.map = [found.numbers[min(line, last)] for line in token.map]


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
    if fault := comments.printed(left, _parser("en", typographer=False).parse(left), percents):
        line = fault.line if found is None else found.numbers[fault.line]
        yield error("comment", path, Span(line + first_line, fault.column + 1), fault.message, fault.hint)


def typographic(text: str, language: str) -> str:
    """A line of text, such as a title, with the quotation marks and dashes that its language uses."""
    if text.isalnum():
        return text
    token = Token("inline", "", 0, content=text, children=[Token("text", "", 0, content=text)])
    state = StateCore(text, _parser(language), {}, [token])
    replace(state)
    smartquotes(state)
    return "".join(child.content for child in token.children or ())
